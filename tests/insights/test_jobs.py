"""The sums cannot drift: what nobody told of is found by counting anew."""

from __future__ import annotations

from sqlmodel import select

from skolplattform.attendance.tables import LessonRegister
from skolplattform.core import db
from skolplattform.insights import jobs
from skolplattform.insights.tables import AttendanceDay
from tests.support.school import SCHOOL_DAY, School


def test_a_register_that_came_another_way_is_counted_by_the_job(school: School) -> None:
    with db.unit() as session:
        session.add(
            LessonRegister(
                calendar_event_id=school.lesson,
                activity_id=school.activity,
                unit_id=school.unit,
                day=school.day,
                minutes=60,
                reporter_id=school.people["teacher"],
                reported_at=SCHOOL_DAY,
            )
        )
    jobs.recount()
    with db.reading() as session:
        days = {row.class_id: row for row in session.exec(select(AttendanceDay)).all()}
    assert days[school.class_7a].reported == 3 * 60
    assert days[school.class_7a].offered == 2 * 3 * 60
    assert days[school.class_7b].reported == 0
