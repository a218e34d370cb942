"""How each row of `matrix.txt` is asked: one call of the real service or query, as a user's page makes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from sqlmodel import Session

from skolplattform.accounts import service as accounts
from skolplattform.assessment.queries import grades as grade_queries
from skolplattform.assessment.queries import student as student_queries
from skolplattform.assessment.queries.activity import taught_activity
from skolplattform.assessment.service import publishing
from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.queries import leave as leave_queries
from skolplattform.attendance.queries import roster
from skolplattform.attendance.queries.proof_shown import proof_view
from skolplattform.attendance.rules.leave import LeaveReason, State
from skolplattform.attendance.service import absence, leave, leave_decision, lesson
from skolplattform.attendance.service import policy as attendance_policy
from skolplattform.core import clock, outbox
from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import Conflict, Invalid
from skolplattform.insights.queries import city, family, now, students
from skolplattform.insights.queries.periods import Window
from skolplattform.interop import service as interop
from skolplattform.notices import queries as notice_queries
from skolplattform.notices import service as notices
from skolplattform.registry import queries as register
from skolplattform.registry.permissions import can_see_student
from skolplattform.schedule import week
from tests.access import (
    adult_probes,
    care_probes,
    consent_probes,
    cover_probes,
    hand_in_probes,
    journal_probes,
    lesson_probes,
    log_probes,
    marks_probes,
    own_matrix_probes,
    peer_probes,
    plan_probes,
    probes_of_protection,
    progress_probes,
    risk_probes,
    screening_probes,
    self_probes,
    subject_decision_probes,
    talk_probes,
    work_probes,
)
from tests.access.case_probes import CASES
from tests.support.school import School
from tests.support.school_rows import named_id

KEY = "matrix-0001"
YES, MASKED = "+", "m"
Probe = Callable[[Session, Actor, School, str], object]


def lesson_of(about: str, school: School) -> UUID:
    return {"7a": school.lesson, "7b": school.lesson_7b}[about]


def activity_of(about: str) -> UUID:
    return {"7a": named_id("activity"), "7b": named_id("activity 7b")}[about]


def group_of(about: str, school: School) -> UUID:
    return {"7a": school.class_7a, "7b": school.class_7b}[about]


def unit_of(about: str, school: School) -> UUID:
    return {"unit": school.unit, "other": school.other_unit}[about]


def named(session: Session, actor: Actor, person: UUID) -> object:
    shown = register.names(session, actor, [person])[person]
    return MASKED if shown.masked else YES


def see_student(session: Session, actor: Actor, school: School, about: str) -> object:
    person = school.people[about]
    return can_see_student(session, actor, person, clock.today()) and named(session, actor, person)


def in_list(session: Session, actor: Actor, school: School, about: str) -> object:
    return str(school.people[about]) in {person.id for person in register.students_shown(session, actor)}


def among_children(session: Session, actor: Actor, school: School, about: str) -> object:
    return str(school.people[about]) in {person.id for person in register.children_of(session, actor)}


def see_week(session: Session, actor: Actor, school: School, about: str) -> object:
    return week.week_of_student(session, actor, school.people[about], date(2026, 11, 16)).lessons


def see_roster(session: Session, actor: Actor, school: School, about: str) -> object:
    return roster.lesson_roster(session, actor, lesson_of(about, school))


def name_in_roster(session: Session, actor: Actor, school: School, about: str) -> object:
    found = str(roster.lesson_roster(session, actor, school.lesson))
    return YES if "Cypress" in found else MASKED


def report(session: Session, actor: Actor, school: School, about: str) -> object:
    try:
        return lesson.report_lesson(session, actor, lesson_of(about, school), marks={}, version=0, key=KEY)
    except (Conflict, Invalid):
        return YES  # let in; an empty class list is then told apart


def report_foreign(session: Session, actor: Actor, school: School, about: str) -> object:
    """A student of another class in the roster of a lesson (security rule 10)."""
    own = {school.colleague.person_id: school.lesson_7b}.get(actor.person_id, school.lesson)
    foreign = school.people["alva" if own == school.lesson_7b else about]
    marks = {foreign: AbsentMinutes(invalid=60)}
    return lesson.report_lesson(session, actor, own, marks=marks, version=0, key=KEY)


def tell_absence(session: Session, actor: Actor, school: School, about: str) -> object:
    day = clock.today()
    return absence.report_absence(
        session, actor, student_ids=[school.people[about]], first=day, last=day, key=KEY
    ).report_ids


def see_child(session: Session, actor: Actor, school: School, about: str) -> object:
    return family.child_term(session, actor, school.people[about], today=clock.today())


def see_school(session: Session, actor: Actor, school: School, about: str) -> object:
    return now.school_now(session, actor, unit_of(about, school), moment=clock.now())


def see_lesson_marks(session: Session, actor: Actor, school: School, about: str) -> object:
    students.marks_of_lesson(session, actor, school.unit, lesson_of(about, school), today=clock.today())
    return YES


def see_city(session: Session, actor: Actor, school: School, about: str) -> object:
    return city.city_overview(session, actor, Window(date(2026, 11, 2), date(2026, 11, 15)), today=clock.today())


def see_matrix(session: Session, actor: Actor, school: School, about: str) -> object:
    return taught_activity(session, actor, activity_of(about))


def publish(session: Session, actor: Actor, school: School, about: str) -> object:
    return publishing.publish(session, actor, activity_of(about), key=KEY)


def see_criteria(session: Session, actor: Actor, school: School, about: str) -> object:
    student_queries.criteria_reached(session, actor, school.people[about])
    return YES


def see_grades(session: Session, actor: Actor, school: School, about: str) -> object:
    grade_queries.grades_of_last_term(session, actor, school.people[about])
    return YES


def all_grades(session: Session, actor: Actor, school: School, about: str) -> object:
    grade_queries.grades_of(session, actor, [school.unit], None)
    return YES


def see_proof(session: Session, actor: Actor, school: School, about: str) -> object:
    """Alva and Cleo are away in 7A without a valid reason; Dag, in 7B, is not."""
    away = {school.people[name]: AbsentMinutes(invalid=60 * (name != "bo")) for name in ("alva", "bo", "cleo")}
    lesson.report_lesson(session, school.teacher, school.lesson, marks=away, version=0, key="matrix-0003")
    rows = [row for row in proof_view(session, actor).rows if row.id.startswith(str(school.people[about]))]
    return named(session, actor, school.people[about]) if rows else "."


def see_proof_numbers(session: Session, actor: Actor, school: School, about: str) -> object:
    away = dict.fromkeys((school.people[name] for name in ("alva", "bo", "cleo")), AbsentMinutes(invalid=60))
    lesson.report_lesson(session, school.teacher, school.lesson, marks=away, version=0, key="matrix-0003")
    return proof_view(session, actor).rows


def see_notice(session: Session, actor: Actor, school: School, about: str) -> object:
    """Everybody is sent a notice about the student; who can read it?"""
    day, student = clock.today().isoformat(), str(school.people[about])
    payload = {"student": student, "day": day}
    outbox.queue(session, [outbox.Notice("attendance.unexcused", actor.person_id, "matrix", payload)])
    return notice_queries.notice_list(session, actor).rows


def choose_channel(session: Session, actor: Actor, school: School, about: str) -> object:
    chosen = {"channel": "sms", "is_wanted": True, "version": 0}
    return notices.choose(session, actor, "attendance.unexcused", school.people[about], **chosen)


def start_import(session: Session, actor: Actor, school: School, about: str) -> object:
    return interop.begin(session, actor, name="export.zip", size=1)


def create_account(session: Session, actor: Actor, school: School, about: str) -> object:
    return accounts.create_account(session, actor, school.people[about], username="ny", password="regn över Ekbacken")


def grant_role(session: Session, actor: Actor, school: School, about: str) -> object:
    accounts.grant_central_role(
        session, actor, school.people[about], role=Role.SYSTEM, organisation_id=school.organiser, until=None, reason=""
    )
    return YES


def apply_leave(session: Session, actor: Actor, school: School, about: str) -> object:
    day = clock.today()
    wanted = {"first": day, "last": day, "reason": LeaveReason.OTHER}
    return leave.apply_for_leave(session, actor, student_ids=[school.people[about]], **wanted, key=KEY)


def _applied(session: Session, school: School, about: str) -> UUID:
    guardian = {"bo": "tove", "cleo": "vera"}[about]
    return apply_leave(session, school.actor(guardian, school.guardian.workspace), school, about)[0]  # type: ignore[index]


def see_leave(session: Session, actor: Actor, school: School, about: str) -> object:
    case = leave_queries.leave_case(session, actor, _applied(session, school, about))
    return named(session, actor, school.people[about]) if case.child else False


def decide_leave(session: Session, actor: Actor, school: School, about: str) -> object:
    application = _applied(session, school, about)
    try:
        leave_decision.decide_leave(session, actor, application, outcome=State.GRANTED, version=1, key=KEY)
    except Invalid:
        return False
    return YES


def manage_policy(session: Session, actor: Actor, school: School, about: str) -> object:
    holds = {"values": {"limit_weeks": 2}, "valid_from": clock.today(), "version": 0, "key": KEY}
    attendance_policy.decide_policy(session, actor, unit_of(about, school), **holds)  # type: ignore[arg-type]
    return YES


PROBES: dict[str, Probe] = (
    adult_probes.PROBES
    | care_probes.PROBES
    | probes_of_protection.PROBES
    | {
        "register.student": see_student,
        "register.list": in_list,
        "register.children": among_children,
        "schedule.week": see_week,
        "attendance.roster": see_roster,
        "attendance.roster_name": name_in_roster,
        "attendance.report_lesson": report,
        "attendance.report_foreign": report_foreign,
        **CASES,
        **cover_probes.PROBES,
        "attendance.tell_absence": tell_absence,
        "attendance.apply_leave": apply_leave,
        "attendance.leave_case": see_leave,
        "attendance.decide_leave": decide_leave,
        "attendance.manage_policy": manage_policy,
        "insights.child": see_child,
        "insights.school": see_school,
        "insights.lesson": see_lesson_marks,
        "insights.city": see_city,
        **plan_probes.PROBES,
        **subject_decision_probes.PROBES,
        **work_probes.PROBES | risk_probes.PROBES | lesson_probes.PROBES | hand_in_probes.PROBES,
        **peer_probes.PROBES,
        **own_matrix_probes.PROBES | progress_probes.PROBES | log_probes.PROBES | screening_probes.PROBES,
        **talk_probes.PROBES | journal_probes.PROBES | consent_probes.PROBES | marks_probes.PROBES | self_probes.PROBES,
        "assessment.matrix": see_matrix,
        "assessment.publish": publish,
        "assessment.criteria": see_criteria,
        "assessment.grades": see_grades,
        "assessment.grades_in_bulk": all_grades,
        "attendance.proof": see_proof,
        "attendance.proof_numbers": see_proof_numbers,
        "notices.own": see_notice,
        "notices.choose": choose_channel,
        "interop.import": start_import,
        "accounts.create": create_account,
        "accounts.grant_role": grant_role,
    }
)
