"""What the homes have said of children's hours, read from the tables and merged by the rules."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Any
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import Session, col, select

from skolplattform.attendance.rules import care
from skolplattform.attendance.rules.care import BaseWeeks, DayChange, MergedDay, Span, Spans, Week
from skolplattform.attendance.tables import CareChange, CareSchedule
from skolplattform.core import clock
from skolplattform.i18n import NO_TEXT, Text
from skolplattform.i18n.format import period
from skolplattform.registry.permissions import born_after, has_custody
from skolplattform.registry.tables import Person, Responsibility

MOST = 5_000


def plain_spans(spans: Spans) -> list[list[str]]:
    """As stored: [["07:30", "16:00"]]."""
    return [[f"{span.start:%H:%M}", f"{span.end:%H:%M}"] for span in spans]


def spans_of(plain: Iterable[Sequence[str]]) -> Spans:
    """As the rules read them."""
    return tuple(Span(time.fromisoformat(start), time.fromisoformat(end)) for start, end in plain)


def plain_weeks(weeks: Iterable[Week]) -> list[Any]:
    """As stored: weeks of seven days, null where the home says nothing."""
    return [[None if day is None else plain_spans(day) for day in week] for week in weeks]


def weeks_of(plain: Iterable[Any]) -> tuple[Week, ...]:
    """As the rules read them."""
    return tuple(tuple(None if day is None else spans_of(day) for day in week) for week in plain)


def merged_days(
    session: Session, children: Iterable[UUID], first: date, last: date
) -> dict[UUID, dict[date, MergedDay]]:
    """Each child's days as its homes together say them. Two statements, however many children."""
    wanted = list(children)
    bases, changes = _bases(session, wanted, first, last), _changes(session, wanted, first, last)
    days = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
    return {child: {day: care.merged(day, bases[child], changes[child]) for day in days} for child in wanted}


def still_guardian(home: Any, child: Any) -> Any:
    """The home's guardian is one today: what somebody without custody once wrote counts no more (R-C02)."""
    today = clock.today()
    return (
        select(Responsibility.id)
        .join(Person, col(Person.id) == col(Responsibility.child_id))
        .where(
            col(Responsibility.adult_id) == home,
            col(Responsibility.child_id) == child,
            has_custody(today),
            col(Person.birth_date) > born_after(today),
        )
        .exists()
    )


def _bases(session: Session, children: list[UUID], first: date, last: date) -> dict[UUID, list[BaseWeeks]]:
    found: defaultdict[UUID, list[BaseWeeks]] = defaultdict(list)
    rows = session.exec(
        select(CareSchedule)
        .where(
            col(CareSchedule.child_id).in_(children),
            col(CareSchedule.valid_from) <= last,
            or_(col(CareSchedule.valid_until).is_(None), col(CareSchedule.valid_until) >= first),
            still_guardian(col(CareSchedule.home_id), col(CareSchedule.child_id)),
        )
        .order_by(col(CareSchedule.valid_from), col(CareSchedule.id))
        .limit(MOST)
    ).all()
    for row in rows:
        found[row.child_id].append(base_of(row))
    return found


def base_of(row: CareSchedule) -> BaseWeeks:
    """A stored schedule as the rules read it."""
    return BaseWeeks(row.home_id, row.valid_from, row.valid_until, weeks_of(row.weeks))


def _changes(session: Session, children: list[UUID], first: date, last: date) -> dict[UUID, list[DayChange]]:
    found: defaultdict[UUID, list[DayChange]] = defaultdict(list)
    rows = session.exec(
        select(CareChange)
        .where(
            col(CareChange.child_id).in_(children),
            col(CareChange.day).between(first, last),
            still_guardian(col(CareChange.home_id), col(CareChange.child_id)),
        )
        .order_by(col(CareChange.day), col(CareChange.id))
        .limit(MOST)
    ).all()
    for row in rows:
        found[row.child_id].append(DayChange(row.home_id, row.day, spans_of(row.spans)))
    return found


def hours_text(spans: Spans) -> Text:
    """07.30–16.00, or 06.30–08.00 and 13.30–17.00."""
    if not spans:
        return NO_TEXT
    shown = {language: [period(span.start, span.end, language) for span in spans] for language in ("sv", "en")}
    return Text(sv=" och ".join(shown["sv"]), en=" and ".join(shown["en"]))
