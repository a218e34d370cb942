"""The limits that are passed, as those who follow up absence see them (R-A03, R-A13, R-A15)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, select
from sqlmodel import Session, col

from skolplattform.attendance.permissions import VIEW_CASES, followed
from skolplattform.attendance.queries.named import FoundStudent, named_students
from skolplattform.attendance.queries.opening import class_on
from skolplattform.attendance.rules.cases import Stage
from skolplattform.attendance.rules.figures import hours
from skolplattform.attendance.rules.limits import Limit
from skolplattform.attendance.tables import AbsenceCase, LimitPassed
from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.i18n import Text, both
from skolplattform.i18n.format import day_text
from skolplattform.registry.queries import names
from skolplattform.registry.tables import Group

SHOWN = 25
MATCHES = 8


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
        col(AbsenceCase.student_id) == col(LimitPassed.student_id),
        col(AbsenceCase.unit_id) == col(LimitPassed.unit_id),
        col(AbsenceCase.stage) != Stage.CLOSED.value,
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
            col(LimitPassed.unit_id).in_(actor.units),
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
        lines=tuple(limit_text(row) for row, _ in found),
        days=(today - first.seen_on).days,
    )


def limit_text(row: LimitPassed) -> Text:
    """18 % frånvaro sedan 26 okt, 4 % av tiden är inte rapporterad; 5 skoldagar i rad sedan 12 nov (R-A15)."""
    shown = hours(row.amount) if row.limit_kind == Limit.INVALID else row.amount
    return both(
        f"cases.limit.{row.limit_kind}", n=shown, since=day_text(row.since, style="short"), unreported=row.unreported
    )


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
