"""Saves the small school's lesson until it is killed; prints each key once its save has been answered."""

from itertools import count
from uuid import uuid4

from sqlmodel import select

from skolplattform.attendance import service
from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.tables import LessonRegister
from skolplattform.core import clock, db
from tests.support.school import SCHOOL_DAY, the_school


def main() -> None:
    """Report, and report again with another mark."""
    school = the_school()
    with clock.fixed(SCHOOL_DAY):
        for turn in count():
            with db.reading() as session:
                seen = select(LessonRegister.version).where(LessonRegister.calendar_event_id == school.lesson)
                version = session.exec(seen).first() or 0
            marks = {school.people[name]: AbsentMinutes(invalid=1 + turn % 50) for name in ("alva", "bo", "cleo")}
            key = uuid4().hex
            with db.unit() as session:
                service.report_lesson(session, school.teacher, school.lesson, marks=marks, version=version, key=key)
            print(key, flush=True)


if __name__ == "__main__":
    main()
