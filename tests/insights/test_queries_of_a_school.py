"""What a principal and a guardian of the small school are shown, and nobody else."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial
from uuid import UUID

import pytest
from sqlmodel import Session, select

from skolplattform.attendance.tables import AbsenceReport, Deviation, LessonRegister
from skolplattform.core import clock
from skolplattform.core.actor import Workspace
from skolplattform.core.errors import Denied, NotFound
from skolplattform.insights import service
from skolplattform.insights.queries import family, now, students
from skolplattform.insights.queries.class_days import Scope
from skolplattform.insights.queries.periods import Window, terms, units_of, window
from skolplattform.insights.rules.calendar import monday_of
from skolplattform.registry.codes import SchoolType
from skolplattform.registry.tables import Enrolment, GroupMembership, Person
from skolplattform.registry.views import PROTECTED_NAME
from tests.insights.statements import MOST_STATEMENTS, statements
from tests.support.school import SCHOOL_DAY, School


def report(session: Session, school_: School, lesson: UUID, activity: UUID, *away: Deviation) -> None:
    session.add(
        LessonRegister(
            calendar_event_id=lesson,
            activity_id=activity,
            unit_id=school_.unit,
            day=school_.day,
            minutes=60,
            reporter_id=school_.people["teacher"],
            reported_at=SCHOOL_DAY,
        )
    )
    session.flush()
    session.add_all(away)
    session.flush()


def away(school_: School, lesson: UUID, name: str, **minutes: int) -> Deviation:
    return Deviation(calendar_event_id=lesson, student_id=school_.people[name], day=school_.day, minutes=60, **minutes)


def test_this_hour_each_student_counts_once_and_told_absence_is_known(session: Session, school: School) -> None:
    report(session, school, school.lesson, school.activity, away(school, school.lesson, "alva", invalid_minutes=60))
    session.add(
        AbsenceReport(
            student_id=school.people["dag"],
            unit_id=school.unit,
            absence_type="Anmäld frånvaro",
            starts_at=clock.day_bounds(school.day)[0],
            ends_at=clock.day_bounds(school.day)[1],
            registered_by=school.people["ulf"],
            registered_at=SCHOOL_DAY,
        )
    )
    session.flush()
    with statements(session) as sent:
        found = now.school_now(session, school.principal, school.unit, moment=SCHOOL_DAY)
    assert len(sent) <= MOST_STATEMENTS - 1, "the page also asks for the units"
    assert found.years == {7: {"invalid": 1, "present": 2, "told": 1}}
    assert [row.name for row in found.unreported] == ["Matematik 7B"]
    assert found.unreported[0].teacher is not None
    assert found.unreported[0].teacher.name == "Karl Kastanj"


def test_lessons_that_have_not_begun_do_not_count(session: Session, school: School) -> None:
    early = datetime(2026, 11, 18, 8, 50, tzinfo=UTC)
    found = now.school_now(session, school.principal, school.unit, moment=early)
    assert sum(sum(states.values()) for states in found.years.values()) == 3, "only 8.20 to 9.20 of 7A"
    assert now.school_now(session, school.principal, school.unit, moment=early - timedelta(hours=4)).years == {}


def test_a_protected_student_has_no_name_without_a_grant(session: Session, school: School) -> None:
    report(session, school, school.lesson, school.activity, away(school, school.lesson, "cleo", valid_minutes=60))
    days = Window(school.day, school.day)
    figures = students.students_of_class(
        session, school.principal, school.unit, school.class_7a, days, today=school.day
    )
    shown = {one.person.id: one.person.name for one in figures}
    assert shown[str(school.people["cleo"])] == PROTECTED_NAME
    marks = students.marks_of_lesson(session, school.principal, school.unit, school.lesson, today=school.day)
    assert [mark.person.name for mark in marks] == [PROTECTED_NAME]


def test_a_class_page_takes_few_statements(session: Session, school: School) -> None:
    from skolplattform.insights.queries import school as schools

    with statements(session) as sent:
        units_of(session, school.principal)
        days = window("term", terms(session, school.day), school.day)
        scope = Scope(class_id=school.class_7a)
        schools.overview(session, school.principal, school.unit, days, scope=scope, today=school.day)
        students.students_of_class(session, school.principal, school.unit, school.class_7a, days, today=school.day)
    small = [statement for statement in sent if "audit_" not in statement]
    assert len(small) <= MOST_STATEMENTS, small
    _grow(session, school)
    with statements(session) as sent:
        units_of(session, school.principal)
        days = window("term", terms(session, school.day), school.day)
        schools.overview(session, school.principal, school.unit, days, scope=scope, today=school.day)
        students.students_of_class(session, school.principal, school.unit, school.class_7a, days, today=school.day)
    assert len([statement for statement in sent if "audit_" not in statement]) == len(small)


def _grow(session: Session, school_: School, students_: int = 25) -> None:
    for index in range(students_):
        person = Person(given_name=f"Elev{index}", family_name="Ny")
        session.add(person)
        session.flush()
        session.add(GroupMembership(group_id=school_.class_7a, person_id=person.id, start_date=date(2026, 8, 1)))
    session.flush()


def test_a_guardian_sees_each_own_childs_day_and_nobody_elses(session: Session, school: School) -> None:
    report(session, school, school.lesson, school.activity, away(school, school.lesson, "alva", invalid_minutes=60))
    with statements(session) as sent:
        found = family.children_today(session, school.guardian, today=school.day)
    assert len(sent) <= MOST_STATEMENTS
    assert [one.child.given_name for one in found] == ["Alva", "Elsa"]
    alva = found[0]
    assert (alva.child.class_name, alva.child.school_year, alva.child.unit_name) == ("7A", 7, "Ekbackens skola")
    assert [lesson.name for lesson in alva.lessons] == ["Matematik", "Matematik"]
    assert [lesson.counts.invalid for lesson in alva.week if lesson.counts.invalid] == [60]
    assert [
        one.child.given_name for one in family.children_today(session, school.other_guardian, today=school.day)
    ] == ["Alva"]


def test_a_childs_term_is_for_its_guardians_only(session: Session, school: School) -> None:
    with statements(session) as sent:
        found = family.child_term(session, school.guardian, school.people["alva"], today=school.day)
    assert len(sent) <= MOST_STATEMENTS
    assert monday_of(found.window.first) == monday_of(date(2026, 8, 18))
    assert [lesson.lesson_id for lesson in found.coming] == [school.lesson]
    for actor in (school.foreign_guardian, school.teacher, school.principal, school.student):
        with pytest.raises(NotFound):
            family.child_term(session, actor, school.people["alva"], today=school.day)


def test_a_child_is_in_preschool_while_it_is_enrolled_there(session: Session, school: School) -> None:
    enrolment = session.exec(select(Enrolment).where(Enrolment.person_id == school.people["elsa"])).one()
    found = []
    for form in (SchoolType.COMPULSORY, SchoolType.PRESCHOOL):
        enrolment.school_type = form.value
        session.flush()
        term = family.child_term(session, school.guardian, school.people["elsa"], today=school.day)
        found.append(term.child.is_in_preschool)
    assert found == [False, True]


def test_guardians_see_nothing_of_each_other(session: Session, school: School) -> None:
    """What Rut is shown of Alva holds no trace of Sten (R-C05)."""
    shown = repr(family.child_term(session, school.guardian, school.people["alva"], today=school.day))
    shown += repr(family.children_today(session, school.guardian, today=school.day))
    assert "Sten" not in shown
    assert "Granit" not in shown
    assert str(school.people["sten"]) not in shown


def test_of_age_the_child_is_gone_from_the_guardians_pages(session: Session, school: School) -> None:
    of_age = date(2031, 3, 14)
    assert "Alva" not in [one.child.given_name for one in family.children_today(session, school.guardian, today=of_age)]
    with pytest.raises(NotFound):
        family.child_term(session, school.guardian, school.people["alva"], today=of_age)


def test_a_small_year_gives_no_band(session: Session, school: School) -> None:
    service.rebuild(session, school.unit, school.day, school.day)
    assert family.child_term(session, school.guardian, school.people["alva"], today=school.day).band is None


def test_a_child_is_followed_with_the_guardians_hat_on_only(school: School, session: Session) -> None:
    """Somebody who works at the school reads as staff what staff may, and their own child's as a guardian."""
    at_work = school.actor("rut", Workspace.TEACHER, school.unit)
    for ask in (partial(family.child_term, child_id=school.people["alva"]), family.children_today):
        with pytest.raises(Denied):
            ask(session, at_work, today=school.day)
