"""Reported minutes by student and school day, and the limits that are passed (R-A03, R-A13, R-A15)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlmodel import Session, col

from skolplattform.attendance.permissions import VIEW_CASES, followed
from skolplattform.attendance.queries.named import FoundStudent, named_students
from skolplattform.attendance.queries.opening import class_on
from skolplattform.attendance.rules.cases import Stage
from skolplattform.attendance.rules.figures import hours
from skolplattform.attendance.rules.limits import Limit, SchoolDay
from skolplattform.attendance.tables import AbsenceCase, Deviation, LessonRegister, LimitPassed
from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.i18n import Text, both
from skolplattform.i18n.format import day_text
from skolplattform.registry.queries import names
from skolplattform.registry.tables import Group
from skolplattform.schedule.closed import takes_place
from skolplattform.schedule.queries import participants_query
from skolplattform.schedule.tables import CalendarEvent

SHOWN = 25
MATCHES = 8


def school_days(session: Session, unit_id: UUID, first: date, last: date) -> dict[UUID, list[SchoolDay]]:
    """Every student's reported days at a unit; summed by the database. The caller has the right to the unit."""
    reported = (
        select(col(LessonRegister.calendar_event_id))
        .join(CalendarEvent, col(CalendarEvent.id) == col(LessonRegister.calendar_event_id))
        .where(col(LessonRegister.unit_id) == unit_id, col(LessonRegister.day).between(first, last), takes_place())
    )
    part = participants_query(reported).subquery("part")  # type: ignore[arg-type]
    rows = session.execute(
        select(
            part.c.student_id,
            col(LessonRegister.day),
            func.sum(col(LessonRegister.minutes)),
            func.sum(func.coalesce(col(Deviation.valid_minutes), 0)),
            func.sum(func.coalesce(col(Deviation.invalid_minutes), 0)),
        )
        .join(LessonRegister, col(LessonRegister.calendar_event_id) == part.c.calendar_event_id)
        .outerjoin(
            Deviation,
            and_(
                col(Deviation.calendar_event_id) == part.c.calendar_event_id,
                col(Deviation.student_id) == part.c.student_id,
            ),
        )
        .group_by(part.c.student_id, col(LessonRegister.day))
        .order_by(part.c.student_id, col(LessonRegister.day))
    )
    found: defaultdict[UUID, list[SchoolDay]] = defaultdict(list)
    for student, day, *minutes in rows:
        found[student].append(SchoolDay(day, *(int(part) for part in minutes)))
    return dict(found)


@dataclass(frozen=True, slots=True)
class LimitRow:
    """A student who passes limits and has no case yet. `kind` is valid, invalid or both."""

    student_id: str
    name: str
    class_name: str
    kind: str
    lines: tuple[Text, ...]
    days: int


def not_followed_up() -> ColumnElement[bool]:
    """The condition that a student is over a limit, and that no open case follows it up."""
    has_case = exists().where(
        col(AbsenceCase.student_id) == col(LimitPassed.student_id), col(AbsenceCase.stage) != Stage.CLOSED.value
    )
    return and_(col(LimitPassed.ended_on).is_(None), ~has_case)


def passed_limits(session: Session, actor: Actor) -> list[LimitRow]:
    """Students of the actor's who pass a limit and are not followed up yet, the longest waiting first.

    Raises:
        Denied: the actor follows up nobody's absence.
    """
    require(actor, VIEW_CASES)
    today = clock.today()
    rows = session.execute(
        select(LimitPassed, class_on(col(LimitPassed.student_id), today, shown=Group.display_name))
        .where(
            col(LimitPassed.student_id).in_(followed(actor, today)),
            not_followed_up(),
        )
        .order_by(col(LimitPassed.seen_on), col(LimitPassed.student_id), col(LimitPassed.limit_kind))
        .limit(SHOWN * 3)
    ).all()
    students = {row.student_id for row, _ in rows}
    readings.opened(session, actor, VIEW_CASES.name, "limits_passed", actor.person_id, persons=students)
    shown = names(session, actor, students)
    grouped: dict[UUID, list[tuple[LimitPassed, str]]] = {}
    for row, group in rows:
        grouped.setdefault(row.student_id, []).append((row, group or ""))
    return [_limit_row(found, shown[student].name, today) for student, found in list(grouped.items())[:SHOWN]]


def _limit_row(found: list[tuple[LimitPassed, str]], name: str, today: date) -> LimitRow:
    first, group = found[0]
    kinds = {row.absence_kind for row, _ in found}
    return LimitRow(
        student_id=str(first.student_id),
        name=name,
        class_name=group,
        kind=kinds.pop() if len(kinds) == 1 else "both",
        lines=tuple(limit_text(row.limit_kind, row.amount, row.since) for row, _ in found),
        days=(today - first.seen_on).days,
    )


def limit_text(limit: str, amount: int, since: date) -> Text:
    """18 % frånvaro sedan 26 okt; 5 skoldagar i rad sedan 12 nov; 5,7 timmar utan giltigt skäl sedan 20 okt."""
    shown = hours(amount) if limit == Limit.INVALID else amount
    return both(f"cases.limit.{limit}", n=shown, since=day_text(since, style="short"))


def students_to_follow(session: Session, actor: Actor, words: str) -> list[FoundStudent]:
    """Students of the actor's whose name begins with the words, to open a case by hand. Protected ones only by grant.

    Raises:
        Denied: the actor follows up nobody's absence.
    """
    require(actor, VIEW_CASES)
    today, wanted = clock.today(), words.strip()
    if not wanted:
        return []
    return named_students(session, actor, followed(actor, today), wanted, on=today, most=MATCHES)
