"""Who is at a workplace a day, and the minutes that were confirmed by student and day (FRN-17)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, literal, or_, select
from sqlmodel import Session, UTCDateTime, col

from skolplattform.attendance.rules import Known
from skolplattform.attendance.rules.training import WHOLE_DAY, weekday_bit
from skolplattform.attendance.tables import WorkplaceDay, WorkplaceTraining
from skolplattform.core import clock

Minutes = dict[UUID, dict[date, int]]


def workplace_minutes(
    session: Session, unit_id: UUID, first: date, last: date, *, students: Collection[UUID] | None = None
) -> Minutes:
    """Confirmed minutes of each student at the unit and day. The caller has the right to the unit."""
    question = (
        select(col(WorkplaceTraining.student_id), col(WorkplaceDay.day), col(WorkplaceDay.minutes))
        .join(WorkplaceTraining, col(WorkplaceTraining.id) == col(WorkplaceDay.training_id))
        .where(
            col(WorkplaceTraining.unit_id) == unit_id,
            col(WorkplaceDay.day).between(first, last),
            col(WorkplaceDay.minutes) > 0,
        )
        .order_by(col(WorkplaceTraining.student_id), col(WorkplaceDay.day))
    )
    if students is not None:
        question = question.where(col(WorkplaceTraining.student_id).in_(list(students)))
    found: defaultdict[UUID, dict[date, int]] = defaultdict(dict)
    for student, day, minutes in session.execute(question):
        found[student][day] = found[student].get(day, 0) + minutes
    return dict(found)


def at_a_workplace(students: Iterable[UUID], day: date) -> Select[*tuple[Any, ...]]:
    """Who of these students is at a workplace the whole day, as it was arranged, in the order of `Told`.

    Not those of whom it is confirmed that they were not there.
    """
    begins, ends = clock.day_bounds(day)
    not_there = (
        select(WorkplaceDay.id)
        .where(WorkplaceDay.training_id == WorkplaceTraining.id, WorkplaceDay.day == day, WorkplaceDay.minutes == 0)
        .exists()
    )
    return select(
        col(WorkplaceTraining.student_id),
        literal(begins, UTCDateTime()),
        literal(ends, UTCDateTime()),
        col(WorkplaceTraining.opened_by),
        col(WorkplaceTraining.opened_at),
        literal(Known.WORKPLACE.value),
    ).where(
        col(WorkplaceTraining.student_id).in_(list(students)),
        WorkplaceTraining.first_day <= day,
        WorkplaceTraining.last_day >= day,
        WorkplaceTraining.day_minutes >= WHOLE_DAY,
        col(WorkplaceTraining.weekdays).bitwise_and(weekday_bit(day)) != 0,
        or_(col(WorkplaceTraining.closed_at).is_(None), col(WorkplaceTraining.closed_at) >= ends),
        ~not_there,
    )
