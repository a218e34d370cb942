"""A principal's attendance as it is shown: weeks, parts, and the way down to a class."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from skolplattform.i18n import NO_TEXT, Text, both
from skolplattform.insights.queries.class_days import Scope
from skolplattform.insights.queries.periods import Window
from skolplattform.insights.queries.school import ClassShown, Overview, Part
from skolplattform.insights.rules import findings
from skolplattform.insights.rules.counts import Counts
from skolplattform.insights.rules.findings import WeekShare
from skolplattform.insights.shown import words
from skolplattform.ui.figures import Chart, Words, bars, week_line

ROUTE = "/narvaro-oversikt"
NO_CHART = Chart()


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step back up."""

    name: Text
    href: str


@dataclass(frozen=True, slots=True)
class PartRow:
    """A year or a class in the table. The unreported share stands beside the percentage (R-A15)."""

    name: Text
    href: str
    students: str
    presence: Text
    absence: Text
    invalid: Text
    late: str
    unreported: Text
    change: Text
    here: bool = False


@dataclass(frozen=True, slots=True)
class OverviewView:
    """The page above the students."""

    title: Text = NO_TEXT
    href: str = ""
    line: Text = NO_TEXT
    crumbs: tuple[Crumb, ...] = ()
    weeks: Chart = NO_CHART
    parts: Chart = NO_CHART
    by_weekday: Chart = NO_CHART
    rows: tuple[PartRow, ...] = ()
    rows_title: Text = NO_TEXT
    rows_first: Text = NO_TEXT
    is_class: bool = False
    has_unit: bool = True
    is_missing: bool = False
    has_lessons: bool = True
    is_ready: bool = False


def overview_view(found: Overview, classes: dict[UUID, ClassShown], window: Window, unit: str) -> OverviewView:
    """The figures of a school, a year or a class, ready to show."""
    scope = found.scope
    title = _title(found, classes, unit)
    parts = found.years if scope == Scope() else found.classes
    named = [replace(part, name=part.name or words.year(part.scope.school_year).sv) for part in parts]
    shares = [WeekShare(monday, counts.presence) for monday, counts in found.weeks.items()]
    return OverviewView(
        title=title,
        href=_href(scope) if scope != Scope() else ROUTE,
        line=_line(found, classes, window),
        crumbs=_crumbs(found, classes),
        weeks=_weeks(found, shares, title),
        parts=_parts(found, named),
        by_weekday=_by_weekday(found),
        rows=tuple(_row(part, scope) for part in parts),
        rows_title=_parts_heading(scope),
        rows_first=both("insights.year_heading" if scope == Scope() else "insights.class"),
        is_class=scope.class_id is not None,
        has_lessons=bool(found.total.offered),
        is_ready=True,
    )


def _title(found: Overview, classes: dict[UUID, ClassShown], unit: str) -> Text:
    scope = found.scope
    if scope.class_id is not None:
        return words.plain(classes[scope.class_id].name)
    return words.plain(unit) if scope.school_year is None else words.year(scope.school_year, long=True)


def _line(found: Overview, classes: dict[UUID, ClassShown], window: Window) -> Text:
    scope = found.scope
    own = classes.get(scope.class_id) if scope.class_id else None
    shown = [p.scope.class_id for p in found.classes] if scope.school_year is not None else list(classes)
    students = own.students if own else sum(classes[c].students for c in shown if c is not None and c in classes)
    first, last = (str(day.isocalendar().week) for day in (window.first, window.last))
    mentor = own.mentor if own else ""
    return both(
        f"insights.attendance.line{'_mentor' if mentor else ''}",
        term=window.term,
        first=first,
        last=last,
        n=students,
        mentor=mentor,
        unreported=words.share(found.total.unreported),
    )


def _crumbs(found: Overview, classes: dict[UUID, ClassShown]) -> tuple[Crumb, ...]:
    if found.scope == Scope():
        return ()
    steps = [Crumb(both("insights.whole_school"), ROUTE)]
    if found.scope.class_id is not None and found.classes_year is not None:
        steps.append(Crumb(words.year(found.classes_year, long=True), f"{ROUTE}?ar={found.classes_year}"))
    return tuple(steps)


def _weeks(found: Overview, shares: Sequence[WeekShare], title: Text) -> Chart:
    if not any(week.presence is not None for week in shares):
        return NO_CHART
    said = words.finding(findings.weeks_finding(shares, found.band))
    labels = [words.week_label(week.monday) for week in shares]
    band = ([found.band.low] * len(shares), [found.band.high] * len(shares)) if found.band else None
    within = title if found.classes_year is None else words.inside(words.year(found.classes_year, long=True))
    usual = both("insights.attendance.usual_year", name=within)
    return week_line(
        Words(said, words.weeks_line(usual if found.band else None), both("insights.week")),
        labels,
        [week.presence for week in shares],
        value_name=both("insights.present"),
        band=band,
        band_name=usual,
        average=[found.total.presence] * len(shares),
        average_name=both("insights.average"),
    )


def _parts_heading(scope: Scope) -> Text:
    return both("insights.attendance.parts_years" if scope == Scope() else "insights.attendance.parts_classes")


def _parts(found: Overview, parts: Sequence[Part]) -> Chart:
    known = [(part, part.counts.absence) for part in parts if part.counts.absence is not None]
    if not known:
        return NO_CHART
    names = [_name(part) for part, _ in known]
    here = next((i for i, (part, _) in enumerate(known) if part.scope == found.scope), None)
    said = findings.highest_absence({_name(part, long=True).sv: share for part, share in known})
    english = {_name(part, long=True).sv: _name(part, long=True) for part, _ in known}
    return bars(
        Words(
            words.finding(said, **({"name": english[str(said.params["name"])]} if "name" in said.params else {})),
            both("insights.attendance.parts_line"),
            _parts_heading(found.scope),
        ),
        names,
        [share for _, share in known],
        value_name=both("insights.absent"),
        keys=[_href(part.scope) for part, _ in known],
        here=here,
    )


def _name(part: Part, *, long: bool = False) -> Text:
    return words.year(part.scope.school_year, long=long) if part.scope.class_id is None else words.plain(part.name)


def _href(scope: Scope) -> str:
    return f"{ROUTE}?klass={scope.class_id}" if scope.class_id else f"{ROUTE}?ar={scope.school_year}"


def _by_weekday(found: Overview) -> Chart:
    known = [(day, counts.absence) for day, counts in found.weekdays.items() if counts.absence is not None and day < 5]
    if len(known) < 2:
        return NO_CHART
    said = findings.highest_absence({str(day): share for day, share in known})
    named = {"name": _capital(both(f"ui.weekday.{said.params['name']}"))} if "name" in said.params else {}
    return bars(
        Words(
            words.finding(said, **named), both("insights.attendance.by_weekday"), both("insights.attendance.weekdays")
        ),
        [_capital(both(f"ui.weekday.{day}")) for day, _ in known],
        [share for _, share in known],
        value_name=both("insights.absent"),
    )


def _capital(text: Text) -> Text:
    return Text(text.sv.capitalize(), text.en.capitalize())


def _row(part: Part, scope: Scope) -> PartRow:
    return PartRow(
        name=_name(part, long=True),
        href=_href(part.scope),
        students=str(part.students) if part.students else "–",
        here=part.scope == scope,
        **measures(part.counts),
        change=words.difference(part.change),
    )


def measures(counts: Counts) -> dict[str, Any]:
    """The columns that every table of attendance has."""
    return {
        "presence": words.share(counts.presence),
        "absence": words.share(counts.absence),
        "invalid": words.share(counts.invalid_share),
        "late": str(counts.late),
        "unreported": words.share(counts.unreported),
    }
