"""Skolan nu as it is shown: tiles, the hour by year on two scales, the day's hours, what is missing."""

from collections import Counter
from dataclasses import dataclass

from skolplattform.core import clock
from skolplattform.i18n import NO_TEXT, Text, both
from skolplattform.i18n.format import capital, day_text, number
from skolplattform.insights.queries.now import Deviating, SchoolNow, Unreported
from skolplattform.insights.rules import findings
from skolplattform.insights.shown import words
from skolplattform.ui.figures import Chart, Words, stacked, week_line

SHOWN = 6
AWAY = ("late", "valid", "invalid")
NO_CHART = Chart()
AROUND = ("present", "late", "valid", "invalid", "other", "none")


@dataclass(frozen=True, slots=True)
class Tile:
    """One number of the hour. `kind` is need when it waits for somebody."""

    label: Text
    value: Text
    beside: Text
    kind: str = ""


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A lesson without a register."""

    id: str
    name: str
    time: Text
    line: str
    students: Text


@dataclass(frozen=True, slots=True)
class DeviatingRow:
    """A class that lies under its own earlier weeks."""

    name: str
    href: str
    students: int
    presence: Text
    change: Text
    invalid: Text
    unreported: Text
    mentor: str


@dataclass(frozen=True, slots=True)
class NowView:
    """The page. `is_quiet`: no lesson is going on."""

    date: Text = NO_TEXT
    heading: Text = NO_TEXT
    tiles: tuple[Tile, ...] = ()
    hour: Chart = NO_CHART
    away: Chart = NO_CHART
    hours: Chart = NO_CHART
    missing: tuple[MissingRow, ...] = ()
    more: tuple[MissingRow, ...] = ()
    more_said: Text = NO_TEXT
    deviating: tuple[DeviatingRow, ...] = ()
    is_quiet: bool = False
    is_ready: bool = False


def now_view(found: SchoolNow) -> NowView:
    """The figures of an hour, ready to show."""
    local = clock.local(found.moment)
    date = day_text(local.date())
    whole: Counter[str] = sum(found.years.values(), Counter())
    return NowView(
        date=Text(capital(date.sv), capital(date.en)),
        heading=both("insights.now.heading", time=words.moment(found.moment)),
        tiles=_tiles(found, whole),
        hour=_by_year(found, whole),
        away=_only_away(found),
        hours=_hours(found),
        missing=tuple(_missing(row) for row in found.unreported[:SHOWN]),
        more=tuple(_missing(row) for row in found.unreported[SHOWN:]),
        more_said=both("insights.now.more_missing", n=max(0, len(found.unreported) - SHOWN)),
        deviating=tuple(_deviating(row) for row in found.deviating),
        is_quiet=not whole,
        is_ready=True,
    )


def _reported(states: Counter[str]) -> int:
    """Students for whom a teacher has reported."""
    return sum(states.values()) - states["none"] - states["told"]


def _marks(states: Counter[str]) -> dict[str, int]:
    """By mark: absence that was told is valid absence."""
    return {**states, "valid": states["valid"] + states["told"]}


def _tiles(found: SchoolNow, whole: Counter[str]) -> tuple[Tile, ...]:
    reported = _reported(whole)
    here = whole["present"] + whole["late"] + whole["other"]
    weekday = words.weekday(clock.local(found.moment).date())

    def usual(kind: str) -> Text:
        if kind not in found.usual:
            return both("insights.now.no_usual")
        return both("insights.now.usual", weekday=weekday, n=round(found.usual[kind] * reported))

    def amount(value: int) -> Text:
        return Text(number(value, "sv"), number(value, "en"))

    told = both("insights.now.told", n=whole["told"]) if whole["told"] else usual("valid")
    lessons = len(found.unreported)
    missing = both("insights.now.lessons_missing", n=lessons) if lessons else both("insights.now.all_reported")
    return (
        Tile(both("insights.here"), amount(here), both("insights.now.of_reported", n=reported)),
        Tile(both("insights.valid"), amount(whole["valid"] + whole["told"]), told),
        Tile(both("insights.invalid"), amount(whole["invalid"]), usual("invalid")),
        Tile(
            both("insights.unreported"),
            both("insights.now.pupils", n=whole["none"]),
            missing,
            "need" if lessons else "",
        ),
    )


def _hour_words(found: SchoolNow, finding: Text, line: Text, whole: Counter[str]) -> Words:
    here = whole["present"] + whole["late"] + whole["other"]
    spoken = both(
        "insights.now.spoken",
        here=here,
        valid=whole["valid"] + whole["told"],
        invalid=whole["invalid"],
        none=whole["none"],
    )
    return Words(finding, line, both("insights.attendance.parts_years"), spoken)


def _by_year(found: SchoolNow, whole: Counter[str]) -> Chart:
    years = {year: states for year, states in found.years.items() if year >= 0}
    if not years:
        return NO_CHART
    shares = {}
    for year, states in years.items():
        reported = _reported(states)
        shares[words.year(year, long=True).sv] = (reported - states["valid"] - states["invalid"], reported)
    said = findings.lowest_presence(shares)
    english = {words.year(year, long=True).sv: words.year(year, long=True) for year in years}
    finding = words.finding(said, name=english.get(str(said.params.get("name")), NO_TEXT))
    hour = clock.local(found.moment).hour
    line = both("insights.now.per_year", start=f"{hour:02}.00", end=f"{hour + 1:02}.00")
    return stacked(
        _hour_words(found, finding, line, whole),
        [words.year(year) for year in years],
        [_marks(states) for states in years.values()],
        parts=AROUND,
        part_names={state: both(f"insights.{'here' if state == 'present' else state}") for state in AROUND},
        keys=[str(year) for year in years],
    )


def _only_away(found: SchoolNow) -> Chart:
    years = {year: states for year, states in found.years.items() if year >= 0}
    if not any(_marks(states).get(kind) for states in years.values() for kind in AWAY):
        return NO_CHART
    whole: Counter[str] = sum(years.values(), Counter())
    line = both("insights.now.only_absent")
    finding = words.finding(
        findings.highest_absence(
            {words.year(year, long=True).sv: _away_share(states) for year, states in years.items()}
        )
    )
    return stacked(
        _hour_words(found, finding, line, whole),
        [words.year(year) for year in years],
        [_marks(states) for states in years.values()],
        parts=AWAY,
        part_names={state: both(f"insights.{state}") for state in AWAY},
        keys=[str(year) for year in years],
        wholes=[sum(states.values()) for states in years.values()],
    )


def _away_share(states: Counter[str]) -> float | None:
    reported = _reported(states)
    return (states["valid"] + states["invalid"]) / reported if reported else None


def _hours(found: SchoolNow) -> Chart:
    if not any(hour.presence is not None for hour in found.hours):
        return NO_CHART
    weekday = words.weekday(clock.local(found.moment).date())
    latest = [hour for hour in found.hours if hour.presence is not None][-1]
    said = findings.today_finding(latest.presence, latest.band)
    return week_line(
        Words(
            words.finding(said, weekday=weekday),
            both("insights.now.hours_line", weekday=weekday),
            both("insights.hour"),
        ),
        [words.plain(f"{hour.hour:02}") for hour in found.hours],
        [hour.presence for hour in found.hours],
        value_name=both("insights.present"),
        band=(
            [hour.band.low if hour.band else None for hour in found.hours],
            [hour.band.high if hour.band else None for hour in found.hours],
        ),
        band_name=both("insights.now.usual_day", weekday=weekday),
        height=200,
    )


def _missing(row: Unreported) -> MissingRow:
    teacher = row.teacher.name if row.teacher else ""
    return MissingRow(
        id=str(row.lesson_id),
        name=row.name,
        time=words.moment(row.starts_at),
        line=", ".join(part for part in (teacher, row.room) if part),
        students=both("insights.now.pupils", n=row.students),
    )


def _deviating(row: Deviating) -> DeviatingRow:
    shown, counts = row.school_class, row.counts
    return DeviatingRow(
        name=shown.name,
        href=f"/narvaro-oversikt?klass={shown.id}",
        students=shown.students,
        presence=words.share(counts.presence),
        change=words.difference(row.change),
        invalid=words.share(counts.invalid_share),
        unreported=words.share(counts.unreported),
        mentor=shown.mentor,
    )
