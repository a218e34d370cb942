"""What is asked about hand-ins in passing: is there any?"""

from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.planning.hand_in.tables import HandIn, HandInVersion


def is_handed_in(session: Session, work_id: UUID) -> bool:
    """Has anybody ever handed in there?"""
    ever = (
        select(col(HandIn.id))
        .join(HandInVersion, col(HandInVersion.hand_in_id) == col(HandIn.id))
        .where(col(HandIn.work_id) == work_id)
    )
    return session.execute(ever.limit(1)).first() is not None
