"""What the tests of screening do all the time: the small school's classes are let be in year 1."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Session, update

from skolplattform.assessment.screening import queries, service
from skolplattform.assessment.screening.rules import Said
from skolplattform.assessment.screening.service import SeenCell
from skolplattform.assessment.screening.views import ChildScreening, ScreenBoard
from skolplattform.core import db
from skolplattform.core.actor import Actor
from skolplattform.registry.tables import Enrolment
from tests.support.school import School

MATERIAL, PART, WORDS = "lasa-1-ht", "ljud", "forsta"
"""Year 1 in autumn: a part in points (10, limit 6) and one in words."""


def in_year_one(session: Session) -> None:
    session.execute(update(Enrolment).values(school_year=1))


def cell(student: UUID, value: str, part: str = PART, comment: str = "", version: int = 0) -> SeenCell:
    return SeenCell(student, part, value, comment, version)


def save(school: School, *cells: SeenCell, actor: Actor | None = None, key: str = "") -> list[dict[str, Any]]:
    with db.unit() as session:
        who, class_id = actor or school.teacher, school.class_7a
        return service.save_seen(session, who, class_id, MATERIAL, cells=cells, key=key or uuid4().hex)["cells"]


def board(school: School) -> ScreenBoard:
    with db.reading() as session:
        return queries.board(session, school.teacher, school.class_7a, MATERIAL)


def child(school: School, who: str = "alva", actor: Actor | None = None) -> ChildScreening:
    with db.reading() as session:
        return queries.child_screening(session, actor or school.teacher, school.people[who])


def write(school: School, said: Said, *, version: int, who: str = "alva") -> None:
    with db.unit() as session:
        service.write_care(
            session, school.teacher, school.people[who], "swedish", said=said, version=version, key=uuid4().hex
        )  # fmt: skip


def tell(school: School, seen: str = "Läser korta ord.", next_step: str = "Läs tio minuter hemma.") -> None:
    with db.unit() as session:
        words = {"seen": seen, "next_step": next_step}
        service.tell(session, school.teacher, school.people["alva"], "swedish", **words, key=uuid4().hex)
