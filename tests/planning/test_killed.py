"""Whoever saves a draft is killed at any moment: the text that was answered is there, whole, and so is its number."""

from __future__ import annotations

import random

from sqlmodel import col, select

from skolplattform.core import audit, clock, db
from skolplattform.planning.tables import UnitPlan
from tests.attendance.test_power_cut import kill, saver
from tests.planning.plans import begin
from tests.planning.write_forever import purpose
from tests.support.school import SCHOOL_DAY, build_school

KILLS = 12
LONGEST = 0.1


def test_a_draft_holds_the_last_text_that_was_answered_when_whoever_saves_is_killed(database: str) -> None:
    with clock.fixed(SCHOOL_DAY):
        with db.unit() as session:
            school = build_school(session)
        begin(school)
    chance = random.Random(11)
    with saver("tests.planning.write_forever") as writer:
        for turn in range(KILLS):
            writer.kill_one(chance.random() * LONGEST, kill=kill, answers=turn % 3)
            with db.reading() as session:
                plan = session.exec(select(UnitPlan).order_by(col(UnitPlan.id))).one()
                kept, version = plan.purpose, plan.version
            answered = int(writer.answered[-1])
            number = int(kept.rsplit(" ", 1)[1])
            assert kept == purpose(number)
            assert number >= answered
            assert version >= len(writer.answered) + 1
    with db.reading() as session:
        assert audit.verify(session) == []
