"""One student's attendance over a time to take away: the months, the lessons, and each absence (FRN-13).

For the mentor and the head, and for the family: it is their own. Reasons are never in it (R-A14).
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from skolplattform.attendance.permissions import STUDENT_TIME
from skolplattform.attendance.queries.student_time import HeldLesson, StudentTime, student_time
from skolplattform.attendance.reports import LONGEST_DAYS, MEASURES, Rows, measures
from skolplattform.attendance.rules import Mark, figures
from skolplattform.core import audit, clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Invalid
from skolplattform.core.tabular import Sheet
from skolplattform.i18n import text

SHARES = frozenset(at for at, name in enumerate(MEASURES, start=1) if name in ("absence", "unreported"))


@dataclass(frozen=True, slots=True)
class OneStudent:
    """What is asked for: a student, from a day to a day."""

    student_id: UUID
    first: date
    last: date
    language: str = "sv"


def checked_span(first: date, last: date) -> None:
    """The days of a report.

    Raises:
        Invalid: they come in the wrong order, or are more than a school year apart.
    """
    if last < first or (last - first).days > LONGEST_DAYS:
        raise Invalid("last", "reports.error.last")


def student_report(session: Session, actor: Actor, wanted: OneStudent) -> tuple[StudentTime, list[Sheet]]:
    """The student and the report's three tables.

    Raises:
        NotFound: not a student of the actor's. Invalid: the days are wrong.
    """
    checked_span(wanted.first, wanted.last)
    found = student_time(session, actor, wanted.student_id, wanted.first, wanted.last)
    detail = {"first": wanted.first.isoformat(), "last": wanted.last.isoformat()}
    audit.record(
        session,
        actor,
        f"{STUDENT_TIME.name}_taken",
        "student_time",
        wanted.student_id,
        subject=wanted.student_id,
        detail=detail,
    )
    return found, sheets_of(found, wanted.language)


def sheets_of(found: StudentTime, language: str) -> list[Sheet]:
    """Months with their sum, then each lesson's name, then every absence."""
    whole = (text("reports.whole_time", language), *measures(figures.total(one.time for one in found.lessons)))
    return [
        _sheet("months", ("month", *MEASURES), (*_months(found), whole), language, SHARES),
        _sheet("subjects", ("lesson", *MEASURES), _subjects(found), language, SHARES),
        _sheet("absences", ("day", "time", "lesson", "mark", "minutes"), _absences(found, language), language),
    ]


def _sheet(name: str, heads: tuple[str, ...], rows: Rows, language: str, shares: frozenset[int] = frozenset()) -> Sheet:
    named = tuple(text(f"reports.head.{head}", language) for head in heads)
    return Sheet(text(f"reports.student.{name}", language), named, rows, shares)


def _months(found: StudentTime) -> Rows:
    months = figures.by_month(one.time for one in found.lessons)
    return tuple((f"{month:%Y-%m}", *measures(sum_)) for month, sum_ in months.items())


def _subjects(found: StudentTime) -> Rows:
    lessons: dict[str, list[figures.Day]] = {}
    for one in found.lessons:
        lessons.setdefault(one.name, []).append(one.time)
    return tuple((name, *measures(figures.total(days))) for name, days in sorted(lessons.items()))


def _absences(found: StudentTime, language: str) -> Rows:
    return tuple(_absence(one, language) for one in found.lessons if one.mark is not Mark.PRESENT)


def _absence(one: HeldLesson, language: str) -> tuple[str | int, ...]:
    starts = clock.local(one.starts_at)
    said = text(f"attendance.mark.{one.mark}", language)
    return (one.time.day.isoformat(), f"{starts:%H.%M}", one.name, said, one.away.total)
