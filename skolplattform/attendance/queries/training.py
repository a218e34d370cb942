"""Minutes of workplace training by student and day, as they were confirmed (FRN-17)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.attendance.tables import WorkplaceDay, WorkplaceTraining

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
