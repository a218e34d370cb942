"""School days follow Stockholm's clock, also on the days it is moved."""

from datetime import UTC, date, datetime, time

from hypothesis import given
from hypothesis import strategies as st

from skolplattform.core import clock


def test_eight_o_clock_is_eight_o_clock_on_both_sides_of_the_change() -> None:
    assert clock.at(date(2026, 10, 24), time(8)) == datetime(2026, 10, 24, 6, tzinfo=UTC)
    assert clock.at(date(2026, 10, 26), time(8)) == datetime(2026, 10, 26, 7, tzinfo=UTC)


def test_the_day_of_the_change_has_25_and_23_hours() -> None:
    for day, hours in ((date(2026, 10, 25), 25), (date(2027, 3, 28), 23)):
        first, after = clock.day_bounds(day)
        assert (after - first).total_seconds() == hours * 3600


@given(st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2040, 1, 1)))  # noqa: DTZ001
def test_every_moment_lies_inside_its_school_day(naive: datetime) -> None:
    moment = naive.replace(tzinfo=UTC)
    first, after = clock.day_bounds(clock.local(moment).date())
    assert first <= moment < after


def test_the_clock_can_be_held() -> None:
    moment = datetime(2026, 11, 20, 9, 45, tzinfo=UTC)
    with clock.fixed(moment):
        assert clock.now() == moment
        assert clock.today() == date(2026, 11, 20)
