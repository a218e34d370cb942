"""The invented city is whole: nobody is in two places, nothing points at nothing, nobody is real."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from uuid import UUID

import pytest
from personnummer import personnummer
from sqlalchemy import text
from sqlmodel import Session, col, func, select

from skolplattform.assessment.tables import Judgement
from skolplattform.attendance.tables import Deviation, LessonRegister, LimitPassed, WorkplaceDay
from skolplattform.core import clock, db
from skolplattform.demo.city import City
from skolplattform.demo.life import NOW
from skolplattform.demo.mixed import OLDER_CLASS
from skolplattform.demo.school_days import AcademicYear, academic_year_of
from skolplattform.demo.shape import ONE_SCHOOL, SMALL
from skolplattform.planning.curriculum.reading import StageOf, stages_by_student
from skolplattform.planning.curriculum.tables import Criterion, SubjectDecision
from skolplattform.registry.tables import Enrolment, Group, GroupMembership, Person
from skolplattform.schedule.queries import participants_query
from skolplattform.schedule.tables import (
    Activity,
    ActivityGroup,
    ActivityTeacher,
    CalendarEvent,
    CalendarEventRoom,
    Syllabus,
    TeacherException,
)
from tests.support import databases

SATURDAY = date(2026, 11, 21)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def school(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """One school, made on a Saturday; the tests of this module only look at it."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            template = request.getfixturevalue("sqlite_template")
            url = databases.sqlite_copy(template, tmp_path_factory.mktemp("city"))
        else:
            url = stack.enter_context(databases.postgresql_copy(request.getfixturevalue("postgresql_server")))
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        stack.enter_context(databases.pointed_at(url, patch))
        city = City(ONE_SCHOOL, SATURDAY)
        city.make()
        yield city


def test_today_is_a_school_day_with_lessons_done_and_to_come(school: City) -> None:
    assert school.today == date(2026, 11, 20)
    with db.reading() as session:
        today = CalendarEvent.day == school.today
        lessons = session.exec(select(func.count()).select_from(CalendarEvent).where(today)).one()
        reported = session.exec(
            select(func.count()).select_from(LessonRegister).where(LessonRegister.day == school.today)
        ).one()
    assert 0 < reported < lessons


def test_somebody_is_away_from_what_is_left_of_today(school: City) -> None:
    with db.reading() as session:
        left = session.exec(
            select(CalendarEvent.starts_at)
            .join(TeacherException, col(TeacherException.calendar_event_id) == col(CalendarEvent.id))
            .where(CalendarEvent.day == school.today, col(TeacherException.participates).is_(False))
        ).all()
    assert left
    assert min(left) > clock.at(school.today, NOW)


def test_nobody_and_no_room_is_in_two_places_at_once(school: City) -> None:
    with db.reading() as session:
        starts = dict(
            session.exec(
                select(CalendarEvent.id, CalendarEvent.starts_at).where(CalendarEvent.day == school.today)
            ).all()
        )
        students = session.exec(participants_query(list(starts))).all()
        rooms = session.exec(
            select(CalendarEventRoom.calendar_event_id, CalendarEventRoom.room_id).where(
                col(CalendarEventRoom.calendar_event_id).in_(starts)
            )
        ).all()
        teachers = session.exec(
            select(CalendarEvent.id, ActivityTeacher.duty_id)
            .join(ActivityTeacher, col(ActivityTeacher.activity_id) == col(CalendarEvent.activity_id))
            .where(CalendarEvent.day == school.today)
        ).all()
    for pairs in (students, rooms, teachers):
        assert max(Counter((starts[lesson], who) for lesson, who in pairs).values()) == 1


def test_one_pupil_of_anpassad_grundskola_reads_a_subject_by_its_plan_and_is_judged_by_it_alone(school: City) -> None:
    with db.reading() as session:
        decision = session.exec(select(SubjectDecision)).one()
        activities = session.exec(
            select(Activity)
            .join(ActivityGroup)
            .join(GroupMembership, col(GroupMembership.group_id) == col(ActivityGroup.group_id))
            .join(Syllabus, col(Syllabus.id) == col(Activity.syllabus_id))
            .where(GroupMembership.person_id == decision.person_id, Syllabus.subject_code == decision.subject_code)
        ).all()
        read = readings_of(session, activities[0], decision.person_id)
        judged = session.exec(
            select(Criterion.stage_id)
            .join(Judgement, col(Judgement.criterion_id) == col(Criterion.id))
            .where(Judgement.student_id == decision.person_id, Judgement.activity_id == activities[0].id)
        ).all()
    assert (read.curriculum, read.other_form.sv) == ("Lgra22", "läser enligt anpassad grundskola")
    assert judged
    assert set(judged) == {read.id}


def readings_of(session: Session, activity: Activity, student: UUID) -> StageOf:
    """What the student reads in the activity."""
    return stages_by_student(session, activity.syllabus_id, [student], activity.start_date)[student]


def test_every_key_points_at_something_and_minutes_add_up(school: City) -> None:
    with db.reading() as session:
        if session.get_bind().dialect.name == "sqlite":
            assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        late = session.exec(
            select(func.count()).select_from(Deviation).where(col(Deviation.valid_minutes) > col(Deviation.minutes))
        ).one()
    assert late == 0


def test_all_civic_numbers_are_of_the_test_series(school: City) -> None:
    with db.reading() as session:
        numbers = [n for n in session.exec(select(Person.civic_no)).all() if n]
    assert len(numbers) == len(set(numbers))
    for number in numbers:
        if "TF" not in number:
            assert personnummer.valid(number)
            assert 980 <= int(number[8:11]) <= 989


def test_the_same_seed_makes_the_same_city(sqlite_database: str) -> None:
    first = City(ONE_SCHOOL, SATURDAY)
    first.make()
    with db.unit() as session:
        for table in reversed(list(_tables(session))):
            session.execute(text(f'DELETE FROM "{table}"'))
    second = City(ONE_SCHOOL, SATURDAY)
    second.make()
    assert (first.written, first.shown) == (second.written, second.shown)


def _tables(session: Session) -> list[str]:
    from sqlmodel import SQLModel

    return [table.name for table in SQLModel.metadata.sorted_tables]


def test_the_small_city_has_every_school_form(sqlite_database: str) -> None:
    city = City(SMALL, SATURDAY)
    city.make()
    with db.reading() as session:
        forms = dict(session.exec(select(Enrolment.school_type, func.count()).group_by(Enrolment.school_type)).all())
        states = _of_adults(session)
        read = _read_in(session, OLDER_CLASS, city.today)
    assert set(forms) == {"FS", "FKLASS", "FTH", "GR", "GRS", "GY", "SFI", "YH"}
    assert states == {"reported without duty": True, "somebody stopped": True, "confirmed": True}
    assert read.pop("Gy11") == 1  # who began before Gy25
    assert set(read) == {"Gy25"}
    at_school = sum(forms.values()) - forms["FTH"]  # fritidshem is beside school
    assert 1_300 <= at_school <= 1_700


def _read_in(session: Session, class_name: str, day: date) -> Counter[str]:
    """How many of the class read mathematics by each curriculum."""
    group = session.exec(select(Group).where(Group.display_name == class_name)).one()
    [syllabus] = session.exec(
        select(Syllabus.id)
        .join(Activity, col(Activity.syllabus_id) == col(Syllabus.id))
        .join(ActivityGroup, col(ActivityGroup.activity_id) == col(Activity.id))
        .where(ActivityGroup.group_id == group.id, col(Syllabus.subject_name).startswith("Matematik"))
    ).all()
    students = session.exec(select(GroupMembership.person_id).where(GroupMembership.group_id == group.id)).all()
    return Counter(stage.curriculum for stage in stages_by_student(session, syllabus, students, day).values())


def _of_adults(session: Session) -> dict[str, bool]:
    """Life on the pages of adult education: registers, nobody away "without reason", follow-up, workplaces."""
    adults = select(Enrolment.person_id).where(col(Enrolment.school_type).in_(("SFI", "YH")))
    of_adults = col(Deviation.student_id).in_(adults)
    reported = session.exec(select(func.count(), func.sum(Deviation.invalid_minutes)).where(of_adults)).one()
    stopped = session.exec(select(LimitPassed.id).where(LimitPassed.limit_kind == "idle").limit(1)).first()
    return {
        "reported without duty": reported[0] > 0 and reported[1] == 0,
        "somebody stopped": stopped is not None,
        "confirmed": session.exec(select(func.count()).select_from(WorkplaceDay)).one() > 0,
    }


@pytest.mark.parametrize("year", range(2020, 2032))
def test_every_school_year_has_its_days(year: int) -> None:
    days = AcademicYear(year).school_days
    assert 170 <= len(days) <= 185
    assert all(day.weekday() < 5 for day in days)


@pytest.mark.parametrize("day", [date(2026, 7, 15), date(2026, 12, 26), date(2027, 1, 1), date(2026, 8, 17)])
def test_a_day_in_the_holidays_stands_for_the_school_day_before(day: date) -> None:
    assert academic_year_of(day).nearest(day) < day


def test_lessons_lie_where_the_school_clock_says_on_both_sides_of_the_change(school: City) -> None:
    with db.reading() as session:
        starts = session.exec(select(CalendarEvent.starts_at)).all()
    assert {clock.local(moment).strftime("%H.%M") for moment in starts} <= {
        "08.10",
        "09.10",
        "10.30",
        "12.10",
        "13.10",
        "14.10",
    }
