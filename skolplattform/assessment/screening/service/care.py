"""What the school does about a signal, written step by step, and what home is told in the teacher's own words."""

# pyright: reportArgumentType=false, reportCallIssue=false

from datetime import date
from uuid import UUID

from sqlmodel import Session, select

from skolplattform.assessment.screening import rules
from skolplattform.assessment.screening.materials import SUBJECTS
from skolplattform.assessment.screening.notices import tell_home
from skolplattform.assessment.screening.permissions import RECORD, check_recorded
from skolplattform.assessment.screening.queries.board import open_material, results, told_together
from skolplattform.assessment.screening.rules import Said, academic_year
from skolplattform.assessment.screening.tables import ScreeningCare, ScreeningTold
from skolplattform.core import audit, changes, clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, NotFound
from skolplattform.core.idempotency import once
from skolplattform.core.ids import new_id
from skolplattform.registry.queries import unit_of


def write_care(
    session: Session, actor: Actor, student_id: UUID, subject: str, *, said: Said, version: int, key: str
) -> None:
    """Keep what is written of the closer look, the support and how it went. A step gets its day when it is written.

    Raises:
        NotFound: not the actor's child, or no such subject.
        Conflict: a colleague has written since.
        Invalid: at the field that is missing.
    """

    def write() -> dict[str, str]:
        unit = _unit(session, actor, student_id, subject)
        wanted, year = rules.checked_said(said), academic_year(clock.today())
        row = _held(session, student_id, subject, year)
        if (row.version if row else 0) != version:
            raise Conflict(row.version if row else 0, "screening.error.conflict")
        place = {"student_id": student_id, "unit_id": unit, "year": year, "subject": subject}
        row = row or ScreeningCare(id=new_id(), **place, version=0)
        _put(row, wanted)
        row.author_id, row.changed_at, row.version = actor.person_id, clock.now(), row.version + 1
        session.add(row)
        session.flush()
        _note(session, actor, row.id, student_id, unit, {"did": "care", "subject": subject, "version": row.version})
        return {}

    once(session, actor, key, f"assessment.write_care:{student_id}:{subject}", write)


def _unit(session: Session, actor: Actor, student_id: UUID, subject: str) -> UUID:
    check_recorded(session, actor, student_id)
    unit = unit_of(session, student_id)
    if unit is None or subject not in SUBJECTS:
        raise NotFound
    return unit


def _held(session: Session, student_id: UUID, subject: str, year: int) -> ScreeningCare | None:
    question = select(ScreeningCare).where(
        ScreeningCare.student_id == student_id, ScreeningCare.year == year, ScreeningCare.subject == subject
    )
    return session.exec(question.with_for_update().execution_options(populate_existing=True)).one_or_none()


def _put(row: ScreeningCare, said: Said) -> None:
    row.assessment, row.need, row.consulted = said.assessment, said.need, said.consulted
    row.measures, row.follow_up = said.measures, said.follow_up
    row.assessed_on = _day(said.assessment, row.assessed_on)
    row.planned_on = _day(said.measures, row.planned_on)
    row.followed_up_on = _day(said.follow_up, row.followed_up_on)


def _day(words: str, before: date | None) -> date | None:
    """The day something was written first; none when it is taken away."""
    return (before or clock.today()) if words else None


def tell(
    session: Session, actor: Actor, student_id: UUID, subject: str, *, seen: str, next_step: str, key: str
) -> None:
    """Let those who have custody read what was seen and what comes next, and tell them that it is there.

    Raises:
        NotFound: not the actor's child, or no such subject.
        Invalid: at the field that is empty.
    """

    def say() -> dict[str, str]:
        unit = _unit(session, actor, student_id, subject)
        _told(session, actor, unit, student_id, subject, rules.checked_words(seen, next_step))
        return {}

    once(session, actor, key, f"assessment.tell_screening:{student_id}:{subject}", say)


def tell_class(
    session: Session, actor: Actor, group_id: UUID, material: str, *, seen: str, next_step: str, key: str
) -> int:
    """Tell the homes of those who are done and as expected the same words, once; how many. The others one by one.

    Raises:
        NotFound: not the actor's class, or a material that is not used in it.
        Invalid: at the field that is empty.
    """

    def say() -> dict[str, int]:
        opened = open_material(session, actor, group_id, material, lock=True)
        words = rules.checked_words(seen, next_step)
        held = {(row.student_id, row.part): row for row in results(session, opened)}
        students = told_together(session, opened, held)
        for student in students:
            _told(session, actor, opened.group.unit_id, student, opened.material.subject, words)
        changes.announce(session, f"screening:{group_id}")
        return {"told": len(students)}

    return once(session, actor, key, f"assessment.tell_class:{group_id}:{material}", say)["told"]


def _told(session: Session, actor: Actor, unit: UUID, student_id: UUID, subject: str, words: tuple[str, str]) -> None:
    seen, next_step = words
    place = {"student_id": student_id, "unit_id": unit, "year": academic_year(clock.today()), "subject": subject}
    row = ScreeningTold(
        id=new_id(), **place, seen=seen, next_step=next_step, author_id=actor.person_id, at=clock.now()
    )  # fmt: skip
    session.add(row)
    session.flush()
    tell_home(session, row)
    _note(session, actor, row.id, student_id, unit, {"did": "tell", "subject": subject})


def _note(
    session: Session, actor: Actor, row_id: UUID, student_id: UUID, unit: UUID, detail: dict[str, object]
) -> None:  # fmt: skip
    audit.record(session, actor, RECORD.name, "screening", row_id, subject=student_id, unit=unit, detail=detail)
    changes.announce(session, f"screening:{unit}", f"student:{student_id}")
