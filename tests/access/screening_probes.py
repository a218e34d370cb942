"""How the rows of `matrix.txt` about screening are asked: the two classes are let be in year 1."""

from __future__ import annotations

from collections.abc import Callable

from sqlmodel import Session

from skolplattform.assessment.screening import queries, service
from skolplattform.assessment.screening.rules import Said
from skolplattform.core.actor import Actor
from tests.assessment.screening_world import MATERIAL, cell, in_year_one
from tests.support.school import School

CLASS = {
    "7a": "class_7a",
    "7b": "class_7b",
    "alva": "class_7a",
    "bo": "class_7a",
    "cleo": "class_7a",
    "dag": "class_7b",
}
CHILD = {"7a": "alva", "7b": "dag"}


def _seen(session: Session, school: School, about: str) -> None:
    """The children are in year 1, and the class's own teacher has seen something to look closer at of Alva and Dag."""
    in_year_one(session)
    teacher = school.colleague if about in ("7b", "dag") else school.teacher
    whose = school.people["dag" if teacher is school.colleague or about in ("7b", "dag") else "alva"]
    group = getattr(school, CLASS[about])
    service.save_seen(session, teacher, group, MATERIAL, cells=[cell(whose, "2")], key="matrix-0050")


def record(session: Session, actor: Actor, school: School, about: str) -> object:
    in_year_one(session)
    told = service.save_seen(
        session,
        actor,
        getattr(school, CLASS[about]),
        MATERIAL,
        cells=[cell(school.people[CHILD[about]], "8")],
        key="matrix-0051",
    )
    return len(told["cells"])


def see_grid(session: Session, actor: Actor, school: School, about: str) -> object:
    in_year_one(session)
    return queries.board(session, actor, getattr(school, CLASS[about]), MATERIAL)


def see_name(session: Session, actor: Actor, school: School, about: str) -> object:
    in_year_one(session)
    rows = queries.board(session, actor, getattr(school, CLASS[about]), MATERIAL).rows
    shown = next(row for row in rows if row.student_id == str(school.people[about])).name
    return "+" if shown == "Cleo Cypress" else "m"


def see_child(session: Session, actor: Actor, school: School, about: str) -> object:
    _seen(session, school, about)
    return queries.child_screening(session, actor, school.people[about])


def write_care(session: Session, actor: Actor, school: School, about: str) -> object:
    _seen(session, school, about)
    said = Said("Hör inte ljuden.", "none")
    service.write_care(session, actor, school.people[about], "swedish", said=said, version=0, key="matrix-0052")
    return "+"


def tell(session: Session, actor: Actor, school: School, about: str) -> object:
    in_year_one(session)
    words = {"seen": "Läser.", "next_step": "Läs mer."}
    service.tell(session, actor, school.people[about], "swedish", **words, key="matrix-0053")
    return "+"


def tell_class(session: Session, actor: Actor, school: School, about: str) -> object:
    in_year_one(session)
    words = {"seen": "Läser.", "next_step": "Läs mer."}
    service.tell_class(session, actor, getattr(school, CLASS[about]), MATERIAL, **words, key="matrix-0054")
    return "+"


def see_home(session: Session, actor: Actor, school: School, about: str) -> object:
    in_year_one(session)
    queries.home_screening(session, actor, school.people[about])
    return "+"


def see_school(session: Session, actor: Actor, school: School, about: str) -> object:
    _seen(session, school, "alva")
    lines = queries.school_screening(session, actor).lines
    return any(line.group_id == str(school.class_7a) for line in lines)


PROBES: dict[str, Callable[..., object]] = {
    "assessment.screen": record,
    "assessment.screen_grid": see_grid,
    "assessment.screening_name": see_name,
    "assessment.screened_child": see_child,
    "assessment.screening_care": write_care,
    "assessment.tell_screening": tell,
    "assessment.tell_class": tell_class,
    "assessment.screening_home": see_home,
    "assessment.screening_school": see_school,
}
