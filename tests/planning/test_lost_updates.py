"""Two teachers write in one plan at once: nobody's words are ever lost unseen, 200 writes on each database."""

from __future__ import annotations

from random import Random
from uuid import UUID

from skolplattform.core import db
from skolplattform.core.errors import Conflict
from skolplattform.planning.service import Edit
from skolplattform.planning.tables import UnitPlan
from tests.planning.plans import begin, save
from tests.support.school import School

WRITES = 200
FIELDS = ("title", "purpose")


def standing(plan: UUID) -> UnitPlan:
    """The plan's row as it is now."""
    with db.reading() as session:
        return session.get_one(UnitPlan, plan)


class Teacher:
    """A tab: what it saw, and how it saves."""

    def __init__(self, school: School, plan: UUID, name: str) -> None:
        self.school, self.plan, self.name = school, plan, name
        self.seen = standing(plan)

    def write(self, field: str, number: int) -> str | None:
        """The text when it was taken; None when both texts were shown instead."""
        text = f"{self.name} {number}"
        before = Edit(**{field: getattr(self.seen, field)})
        try:
            save(self.school, self.plan, Edit(**{field: text}), before=before, version=self.seen.version)
        except Conflict as conflict:
            self.seen = conflict.current
            return None
        self.seen = standing(self.plan)
        return text


def test_no_words_are_written_over_that_the_writer_had_not_seen(planned: School):
    random = Random(20261121)
    for _ in range(WRITES // 4):
        plan = begin(planned)
        teachers = [Teacher(planned, plan, name) for name in ("Lena", "Karl")]
        stands = dict.fromkeys(FIELDS, "")
        for number in range(4):
            teacher, field = random.choice(teachers), random.choice(FIELDS)
            saw = getattr(teacher.seen, field)
            taken = teacher.write(field, number)
            assert (taken is not None) == (saw == stands[field])
            stands[field] = taken or stands[field]
        now = standing(plan)
        assert {field: getattr(now, field) for field in FIELDS} == stands
