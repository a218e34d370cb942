"""A plan and the library: where it comes from, and whether others may copy it."""

# pyright: reportArgumentType=false, reportCallIssue=false

from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.planning.library.permissions import own_share
from skolplattform.planning.library.tables import PlanOrigin
from skolplattform.planning.library.views import Origin, Sharing
from skolplattform.planning.permissions import editable
from skolplattform.planning.tables import UnitPlan
from skolplattform.registry.queries import names
from skolplattform.registry.tables import Organisation


def origin_of(session: Session, actor: Actor, plan_id: UUID) -> Origin:
    """What a plan that the actor writes in was copied from; nothing when it was begun anew.

    Raises:
        NotFound: not a plan the actor writes in.
    """
    found = session.execute(
        select(PlanOrigin, col(Organisation.display_name))
        .join(UnitPlan, col(UnitPlan.id) == col(PlanOrigin.plan_id))
        .join(Organisation, col(Organisation.id) == col(PlanOrigin.unit_id))
        .where(col(PlanOrigin.plan_id) == plan_id, editable(actor, clock.today()))
    ).first()
    if found is None:
        return Origin()
    origin, school = found
    author = names(session, actor, [origin.author_id]).get(origin.author_id)
    return Origin(
        title=origin.title,
        author=author.name if author else "",
        school=school,
        edition=str(origin.edition) if origin.edition else "",
        day=origin.written_on.isoformat(),
        missing=tuple(": ".join(filter(None, (row["area"], row["text"]))) for row in origin.unmatched),
    )


def sharing_of(session: Session, actor: Actor, plan_id: UUID) -> Sharing:
    """Whether the plan is shared, how far, and how many have copied it.

    Raises:
        NotFound: not a plan the actor writes in.
    """
    shared = own_share(session, actor, plan_id, clock.today())
    plan = session.get(UnitPlan, plan_id)
    if plan is None:
        raise NotFound
    copies = session.scalar(
        select(func.count()).where(col(PlanOrigin.source_id) == plan_id, col(PlanOrigin.edition) > 0)
    )
    return Sharing(
        plan_id=str(plan_id),
        reach=shared.reach if shared else "",
        day=clock.local(shared.shared_at).date().isoformat() if shared else "",
        is_published=plan.edition > 0,
        is_older=shared is not None and shared.number != plan.edition,
        copies=copies or 0,
    )
