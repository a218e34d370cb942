"""The small school with a curriculum of its own, so that these tests stand without the planning module."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import event
from sqlmodel import Session, col, select

from skolplattform.core import db, modules
from skolplattform.core.tables import AuditEntry
from skolplattform.i18n import Text
from skolplattform.planning.contract import CriteriaCatalogue, CriterionShown, LevelOfScale, SubjectCriteria
from tests.support.school import School
from tests.support.school_rows import named_id

YEARS = Text("årskurs 7–9", "years 7–9")
LETTERS = tuple(LevelOfScale(code, code, code, code != "F") for code in "FEDCBA")
CRITERIA = tuple(
    CriterionShown(
        named_id(f"criterion {name}"), name, (("E", f"{name} i stort"), ("C", f"{name} väl"), ("A", f"{name} säkert"))
    )
    for name in ("Begrepp", "Metodval", "Resonemang")
)
FIRST, SECOND, THIRD = (criterion.id for criterion in CRITERIA)


class Catalogue:
    """Mathematics in years 7-9: three criteria on the scale F to A."""

    def subject_criteria(
        self,
        session: Session,
        syllabus_ids: Collection[UUID],
        *,
        student_id: UUID | None = None,
        day: date | None = None,
    ) -> dict[UUID, SubjectCriteria]:
        """The same criteria for whatever syllabus is asked for."""
        return {key: SubjectCriteria(key, "Lgr22", YEARS, LETTERS, CRITERIA) for key in syllabus_ids}

    def criteria_of_students(
        self, session: Session, syllabus_id: UUID, students: Collection[UUID], day: date
    ) -> dict[UUID, SubjectCriteria]:
        """The same criteria for everybody."""
        return dict.fromkeys(students, SubjectCriteria(syllabus_id, "Lgr22", YEARS, LETTERS, CRITERIA))

    def criterion_names(self, session: Session, criterion_ids: Collection[UUID]) -> dict[UUID, str]:
        """What the three are called."""
        return {criterion.id: criterion.name for criterion in CRITERIA if criterion.id in criterion_ids}


@pytest.fixture(autouse=True)
def catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Assessment finds this curriculum where planning's would be."""
    found = modules.get
    monkeypatch.setattr(modules, "get", lambda kind: Catalogue() if kind is CriteriaCatalogue else found(kind))


@pytest.fixture
def statements(school: School) -> Iterator[list[str]]:
    """Every statement that the database gets."""
    seen: list[str] = []

    def note(_connection, _cursor, statement, _parameters, _context, _many) -> None:
        seen.append(statement)

    engine = db.engine()
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def readings_of(school: School, verb: str) -> list[str]:
    """Whose data were read one at a time, in order, by the names of the small school."""
    question = select(AuditEntry.subject_id).where(AuditEntry.verb == verb, col(AuditEntry.subject_id).is_not(None))
    named = {person: name for name, person in school.people.items()}
    with db.reading() as session:
        return [named[person] for person in session.exec(question.order_by(col(AuditEntry.id))) if person]
