"""What the calendar asks about hand-ins: is there any, and what does a student read instead?"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.planning.hand_in.tables import HandIn, HandInVersion, OwnTerms


def is_handed_in(session: Session, work_id: UUID) -> bool:
    """Has anybody ever handed in there?"""
    ever = (
        select(col(HandIn.id))
        .join(HandInVersion, col(HandInVersion.hand_in_id) == col(HandIn.id))
        .where(col(HandIn.work_id) == work_id)
    )
    return session.execute(ever.limit(1)).first() is not None


def own_notes(session: Session, student_id: UUID, works: Collection[UUID]) -> dict[UUID, str]:
    """The texts that this student reads instead of the others' (PLA-07): for the student and the family only."""
    rows = session.execute(
        select(col(OwnTerms.work_id), col(OwnTerms.note)).where(
            col(OwnTerms.student_id) == student_id, col(OwnTerms.work_id).in_(works), col(OwnTerms.note) != ""
        )
    )
    return dict(rows.all())
