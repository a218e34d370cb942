"""One child's pages as the guardian sees them: progress, attendance, timetable."""

from dataclasses import dataclass
from datetime import date

from skolplattform.assessment.contract import Feedback, GradeShown, SubjectProgress
from skolplattform.core import clock
from skolplattform.i18n import NO_TEXT, Text, both
from skolplattform.i18n.format import day_text, percent_text
from skolplattform.insights.queries.family import ChildTerm
from skolplattform.insights.queries.lessons import StudentLesson
from skolplattform.insights.queries.students import days_of, due, weeks_of
from skolplattform.insights.rules import findings
from skolplattform.insights.rules.calendar import calendar, days_away
from skolplattform.insights.rules.counts import Counts, total
from skolplattform.insights.rules.findings import WeekShare
from skolplattform.insights.shown import words
from skolplattform.insights.shown.now import Tile
from skolplattform.insights.shown.students import LessonRow, lesson_rows
from skolplattform.planning.contract import UnitSummary
from skolplattform.ui.components.time import HeatRow
from skolplattform.ui.figures import Chart, Words, week_line

NO_CHART = Chart()
COMING = 5
UNITS = 6
MISSED = 25
LAST_SCREENED = 3
"""The last school year whose reading and mathematics the school must look at more closely (R-I04)."""


@dataclass(frozen=True, slots=True)
class ChildHead:
    """What stands at the top of each of the child's pages."""

    id: str = ""
    name: str = ""
    given_name: str = ""
    initials: str = ""
    line: str = ""
    is_ready: bool = False
    is_missing: bool = False
    is_of_age: bool = False
    is_in_preschool: bool = False
    is_in_first_years: bool = False


@dataclass(frozen=True, slots=True)
class Goal:
    """A subject's criteria: reached, judged, all."""

    subject: str
    reached: int
    judged: int
    total: int
    words: Text
    said: Text


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    """A published judgement with a comment."""

    level: str
    title: Text
    comment: str
    date: Text


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit that goes on."""

    title: str
    subject: str
    weeks: Text
    href: str


@dataclass(frozen=True, slots=True)
class ComingRow:
    """A lesson ahead."""

    name: str
    when: Text
    ends: Text


@dataclass(frozen=True, slots=True)
class GradeRow:
    """A grade of the latest term."""

    subject: str
    letter: str


@dataclass(frozen=True, slots=True)
class ProgressView:
    """The page Utveckling."""

    goals_title: Text = NO_TEXT
    goals: tuple[Goal, ...] = ()
    weeks: Chart = NO_CHART
    heat_title: Text = NO_TEXT
    heat_weeks: tuple[str, ...] = ()
    heat: tuple[HeatRow, ...] = ()
    heat_said: Text = NO_TEXT
    feedback: tuple[FeedbackRow, ...] = ()
    units: tuple[UnitRow, ...] = ()
    coming: tuple[ComingRow, ...] = ()
    grades_title: Text = NO_TEXT
    grades: tuple[GradeRow, ...] = ()


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """A subject's attendance."""

    name: str
    presence: Text
    valid: Text
    invalid: Text
    late: str
    unreported: Text


@dataclass(frozen=True, slots=True)
class AttendanceView:
    """The page Närvaro."""

    line: Text = NO_TEXT
    tiles: tuple[Tile, ...] = ()
    subjects: tuple[SubjectRow, ...] = ()
    lessons: tuple[LessonRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """What teachers have published about the child."""

    progress: tuple[SubjectProgress, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    grades: tuple[GradeShown, ...] = ()
    units: tuple[UnitSummary, ...] = ()


def child_head(found: ChildTerm) -> ChildHead:
    """Name, class and school."""
    child = found.child
    return ChildHead(
        id=str(child.id),
        name=child.full_name,
        given_name=child.given_name,
        initials=f"{child.given_name[:1]}{child.family_name[:1]}".upper(),
        line=", ".join(part for part in (child.class_name, child.unit_name) if part),
        is_ready=True,
        is_of_age=child.is_of_age,
        is_in_preschool=child.is_in_preschool,
        is_in_first_years=child.school_year is not None and child.school_year <= LAST_SCREENED,
    )


def progress_view(found: ChildTerm, published: Published, today: date) -> ProgressView:
    """The term, ready to show."""
    name = found.child.given_name
    squares = calendar(days_of(found.lessons), found.window.first, found.window.last, today)
    away = days_away(square for week in squares for square in week)
    grades = published.grades
    term = f"{grades[0].semester} {grades[0].year}" if grades else ""
    reached = {p.subject: (p.reached, p.total) for p in published.progress}
    return ProgressView(
        goals_title=words.goals(findings.goals_finding(name, reached)),
        goals=tuple(_goal(one) for one in published.progress if one.total),
        weeks=weeks_chart(found, today),
        heat_title=both("insights.days_away", n=away) if away else both("insights.days_away.none"),
        heat_weeks=words.heat_weeks(squares),
        heat=words.heat_rows(squares),
        heat_said=both("insights.attendance.days_of", name=name),
        feedback=tuple(_feedback(one) for one in published.feedback),
        units=tuple(_unit(one) for one in published.units[:UNITS]),
        coming=tuple(_coming(one) for one in found.coming[:COMING]),
        grades_title=both("insights.child.grades", term=term) if grades else both("insights.child.grades_none"),
        grades=tuple(GradeRow(one.subject, one.shown) for one in grades),
    )


def weeks_chart(found: ChildTerm, today: date) -> Chart:
    """Presence by week against the term's average and what is normal in the year."""
    weeks = weeks_of(due(found.lessons, found.window, today))
    shares = [WeekShare(monday, counts.presence) for monday, counts in weeks.items()]
    if not any(week.presence is not None for week in shares):
        return NO_CHART
    band = ([found.band.low] * len(shares), [found.band.high] * len(shares)) if found.band else None
    return week_line(
        Words(
            words.finding(findings.weeks_finding(shares, found.band)),
            words.weeks_line(_usual(found.child.school_year) if found.band else None),
            both("insights.week"),
        ),
        [words.week_label(week.monday) for week in shares],
        [week.presence for week in shares],
        value_name=both("insights.present"),
        band=band,
        band_name=_usual(found.child.school_year),
        average=[total(weeks.values()).presence] * len(shares),
        average_name=both("insights.average"),
        height=220,
    )


def _usual(year: int | None) -> Text:
    return both("insights.attendance.usual_year", name=words.inside(words.year(year, long=True)))


def _goal(one: SubjectProgress) -> Goal:
    shown = {"reached": one.reached, "total": one.total}
    return Goal(
        one.subject,
        one.reached,
        one.judged,
        one.total,
        both("insights.child.goals_of", **shown),
        both("insights.child.goals_bar", subject=one.subject, judged=one.judged, **shown),
    )


def _feedback(one: Feedback) -> FeedbackRow:
    title = both("insights.child.feedback_title", subject=one.subject, criterion=one.criterion)
    return FeedbackRow(one.level, title, one.comment, day_text(clock.local(one.at).date(), style="date"))


def _unit(one: UnitSummary) -> UnitRow:
    return UnitRow(one.title, one.subject, both("insights.child.unit_weeks", weeks=one.weeks), f"/planeringar/{one.id}")


def _coming(lesson: StudentLesson) -> ComingRow:
    return ComingRow(lesson.name, words.day_and_time(lesson.starts_at), words.moment(lesson.ends_at))


def attendance_view(found: ChildTerm, today: date) -> AttendanceView:
    """The term's attendance in numbers, by subject and lesson."""
    held = due(found.lessons, found.window, today)
    everything = total(lesson.counts for lesson in held)
    subjects: dict[str, Counts] = {}
    for lesson in held:
        subjects[lesson.name] = subjects.get(lesson.name, Counts()) + lesson.counts
    return AttendanceView(
        line=both("insights.child.total_line", term=found.window.term),
        tiles=(
            _tile("present", everything.presence),
            _tile("valid", everything.valid_share),
            _tile("invalid", everything.invalid_share),
            Tile(both("insights.late"), both("insights.child.late_times", n=everything.late), NO_TEXT),
            _tile("unreported", everything.unreported),
        ),
        subjects=tuple(_subject(name, counts) for name, counts in sorted(subjects.items())),
        lessons=lesson_rows(found.lessons, MISSED),
    )


def _tile(key: str, share: float | None) -> Tile:
    return Tile(both(f"insights.{key}"), words.DASH if share is None else percent_text(share), NO_TEXT)


def _subject(name: str, counts: Counts) -> SubjectRow:
    return SubjectRow(
        name,
        words.share(counts.presence),
        words.share(counts.valid_share),
        words.share(counts.invalid_share),
        str(counts.late),
        words.share(counts.unreported),
    )
