"""Guardians are told the same day that a child was away without a valid reason (R-A02)."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from skolplattform.attendance import rules
from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.queries.opening import OpenLesson
from skolplattform.attendance.rules import Policy
from skolplattform.core import clock
from skolplattform.core.outbox import Notice

KIND = "attendance.unexcused"
TIME_TO_CORRECT = timedelta(minutes=2)
"""A slip of the hand is undone before anybody is told."""


def absence_notices(lesson: OpenLesson, after: dict[UUID, AbsentMinutes], policy: Policy) -> Iterator[Notice]:
    """One notice per guardian, child and day, however many lessons were missed."""
    today = clock.today()
    not_before = clock.now() + TIME_TO_CORRECT
    for student, away in after.items():
        if rules.needs_same_day_notice(away, minutes=lesson.minutes, day=lesson.day, today=today, policy=policy):
            for guardian in lesson.guardians.get(student, ()):
                yield Notice(
                    kind=KIND,
                    recipient_id=guardian,
                    dedupe_key=f"{KIND}:{guardian}:{student}:{lesson.day.isoformat()}",
                    payload={"student": str(student), "day": lesson.day.isoformat()},
                    not_before=not_before,
                )
