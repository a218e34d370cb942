"""A class's students in a table, and one of them in full, as the principal sees them."""

from dataclasses import dataclass
from datetime import date

from skolplattform.i18n import NO_TEXT, Text, both
from skolplattform.insights.queries.lessons import StudentLesson
from skolplattform.insights.queries.periods import Window
from skolplattform.insights.queries.students import LessonMark, StudentFigures, days_of
from skolplattform.insights.rules.calendar import calendar, days_away
from skolplattform.insights.rules.counts import Counts, deviation
from skolplattform.insights.shown import words
from skolplattform.insights.shown.overview import ROUTE, measures
from skolplattform.ui.components.time import HeatRow

LATEST = 8
TALLEST = 20


@dataclass(frozen=True, slots=True)
class Bar:
    """A week in a student's row: place and height in px, of 20."""

    x: int
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class StudentRow:
    """One student of the class."""

    id: str
    name: str
    href: str
    presence: Text
    absence: Text
    invalid: Text
    late: str
    unreported: Text
    bars: tuple[Bar, ...]
    bars_said: Text
    here: bool = False


@dataclass(frozen=True, slots=True)
class LessonRow:
    """A lesson the student was away from."""

    id: str
    name: str
    when: Text
    mark: str
    said: Text


@dataclass(frozen=True, slots=True)
class StudentPanel:
    """One student: the sums, the days, the latest lessons with absence."""

    id: str = ""
    name: str = ""
    line: Text = NO_TEXT
    heading: Text = NO_TEXT
    weeks: tuple[str, ...] = ()
    days: tuple[HeatRow, ...] = ()
    days_said: Text = NO_TEXT
    lessons: tuple[LessonRow, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A student who was not at the whole lesson."""

    name: str
    mark: str
    said: Text


def student_rows(figures: list[StudentFigures], class_id: str, chosen: str) -> tuple[StudentRow, ...]:
    """The class, highest absence first."""
    weeks = sorted({monday for one in figures for monday in one.weeks})
    most = max((counts.absence or 0 for one in figures for counts in one.weeks.values()), default=0) or 1
    return tuple(
        StudentRow(
            id=one.person.id,
            name=one.person.name,
            href="" if one.person.masked else f"{ROUTE}?klass={class_id}&elev={one.person.id}",
            **measures(one.counts),
            bars=tuple(_bar(place, one.weeks.get(monday), most) for place, monday in enumerate(weeks)),
            bars_said=_said(one),
            here=one.person.id == chosen,
        )
        for one in figures
    )


def _bar(place: int, counts: Counts | None, most: float) -> Bar:
    height = max(1, round(TALLEST * (counts.absence or 0) / most)) if counts and counts.reported else 0
    return Bar(place * 8, TALLEST + 2 - height, height)


def _said(one: StudentFigures) -> Text:
    shown = [words.joined(words.week_label(m), words.share(c.absence)) for m, c in one.weeks.items() if c.absent]
    return words.joined(*shown, by=", ")


def panel(one: StudentFigures, window: Window, today: date) -> StudentPanel:
    """One student of the class in full."""
    squares = calendar(days_of(one.lessons), window.first, window.last, today)
    away = days_away(square for week in squares for square in week)
    return StudentPanel(
        id=one.person.id,
        name=one.person.name,
        line=_line(one.counts),
        heading=both("insights.days_away", n=away) if away else both("insights.days_away.none"),
        weeks=words.heat_weeks(squares),
        days=words.heat_rows(squares),
        days_said=both("insights.attendance.days_of", name=one.person.name),
        lessons=lesson_rows(one.lessons, LATEST),
    )


def _line(counts: Counts) -> Text:
    if counts.absence is None:
        return both("insights.attendance.student_unreported")
    return both(
        "insights.attendance.student_line",
        absence=words.share(counts.absence),
        invalid=words.share(counts.invalid_share),
        unreported=words.share(counts.unreported),
    )


def lesson_rows(lessons: tuple[StudentLesson, ...], most: int) -> tuple[LessonRow, ...]:
    """The newest lessons that were not attended in full."""
    missed = [lesson for lesson in lessons if lesson.counts.absent or lesson.counts.other]
    return tuple(
        LessonRow(
            id=str(lesson.lesson_id),
            name=lesson.name,
            when=words.day_and_time(lesson.starts_at),
            mark=words.mark_of(lesson.counts),
            said=words.marked(lesson),
        )
        for lesson in reversed(missed[-most:])
    )


def mark_rows(marks: list[LessonMark]) -> tuple[MarkRow, ...]:
    """Who was not at the whole lesson."""
    rows = []
    for one in marks:
        counts = Counts(1, 1, one.minutes, one.minutes) + deviation(one.minutes, one.valid, one.invalid, one.other)
        rows.append(MarkRow(one.person.name, words.mark_of(counts), words.minutes_said(counts)))
    return tuple(rows)
