"""How the rows of `matrix.txt` about tests and tasks are asked."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlmodel import Session

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.planning.set_work import queries, service
from skolplattform.planning.set_work.rules import Limits
from tests.support.school import School

YES = "+"


def _set(session: Session, actor: Actor, school: School, about: str) -> UUID:
    group = {"7a": school.class_7a, "7b": school.class_7b}[about]
    work = service.Wanted("test", "Bråk", clock.today(), frozenset([group]))
    return service.set_work(session, actor, syllabus_id=school.syllabus, wanted=work, key="matrix-0004")


def change_work(session: Session, actor: Actor, school: School, about: str) -> object:
    work = _set(session, school.teacher, school, about)
    return service.take_away(session, actor, work, version=1, key="matrix-0006")


def see_calendar(session: Session, actor: Actor, school: School, about: str) -> object:
    group = {"7a": school.class_7a, "7b": school.class_7b}[about]
    return queries.group_calendar(session, actor, group)


def see_ahead(session: Session, actor: Actor, school: School, about: str) -> object:
    queries.coming(session, actor, school.people[about])
    return YES


def see_school(session: Session, actor: Actor, school: School, about: str) -> object:
    unit = {"unit": school.unit, "other": school.other_unit}[about]
    return queries.school_weeks(session, actor, unit).unit_id == str(unit)


def decide(session: Session, actor: Actor, school: School, about: str) -> object:
    unit = {"unit": school.unit, "other": school.other_unit}[about]
    limits = {"limits": Limits(), "valid_from": clock.today(), "version": 0, "key": "matrix-0005"}
    service.decide_limits(session, actor, unit, **limits)  # type: ignore[arg-type]
    return YES


PROBES: dict[str, Callable[..., object]] = {
    "planning.set_work": _set,
    "planning.change_work": change_work,
    "planning.work_calendar": see_calendar,
    "planning.work_ahead": see_ahead,
    "planning.work_of_school": see_school,
    "planning.limit_work": decide,
}
