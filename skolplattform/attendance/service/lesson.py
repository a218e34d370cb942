"""A teacher reports who was there: the register, its deviations, the audit, the notices, in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Table, and_, bindparam
from sqlmodel import Session

from skolplattform.attendance import rules
from skolplattform.attendance.contract import AbsentMinutes, LessonReported
from skolplattform.attendance.permissions import OPEN_REGISTER
from skolplattform.attendance.queries.correction import correction_needed
from skolplattform.attendance.queries.opening import OpenLesson, open_lesson
from skolplattform.attendance.queries.policy import policy_for
from skolplattform.attendance.rules import Correction, WhyChanged
from skolplattform.attendance.rules.duty import without_duty
from skolplattform.attendance.service.notices import absence_notices, eased, withdraw_corrected
from skolplattform.attendance.tables import Deviation, LessonRegister
from skolplattform.core import audit, changes, clock, events, idempotency, outbox
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.permissions import require
from skolplattform.core.tables import AnsweredKey
from skolplattform.core.upsert import insert_for

INTENTION = "attendance.report_lesson"
Marks = dict[UUID, AbsentMinutes]
_DEVIATIONS: Table = Deviation.__table__  # type: ignore[attr-defined]
_REGISTERS: Table = LessonRegister.__table__  # type: ignore[attr-defined]

# What every save sends, built once. Names that are no columns are given with each: the lesson, the version seen.
_STILL = and_(_REGISTERS.c.calendar_event_id == bindparam("lesson"), _REGISTERS.c.version == bindparam("seen"))
_CHANGE = _REGISTERS.update().where(_STILL).returning(_REGISTERS.c.version)
_TAKE_BACK = _REGISTERS.delete().where(_STILL).returning(_REGISTERS.c.version)
_PRESENT_AGAIN = _DEVIATIONS.delete().where(
    _DEVIATIONS.c.calendar_event_id == bindparam("lesson"),
    _DEVIATIONS.c.student_id.in_(bindparam("students", expanding=True)),
)


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved: the version to send next time, and when."""

    version: int
    reported_at: datetime


def report_lesson(
    session: Session,
    actor: Actor,
    lesson_id: UUID,
    *,
    marks: Mapping[UUID, AbsentMinutes],
    version: int,
    key: str,
    reason: str = "",
) -> Saved:
    """Save the attendance of a whole class. `marks` names everyone on the roster; `version` is the one seen.

    A change after the lesson's day says why (`reason`, a `WhyChanged`); after the school's window only its lead may.

    Raises:
        NotFound: not the actor's lesson, or somebody in `marks` is not in it (security rule 10).
        Invalid: the lesson is cancelled, on a closed day or has not begun, minutes do not fit it, or no reason.
        Conflict: somebody else saved in between; `current` is the lesson as it stands now.
    """
    require(actor, OPEN_REGISTER)
    told_from = clock.today() if any(away.invalid for away in marks.values()) else None
    lesson = open_lesson(session, actor, lesson_id, told_from=told_from)
    after = _fitting(lesson, marks)
    why = _why_changed(session, lesson, reason)
    moment = clock.now()
    following = lesson.version + 1 if lesson.is_reported else rules.first_version(moment)
    answer = _answer(lesson, following, moment)
    earlier = idempotency.claim(session, actor, key, f"{INTENTION}:{lesson_id}", answer)
    if earlier is not None:
        return Saved(earlier["version"], datetime.fromisoformat(earlier["at"]))
    if lesson.version != version:
        raise Conflict(lesson, "attendance.conflict")
    if lesson.places.keys() != marks.keys():
        raise Conflict(lesson, "attendance.roster_changed")
    _store_register(session, lesson, following, actor.person_id, moment)
    _store_deviations(session, lesson, after)
    _tell(session, actor, lesson, after, verb=INTENTION, reason=why)
    _tell_homes(session, lesson, after)
    return Saved(following, moment)


def undo_report(session: Session, actor: Actor, lesson_id: UUID, *, key: str) -> None:
    """Take back what was saved with `key`, within 15 s and while nobody has changed it since.

    Raises:
        NotFound: not the actor's lesson, or nothing was saved with the key.
        Conflict: too late, or somebody has saved since.
    """
    require(actor, OPEN_REGISTER)
    lesson = open_lesson(session, actor, lesson_id, told_from=clock.today())
    saved = session.get(AnsweredKey, (actor.person_id, key))
    if saved is None or saved.intention != f"{INTENTION}:{lesson_id}":
        raise NotFound
    if lesson.version != saved.answer["version"] or clock.now() - saved.at > rules.UNDO_WITHIN:
        raise Conflict(lesson, "attendance.undo_too_late")
    before = saved.answer["before"]
    after = _marks_of(before["marks"]) if before else None
    if before:
        reported_at = datetime.fromisoformat(before["at"])
        _store_register(session, lesson, lesson.version + 1, UUID(before["reporter"]), reported_at)
    else:
        _write(session, _TAKE_BACK, _still(lesson))
    _store_deviations(session, lesson, after or {})
    _tell(session, actor, lesson, after, verb="attendance.undo_report")
    _tell_homes(session, lesson, after or {})


def _fitting(lesson: OpenLesson, marks: Mapping[UUID, AbsentMinutes]) -> Marks:
    """The marks that differ from presence, checked against the roster and the length of the lesson."""
    if not marks.keys() <= lesson.places.keys():
        raise NotFound
    if lesson.cancelled:
        raise Invalid("lesson", "attendance.error.cancelled")
    if lesson.closed:
        raise Invalid("lesson", "attendance.error.closed", name=lesson.closed)
    if lesson.day > clock.today():
        raise Invalid("lesson", "attendance.error.not_begun")
    after = {student: rules.checked(away, lesson.minutes) for student, away in marks.items() if away}
    return after if lesson.duty else {student: without_duty(away) for student, away in after.items()}


def _why_changed(session: Session, lesson: OpenLesson, reason: str) -> str:
    """The reason to note: none when none is needed."""
    needed = correction_needed(session, lesson)
    if needed is Correction.CLOSED:
        raise Invalid("lesson", "attendance.error.window_closed")
    if needed is Correction.FREE:
        return ""
    if reason not in set(WhyChanged):
        raise Invalid("reason", "attendance.error.why")
    return reason


def _answer(lesson: OpenLesson, version: int, moment: datetime) -> dict[str, Any]:
    """What the save answers, with what stood before it: the undo reads it."""
    before = None
    if lesson.is_reported:
        before = {
            "at": lesson.reported_at.isoformat() if lesson.reported_at else "",
            "reporter": str(lesson.reporter_id),
            "marks": _plain(lesson.marks),
        }
    return {"version": version, "at": moment.isoformat(), "before": before}


def _plain(marks: Marks) -> dict[str, list[int]]:
    return {str(student): [away.valid, away.invalid, away.other] for student, away in marks.items()}


def _marks_of(plain: dict[str, list[int]]) -> Marks:
    return {UUID(student): AbsentMinutes(*minutes) for student, minutes in plain.items()}


def _store_register(
    session: Session, lesson: OpenLesson, version: int, reporter_id: UUID, reported_at: datetime
) -> None:
    """Write the register row, and only if it still is as it was read."""
    values = {"reporter_id": reporter_id, "reported_at": reported_at, "version": version, "minutes": lesson.minutes}
    if lesson.is_reported:
        _write(session, _CHANGE, _still(lesson) | values)
        return
    place = {"calendar_event_id": lesson.id, "activity_id": lesson.activity_id}
    row = place | {"unit_id": lesson.unit_id, "day": lesson.day} | values
    _write(session, _begin(session.get_bind().dialect.name), row)


def _still(lesson: OpenLesson) -> dict[str, Any]:
    """The register as it was read; nobody has saved since."""
    return {"lesson": lesson.id, "seen": lesson.version}


def _write(session: Session, change: Any, given: dict[str, Any]) -> None:
    """Change the one register row, or stop: somebody came between reading and writing."""
    if session.execute(change, given).first() is None:
        raise Conflict(None, "attendance.conflict")


@cache
def _begin(dialect_name: str) -> Any:
    """A new register, unless there is one."""
    return insert_for(dialect_name, _REGISTERS).on_conflict_do_nothing().returning(_REGISTERS.c.version)


def _store_deviations(session: Session, lesson: OpenLesson, after: Marks) -> None:
    """Rows that changed: at most one delete and one insert, whatever the class size."""
    gone = [student for student, away in lesson.marks.items() if after.get(student) != away]
    if gone:
        session.execute(_PRESENT_AGAIN, {"lesson": lesson.id, "students": gone})
    rows = [
        {
            "calendar_event_id": lesson.id,
            "student_id": student,
            "day": lesson.day,
            "minutes": lesson.minutes,
            "valid_minutes": away.valid,
            "invalid_minutes": away.invalid,
            "other_minutes": away.other,
        }
        for student, away in after.items()
        if lesson.marks.get(student) != away
    ]
    if rows:
        session.execute(_DEVIATIONS.insert(), rows)


def _tell_homes(session: Session, lesson: OpenLesson, after: Marks) -> None:
    """Take back what is not true any more, tell of what is new: by the school's policy of the day."""
    less, more = eased(lesson, after), any(away.invalid for away in after.values())
    if not less and not more:
        return
    policy = policy_for(session, lesson.unit_id, lesson.day)
    if less:
        withdraw_corrected(session, lesson, less, policy)
    if more:
        outbox.queue(session, absence_notices(lesson, after, policy))


def _tell(
    session: Session, actor: Actor, lesson: OpenLesson, after: Marks | None, *, verb: str, reason: str = ""
) -> None:
    """Note it in the audit chain, tell the modules that listen and the pages that are open."""
    now = after or {}
    changed = {s for s in now.keys() | lesson.marks.keys() if now.get(s) != lesson.marks.get(s)}
    detail = {"version": lesson.version, "changed": {str(s): _plain(now).get(str(s), [0, 0, 0]) for s in changed}}
    detail |= {"reason": reason} if reason else {}
    audit.record(session, actor, verb, "lesson_register", lesson.id, unit=lesson.unit_id, detail=detail)
    events.emit(
        session,
        actor,
        LessonReported(
            lesson_id=lesson.id,
            activity_id=lesson.activity_id,
            unit_id=lesson.unit_id,
            day=lesson.day,
            starts_at=lesson.starts_at,
            minutes=lesson.minutes,
            participants=lesson.places,
            after=after,
            before=lesson.marks if lesson.is_reported else None,
        ),
    )
    students = changed if lesson.is_reported and after is not None else lesson.places.keys()
    topics = (f"lesson:{lesson.id}", f"unit:{lesson.unit_id}", *(f"student:{student}" for student in students))
    changes.announce(session, *topics)
