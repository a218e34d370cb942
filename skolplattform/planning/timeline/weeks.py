"""The weeks of a line: what the school calendar and the timetable say of them."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session, col

from skolplattform.i18n import NO_TEXT, Text, both
from skolplattform.planning import rules as planning
from skolplattform.planning.timeline import rules
from skolplattform.planning.timeline.rules import Days
from skolplattform.planning.timeline.views import LineWeek
from skolplattform.schedule.closed import closed_days
from skolplattform.schedule.tables import Activity, CalendarEvent, Term

TERMS_LIMIT = 20


def terms_of(session: Session, wanted: Days) -> list[Days]:
    """The terms of the period."""
    rows = session.execute(
        select(col(Term.start_date), col(Term.end_date))
        .where(col(Term.start_date) <= wanted.end, col(Term.end_date) >= wanted.start)
        .order_by(col(Term.start_date), col(Term.id))
        .limit(TERMS_LIMIT)
    ).all()
    return [Days(*row) for row in rows]


def lessons_by_day(session: Session, activities: Sequence[Activity], line: Days) -> Counter[date]:
    """Lessons that take place, by day."""
    rows = session.execute(
        select(col(CalendarEvent.day), func.count())
        .where(
            col(CalendarEvent.activity_id).in_([a.id for a in activities]),
            col(CalendarEvent.day).between(line.start, line.end),
            col(CalendarEvent.cancelled).is_(False),
        )
        .group_by(col(CalendarEvent.day))
    ).all()
    return Counter(dict(rows))


def line_weeks(
    session: Session,
    unit_id: UUID,
    line: Days,
    terms: Sequence[Days],
    units: Sequence[Days],
    lessons: Counter[date],
) -> tuple[LineWeek, ...]:
    """Each week from `line.start` to `line.end`: is there school, how many lessons, and how many of the units."""
    closed = closed_days(session, unit_id, line.start, line.end)
    taken = rules.units_by_week(units)
    held: Counter[date] = Counter()
    for day, number in lessons.items():
        held[planning.monday(day)] += number if day not in closed else 0
    return tuple(
        LineWeek(
            monday=week.isoformat(),
            number=str(planning.week_number(week)),
            kind=kind.value,
            closed=_closed_text(week, closed, kind),
            lessons=held[week],
            units=taken[week],
        )
        for week in line.weeks()
        for kind in [rules.week_kind(week, closed, terms)]
    )


def _closed_text(week: date, closed: dict[date, str], kind: rules.WeekKind) -> Text:
    """What the closed days of a week are called, each once; between the terms there is no name in the calendar."""
    days = (week + timedelta(days=number) for number in range(rules.SCHOOL_DAYS))
    said = ", ".join(dict.fromkeys(closed[day] for day in days if day in closed))
    if said or kind != rules.WeekKind.CLOSED:
        return Text(said, said)
    return both("plans.timeline.between_terms")


def weeks_named(weeks: Sequence[LineWeek]) -> Text:
    """45, 47–48."""
    periods = rules.runs([date.fromisoformat(week.monday) for week in weeks])
    said = ", ".join(planning.weeks_shown(period.start, period.end) for period in periods)
    return Text(said, said) if said else NO_TEXT


def closed_named(weeks: Sequence[LineWeek]) -> Text:
    """44 Höstlov, 52–1 Jullov."""
    said: list[Text] = []
    for name, of_name in groupby(weeks, key=lambda week: week.closed):
        run = [date.fromisoformat(week.monday) for week in of_name]
        shown = planning.weeks_shown(run[0], run[-1])
        said += [Text(f"{shown} {name.sv}", f"{shown} {name.en}")] if name.sv else []
    return Text(*(", ".join(getattr(one, language) for one in said) for language in ("sv", "en")))
