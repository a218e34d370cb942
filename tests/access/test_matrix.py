"""Every cell of `matrix.txt`, asked of the real services and queries on both databases; after coming of age as well."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import Session, select

from skolplattform.accounts import service as accounts
from skolplattform.assessment.queries import grades as grade_queries
from skolplattform.assessment.queries import student as student_queries
from skolplattform.assessment.queries.matrix import taught_activity
from skolplattform.assessment.service import publishing
from skolplattform.attendance.queries import roster
from skolplattform.attendance.service import absence, lesson
from skolplattform.core import clock, db
from skolplattform.core.actor import Actor, Role, Workspace
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.insights.queries import city, family, now, students
from skolplattform.insights.queries.periods import Window
from skolplattform.interop import service as interop
from skolplattform.planning.queries import editor
from skolplattform.planning.service import draft
from skolplattform.registry import queries as register
from skolplattform.registry.permissions import can_see_student
from skolplattform.registry.tables import Person, ProtectedGrant
from skolplattform.schedule import week
from tests.support.school import School
from tests.support.school_rows import named_id

FILE = Path(__file__).with_name("matrix.txt")
KEY = "matrix-0001"
YES, MASKED, NO = "+", "m", "."
Probe = Callable[[Session, Actor, School, str], object]


def parsed() -> tuple[list[str], list[tuple[str, str, list[str]]]]:
    """The actors of the head line, and data, about and marks of each row."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    head = next(line for line in lines if line.startswith("# data "))
    actors = head.split()[3:]
    rows = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    return actors, [(row[0], row[1], row[2:]) for row in rows]


ACTORS, ROWS = parsed()


def actor_of(name: str, school: School) -> Actor:
    own = {
        "t_granted": lambda: school.actor("teacher", Workspace.TEACHER, school.unit),
        "granted": lambda: school.colleague,
        "o_principal": lambda: school.other_principal,
        "admin": lambda: school.administrator,
        "nurse": lambda: school.student_health,
        "counsel": lambda: school.study_counsellor,
        "student2": lambda: school.classmate,
        "guardian2": lambda: school.other_guardian,
        "guardian3": lambda: school.foreign_guardian,
        "vera": lambda: school.actor("vera", Workspace.GUARDIAN),
    }.get(name)
    return own() if own else getattr(school, name)


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
    from skolplattform.attendance.rules import AbsentMinutes

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


def begin_plan(session: Session, actor: Actor, school: School, about: str) -> object:
    return draft.create_plan(session, actor, group_id=group_of(about, school), syllabus_id=school.syllabus, key=KEY)


def see_draft(session: Session, actor: Actor, school: School, about: str) -> object:
    made = draft.create_plan(
        session, school.teacher, group_id=group_of(about, school), syllabus_id=school.syllabus, key=KEY
    )
    return editor.plan_draft(session, actor, made)


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


def start_import(session: Session, actor: Actor, school: School, about: str) -> object:
    return interop.begin(session, actor, name="export.zip", size=1)


def create_account(session: Session, actor: Actor, school: School, about: str) -> object:
    return accounts.create_account(session, actor, school.people[about], username="ny", password="regn över Ekbacken")


def grant_role(session: Session, actor: Actor, school: School, about: str) -> object:
    accounts.grant_central_role(
        session, actor, school.people[about], role=Role.SYSTEM, organisation_id=school.organiser, until=None, reason=""
    )
    return YES


PROBES: dict[str, Probe] = {
    "register.student": see_student,
    "register.list": in_list,
    "register.children": among_children,
    "schedule.week": see_week,
    "attendance.roster": see_roster,
    "attendance.roster_name": name_in_roster,
    "attendance.report_lesson": report,
    "attendance.report_foreign": report_foreign,
    "attendance.tell_absence": tell_absence,
    "insights.child": see_child,
    "insights.school": see_school,
    "insights.lesson": see_lesson_marks,
    "insights.city": see_city,
    "planning.create": begin_plan,
    "planning.draft": see_draft,
    "assessment.matrix": see_matrix,
    "assessment.publish": publish,
    "assessment.criteria": see_criteria,
    "assessment.grades": see_grades,
    "assessment.grades_in_bulk": all_grades,
    "interop.import": start_import,
    "accounts.create": create_account,
    "accounts.grant_role": grant_role,
}


def grant_for_cleo(session: Session, school: School, name: str) -> None:
    if name in ("granted", "t_granted"):
        session.add(
            ProtectedGrant(
                subject_id=school.people["cleo"],
                grantee_id=actor_of(name, school).person_id,
                reason="test",
                granted_by=school.people["principal"],
                start_date=clock.today(),
                end_date=clock.today() + timedelta(days=1),
            )
        )
        session.flush()


def mark_of(data: str, about: str, name: str, school: School) -> str:
    """What the actor gets: `+`, `m` or `.`; nothing of it is kept."""
    with Session(db.engine(), expire_on_commit=False) as session:
        grant_for_cleo(session, school, name)
        try:
            got = PROBES[data](session, actor_of(name, school), school, about)
        except NotFound:
            got = NO
        finally:
            session.rollback()
    return got if got in (YES, MASKED, NO) and isinstance(got, str) else YES if got else NO


@pytest.mark.parametrize(("data", "about", "marks"), ROWS, ids=[f"{row[0]}-{row[1]}" for row in ROWS])
def test_row(school: School, data: str, about: str, marks: list[str]) -> None:
    assert len(marks) == len(ACTORS)
    found = [mark_of(data, about, name, school) for name in ACTORS]
    assert dict(zip(ACTORS, found, strict=True)) == dict(zip(ACTORS, marks, strict=True))


def test_every_role_stands_in_the_matrix(school: School) -> None:
    present = {role for name in ACTORS for role in actor_of(name, school).roles}
    assert present >= set(Role) - {Role.SYSTEM}


@pytest.mark.parametrize("data", sorted({row[0] for row in ROWS if row[1] == "alva"}))
def test_a_guardian_reaches_nothing_from_the_day_the_child_is_18(school: School, data: str) -> None:
    with db.unit() as session:
        alva = session.get(Person, school.people["alva"])
        assert alva is not None
        alva.birth_date = clock.today().replace(year=clock.today().year - 18)
        session.add(alva)
    for name in ("guardian", "guardian2"):
        assert mark_of(data, "alva", name, school) == NO


@pytest.mark.parametrize("data", sorted({row[0] for row in ROWS if row[1] == "alva"}))
def test_a_withheld_relation_opens_nothing(school: School, data: str) -> None:
    from skolplattform.registry.tables import Responsibility

    with db.unit() as session:
        relation = session.exec(select(Responsibility).where(Responsibility.adult_id == school.people["sten"])).one()
        relation.withheld = True
        session.add(relation)
    assert mark_of(data, "alva", "guardian2", school) == NO


@pytest.mark.parametrize("data", sorted({row[0] for row in ROWS if row[1] in ("7a", "alva")}))
def test_a_teacher_whose_duty_has_ended_reaches_nothing(school: School, data: str) -> None:
    from skolplattform.registry.tables import Duty

    with db.unit() as session:
        duty = session.get(Duty, school.duties["teacher"])
        assert duty is not None
        duty.end_date = clock.today() - timedelta(days=1)
        session.add(duty)
    about = next(row[1] for row in ROWS if row[0] == data and row[1] in ("7a", "alva"))
    if data != "planning.draft":
        assert mark_of(data, about, "teacher", school) == NO
