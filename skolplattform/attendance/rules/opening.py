"""What a lesson opens with: absence told beforehand is filled in, everybody else is here (R-A01)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.rules.marks import PRESENT


class Known(StrEnum):
    """Why a student is known to be elsewhere."""

    ABSENCE = "absence"
    LEAVE = "leave"
    WORKPLACE = "workplace"


@dataclass(frozen=True, slots=True)
class Told:
    """What was told beforehand (R-A01): who is elsewhere, from and until, by whom and when."""

    student_id: UUID
    starts_at: datetime
    ends_at: datetime
    registered_by: UUID
    registered_at: datetime
    known: Known = Known.ABSENCE


@dataclass(frozen=True, slots=True)
class Opening:
    """What a teacher meets for one student when the lesson is opened."""

    away: AbsentMinutes = PRESENT
    told: Told | None = None
    told_after: bool = False


def overlap_minutes(starts_at: datetime, ends_at: datetime, spans: Iterable[tuple[datetime, datetime]]) -> int:
    """Whole minutes of the lesson that the spans cover together; what two spans share counts once."""
    covered, reached = timedelta(), starts_at
    for first, last in sorted(spans):
        first, last = max(first, reached), min(last, ends_at)
        if last > first:
            covered += last - first
            reached = last
    return int(covered.total_seconds() // 60)


def told_minutes(starts_at: datetime, ends_at: datetime, minutes: int, told: Iterable[Told]) -> int:
    """Minutes of a lesson that absence told beforehand takes: all of them when it covers the whole lesson.

    `minutes` are those offered, which may be fewer than the clock's (a break inside the lesson).
    """
    lasts = int((ends_at - starts_at).total_seconds() // 60)
    covered = overlap_minutes(starts_at, ends_at, ((one.starts_at, one.ends_at) for one in told))
    return minutes if covered >= lasts else min(covered, minutes)


def opening_marks(
    students: Iterable[UUID],
    told: Iterable[Told],
    *,
    starts_at: datetime,
    ends_at: datetime,
    minutes: int,
    reported: Mapping[UUID, AbsentMinutes] | None = None,
    reported_at: datetime | None = None,
) -> dict[UUID, Opening]:
    """The marks a lesson opens with: absence told beforehand is filled in as valid, the rest are present (R-A01).

    Who is at a workplace is in other school activity (FRN-17), and away when somebody has told that they are ill.
    `reported` are the marks a teacher has saved: they stand, whatever a guardian tells afterwards. Such a
    message is still shown (`told_after`), so that the teacher can decide.
    """
    by_student: dict[UUID, list[Told]] = {}
    for one in told:
        if one.starts_at < ends_at and one.ends_at > starts_at:
            by_student.setdefault(one.student_id, []).append(one)
    found: dict[UUID, Opening] = {}
    for student in students:
        mine = sorted(by_student.get(student, ()), key=lambda one: one.registered_at)
        label = mine[-1] if mine else None
        if reported is None:
            away = [one for one in mine if one.known is not Known.WORKPLACE]
            valid = told_minutes(starts_at, ends_at, minutes, away)
            elsewhere = told_minutes(starts_at, ends_at, minutes, mine)
            found[student] = Opening(AbsentMinutes(valid=valid, other=elsewhere - valid), label)
        else:
            after = label is not None and reported_at is not None and label.registered_at > reported_at
            found[student] = Opening(reported.get(student, PRESENT), label, after)
    return found
