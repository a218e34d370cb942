"""How the rows of `matrix.txt` about adult education and workplace training are asked."""

from __future__ import annotations

from collections.abc import Callable

from sqlmodel import Session

from skolplattform.attendance.queries.activity import group_activity
from skolplattform.attendance.queries.workplace import training_view
from skolplattform.attendance.service import training
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Invalid, NotFound
from tests.attendance.adult_world import Adults, add_adults, arranged
from tests.support.school import School
from tests.support.school_rows import named_id

YES, MASKED = "+", "m"


def with_adults(ask: Callable[[Session, Actor, Adults, str], object]) -> Callable[..., object]:
    """The question, asked at a school that has sfi."""

    def asked(session: Session, actor: Actor, school: School, about: str) -> object:
        return ask(session, actor, add_adults(session, school), about)

    return asked


def see_activity(session: Session, actor: Actor, adults: Adults, about: str) -> object:
    return group_activity(session, actor, adults.group).rows


def name_in_activity(session: Session, actor: Actor, adults: Adults, about: str) -> object:
    shown = str(group_activity(session, actor).rows)
    if shown == "()":
        raise NotFound
    return YES if "Cala" in shown else MASKED


def arrange(session: Session, actor: Actor, adults: Adults, about: str) -> object:
    return arranged(session, actor, named_id(about))


def see_training(session: Session, actor: Actor, adults: Adults, about: str) -> object:
    place = arranged(session, adults.school.teacher, named_id(about))
    return training_view(session, actor, place).name


def make_link(session: Session, actor: Actor, adults: Adults, about: str) -> object:
    place = arranged(session, adults.school.teacher, named_id(about))
    try:
        return training.make_link(session, actor, place, version=1)
    except Invalid:
        return "."  # nothing about a protected person leaves the school


PROBES: dict[str, Callable[..., object]] = {
    "attendance.activity": with_adults(see_activity),
    "attendance.activity_name": with_adults(name_in_activity),
    "attendance.arrange_training": with_adults(arrange),
    "attendance.training": with_adults(see_training),
    "attendance.training_link": with_adults(make_link),
}
