"""The attendance screen: who is on it for whom, what it opens with, how many questions it asks."""

from datetime import time, timedelta
from uuid import UUID, uuid4

import pytest

from skolplattform.attendance import queries, service
from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.tables import AbsenceReport
from skolplattform.attendance.views import Pupil, Roster
from skolplattform.core import clock, db
from skolplattform.core.errors import Denied, NotFound
from skolplattform.registry.tables import ProtectedGrant
from skolplattform.schedule.tables import CalendarEvent, StudentException
from tests.attendance.counting import statements
from tests.attendance.more_students import add_students
from tests.support.school import School


def roster(school: School, who: str = "teacher", lesson: UUID | None = None) -> Roster:
    with db.reading() as session:
        return queries.lesson_roster(session, getattr(school, who), lesson or school.lesson)


def pupil(found: Roster, school: School, name: str) -> Pupil:
    return next(one for one in found.pupils if one.id == str(school.people[name]))


def tell(school: School, name: str, *, by: str = "rut", whole: bool = True, hours: tuple[int, int] = (8, 12)) -> None:
    spans = clock.day_bounds(school.day) if whole else tuple(clock.at(school.day, time(hour)) for hour in hours)
    with db.unit() as session:
        session.add(
            AbsenceReport(
                student_id=school.people[name],
                unit_id=school.unit,
                absence_type="Anmäld frånvaro",
                starts_at=spans[0],
                ends_at=spans[1],
                registered_by=school.people[by],
                registered_at=clock.at(school.day, time(7, 12)),
            )
        )


def test_a_lesson_opens_with_everyone_present_in_the_order_of_names(school: School):
    found = roster(school)
    assert (found.name, found.day, found.starts, found.rooms) == ("Matematik 7A", "2026-11-18", "10:00", "B12")
    assert [one.name for one in found.rest] == ["Alva Ask", "Bo Björk", "Elev med skyddade uppgifter"]
    assert {one.mark for one in found.rest} == {"present"}
    assert (found.version, found.told) == (0, ())


def test_told_absence_comes_first_with_who_told_it_and_when(school: School):
    tell(school, "bo", by="tove")
    found = roster(school)
    (bo,) = found.told
    assert (bo.mark, bo.valid) == ("valid", 60)
    assert bo.told.sv == "Anmäld av Tove Björk 07.12, hela dagen"
    assert bo.told.en == "Reported by Tove Björk 07:12, all day"


def test_a_part_of_the_day_fills_in_its_minutes_of_the_lesson(school: School):
    tell(school, "bo", by="tove", whole=False, hours=(8, 12))
    assert pupil(roster(school), school, "bo").told.sv.endswith("till 12.00")


def test_a_withdrawn_report_is_not_there(school: School):
    tell(school, "bo", by="tove")
    with db.unit() as session:
        from sqlmodel import select

        session.exec(select(AbsenceReport)).one().withdrawn_at = clock.now()
    assert roster(school).told == ()


def test_what_the_teacher_saved_stands_and_a_later_message_is_only_shown(school: School):
    everyone = dict.fromkeys((school.people[name] for name in ("alva", "bo", "cleo")), AbsentMinutes())
    with db.unit() as session:
        away = everyone | {school.people["bo"]: AbsentMinutes(invalid=60)}
        earlier = clock.at(school.day, time(7))
        with clock.fixed(earlier):
            service.report_lesson(session, school.teacher, school.lesson, marks=away, version=0, key=uuid4().hex)
    tell(school, "bo", by="tove")
    found = roster(school)
    assert pupil(found, school, "bo").mark == "invalid"
    assert "efter att närvaron togs" in pupil(found, school, "bo").told.sv
    assert (found.reporter, found.reported_at) == ("Lena Lönn", "07:00")


def test_a_protected_student_has_no_name_without_a_grant_and_has_it_with_one(school: School):
    assert pupil(roster(school), school, "cleo").name == "Elev med skyddade uppgifter"
    with db.unit() as session:
        session.add(
            ProtectedGrant(
                subject_id=school.people["cleo"],
                grantee_id=school.people["teacher"],
                reason="undervisar",
                granted_by=school.people["principal"],
                start_date=school.day,
                end_date=school.day,
            )
        )
    assert pupil(roster(school), school, "cleo").name == "Cleo Cypress"


def test_a_protected_guardian_who_tells_is_not_named(school: School):
    tell(school, "cleo", by="vera")
    (cleo,) = roster(school).told
    assert "Vera" not in cleo.told.sv
    assert "Cypress" not in cleo.told.sv + cleo.name


def test_a_student_excepted_from_the_lesson_is_not_on_the_list_and_a_guest_is(school: School):
    with db.unit() as session:
        for name, takes_part in (("bo", False), ("dag", True)):
            session.add(
                StudentException(
                    calendar_event_id=school.lesson, student_id=school.people[name], participates=takes_part
                )
            )
    ids = {one.id for one in roster(school).pupils}
    assert str(school.people["dag"]) in ids
    assert str(school.people["bo"]) not in ids


@pytest.mark.parametrize("who", ["colleague", "stranger"])
def test_another_teacher_finds_no_such_lesson(school: School, who: str):
    with pytest.raises(NotFound):
        roster(school, who)


@pytest.mark.parametrize("who", ["student", "guardian", "student_health", "central"])
def test_the_screen_is_the_teachers_and_the_leads(school: School, who: str):
    with pytest.raises(Denied):
        roster(school, who)


def test_a_lesson_that_does_not_exist_looks_like_one_that_is_not_yours(school: School):
    with pytest.raises(NotFound):
        roster(school, lesson=uuid4())


def test_the_next_lesson_that_waits_is_offered(school: School):
    found = roster(school)
    assert found.next.id == str(school.earlier_lesson)
    assert found.next.starts == "08:20"


def test_a_lesson_of_the_afternoon_does_not_wait_yet_nor_a_cancelled_one(school: School):
    with db.unit() as session:
        session.get_one(CalendarEvent, school.earlier_lesson).cancelled = True
    assert roster(school).next.id == ""
    with db.unit() as session:
        lesson = session.get_one(CalendarEvent, school.earlier_lesson)
        lesson.cancelled, lesson.starts_at = False, clock.now() + timedelta(hours=1)
        lesson.ends_at = clock.now() + timedelta(hours=2)
    assert roster(school).next.id == ""


@pytest.mark.parametrize("students", [3, 90])
def test_the_screen_asks_at_most_eight_questions_whatever_the_class_size(school: School, students: int):
    with db.unit() as session:
        add_students(session, school, students)
    tell(school, "bo", by="tove")
    roster(school)  # the first entry of a school's chain and of a class takes three more
    with statements() as sent:
        found = roster(school)
    assert len(found.pupils) == students + 3
    assert len(sent) <= 8, "\n".join(sent)
