"""The school looks at its figures: who passes a limit is noted once, and the mentor is told once (R-A03, FRN-07)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.attendance.queries.activity import idle_students
from skolplattform.attendance.queries.figures import student_days
from skolplattform.attendance.queries.policy import policy_for
from skolplattform.attendance.rules import limits
from skolplattform.attendance.rules.limits import Passed
from skolplattform.attendance.tables import LimitPassed
from skolplattform.core import audit, changes, clock, outbox
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.modules import NoticeKind
from skolplattform.core.outbox import Notice
from skolplattform.registry.around import mentors_of

KIND = "attendance.limit"
OWN_KIND = "attendance.idle_own"
TRIGGER = "attendance.limit_passed"
NOTICE = NoticeKind(
    name=KIND,
    label="cases.notice.label",
    title="cases.notice.title",
    route="/franvaroarenden",
    workspaces=(Workspace.TEACHER,),
)
OWN_NOTICE = NoticeKind(
    name=OWN_KIND,
    label="adult.notice.label",
    title="adult.notice.title",
    route="/min-aktivitet",
    workspaces=(Workspace.STUDENT,),
)


def look_at_limits(session: Session, actor: Actor, unit_id: UUID) -> list[UUID]:
    """Note the limits that students of the unit pass now, and end those that are passed no more.

    Answers the new ones. Each is told the student's mentors once, however long it is passed.
    """
    today = clock.today()
    found = {(student, one.limit.value): one for student, passed in _passed(session, unit_id, today) for one in passed}
    known = _known(session, unit_id)
    for key, row in known.items():
        _follow(row, found.get(key), today)
    new = [
        _noted(unit_id, student, one, today) for (student, kind), one in found.items() if (student, kind) not in known
    ]
    session.add_all(new)
    session.flush()
    if new:
        outbox.queue(session, _notices(session, new, today))
        outbox.queue(session, _to_students(new))
        notes = [audit.Noted(row.id, row.student_id, {"limit": row.limit_kind}) for row in new]
        audit.record_each(session, actor, TRIGGER, "limit_passed", notes, unit=unit_id)
        changes.announce(session, f"cases:{unit_id}")
    return [row.id for row in new]


def _passed(session: Session, unit_id: UUID, today: date) -> Iterator[tuple[UUID, tuple[Passed, ...]]]:
    """What each student passes: those who must attend by their absence, adults by weeks without taking part (R-A12)."""
    policy = policy_for(session, unit_id, today)
    adults, first = idle_students(session, unit_id, today)
    days = student_days(session, unit_id, limits.first_counted(today, policy), today)
    for student, held in days.items():
        if student not in adults:
            yield student, limits.passed(held, policy, today)
    for student, idle in adults.items():
        yield student, limits.idle(idle.weeks, idle.active_on, first, policy)


def _known(session: Session, unit_id: UUID) -> dict[tuple[UUID, str], LimitPassed]:
    rows = session.exec(select(LimitPassed).where(LimitPassed.unit_id == unit_id, col(LimitPassed.ended_on).is_(None)))
    return {(row.student_id, row.limit_kind): row for row in rows.all()}


def _follow(row: LimitPassed, now: Passed | None, today: date) -> None:
    if now is None:
        row.ended_on = today
    else:
        row.amount, row.since, row.absence_kind, row.unreported = now.amount, now.since, now.kind, now.unreported


def _noted(unit_id: UUID, student: UUID, one: Passed, today: date) -> LimitPassed:
    return LimitPassed(
        student_id=student,
        unit_id=unit_id,
        limit_kind=one.limit.value,
        absence_kind=one.kind,
        amount=one.amount,
        unreported=one.unreported,
        since=one.since,
        seen_on=today,
    )


def _notices(session: Session, rows: Iterable[LimitPassed], today: date) -> list[Notice]:
    """One for each mentor and limit that is newly passed; no name and no figure in it."""
    passed = {row.student_id: row for row in rows}
    return [
        Notice(KIND, mentor, f"{KIND}:{passed[student].id}:{mentor}", _about(passed[student]))
        for student, mentor in sorted(mentors_of(session, passed, today))
    ]


def _to_students(rows: Iterable[LimitPassed]) -> list[Notice]:
    """An adult hears it first of all: nobody else is told at home (R-A10, R-A12)."""
    return [
        Notice(OWN_KIND, row.student_id, f"{OWN_KIND}:{row.id}", _about(row))
        for row in rows
        if row.limit_kind == limits.Limit.IDLE
    ]


def _about(row: LimitPassed) -> dict[str, str]:
    return {"student": str(row.student_id), "unit": str(row.unit_id)}
