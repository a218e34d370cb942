"""Two people at one lesson, at the same time, on both databases: one wins, the other is told, nothing is lost."""

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID, uuid4

from sqlalchemy.exc import OperationalError
from sqlmodel import select

from skolplattform.attendance import service
from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.tables import Deviation, LessonRegister
from skolplattform.core import audit, clock, db
from skolplattform.core.errors import Conflict
from skolplattform.schedule.tables import TeacherException
from tests.support.school import SCHOOL_DAY, School

ROUNDS = 100
Marks = dict[UUID, AbsentMinutes]


def stored(school: School) -> tuple[int, Marks]:
    with db.reading() as session:
        register = session.get(LessonRegister, school.lesson)
        rows = session.exec(select(Deviation).where(Deviation.calendar_event_id == school.lesson)).all()
        marks = {r.student_id: AbsentMinutes(r.valid_minutes, r.invalid_minutes, r.other_minutes) for r in rows}
        return (register.version if register else 0), marks


def invented(school: School, chance: random.Random) -> Marks:
    choices = (AbsentMinutes(), AbsentMinutes(valid=60), AbsentMinutes(invalid=60), AbsentMinutes(invalid=9))
    return {school.people[name]: chance.choice(choices) for name in ("alva", "bo", "cleo")}


def test_of_two_who_save_at_the_same_moment_one_wins_and_the_other_overwrites_nothing(school: School):
    """200 saves in 100 rounds; both have seen the same version."""
    with db.unit() as session:
        session.add(
            TeacherException(calendar_event_id=school.lesson, duty_id=school.duties["colleague"], participates=True)
        )
    chance = random.Random(7)
    with ThreadPoolExecutor(2) as pool:
        for _ in range(ROUNDS):
            version, _ = stored(school)
            wanted = [invented(school, chance) for _ in range(2)]
            barrier = Barrier(2)
            actors = (school.teacher, school.colleague)
            answers = list(pool.map(save, [school] * 2, actors, wanted, [version] * 2, [barrier] * 2))
            assert sorted(answer is None for answer in answers) == [False, True]
            winner = 0 if answers[0] is not None else 1
            present = stored(school)
            assert present[0] == answers[winner]
            assert present[1] == {student: away for student, away in wanted[winner].items() if away}
    with db.reading() as session:
        assert audit.verify(session) == []


def save(school: School, actor, marks: Marks, version: int, barrier: Barrier) -> int | None:
    """The version that was saved, None when somebody else came first. A lock is tried again, as in real use."""
    key = uuid4().hex
    barrier.wait()
    for _ in range(5):
        try:
            with clock.fixed(SCHOOL_DAY), db.unit() as session:
                saved = service.report_lesson(session, actor, school.lesson, marks=marks, version=version, key=key)
            return saved.version
        except Conflict:
            return None
        except OperationalError:
            continue
    raise AssertionError("locked out")


def test_whatever_the_order_what_stands_is_what_the_last_save_that_was_answered_said(school: School):
    """Two people open, save, and undo in 200 random steps; a stale page never wins."""
    chance = random.Random(11)
    seen = {0: (0, {}), 1: (0, {})}
    truth: tuple[int, Marks] = (0, {})
    for _ in range(200):
        who = chance.randrange(2)
        if chance.random() < 0.4:
            seen[who] = stored(school)
            continue
        marks, version = invented(school, chance), seen[who][0]
        try:
            with db.unit() as session:
                saved = service.report_lesson(
                    session, school.teacher, school.lesson, marks=marks, version=version, key=uuid4().hex
                )
        except Conflict:
            assert version != truth[0]
        else:
            assert version == truth[0]
            truth = (saved.version, {student: away for student, away in marks.items() if away})
        assert stored(school) == truth
