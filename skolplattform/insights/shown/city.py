"""The city's schools as they are shown: weeks, the highest, and a table to page in."""

from dataclasses import dataclass

from skolplattform.i18n import NO_TEXT, Text, both
from skolplattform.insights.queries.city import CityOverview, SchoolRow
from skolplattform.insights.queries.periods import Window
from skolplattform.insights.rules import findings
from skolplattform.insights.shown import words
from skolplattform.insights.shown.overview import measures
from skolplattform.ui.figures import Chart, Words, bars, week_line

NO_CHART = Chart()
PAGE = 25
HIGHEST = 10
SORTS = ("name", "students", "absence", "invalid", "unreported", "change")


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """A school unit in the table."""

    name: str
    students: Text
    presence: Text
    absence: Text
    invalid: Text
    late: str
    unreported: Text
    change: Text


@dataclass(frozen=True, slots=True)
class CityView:
    """The page."""

    line: Text = NO_TEXT
    weeks: Chart = NO_CHART
    highest: Chart = NO_CHART
    rows: tuple[SchoolLine, ...] = ()
    number: int = 1
    last: int = 1
    is_ready: bool = False


def city_view(found: CityOverview, window: Window, *, sort: str, descending: bool, number: int) -> CityView:
    """The figures of the city, ready to show; `number` is the page of the table, from 1."""
    ordered = sorted(found.schools, key=lambda row: row.name)
    ordered.sort(key=lambda row: _value(row, sort), reverse=descending)
    ordered.sort(key=lambda row: row.hidden)
    last = max(1, -(-len(ordered) // PAGE))
    page = min(max(number, 1), last)
    return CityView(
        line=both(
            "insights.city.line",
            term=window.term,
            first=str(window.first.isocalendar().week),
            last=str(window.last.isocalendar().week),
            n=len(ordered),
            unreported=words.share(found.total.unreported),
        ),
        weeks=_weeks(found),
        highest=_highest(found),
        rows=tuple(_line(row) for row in ordered[(page - 1) * PAGE : page * PAGE]),
        number=page,
        last=last,
        is_ready=True,
    )


def _value(row: SchoolRow, sort: str) -> float | str:
    values = {
        "name": row.name,
        "students": row.students,
        "invalid": row.counts.invalid_share or 0,
        "unreported": row.counts.unreported or 0,
        "change": row.change or 0,
    }
    return values.get(sort, row.counts.absence or 0)


def _weeks(found: CityOverview) -> Chart:
    if not any(week.presence is not None for week in found.weeks):
        return NO_CHART
    of_schools = [w.presence for row in found.schools for w in row.weeks if w.presence is not None]
    band = findings.normal_band(of_schools)
    return week_line(
        Words(words.finding(findings.weeks_finding(found.weeks)), both("insights.city.weeks"), both("insights.week")),
        [words.week_label(week.monday) for week in found.weeks],
        [week.presence for week in found.weeks],
        value_name=both("insights.present"),
        band=([band.low] * len(found.weeks), [band.high] * len(found.weeks)) if band else None,
        band_name=both("insights.city.usual"),
        average=[found.total.presence] * len(found.weeks),
        average_name=both("insights.average"),
    )


def _highest(found: CityOverview) -> Chart:
    known = [(row.counts.absence, row.name) for row in found.schools if row.counts.absence is not None]
    if not known:
        return NO_CHART
    top = sorted(known, reverse=True)[:HIGHEST]
    return bars(
        Words(
            words.finding(findings.highest_absence({name: share for share, name in top})),
            both("insights.city.top"),
            both("insights.unit"),
        ),
        [words.plain(name) for _, name in top],
        [share for share, _ in top],
        value_name=both("insights.absent"),
    )


def _line(row: SchoolRow) -> SchoolLine:
    students = both("insights.city.hidden") if row.hidden else words.plain(str(row.students))
    return SchoolLine(row.name, students, change=words.difference(row.change), **measures(row.counts))
