"""Writes in a draft until it is killed; prints the number of each text once its save has been answered.

It stands ready with everything imported, as `tests/attendance/save_forever.py` does, and works by the same words.
"""

import os
import sys
from itertools import count

from sqlmodel import col, select

from skolplattform.core import clock, db
from skolplattform.planning import service
from skolplattform.planning.service import Edit
from skolplattform.planning.tables import UnitPlan
from tests.attendance.save_forever import say
from tests.support.school import SCHOOL_DAY, School, the_school


def purpose(number: int) -> str:
    """A text that shows if only a part of it was kept."""
    return f"Ord {number}. " * 200 + f"Slut {number}"


def write(school: School, number: int) -> str:
    """Save the draft with another text, as the editor does a second after the last letter."""
    with db.unit() as session:
        plan = session.exec(select(UnitPlan).order_by(col(UnitPlan.id))).one()
        before, after = Edit(purpose=plan.purpose), Edit(purpose=purpose(number))
        service.save_draft(session, school.teacher, plan.id, before=before, after=after, version=plan.version)
    return str(number)


def write_until_killed(school: School, first: int) -> None:
    """What the child does."""
    for number in count(first):
        say(write(school, number))


def main() -> None:
    """Stand ready; a first save fills every cache, and no connection is open when a child is made."""
    school, begun = the_school(), 0
    with clock.fixed(SCHOOL_DAY):
        say(write(school, 0))
        db.close()
        for _ in sys.stdin:
            begun += 100_000
            child = os.fork()
            if child == 0:
                write_until_killed(school, begun)
            say(f"child {child}")
            os.waitpid(child, 0)
            say("ended")


if __name__ == "__main__":
    main()
