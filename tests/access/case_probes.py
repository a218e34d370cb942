"""How the rows of `matrix.txt` about corrections and follow-up of absence are asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session

from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.queries import cases as case_queries
from skolplattform.attendance.queries import correction
from skolplattform.attendance.queries.family_cases import family_cases
from skolplattform.attendance.queries.limits import passed_limits
from skolplattform.attendance.rules.cases import Step
from skolplattform.attendance.service import cases, lesson
from skolplattform.attendance.student_report import OneStudent, student_report
from skolplattform.attendance.tables import LimitPassed
from skolplattform.core import clock
from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import Invalid
from tests.support.school import School

KEY = "matrix-0001"
YES, MASKED = "+", "m"


def see_history(session: Session, actor: Actor, school: School, about: str) -> object:
    correction.lesson_history(session, actor, school.lesson)
    return YES


def correct(session: Session, actor: Actor, school: School, about: str) -> object:
    """A register whose window has closed."""
    marks = {school.people[name]: AbsentMinutes() for name in ("alva", "bo", "cleo")}
    id_ = school.lesson
    version = lesson.report_lesson(session, school.teacher, id_, marks=marks, version=0, key="matrix-0002").version
    given = {"marks": marks, "version": version, "key": KEY, "reason": "wrong_mark"}
    with clock.fixed(clock.now() + timedelta(days=60)):
        try:
            return lesson.report_lesson(session, actor, id_, **given)  # type: ignore[arg-type]
        except Invalid:
            return "."  # the teacher, who comes too late


def case_of(session: Session, school: School, about: str) -> UUID:
    """A case that the principal opened, with a note of the school's own and a meeting."""
    leads = school.other_principal if about == "elsa" else school.principal
    made = cases.open_case(session, leads, school.people[about], key="matrix-0003")
    for kind, words in (("note", "skolans egen tanke"), ("meeting", "mötet")):
        given = {"kind": kind, "on": clock.today(), "words": words, "key": f"matrix-{kind}"}
        cases.write_entry(session, leads, made, **given)  # type: ignore[arg-type]
    return made


def see_case(session: Session, actor: Actor, school: School, about: str) -> object:
    return case_queries.case_view(session, actor, case_of(session, school, about)).name


def name_in_case(session: Session, actor: Actor, school: School, about: str) -> object:
    return YES if "Cypress" in str(see_case(session, actor, school, about)) else MASKED


def note_in_case(session: Session, actor: Actor, school: School, about: str) -> object:
    """What the school writes for itself, by whatever page the actor has."""
    made = case_of(session, school, about)
    if actor.has(Role.GUARDIAN, Role.STUDENT):
        return "skolans egen tanke" in str(family_cases(session, actor))
    return "skolans egen tanke" in str(case_queries.case_view(session, actor, made))


def begin_case(session: Session, actor: Actor, school: School, about: str) -> object:
    return cases.open_case(session, actor, school.people[about], key=KEY)


def step_in_case(session: Session, actor: Actor, school: School, about: str) -> object:
    made = case_of(session, school, about)
    return cases.take_step(session, actor, made, Step.INVESTIGATE, on=clock.today(), version=1)


def see_limits(session: Session, actor: Actor, school: School, about: str) -> object:
    session.add(LimitPassed(student_id=school.people[about], unit_id=school.unit, limit_kind="share",
                            absence_kind="valid", amount=20, since=clock.today(), seen_on=clock.today()))  # fmt: skip
    session.flush()
    return str(school.people[about]) in {row.student_id for row in passed_limits(session, actor)}


def take_time(session: Session, actor: Actor, school: School, about: str) -> object:
    wanted = OneStudent(school.people[about], school.day, school.day)
    return student_report(session, actor, wanted)[0].name


def see_family_case(session: Session, actor: Actor, school: School, about: str) -> object:
    case_of(session, school, about)
    return [case for case in family_cases(session, actor) if case.written]


CASES: dict[str, Callable[[Session, Actor, School, str], object]] = {
    "attendance.history": see_history,
    "attendance.correct": correct,
    "attendance.case": see_case,
    "attendance.case_name": name_in_case,
    "attendance.case_note": note_in_case,
    "attendance.open_case": begin_case,
    "attendance.case_step": step_in_case,
    "attendance.passed_limits": see_limits,
    "attendance.student_time": take_time,
    "attendance.family_case": see_family_case,
}
