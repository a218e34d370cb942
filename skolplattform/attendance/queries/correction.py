"""What a register needs before it may be changed, and what has happened to it since it was first saved."""

# pyright: reportArgumentType=false, reportCallIssue=false

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.attendance import rules
from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.permissions import OPEN_REGISTER
from skolplattform.attendance.queries.opening import OpenLesson, open_lesson
from skolplattform.attendance.queries.policy import policy_for
from skolplattform.attendance.queries.words import mark_key, told_when
from skolplattform.attendance.rules import Correction
from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.core.tables import AuditEntry
from skolplattform.i18n import Text
from skolplattform.registry.queries import names
from skolplattform.registry.views import ShownPerson

ENTRIES = 40
CHANGES_SHOWN = 12
SAVED, UNDONE = "attendance.report_lesson", "attendance.undo_report"


@dataclass(frozen=True, slots=True)
class MarkChange:
    """One student's mark before and after a save, as text keys."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One save of the register: who, when, why (a text key, "" the same day) and what it changed."""

    when: Text
    who: str
    kind: str
    why: str
    changes: tuple[MarkChange, ...]
    more: int = 0


def correction_needed(session: Session, lesson: OpenLesson) -> Correction:
    """What is asked of the actor who opened the lesson, by the school's own window."""
    today = clock.today()
    if not lesson.leads and (lesson.day == today or not lesson.is_reported):
        return Correction.FREE
    days = policy_for(session, lesson.unit_id, today).correction_days
    return rules.correction_of(is_reported=True, day=lesson.day, today=today, days=days, leads=lesson.leads)


def lesson_history(session: Session, actor: Actor, lesson_id: UUID) -> list[HistoryRow]:
    """Everything that was saved for the lesson, the newest first: the audit chain, read out. Four statements.

    Raises:
        NotFound: not the actor's lesson.
    """
    require(actor, OPEN_REGISTER)
    lesson = open_lesson(session, actor, lesson_id)
    entries = session.exec(
        select(AuditEntry)
        .where(
            AuditEntry.entity == "lesson_register",
            AuditEntry.entity_id == str(lesson_id),
            col(AuditEntry.verb).in_((SAVED, UNDONE)),
        )
        .order_by(col(AuditEntry.position))
        .limit(ENTRIES)
    ).all()
    students = {UUID(student) for entry in entries for student in entry.detail.get("changed", {})}
    shown = names(session, actor, students | {entry.actor_id for entry in entries})
    marks: dict[str, AbsentMinutes] = {}
    found = [_row(entry, lesson, shown, marks) for entry in entries]
    return found[::-1]


def _row(
    entry: AuditEntry, lesson: OpenLesson, shown: dict[UUID, ShownPerson], marks: dict[str, AbsentMinutes]
) -> HistoryRow:
    """One entry, against the marks that stood before it; `marks` then holds those after it."""
    changes = []
    for student, minutes in entry.detail.get("changed", {}).items():
        before, after = marks.get(student, rules.PRESENT), AbsentMinutes(*minutes)
        marks[student] = after
        person = shown.get(UUID(student))
        if person is not None:
            changes.append(MarkChange(person.name, _word(before, lesson), _word(after, lesson)))
    changes.sort(key=lambda change: change.name)
    reason = entry.detail.get("reason", "")
    who = shown.get(entry.actor_id)
    return HistoryRow(
        when=told_when(entry.at, lesson.day),
        who=who.name if who else "",
        kind="undone" if entry.verb == UNDONE else "saved",
        why=f"attendance.why.{reason}" if reason else "",
        changes=tuple(changes[:CHANGES_SHOWN]),
        more=max(0, len(changes) - CHANGES_SHOWN),
    )


def _word(away: AbsentMinutes, lesson: OpenLesson) -> str:
    return mark_key(rules.mark_of(away, lesson.minutes), duty=lesson.duty)
