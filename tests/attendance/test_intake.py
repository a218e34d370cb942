"""Taking over what another system reported: counted before it is stored, the same twice changes nothing."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

from skolplattform.attendance.contract import AttendanceIntake, Taken, TakenAbsence, TakenDeviation, TakenLesson
from skolplattform.attendance.intake import Intake
from skolplattform.attendance.tables import AbsenceReport, Deviation
from skolplattform.core import clock, db
from skolplattform.core.actor import system_actor
from skolplattform.core.errors import Denied
from skolplattform.registry.codes import SchoolType
from skolplattform.registry.tables import Group
from tests.support.school import School

IMPORT = system_actor("import")
INTAKE = Intake()


@pytest.fixture
def lesson(school: School) -> TakenLesson:
    return TakenLesson(
        lesson_id=school.earlier_lesson,
        activity_id=school.activity,
        unit_id=school.unit,
        day=school.day,
        minutes=60,
        reporter_id=school.people["teacher"],
        reported_at=clock.now() - timedelta(hours=1),
        deviations=(TakenDeviation(school.people["bo"], invalid=10), TakenDeviation(school.people["cleo"], valid=60)),
    )


@pytest.fixture
def absence(school: School) -> TakenAbsence:
    return TakenAbsence(
        id=uuid4(),
        student_id=school.people["bo"],
        unit_id=school.unit,
        absence_type="Anmäld frånvaro",
        starts_at=clock.now(),
        ends_at=clock.now() + timedelta(hours=5),
        registered_by=school.people["tove"],
        registered_at=clock.now(),
    )


def take(*lessons: TakenLesson) -> Taken:
    with db.unit() as session:
        weighed = INTAKE.weigh_lessons(session, IMPORT, lessons)
        taken = INTAKE.take_lessons(session, IMPORT, lessons)
    assert weighed == taken
    return taken


def deviations() -> set[tuple]:
    with db.reading() as session:
        rows = session.exec(select(Deviation)).all()
        return {(row.student_id, row.valid_minutes, row.invalid_minutes, row.other_minutes) for row in rows}


def test_it_is_what_the_contract_asks_for():
    assert isinstance(INTAKE, AttendanceIntake)


def test_the_same_lesson_twice_changes_nothing(school: School, lesson: TakenLesson):
    assert take(lesson) == Taken(new=1)
    assert take(lesson) == Taken(unchanged=1)
    assert deviations() == {(school.people["bo"], 0, 10, 0), (school.people["cleo"], 60, 0, 0)}


def test_where_nobody_must_attend_no_absence_is_without_reason(school: School, lesson: TakenLesson):
    """R-A12: whatever the other system calls it, in adult education it is absence; the same twice is the same."""
    with db.unit() as session:
        group = session.get_one(Group, school.class_7a)
        group.school_type = SchoolType.ADULT_UPPER_SECONDARY.value
    assert take(lesson) == Taken(new=1)
    assert deviations() == {(school.people["bo"], 10, 0, 0), (school.people["cleo"], 60, 0, 0)}
    assert take(lesson) == Taken(unchanged=1)


def test_a_changed_lesson_replaces_its_deviations(school: School, lesson: TakenLesson):
    take(lesson)
    changed = replace(lesson, deviations=(TakenDeviation(school.people["alva"], other=60),))
    assert take(changed) == Taken(changed=1)
    assert deviations() == {(school.people["alva"], 0, 0, 60)}


def test_a_lesson_that_came_in_parts_takes_nothing_away(school: School, lesson: TakenLesson):
    take(lesson)
    part = replace(lesson, deviations=(TakenDeviation(school.people["bo"], valid=30),), is_complete=False)
    assert take(part) == Taken(changed=1)
    assert deviations() == {(school.people["bo"], 30, 0, 0), (school.people["cleo"], 60, 0, 0)}


def test_what_was_reported_here_later_stands(school: School, lesson: TakenLesson):
    take(lesson)
    older = replace(lesson, reported_at=lesson.reported_at - timedelta(hours=1), deviations=())
    assert take(older) == Taken(unchanged=1)
    assert len(deviations()) == 2


def test_lessons_come_out_as_they_went_in(lesson: TakenLesson):
    take(lesson)
    with db.reading() as session:
        (found,) = INTAKE.lessons_of(session, IMPORT, [lesson.lesson_id])
    assert replace(found, deviations=()) == replace(lesson, deviations=())
    assert set(found.deviations) == set(lesson.deviations)


def test_absences_are_taken_by_id_and_come_out_again(school: School, absence: TakenAbsence):
    with db.unit() as session:
        assert INTAKE.take_absences(session, IMPORT, [absence]) == Taken(new=1)
        assert INTAKE.take_absences(session, IMPORT, [absence]) == Taken(unchanged=1)
        longer = replace(absence, ends_at=absence.ends_at + timedelta(hours=1))
        assert INTAKE.weigh_absences(session, IMPORT, [longer]) == Taken(changed=1)
        assert INTAKE.take_absences(session, IMPORT, [longer]) == Taken(changed=1)
    with db.reading() as session:
        assert INTAKE.absences_of(session, IMPORT, [school.unit], None) == [longer]
        assert INTAKE.absences_of(session, IMPORT, [school.unit], longer.id) == []


def test_what_was_withdrawn_here_is_not_brought_back(absence: TakenAbsence):
    with db.unit() as session:
        INTAKE.take_absences(session, IMPORT, [absence])
        session.get_one(AbsenceReport, absence.id).withdrawn_at = clock.now()
    with db.unit() as session:
        later = replace(absence, ends_at=absence.ends_at + timedelta(hours=1))
        assert INTAKE.take_absences(session, IMPORT, [later]) == Taken(unchanged=1)


def test_an_administrator_takes_over_for_the_own_units_only(school: School, lesson: TakenLesson):
    with db.unit() as session:
        foreign = replace(lesson, unit_id=school.other_unit)
        with pytest.raises(Denied):
            INTAKE.take_lessons(session, school.administrator, [foreign])
        with pytest.raises(Denied):
            INTAKE.take_lessons(session, school.teacher, [lesson])
        assert INTAKE.take_lessons(session, school.administrator, [lesson]) == Taken(new=1)
