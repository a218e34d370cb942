"""By which channels somebody is told, and when it may sound."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolplattform.core import clock
from skolplattform.notices.rules import DAILY_AT, MOST_ATTEMPTS, Quiet, channels_for, daily_day, send_at, wait_after

MOMENTS = st.integers(0, 1_000_000).map(lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))
CHANNEL = st.sampled_from(["email", "sms", "push"])
USUAL = Quiet()


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return clock.at(date(2026, 11, day), time(hour, minute))


@pytest.mark.parametrize(
    ("moment", "channel", "same_day", "sent"),
    [
        (at(18, 10), "sms", True, at(18, 10)),
        (at(18, 6, 30), "sms", True, at(18, 7)),
        (at(18, 6, 30), "email", True, at(18, 7)),
        (at(18, 20), "sms", True, at(19, 7)),
        (at(18, 20), "email", True, at(18, 20)),
        (at(18, 20), "email", False, at(19, 7)),
        (at(18, 19, 59), "sms", False, at(18, 19, 59)),
        (at(18, 7), "push", False, at(18, 7)),
    ],
)
def test_nothing_sounds_in_the_quiet_hours(moment: datetime, channel: str, same_day: bool, sent: datetime):
    assert send_at(moment, channel, USUAL, same_day=same_day) == sent


@given(MOMENTS, CHANNEL, st.booleans())
def test_it_is_never_early_never_sounds_and_never_waits_longer_than_the_night(moment, channel, same_day):
    sent = send_at(moment, channel, USUAL, same_day=same_day)
    assert moment <= sent <= moment + timedelta(hours=12, minutes=1)
    assert not USUAL.holds(clock.local(sent).time()) or (same_day and channel == "email")


@given(MOMENTS)
def test_same_day_mail_arrives_the_same_day(moment: datetime):
    sent = send_at(moment, "email", USUAL, same_day=True)
    assert clock.local(sent).date() == clock.local(moment).date()


@given(st.times())
def test_quiet_hours_that_go_over_midnight_are_the_rest_of_those_that_do_not(moment: time):
    assert Quiet(time(20), time(7)).holds(moment) != Quiet(time(7), time(20)).holds(moment)


CHANNELS = st.sets(CHANNEL)


@given(st.none() | st.lists(CHANNEL, unique=True), st.lists(CHANNEL, unique=True), CHANNELS, st.booleans())
def test_only_where_they_can_be_reached_and_never_silent_without_cause(chosen, usual, reachable, same_day):
    found = channels_for(chosen, usual, reachable, same_day=same_day)
    assert set(found) <= reachable
    if same_day and reachable and chosen != []:
        assert found
    if chosen == []:
        assert found == ()


def test_tries_in_vain_end_within_the_school_day():
    assert sum((wait_after(n) for n in range(1, MOST_ATTEMPTS)), timedelta()) < timedelta(hours=3)


@given(MOMENTS, CHANNEL, st.booleans(), st.booleans())
def test_only_mail_that_can_wait_waits_for_the_days_mail_and_never_longer_than_a_day(moment, channel, daily, same_day):
    day = daily_day(moment, channel, daily=daily, same_day=same_day)
    assert (day is not None) is (daily and not same_day and channel == "email")
    if day is not None:
        waits = clock.at(day, DAILY_AT) - moment
        assert timedelta(0) < waits <= timedelta(hours=25)
