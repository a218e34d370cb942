"""Notices of the demo: each school's absence of the day is told of, and the guardian shown has some unread."""

# pyright: reportArgumentType=false, reportCallIssue=false

from datetime import date, time, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.attendance.service.notices import KIND, OWN_KIND, entitled_pairs
from skolplattform.attendance.tables import Deviation, LessonRegister
from skolplattform.core import clock, outbox
from skolplattform.core.outbox import Notice
from skolplattform.registry.tables import Responsibility

LOOKS_BACK = timedelta(days=40)
LEAST = 15
TAKEN = time(10, 40)


def of_today(session: Session, unit: UUID, today: date) -> None:
    """Queue them as the lessons' teachers would have; the sender takes them when the demo starts."""
    question = (
        select(Deviation.student_id)
        .join(LessonRegister, col(LessonRegister.calendar_event_id) == col(Deviation.calendar_event_id))
        .where(LessonRegister.unit_id == unit, LessonRegister.day == today, Deviation.invalid_minutes >= LEAST)
    )
    students = set(session.exec(question).all())
    with clock.fixed(clock.at(today, TAKEN)):
        told = sorted(entitled_pairs(session, students, today))
        outbox.queue(session, (_notice(student, adult, unit, today) for student, adult in told))


def of_children(session: Session, guardian: UUID, today: date) -> None:
    """The latest day that each of the guardian's children was away without a valid reason."""
    children = select(Responsibility.child_id).where(Responsibility.adult_id == guardian)
    question = (
        select(Deviation.student_id, LessonRegister.unit_id, Deviation.day)
        .join(LessonRegister, col(LessonRegister.calendar_event_id) == col(Deviation.calendar_event_id))
        .where(
            col(Deviation.student_id).in_(children),
            Deviation.day >= today - LOOKS_BACK,
            Deviation.invalid_minutes >= LEAST,
        )
        .order_by(col(Deviation.day))
    )
    latest = {student: (unit, day) for student, unit, day in session.exec(question).all()}
    for student, (unit, day) in sorted(latest.items(), key=lambda found: found[1][1]):
        with clock.fixed(clock.at(day, TAKEN)):
            outbox.queue(session, [_notice(student, guardian, unit, day)])


def _notice(student: UUID, told: UUID, unit: UUID, day: date) -> Notice:
    kind = OWN_KIND if told == student else KIND
    payload = {"student": str(student), "day": day.isoformat(), "unit": str(unit)}
    return Notice(kind, told, f"{kind}:{told}:{student}:{day.isoformat()}", payload)
