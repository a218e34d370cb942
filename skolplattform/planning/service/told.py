"""Open pages follow a plan: its editors, and the timelines of its groups."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import Session, select

from skolplattform.core import changes
from skolplattform.planning.tables import UnitPlanGroup


def tell_team(session: Session, plan_id: UUID, *, left: Collection[UUID] = ()) -> None:
    """The plan says something else now, to everybody who plans for its groups, and for those it has `left`."""
    groups = session.exec(select(UnitPlanGroup.group_id).where(UnitPlanGroup.plan_id == plan_id)).all()
    changes.announce(session, f"plan:{plan_id}", *(f"plans:{group}" for group in {*groups, *left}))
