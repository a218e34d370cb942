"""One intention, one transaction: all of it or nothing, and a repeat changes nothing twice."""

import asyncio

import pytest
from sqlalchemy import text
from sqlmodel import Session, func, select

from skolplattform.core import changes, clock, db
from skolplattform.core.actor import Actor, acting, system_actor
from skolplattform.core.errors import Denied, Invalid
from skolplattform.core.idempotency import once
from skolplattform.core.tables import AnsweredKey, Change

WRITERS = 40
ASKED_BEFORE_IT_IS_KEPT = 5
SHORT = "max_parallel_workers_per_gather"


def _announce(session: Session, actor: Actor, topic: str) -> str:
    changes.announce(session, topic)
    return actor.process


def _announce_and_fail(session: Session, actor: Actor) -> None:
    changes.announce(session, "lost")
    raise Invalid("field", "error.invalid")


def _write(session: Session, actor: Actor) -> None:
    session.add(Change(topic="unit:1", at=clock.now()))
    session.flush()


def _count(session: Session, actor: Actor) -> int:
    return session.exec(select(func.count()).select_from(Change)).one()


def test_what_a_service_does_is_committed_at_its_end(database: str) -> None:
    async def work() -> tuple[str, int]:
        return await db.in_unit(_announce, "unit:1"), await db.in_read(_count)

    with acting(system_actor("job")):
        assert asyncio.run(work()) == ("job", 1)


def test_nothing_is_left_of_an_intention_that_fails(database: str) -> None:
    async def work() -> int:
        with pytest.raises(Invalid):
            await db.in_unit(_announce_and_fail)
        return await db.in_read(_count)

    with acting(system_actor("job")):
        assert asyncio.run(work()) == 0


def test_nobody_reads_or_writes_without_an_actor(database: str) -> None:
    with pytest.raises(Denied):
        asyncio.run(db.in_read(_count))
    with pytest.raises(Denied):
        asyncio.run(db.in_unit(_announce, "unit:1"))


def test_a_reading_session_cannot_write(database: str) -> None:
    async def work() -> None:
        await db.in_read(_write)

    with acting(system_actor("job")), pytest.raises(Exception, match=r"readonly|read-only"):
        asyncio.run(work())


def test_many_writers_at_once_lose_nothing(database: str) -> None:
    async def work() -> int:
        await asyncio.gather(*(db.in_unit(_announce, f"unit:{n}") for n in range(WRITERS)))
        return await db.in_read(_count)

    with acting(system_actor("job")):
        assert asyncio.run(work()) == WRITERS


def test_a_repeated_key_gets_the_first_answer(session: Session) -> None:
    actor, done = system_actor("job"), []

    def act() -> dict:
        done.append(1)
        return {"version": len(done)}

    assert once(session, actor, "key", "attendance.record", act) == {"version": 1}
    assert once(session, actor, "key", "attendance.record", act) == {"version": 1}
    assert done == [1]
    with pytest.raises(Invalid):
        once(session, actor, "key", "planning.publish", act)
    assert session.exec(select(func.count()).select_from(AnsweredKey)).one() == 1


def test_changes_are_seen_once_each_by_who_remembers(session: Session) -> None:
    changes.announce(session, "unit:1", "student:2", "unit:1")
    session.commit()
    first = changes.recent(session, 0)
    assert sorted(first.values()) == ["student:2", "unit:1"]
    changes.announce(session, "unit:3")
    session.commit()
    again = changes.recent(session, max(first))
    assert {topic for number, topic in again.items() if number not in first} == {"unit:3"}


@pytest.mark.postgres
def test_postgresql_is_told_that_questions_are_short(database: str) -> None:
    if not database.startswith("postgresql"):
        pytest.skip("SQLite has no such settings")
    for open_session in (db.reading, db.unit):
        with open_session() as session:
            said = [session.connection().exec_driver_sql(f"SHOW {name}").scalar_one() for name in ("jit", SHORT)]
        assert said == ["off", "0"]


@pytest.mark.postgres
def test_a_question_that_is_asked_over_and_over_keeps_its_plan(postgresql_database: str) -> None:
    kept = text("SELECT count(*) FROM pg_prepared_statements WHERE strpos(statement, 'FROM change') > 0")
    for _ in range(2 * ASKED_BEFORE_IT_IS_KEPT):
        with db.reading() as session:
            _count(session, system_actor("job"))
    with db.reading() as session:
        assert session.execute(kept).scalar_one() == 1
