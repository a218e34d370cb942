"""Taking over what another system has reported, in batches, and lending it out again for an export."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from skolplattform.attendance import rules
from skolplattform.attendance.contract import AbsentMinutes, Taken, TakenAbsence, TakenDeviation, TakenLesson
from skolplattform.attendance.permissions import TAKE_OVER
from skolplattform.attendance.queries.opening import HAS_DUTY
from skolplattform.attendance.rules.duty import without_duty
from skolplattform.attendance.tables import AbsenceReport, Deviation, LessonRegister
from skolplattform.core import clock, db
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Denied
from skolplattform.core.permissions import require
from skolplattform.registry.tables import Group
from skolplattform.schedule.tables import ActivityGroup

BATCH = 1_000
ABSENCE_FIELDS = (
    "student_id",
    "unit_id",
    "absence_type",
    "starts_at",
    "ends_at",
    "registered_by",
    "registered_at",
)


class Intake:
    """The attendance module's side of `AttendanceIntake`."""

    def weigh_lessons(self, session: Session, actor: Actor, lessons: Sequence[TakenLesson]) -> Taken:
        """What taking these lessons would change."""
        _require(actor, (lesson.unit_id for lesson in lessons))
        lessons = _as_reported_here(session, lessons)
        new, changed = _differing(lessons, _stored(session, lessons))
        return Taken(len(new), len(changed), len(lessons) - len(new) - len(changed))

    def take_lessons(self, session: Session, actor: Actor, lessons: Sequence[TakenLesson]) -> Taken:
        """Store the lessons' registers and deviations."""
        _require(actor, (lesson.unit_id for lesson in lessons))
        lessons = _as_reported_here(session, lessons)
        stored = _stored(session, lessons)
        new, changed = _differing(lessons, stored)
        _write_registers(session, new, changed)
        _write_deviations(session, [*new, *changed], stored)
        return Taken(len(new), len(changed), len(lessons) - len(new) - len(changed))

    def weigh_absences(self, session: Session, actor: Actor, absences: Sequence[TakenAbsence]) -> Taken:
        """What taking these absences would change."""
        _require(actor, (absence.unit_id for absence in absences))
        new, changed = _absences_differing(session, absences)
        return Taken(len(new), len(changed), len(absences) - len(new) - len(changed))

    def take_absences(self, session: Session, actor: Actor, absences: Sequence[TakenAbsence]) -> Taken:
        """Store the absences by id."""
        _require(actor, (absence.unit_id for absence in absences))
        new, changed = _absences_differing(session, absences)
        db.add_rows(session, AbsenceReport, [_absence_row(one) | {"reason": "", "version": 1} for one in new])
        if changed:
            session.execute(update(AbsenceReport), [_absence_row(one) for one in changed])
        return Taken(len(new), len(changed), len(absences) - len(new) - len(changed))

    def standing_absences(self, session: Session, actor: Actor, ids: Sequence[UUID]) -> dict[UUID, UUID]:
        """Which of these absences are stored and not taken back: id to unit."""
        require(actor, TAKE_OVER)
        question = select(AbsenceReport.id, AbsenceReport.unit_id).where(
            col(AbsenceReport.id).in_(ids), col(AbsenceReport.withdrawn_at).is_(None)
        )
        found = session.exec(question.order_by(col(AbsenceReport.id)).limit(len(ids))).all()
        return {key: unit for key, unit in found if actor.is_system or unit in actor.units}

    def withdraw_absences(self, session: Session, actor: Actor, ids: Sequence[UUID]) -> int:
        """Take back absences that the other system has removed."""
        standing = sorted(self.standing_absences(session, actor, ids))
        changed = {"withdrawn_at": clock.now(), "version": col(AbsenceReport.version) + 1}
        session.execute(update(AbsenceReport).where(col(AbsenceReport.id).in_(standing)).values(changed))
        return len(standing)

    def lessons_of(self, session: Session, actor: Actor, lesson_ids: Sequence[UUID]) -> list[TakenLesson]:
        """These lessons as they are stored, for an export; those not reported are left out."""
        require(actor, TAKE_OVER)
        registers, deviations = _registers(session, lesson_ids), _deviations(session, lesson_ids)
        return [
            _taken(register, deviations.get(register.calendar_event_id, ()))
            for register in registers.values()
            if actor.is_system or register.unit_id in actor.units
        ]

    def absences_of(
        self, session: Session, actor: Actor, unit_ids: Sequence[UUID], after: UUID | None
    ) -> list[TakenAbsence]:
        """The next at most 1 000 absences of the units by id, those withdrawn left out, for an export."""
        _require(actor, unit_ids)
        question = (
            select(AbsenceReport)
            .where(col(AbsenceReport.unit_id).in_(unit_ids), col(AbsenceReport.withdrawn_at).is_(None))
            .order_by(col(AbsenceReport.id))
            .limit(BATCH)
        )
        if after is not None:
            question = question.where(col(AbsenceReport.id) > after)
        rows = session.exec(question).all()
        return [TakenAbsence(id=row.id, **{name: getattr(row, name) for name in ABSENCE_FIELDS}) for row in rows]


def _require(actor: Actor, units: Iterable[UUID]) -> None:
    require(actor, TAKE_OVER)
    if not actor.is_system and not set(units) <= actor.units:
        raise Denied


def _as_reported_here(session: Session, lessons: Sequence[TakenLesson]) -> list[TakenLesson]:
    """Where nobody must attend no absence is without valid reason, whatever the other system calls it (R-A12)."""
    free = _activities_without_duty(session, {lesson.activity_id for lesson in lessons})
    return [_without_duty(lesson) if lesson.activity_id in free else lesson for lesson in lessons]


def _activities_without_duty(session: Session, activities: set[UUID]) -> set[UUID]:
    question = (
        select(col(ActivityGroup.activity_id))
        .join(Group, col(Group.id) == col(ActivityGroup.group_id))
        .where(col(ActivityGroup.activity_id).in_(sorted(activities)))
        .group_by(col(ActivityGroup.activity_id))
        .having(HAS_DUTY == 0)
    )
    return set(session.exec(question).all())


def _without_duty(lesson: TakenLesson) -> TakenLesson:
    found = [
        (one.student_id, without_duty(AbsentMinutes(one.valid, one.invalid, one.other))) for one in lesson.deviations
    ]
    theirs = (TakenDeviation(student, away.valid, away.invalid, away.other) for student, away in found)
    return replace(lesson, deviations=tuple(theirs))


Stored = tuple[dict[UUID, LessonRegister], dict[UUID, tuple[TakenDeviation, ...]]]


def _stored(session: Session, lessons: Sequence[TakenLesson]) -> Stored:
    ids = [lesson.lesson_id for lesson in lessons]
    return _registers(session, ids), _deviations(session, ids)


def _registers(session: Session, ids: Sequence[UUID]) -> dict[UUID, LessonRegister]:
    question = select(LessonRegister).where(col(LessonRegister.calendar_event_id).in_(ids)).limit(len(ids))
    return {row.calendar_event_id: row for row in session.exec(question).all()}


def _deviations(session: Session, ids: Sequence[UUID]) -> dict[UUID, tuple[TakenDeviation, ...]]:
    found: defaultdict[UUID, list[TakenDeviation]] = defaultdict(list)
    rows = session.execute(
        select(
            col(Deviation.calendar_event_id),
            col(Deviation.student_id),
            col(Deviation.valid_minutes),
            col(Deviation.invalid_minutes),
            col(Deviation.other_minutes),
        ).where(col(Deviation.calendar_event_id).in_(ids))
    )
    for lesson_id, *minutes in rows:
        found[lesson_id].append(TakenDeviation(*minutes))
    return {lesson_id: tuple(deviations) for lesson_id, deviations in found.items()}


def _taken(register: LessonRegister, deviations: Iterable[TakenDeviation]) -> TakenLesson:
    return TakenLesson(
        lesson_id=register.calendar_event_id,
        activity_id=register.activity_id,
        unit_id=register.unit_id,
        day=register.day,
        minutes=register.minutes,
        reporter_id=register.reporter_id,
        reported_at=register.reported_at,
        deviations=tuple(deviations),
    )


def _differing(lessons: Sequence[TakenLesson], stored: Stored) -> tuple[list[TakenLesson], list[TakenLesson]]:
    """(new, changed): what was reported here later than there is neither."""
    registers, deviations = stored
    new, changed = [], []
    for lesson in lessons:
        register = registers.get(lesson.lesson_id)
        if register is None:
            new.append(lesson)
        elif register.reported_at <= lesson.reported_at and _differs(lesson, register, deviations):
            changed.append(lesson)
    return new, changed


def _differs(lesson: TakenLesson, register: LessonRegister, deviations: dict[UUID, Any]) -> bool:
    there, here = set(lesson.deviations), set(deviations.get(lesson.lesson_id, ()))
    same_marks = there == here if lesson.is_complete else there <= here
    return not same_marks or (register.minutes, register.reporter_id) != (lesson.minutes, lesson.reporter_id)


def _write_registers(session: Session, new: Sequence[TakenLesson], changed: Sequence[TakenLesson]) -> None:
    version = rules.first_version(clock.now())
    rows = [
        {
            "calendar_event_id": lesson.lesson_id,
            "activity_id": lesson.activity_id,
            "unit_id": lesson.unit_id,
            "day": lesson.day,
            "minutes": lesson.minutes,
            "reporter_id": lesson.reporter_id,
            "reported_at": lesson.reported_at,
            "version": version,
        }
        for lesson in new
    ]
    db.add_rows(session, LessonRegister, rows)
    for lesson in changed:
        register = session.get_one(LessonRegister, lesson.lesson_id)
        register.minutes, register.reporter_id = lesson.minutes, lesson.reporter_id
        register.reported_at, register.version = lesson.reported_at, register.version + 1
    session.flush()


def _write_deviations(session: Session, lessons: Sequence[TakenLesson], stored: Stored) -> None:
    """Replace the deviations of whole lessons; of a lesson that came in parts only those that came."""
    registers, _ = stored
    whole = [lesson.lesson_id for lesson in lessons if lesson.is_complete and lesson.lesson_id in registers]
    if whole:
        session.execute(delete(Deviation).where(col(Deviation.calendar_event_id).in_(whole)))
    for lesson in lessons:
        if not lesson.is_complete and lesson.lesson_id in registers:
            students = [deviation.student_id for deviation in lesson.deviations]
            of_lesson = col(Deviation.calendar_event_id) == lesson.lesson_id
            session.execute(delete(Deviation).where(of_lesson, col(Deviation.student_id).in_(students)))
    rows = [_deviation_row(lesson, deviation) for lesson in lessons for deviation in lesson.deviations]
    db.add_rows(session, Deviation, rows)


def _deviation_row(lesson: TakenLesson, deviation: TakenDeviation) -> dict[str, Any]:
    return {
        "calendar_event_id": lesson.lesson_id,
        "student_id": deviation.student_id,
        "day": lesson.day,
        "minutes": lesson.minutes,
        "valid_minutes": deviation.valid,
        "invalid_minutes": deviation.invalid,
        "other_minutes": deviation.other,
    }


def _absences_differing(
    session: Session, absences: Sequence[TakenAbsence]
) -> tuple[list[TakenAbsence], list[TakenAbsence]]:
    """(new, changed) by id. What was withdrawn here stays withdrawn."""
    ids = [absence.id for absence in absences]
    rows = session.exec(select(AbsenceReport).where(col(AbsenceReport.id).in_(ids)).limit(len(ids))).all()
    stored = {row.id: row for row in rows}
    new = [absence for absence in absences if absence.id not in stored]
    changed = [absence for absence in absences if absence.id in stored and _has_changed(stored[absence.id], absence)]
    return new, changed


def _has_changed(row: AbsenceReport, absence: TakenAbsence) -> bool:
    return row.withdrawn_at is None and any(getattr(row, name) != getattr(absence, name) for name in ABSENCE_FIELDS)


def _absence_row(absence: TakenAbsence) -> dict[str, Any]:
    return {"id": absence.id} | {name: getattr(absence, name) for name in ABSENCE_FIELDS}
