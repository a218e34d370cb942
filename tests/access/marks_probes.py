"""How the rows of `matrix.txt` about tests and their results are asked."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from sqlmodel import Session

from skolplattform.assessment.grid import CellChange
from skolplattform.assessment.marks import queries, service
from skolplattform.assessment.marks.rules import Design, Form
from skolplattform.core import clock
from skolplattform.core.actor import Actor
from tests.support.school import School
from tests.support.school_rows import named_id


def make(session: Session, actor: Actor, school: School, about: str) -> UUID:
    activity = {"7a": school.activity, "7b": named_id("activity 7b")}[about]
    design = Design("Bråk", clock.today(), Form.POINTS, most=20)
    return service.create_test(session, actor, activity, test=design, key=uuid4().hex)


def reword(session: Session, actor: Actor, school: School, about: str) -> object:
    test = make(session, school.teacher, school, about)
    return service.archive_test(session, actor, test, version=1)


def see_book(session: Session, actor: Actor, school: School, about: str) -> object:
    activity = {"7a": school.activity, "7b": named_id("activity 7b")}[about]
    return queries.markbook(session, actor, activity)


def write(session: Session, actor: Actor, school: School, about: str) -> object:
    test = make(session, school.teacher, school, "7a")
    cell = CellChange(school.people[about], test, "17.5", "", 0)
    return service.save_marks(session, actor, school.activity, cells=[cell], key=uuid4().hex)["cells"]


def see_history(session: Session, actor: Actor, school: School, about: str) -> object:
    return queries.history(session, actor, _shown(session, school), student_id=school.people[about])


def publish(session: Session, actor: Actor, school: School, about: str) -> object:
    test = make(session, school.teacher, school, about)
    service.publish_test(session, actor, test, key=uuid4().hex)
    return "+"


def see_own(session: Session, actor: Actor, school: School, about: str) -> object:
    queries.results_of_student(session, actor, school.people[about])
    return "+"


def see_school(session: Session, actor: Actor, school: School, about: str) -> object:
    """A test of 7A is shown; whose school's tests does the actor count?"""
    _shown(session, school)
    return queries.published_tests(session, actor)


def _shown(session: Session, school: School) -> UUID:
    test = make(session, school.teacher, school, "7a")
    cell = CellChange(school.people["alva"], test, "17.5", "", 0)
    service.save_marks(session, school.teacher, school.activity, cells=[cell], key=uuid4().hex)
    service.publish_test(session, school.teacher, test, key=uuid4().hex)
    return test


PROBES: dict[str, Callable[..., object]] = {
    "assessment.marked_test": make,
    "assessment.archive_test": reword,
    "assessment.markbook": see_book,
    "assessment.write_mark": write,
    "assessment.mark_history": see_history,
    "assessment.publish_test": publish,
    "assessment.results": see_own,
    "assessment.school_tests": see_school,
}
