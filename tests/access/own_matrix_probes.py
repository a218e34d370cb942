"""How the rows of `matrix.txt` about matrices of teachers' own are asked."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlmodel import Session

from skolplattform.assessment.own_matrix import queries, service
from skolplattform.assessment.own_matrix.rules import Aspect, Design
from skolplattform.assessment.queries import matrix as grids
from skolplattform.core.actor import Actor
from tests.support.school import School
from tests.support.school_rows import named_id

DESIGN = Design("Labb", ("Inte än", "Klarar"), (Aspect(None, "Hypotes", ()),))


def make(session: Session, actor: Actor, school: School, about: str) -> UUID:
    activity = {"7a": school.activity, "7b": named_id("activity 7b")}[about]
    return service.create_matrix(session, actor, activity, design=DESIGN, key="matrix-0010")


def reword(session: Session, actor: Actor, school: School, about: str) -> object:
    matrix = make(session, school.teacher, school, about)
    service.change_matrix(session, actor, matrix, design=DESIGN, version=1, key="matrix-0011")
    return "+"


def see_grid(session: Session, actor: Actor, school: School, about: str) -> object:
    return grids(session, actor, make(session, school.teacher, school, about))


def see_shown(session: Session, actor: Actor, school: School, about: str) -> object:
    queries.matrices_of_student(session, actor, school.people[about])
    return "+"


PROBES: dict[str, Callable[..., object]] = {
    "assessment.own_matrix": make,
    "assessment.reword_matrix": reword,
    "assessment.own_grid": see_grid,
    "assessment.own_shown": see_shown,
}
