"""Attendance, absence and grades as SS 12000 objects, from the modules that own them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.assessment.contract import GradeGiven, GradeIntake
from skolplattform.attendance.contract import AttendanceFacts, AttendanceIntake, TakenLesson
from skolplattform.core import modules
from skolplattform.core.actor import Actor
from skolplattform.interop import shown_attendance
from skolplattform.interop.shown import reference, text
from skolplattform.registry.tables import Organisation
from skolplattform.schedule.tables import CalendarEvent

Rows = list[dict[str, Any]]
BATCH = 500


def unreported(session: Session, lessons: Rows, now: datetime) -> frozenset[UUID]:
    """Which of these past lessons nobody has reported."""
    facts = modules.get(AttendanceFacts)
    past = {row["id"] for row in lessons if row["ends_at"] <= now and not row["cancelled"]}
    if facts is None or not past:
        return frozenset()
    registers = facts.registers()
    question = select(registers.c.calendar_event_id).where(registers.c.calendar_event_id.in_(past))
    return frozenset(past - set(session.exec(question).all()))


def attendances(session: Session, actor: Actor, hidden: frozenset[UUID]) -> Iterator[Rows]:
    """The deviations of reported lessons; who has none was present."""
    intake = modules.get(AttendanceIntake)
    last = None
    while intake is not None:
        question = select(CalendarEvent.id).order_by(col(CalendarEvent.id)).limit(BATCH)
        ids = session.exec(question if last is None else question.where(col(CalendarEvent.id) > last)).all()
        if not ids:
            return
        last = ids[-1]
        lessons = sorted(intake.lessons_of(session, actor, ids), key=lambda lesson: lesson.lesson_id)
        yield [row for lesson in lessons for row in _attendance(lesson, hidden)]


def _attendance(lesson: TakenLesson, hidden: frozenset[UUID]) -> Iterator[dict[str, Any]]:
    for found in sorted(lesson.deviations, key=lambda deviation: deviation.student_id):
        if found.student_id not in hidden:
            yield shown_attendance.attendance(lesson, found)


def absences(session: Session, actor: Actor, hidden: frozenset[UUID]) -> Iterator[Rows]:
    """Absence told beforehand, without its reason."""
    intake, units, last = modules.get(AttendanceIntake), _units(session), None
    while intake is not None and (found := intake.absences_of(session, actor, units, last)):
        last = found[-1].id
        yield [shown_attendance.absence(one) for one in found if one.student_id not in hidden]


def grades(session: Session, actor: Actor, hidden: frozenset[UUID]) -> Iterator[Rows]:
    """Standing grades."""
    intake, units, last = modules.get(GradeIntake), _units(session), None
    while intake is not None and (found := intake.grades_of(session, actor, units, last)):
        last = found[-1].id
        yield [_grade(one) for one in found if one.student_id not in hidden]


def _grade(one: GradeGiven) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "student": reference(one.student_id),
        "organisation": reference(one.unit_id),
        "syllabus": reference(one.syllabus_id),
        "group": reference(one.group_id),
        "registeredBy": reference(one.registered_by),
        "gradingTeacher": reference(one.grading_teacher_id),
        "registeredDate": one.registered_date.isoformat(),
        "gradeValue": one.value,
        "finalGrade": one.final,
        "trial": one.trial,
        "converted": one.converted,
        "correctionType": text(one.correction_type),
        "adaptedStudyPlan": text(one.adapted_study_plan),
        "remark": text(one.remark),
        "semester": one.semester,
        "year": one.year,
    }


def _units(session: Session) -> list[UUID]:
    return list(session.exec(select(Organisation.id).order_by(col(Organisation.id))).all())
