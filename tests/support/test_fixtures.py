"""The fixtures themselves: what a test gets when it asks for them."""

from sqlmodel import Session, select

from skolplattform.core import clock, db
from skolplattform.registry.tables import Person
from tests.support.school import TODAY, School


def test_a_database_is_empty_and_holds_the_newest_schema(session: Session) -> None:
    assert session.exec(select(Person)).all() == []


def test_the_school_is_there_and_the_clock_stands_on_its_day(school: School) -> None:
    with db.reading() as session:
        assert session.get_one(Person, school.student.person_id).given_name == "Alva"
    assert clock.today() == TODAY


def test_redis_answers(redis_url: str) -> None:
    import redis

    assert redis.Redis.from_url(redis_url).ping()
