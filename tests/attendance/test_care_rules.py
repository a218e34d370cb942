"""Care schedules against a slow, obvious reference: whose week it is, gaps and clashes, half hours, clock changes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolplattform.attendance.rules import care, entitlement, presence
from skolplattform.attendance.rules.care import Agreement, BaseWeeks, DayChange, Span
from skolplattform.attendance.rules.presence import CardState, Noted, Way
from skolplattform.core import clock
from skolplattform.core.errors import Invalid

A, B = UUID(int=1), UUID(int=2)
MONDAY = date(2026, 11, 16)
SHORT_DAY, LONG_DAY = date(2027, 3, 28), date(2026, 10, 25)

quarters = st.integers(0, 95).map(lambda n: time(n // 4, n % 4 * 15))
spans = st.tuples(quarters, quarters).filter(lambda pair: pair[0] < pair[1]).map(lambda pair: Span(*pair))
hours = st.lists(spans, max_size=2).map(care.joined)
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def full(*pairs: tuple[str, str]) -> care.Spans:
    return tuple(Span(time.fromisoformat(a), time.fromisoformat(b)) for a, b in pairs)


def base(home: UUID, *rows: care.Week, start: date = MONDAY, until: date | None = None) -> BaseWeeks:
    return BaseWeeks(home, start, until, rows)


DAY = full(("08:00", "16:00"))
WITH_US: care.Week = (DAY,) * 5 + ((), ())
NOT_OURS: care.Week = (None,) * 7
words = st.sampled_from(
    [None, (), DAY, full(("06:00", "09:15")), full(("06:30", "08:00"), ("13:00", "17:30")), full(("00:15", "23:45"))]
)
weeks = st.lists(st.tuples(*[words] * 7), min_size=1, max_size=12).map(tuple)


@given(weeks, days, st.integers(0, 400))
def test_the_cycle_rolls_as_one_counts_it_week_by_week(cycle, start: date, after: int):
    day, counted = start + timedelta(days=after), 0
    walking = care.monday(start)
    while care.monday(day) != walking:
        walking += timedelta(days=7)
        counted = counted + 1 if counted + 1 < len(cycle) else 0
    assert care.said_by(BaseWeeks(A, start, None, cycle), day) == cycle[counted][day.weekday()]


@given(weeks, weeks, days, days)
def test_nobody_overwrites_the_other_own_04(first, second, start: date, day: date):
    mine, theirs = base(A, *first, start=start), base(B, *second, start=start)
    alone = {home: care.said_by(one, day) for home, one in ((A, mine), (B, theirs))}
    together = care.merged(day, [mine, theirs])
    assert dict(together.said) == {home: said for home, said in alone.items() if said is not None}


@given(weeks, weeks, days)
def test_the_merged_day_covers_every_minute_that_anybody_said_and_no_other(first, second, day: date):
    bases = [base(A, *first, start=day), base(B, *second, start=day)]
    found = care.merged(day, bases).spans
    asked = [span for one in bases for span in care.said_by(one, day) or ()]
    for n in range(0, 24 * 60, 5):
        at = time(n // 60, n % 60)
        assert any(s.start <= at < s.end for s in found) == any(s.start <= at < s.end for s in asked)


@given(weeks, weeks, days)
def test_the_order_of_the_homes_does_not_matter(first, second, day: date):
    bases = [base(A, *first, start=day), base(B, *second, start=day)]
    assert care.merged(day, bases) == care.merged(day, bases[::-1])


def test_every_other_week_leaves_no_gap_and_no_clash():
    mine, theirs = base(A, WITH_US, NOT_OURS), base(B, NOT_OURS, WITH_US)
    found = [care.merged(MONDAY + timedelta(days=n), [mine, theirs]) for n in range(28)]
    assert {day.agreement for day in found} == {Agreement.ONE}


def test_a_gap_where_nobody_speaks_and_a_clash_where_both_speak_differently():
    late = base(B, (full(("09:00", "17:00")), None, None, None, None, None, None))
    days = [care.merged(MONDAY + timedelta(days=n), [base(A, (DAY, None, *WITH_US[2:])), late]) for n in range(3)]
    assert [day.agreement for day in days] == [Agreement.CLASH, Agreement.GAP, Agreement.ONE]
    assert days[0].spans == full(("08:00", "17:00"))


def test_the_same_words_are_agreed():
    assert care.merged(MONDAY, [base(A, WITH_US), base(B, WITH_US)]).agreement is Agreement.AGREED


def test_a_change_counts_for_its_home_and_its_day_only():
    change = DayChange(A, MONDAY, ())
    assert care.merged(MONDAY, [base(A, WITH_US)], [change]).spans == ()
    assert care.merged(MONDAY + timedelta(days=1), [base(A, WITH_US)], [change]).spans == DAY
    both = care.merged(MONDAY, [base(A, WITH_US), base(B, WITH_US)], [change])
    assert both.agreement is Agreement.CLASH
    assert dict(both.said)[B] == DAY


def test_a_new_schedule_takes_over_from_its_first_day_and_only_of_its_home():
    newer = base(A, ((), *NOT_OURS[1:]), start=MONDAY + timedelta(days=7))
    rows = [newer, base(A, WITH_US, until=MONDAY + timedelta(days=6)), base(B, NOT_OURS)]
    assert care.merged(MONDAY, rows).spans == DAY
    assert care.merged(MONDAY + timedelta(days=7), rows).spans == ()
    assert care.merged(MONDAY + timedelta(days=8), rows).agreement is Agreement.GAP


@pytest.mark.parametrize(
    "wrong",
    [
        [(time(9), time(8))],
        [(time(8), time(8))],
        [(time(8), time(12)), (time(11), time(13))],
        [(time(8), time(9)), (time(9), time(10))],
        [(time(6), time(7)), (time(8), time(9)), (time(10), time(11))],
    ],
)
def test_hours_that_cannot_be_are_refused(wrong):
    with pytest.raises(Invalid):
        care.checked_spans(wrong)


@pytest.mark.parametrize("wrong", [(), (WITH_US,) * 13, ((DAY,),), (NOT_OURS,)])
def test_weeks_that_cannot_be_are_refused(wrong):
    with pytest.raises(Invalid):
        care.checked_weeks(wrong, MONDAY, None)


@given(
    st.dictionaries(st.uuids(), hours, max_size=12), days | st.just(SHORT_DAY) | st.just(LONG_DAY), st.integers(1, 40)
)
def test_a_half_hour_counts_whoever_is_there_in_some_minute_of_it(expected, day: date, per_adult: int):
    for half in care.forecast(day, expected, time(6), time(18), per_adult=per_adult):
        slow = 0
        for spans_ in expected.values():
            moments = [half.starts_at + timedelta(minutes=n) for n in range(30)]
            slow += any(clock.at(day, s.start) <= m < clock.at(day, s.end) for m in moments for s in spans_)
        assert half.children == slow
        assert half.adults * per_adult >= slow > (half.adults - 1) * per_adult


@pytest.mark.parametrize(("day", "half_hours"), [(MONDAY, 36), (SHORT_DAY, 34), (LONG_DAY, 38)])
def test_a_night_of_care_has_the_half_hours_that_really_pass(day: date, half_hours: int):
    found = care.forecast(day, {A: full(("00:00", "18:00"))}, time(0), time(18), per_adult=5)
    assert len(found) == half_hours
    assert {half.children for half in found} == {1}
    assert care.minutes(day, full(("00:00", "18:00"))) == half_hours * 30


events = st.lists(
    st.builds(
        Noted,
        way=st.sampled_from(Way),
        at=st.integers(0, 600).map(lambda n: datetime(2026, 11, 18, 6, tzinfo=clock.STOCKHOLM) + timedelta(minutes=n)),
        number=st.integers(1, 1_000),
        void=st.booleans(),
    ),
    max_size=10,
    unique_by=lambda event: event.number,
)


@given(events)
def test_who_is_here_is_what_a_walk_through_the_day_says(noted: list[Noted]):
    here = False
    for event in sorted(noted, key=lambda one: (one.at, one.number)):
        if not event.void:
            here = event.way is Way.IN
    assert presence.is_here(noted) == here


@given(events)
def test_stays_are_the_minutes_a_watchman_would_count(noted: list[Noted]):
    start, until = datetime(2026, 11, 18, 6, tzinfo=clock.STOCKHOLM), 700
    standing = sorted((e for e in noted if not e.void), key=lambda one: (one.at, one.number))
    count = 0
    for n in range(until):
        moment = start + timedelta(minutes=n)
        passed = [event for event in standing if event.at <= moment]
        count += bool(passed) and passed[-1].way is Way.IN
    stays = presence.stays(noted, start + timedelta(minutes=until))
    assert sum((last - first for first, last in stays), timedelta()) == timedelta(minutes=count)


def at(text: str) -> datetime:
    return clock.at(MONDAY, time.fromisoformat(text))


MARGIN = timedelta(minutes=15)


def card(expected, events_, now: datetime, *, margin: timedelta = MARGIN) -> CardState:
    return presence.card_state(MONDAY, expected, events_, is_away=False, now=now, late_after=margin)


@given(hours, st.lists(st.integers(0, 1439), max_size=3, unique=True), st.integers(0, 1439), st.integers(1, 120))
def test_a_card_turns_when_the_clock_says_so_and_never_before(expected, passed, now: int, margin: int):
    moment, later = at("00:00") + timedelta(minutes=now), timedelta(minutes=margin)
    events_ = [
        Noted((Way.IN, Way.OUT)[n % 2], at("00:00") + timedelta(minutes=when), n)
        for n, when in enumerate(one for one in sorted(passed) if one <= now)
    ]
    told = {"is_away": False, "now": moment, "late_after": later}
    turns = presence.turns_at(MONDAY, expected, events_, **told)
    watched = [moment + timedelta(minutes=n, seconds=1) for n in range(0, 26 * 60)]
    turned = [
        one
        for one in watched
        if card(expected, events_, one, margin=later) is not card(expected, events_, moment, margin=later)
    ]
    assert (turns + timedelta(seconds=1) if turns else None) == next(iter(turned), None)


@pytest.mark.parametrize(
    ("now", "noted", "away", "state"),
    [
        ("07:50", [], False, CardState.EXPECTED),
        ("08:10", [], False, CardState.EXPECTED),
        ("08:20", [], False, CardState.LATE),
        ("08:20", [], True, CardState.AWAY),
        ("08:20", [("in", "08:05")], True, CardState.HERE),
        ("16:20", [("in", "08:05")], False, CardState.OVERDUE),
        ("15:50", [("in", "08:05"), ("out", "15:40")], False, CardState.HOME),
        ("17:00", [], False, CardState.HOME),
    ],
)
def test_what_a_card_says(now: str, noted: list, away: bool, state: CardState):
    passed = [Noted(Way(way), at(when), n) for n, (way, when) in enumerate(noted)]
    assert presence.card_state(MONDAY, DAY, passed, is_away=away, now=at(now), late_after=MARGIN) is state


def test_after_school_the_child_is_expected_again():
    split = full(("06:30", "08:00"), ("13:30", "17:00"))
    morning = [Noted(Way.IN, at("06:40"), 1), Noted(Way.OUT, at("08:00"), 2)]
    said = {now: card(split, morning, at(now)) for now in ("10:00", "13:50")}
    assert said == {"10:00": CardState.EXPECTED, "13:50": CardState.LATE}
    assert card((), [], at("10:00")) is CardState.FREE


def test_fritidshem_from_the_year_of_six_until_the_spring_of_thirteen_r_t09():
    born = date(2016, 5, 5)
    ages = [date(2029, 6, 30), date(2029, 8, 20), date(2026, 7, 31), date(2026, 8, 1)]
    assert [entitlement.has_age_for("FTH", born, day) for day in ages] == [True, False, True, True]
    assert [entitlement.has_age_for("OPPFTH", born, day) for day in ages] == [True, False, False, True]
    assert entitlement.has_age_for("FS", born, ages[0])


def test_fifteen_hours_a_week_or_three_a_day_r_t10():
    row = entitlement.entitlement(entitlement.Ground.AT_HOME, MONDAY)
    three_hours, five_days = full(("09:00", "12:00")), full(("09:00", "12:30"))
    kept: care.Week = (*[three_hours] * 5, None, None)
    over: care.Week = (*[five_days] * 5, None, None)
    few_long: care.Week = (DAY, full(("08:00", "15:00")), None, None, None, None, None)
    assert row.rule == "R-T10"
    assert entitlement.weeks_over((kept, over, few_long), MONDAY, row) == (2,)
    work = entitlement.entitlement(entitlement.Ground.WORK, MONDAY)
    assert entitlement.weeks_over((over,), MONDAY, work) == ()


def test_general_forskola_is_525_hours_a_year_r_t10():
    row = entitlement.entitlement(entitlement.Ground.GENERAL, MONDAY)
    assert (row.year_minutes, row.rule) == (31_500, "R-T10")


def test_a_row_that_has_ended_gives_no_limit():
    gone = entitlement.Entitlement(entitlement.Ground.AT_HOME, "R-T10", "", 1, 1, valid_until=date(2020, 1, 1))
    assert entitlement.entitlement(entitlement.Ground.AT_HOME, MONDAY, [gone]).week_minutes is None
