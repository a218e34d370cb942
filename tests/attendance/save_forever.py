"""Saves the small school's lesson until it is killed; prints each key once its save has been answered.

It stands ready with everything imported, and for each line it reads makes a child that saves: the child's number is
printed first, and "ended" when somebody has killed it. So a kill costs milliseconds, not the start of a process.
"""

import os
import sys
from itertools import count
from uuid import uuid4

from sqlmodel import select

from skolplattform.attendance import service
from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.tables import LessonRegister
from skolplattform.core import clock, db
from tests.support.school import SCHOOL_DAY, School, the_school


def save(school: School, turn: int) -> str:
    """Report, and report again with another mark; the key that was answered."""
    with db.reading() as session:
        seen = select(LessonRegister.version).where(LessonRegister.calendar_event_id == school.lesson)
        version = session.exec(seen).first() or 0
    marks = {school.people[name]: AbsentMinutes(invalid=1 + turn % 50) for name in ("alva", "bo", "cleo")}
    key = uuid4().hex
    with db.unit() as session:
        service.report_lesson(session, school.teacher, school.lesson, marks=marks, version=version, key=key)
    return key


def say(line: str) -> None:
    """Print a line in one piece: two processes share the pipe, and one of them is killed at any moment."""
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


def save_until_killed(school: School) -> None:
    """What the child does."""
    for turn in count(os.getpid()):
        say(save(school, turn))


def main() -> None:
    """Stand ready; a first save fills every cache, and no connection is open when a child is made."""
    school = the_school()
    with clock.fixed(SCHOOL_DAY):
        say(save(school, 0))
        db.close()
        for _ in sys.stdin:
            child = os.fork()
            if child == 0:
                save_until_killed(school)
            say(f"child {child}")
            os.waitpid(child, 0)
            say("ended")


if __name__ == "__main__":
    main()
