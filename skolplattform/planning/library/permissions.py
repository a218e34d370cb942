"""Who finds a shared plan: teachers of its school, or of its city. Who shares it: those who write in it."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlmodel import Session, col

from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import right
from skolplattform.planning.library.rules import Reach
from skolplattform.planning.library.tables import SharedPlan
from skolplattform.planning.permissions import editable
from skolplattform.planning.tables import UnitPlan
from skolplattform.registry.tables import Organisation

LIBRARY = right("planning.library", Role.TEACHER)


def findable(session: Session, actor: Actor) -> ColumnElement[bool]:
    """The condition on `SharedPlan` that the actor may find, read and copy it."""
    if not actor.has(Role.TEACHER) or not actor.units:
        return false()
    of_school = col(SharedPlan.unit_id).in_(actor.units)
    of_city = and_(
        col(SharedPlan.reach) == Reach.CITY.value,
        col(SharedPlan.organiser_id).in_(organisers_of(session, actor.units)),
    )
    return and_(col(SharedPlan.taken_back_at).is_(None), or_(of_school, of_city))


def organisers_of(session: Session, units: frozenset[UUID]) -> frozenset[UUID]:
    """The organisations at the top, above these units, in one statement."""
    above = (
        select(col(Organisation.id), col(Organisation.parent_id))
        .where(col(Organisation.id).in_(units))
        .cte("above", recursive=True)
    )
    parents = select(col(Organisation.id), col(Organisation.parent_id)).join(
        above, above.c.parent_id == Organisation.id
    )
    above = above.union(parents)
    return frozenset(session.scalars(select(above.c.id).where(above.c.parent_id.is_(None))).all())


def own_share(session: Session, actor: Actor, plan_id: UUID, on: date) -> SharedPlan | None:
    """What stands shared of a plan that the actor writes in.

    Raises:
        NotFound: not a plan the actor writes in.
    """
    if (
        session.scalars(select(col(UnitPlan.id)).where(col(UnitPlan.id) == plan_id, editable(actor, on))).first()
        is None
    ):
        raise NotFound
    return session.scalars(
        select(SharedPlan)
        .where(col(SharedPlan.plan_id) == plan_id, col(SharedPlan.taken_back_at).is_(None))
        .order_by(col(SharedPlan.shared_at).desc())
        .limit(1)
    ).first()
