"""How the rows of `matrix.txt` about calls to the school and about cover for staff are asked."""

from __future__ import annotations

from collections.abc import Callable

from sqlmodel import Session

from skolplattform.attendance.queries import phoned as phoned_calls
from skolplattform.attendance.service import phoned
from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Invalid
from skolplattform.schedule.cover import service as cover
from skolplattform.schedule.cover.queries import day_of_unit
from tests.support.school import School
from tests.support.school_rows import named_id

KEY = "matrix-0001"


def take_call(session: Session, actor: Actor, school: School, about: str) -> object:
    """Whoever calls: the student is found, and then the caller is not entitled to tell."""
    day, nobody = clock.today(), named_id("nobody")
    try:
        return phoned.report_phoned(
            session, actor, school.people[about], caller_id=nobody, first=day, last=day, key=KEY
        ).report_ids
    except Invalid:
        return phoned_calls.call_about(session, actor, school.people[about])


def see_cover(session: Session, actor: Actor, school: School, about: str) -> object:
    return day_of_unit(session, actor, {"unit": school.unit, "other": school.other_unit}[about], clock.today())[1]


def tell_away(session: Session, actor: Actor, school: School, about: str) -> object:
    duty, day = school.duties[{"unit": "teacher", "other": "stranger"}[about]], clock.today()
    return cover.tell_away(session, actor, duty, first=day, last=day)


PROBES: dict[str, Callable[[Session, Actor, School, str], object]] = {
    "attendance.take_call": take_call,
    "schedule.cover": see_cover,
    "schedule.tell_away": tell_away,
}
