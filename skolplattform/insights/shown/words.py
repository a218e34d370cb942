"""Figures in words: percentages, differences, years, days and findings, in both languages."""

from datetime import date, datetime

from skolplattform.core import clock
from skolplattform.i18n import Text, both
from skolplattform.i18n.format import clock_time, day_text, number, percent_text
from skolplattform.insights.queries.lessons import StudentLesson
from skolplattform.insights.rules.calendar import DaySquare
from skolplattform.insights.rules.counts import Counts
from skolplattform.insights.rules.findings import Finding
from skolplattform.ui.components.time import HeatDay, HeatRow
from skolplattform.ui.theme import SIGNS

DASH = Text("–", "–")
MINUS = "\u2212"
WEEKDAYS = 5


def share(value: float | None) -> Text:
    """92,5 %, or a dash when nothing was reported."""
    return DASH if value is None else percent_text(value)


def difference(value: float | None) -> Text:
    """A difference of shares in percentage points: −7,2 or +1,0."""
    if value is None:
        return DASH
    sign = MINUS if round(value * 100, 1) < 0 else "+"
    return Text(*(sign + number(abs(value) * 100, language, decimals=1) for language in ("sv", "en")))


def finding(found: Finding, **params: object) -> Text:
    """A finding as a sentence; shares become percentages."""
    given = {k: percent_text(v) if isinstance(v, float) else v for k, v in (dict(found.params) | params).items()}
    return both(f"insights.finding.{found.key}", **given)


def goals(found: Finding) -> Text:
    """A finding about subjects: in a Swedish sentence they begin with a small letter, unless they are letters (SO)."""
    subjects = {name: found.params[name] for name in ("most", "least") if name in found.params}
    return finding(found, **{name: Text(_small(str(value)), str(value)) for name, value in subjects.items()})


def _small(subject: str) -> str:
    return subject if subject.isupper() else subject[:1].lower() + subject[1:]


def inside(text: Text) -> Text:
    """A text that stood alone, inside a sentence: årskurs 7."""
    return Text(_small(text.sv), _small(text.en))


def weeks_line(usual: Text | None) -> Text:
    """What the picture of the weeks shows: the share, and what band and dots mean when there is a band."""
    if usual is None:
        return both("insights.attendance.weeks_line")
    return both("insights.attendance.weeks_band", usual=inside(usual))


def year(number_: int | None, *, long: bool = False) -> Text:
    """Åk 7; the preschool class is F."""
    kind = "year.long" if long else "year"
    if number_ == 0:
        return both(f"insights.{kind}.0")
    return both(f"insights.{kind}", year=str(number_))


def weekday(day: date) -> Text:
    """tisdag."""
    return both(f"ui.weekday.{day.weekday()}")


def plain(shown: str) -> Text:
    """The same in both languages: a name, a code."""
    return Text(shown, shown)


def moment(value: datetime) -> Text:
    """08.20 on the school's clock."""
    local = clock.local(value)
    return Text(clock_time(local, "sv"), clock_time(local, "en"))


def joined(*parts: Text, by: str = " ") -> Text:
    """Texts after each other, in each language."""
    return Text(by.join(p.sv for p in parts if p.sv), by.join(p.en for p in parts if p.en))


def week_label(monday: date) -> Text:
    """v. 47, in English wk 47: as short as an axis has room for."""
    week = monday.isocalendar().week
    return Text(f"v.\u00a0{week}", f"wk\u00a0{week}")


def mark_of(counts: Counts) -> str:
    """A lesson's mark as printed: the kind that took most."""
    if counts.late:
        return "late"
    most = max(counts.valid, counts.invalid, counts.other)
    if not most:
        return "present" if counts.reported_lessons else "none"
    return "invalid" if most == counts.invalid else "valid" if most == counts.valid else "other"


def marked(lesson: StudentLesson) -> Text:
    """A lesson's mark in words."""
    return minutes_said(lesson.counts)


def minutes_said(counts: Counts) -> Text:
    """Giltig, or Sen, 8 min: minutes are said when they are not the whole lesson."""
    minutes = counts.valid + counts.invalid + counts.other
    word = both(f"insights.{mark_of(counts)}")
    if not minutes or minutes == counts.reported:
        return word
    return both("insights.mark.part", mark=word, n=minutes)


def day_and_time(value: datetime) -> Text:
    """tis 17 nov 08.20."""
    return joined(day_text(clock.local(value).date(), style="short"), moment(value))


def heat_rows(weeks: list[list[DaySquare]]) -> tuple[HeatRow, ...]:
    """The calendar turned: a row for each weekday."""
    return tuple(
        HeatRow(
            short=both(f"ui.weekday.short.{place}"),
            long=both(f"ui.weekday.{place}"),
            days=tuple(_heat_day(week[place]) for week in weeks),
        )
        for place in range(WEEKDAYS)
    )


def heat_weeks(weeks: list[list[DaySquare]]) -> tuple[str, ...]:
    """The weeks' numbers."""
    return tuple(str(week[0].day.isocalendar().week) for week in weeks)


def _heat_day(square: DaySquare) -> HeatDay:
    if square.mark in ("off", "coming"):
        return HeatDay("off", "", both(f"insights.square.{square.mark}"))
    if square.mark == "present":
        return HeatDay("", "", both("insights.square.present"))
    whole = square.whole_day and square.mark in ("valid", "invalid", "other")
    said = both(f"insights.square.{square.mark}{'.whole' if whole else ''}", n=square.minutes)
    shown = both("insights.square.day", day=day_text(square.day, style="short"), said=said)
    return HeatDay(square.mark, SIGNS[square.mark], shown)
