"""Minutes as they were approved before the ones that hold: kept word for word, for who reads the council."""

# pyright: reportArgumentType=false

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.planning.influence.tables import CouncilEdition
from skolplattform.planning.influence.views import DecisionShown, EditionShown, PointShown

MOST = 250

Read = Callable[[dict[str, Any]], tuple[tuple[PointShown, ...], tuple[DecisionShown, ...]]]
"""What a reader sees of the points and decisions of an edition."""


def earlier(session: Session, holds: Mapping[UUID, int]) -> list[CouncilEdition]:
    """The editions of these councils before the one that holds (0: all are earlier), the latest first."""
    question = select(CouncilEdition).where(col(CouncilEdition.council_id).in_(holds))
    rows = session.scalars(question.order_by(col(CouncilEdition.number).desc(), CouncilEdition.council_id).limit(MOST))
    return [row for row in rows if not holds[row.council_id] or row.number < holds[row.council_id]]


def edition_shown(row: CouncilEdition, by: str, read: Read) -> EditionShown:
    """An edition with who approved it and when, and its words as this reader sees them."""
    at = clock.local(row.approved_at)
    points, decisions = read(row.body)
    return EditionShown(row.number, at.date().isoformat(), at.strftime("%H:%M"), by, points, decisions)
