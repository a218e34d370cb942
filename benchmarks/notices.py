"""The notice run: every pupil's absence without a valid reason becomes a delivered notice to each guardian (R-A02)."""

# pyright: reportArgumentType=false, reportCallIssue=false

import os
import tempfile
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, select

from benchmarks.timing import Result
from skolplattform.attendance.service.notices import KIND
from skolplattform.attendance.tables import Deviation, LessonRegister
from skolplattform.core import clock, db, modules, outbox
from skolplattform.core.config import settings
from skolplattform.core.outbox import Notice
from skolplattform.core.tables import OutboxMessage
from skolplattform.notices.sender import send_notices
from skolplattform.registry.permissions import CUSTODIAL, born_after
from skolplattform.registry.tables import Person, Responsibility

ABSENCES = 4_000
TARGET_SECONDS = 60


def measure(today: date, moment: datetime) -> Iterator[Result]:
    """From queued to ticked off, all of it timed: still true, channels chosen, written to the file, noted."""
    modules.load()
    with clock.fixed(moment), tempfile.TemporaryDirectory() as folder:
        os.environ["SKOLPLATTFORM_DATA_DIR"] = folder
        settings.cache_clear()
        with db.unit() as session:
            _settle(session)
            away = _absences(session, today)
            guardians = _guardians(session, set(away), today)
            outbox.queue(session, _notices(away, guardians, today))
        with clock.fixed(moment + timedelta(minutes=3)):
            started = time.perf_counter()
            send_notices()
            seconds = time.perf_counter() - started
    sent = sum(len(people) for people in guardians.values())
    figure = f"{seconds:.1f} s for {len(away):,} absences, {sent:,} notices".replace(",", " ")
    met = seconds <= TARGET_SECONDS if len(away) >= ABSENCES else None
    yield Result("notice run, file channel", figure, f"{ABSENCES} absences <= {TARGET_SECONDS} s", met)


def _settle(session: Session) -> None:
    """What an earlier run or the data's own life left is not measured."""
    waiting = update(OutboxMessage).where(col(OutboxMessage.planned_at).is_(None))
    session.execute(waiting.values(planned_at=clock.now()))


def _absences(session: Session, today: date) -> dict[UUID, UUID]:
    """Pupils under age with a deviation today, made whole lessons without a valid reason; and each one's unit."""
    question = (
        select(Deviation.id, Deviation.student_id, LessonRegister.unit_id)
        .join(LessonRegister, col(LessonRegister.calendar_event_id) == col(Deviation.calendar_event_id))
        .join(Person, col(Person.id) == col(Deviation.student_id))
        .where(LessonRegister.day == today, col(Person.birth_date) > born_after(today))
        .order_by(col(Deviation.id))
    )
    found: dict[UUID, tuple[int, UUID]] = {}
    for number, student, unit in session.exec(question).all():
        found.setdefault(student, (number or 0, unit))
    chosen = dict(list(found.items())[:ABSENCES])
    rows = [number for number, _ in chosen.values()]
    whole = {"invalid_minutes": Deviation.minutes, "valid_minutes": 0, "other_minutes": 0}
    for start in range(0, len(rows), 500):
        session.execute(update(Deviation).where(col(Deviation.id).in_(rows[start : start + 500])).values(**whole))
    return {student: unit for student, (_, unit) in chosen.items()}


def _guardians(session: Session, students: set[UUID], today: date) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = {}
    ordered = sorted(students)
    for start in range(0, len(ordered), 500):
        question = select(Responsibility.child_id, Responsibility.adult_id).where(
            col(Responsibility.child_id).in_(ordered[start : start + 500]),
            col(Responsibility.relation_type).in_(CUSTODIAL),
            col(Responsibility.withheld).is_(False),
        )
        for child, adult in session.exec(question).all():
            found.setdefault(child, []).append(adult)
    return found


def _notices(away: dict[UUID, UUID], guardians: dict[UUID, list[UUID]], today: date) -> Iterator[Notice]:
    day, run = today.isoformat(), time.time_ns()
    for student, unit in away.items():
        for adult in guardians.get(student, ()):
            payload = {"student": str(student), "day": day, "unit": str(unit)}
            yield Notice(KIND, adult, f"{KIND}:{run}:{adult}:{student}", payload)
