"""What is decided in the register: who may see a protected person, for how long and why."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.core import audit, clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Invalid, NotFound
from skolplattform.core.permissions import require
from skolplattform.registry.permissions import GRANT_PROTECTED, holds_on
from skolplattform.registry.queries import unit_of
from skolplattform.registry.tables import Duty, Person, ProtectedGrant

LONGEST_DAYS = 400
SHORTEST_REASON, LONGEST_REASON = 5, 200


def grant_protected(
    session: Session, actor: Actor, subject_id: UUID, grantee_id: UUID, *, reason: str, first: date, last: date
) -> UUID:
    """Let a member of staff see a protected person from a day to a day (R-X04).

    Raises:
        Denied: the actor may not decide it. NotFound: no such protected person or no such member of staff within
            the actor's reach. Invalid: the days or the reason cannot be taken.
    """
    require(actor, GRANT_PROTECTED)
    if not SHORTEST_REASON <= len(reason.strip()) <= LONGEST_REASON:
        raise Invalid("reason", "registry.grant.reason")
    if last < first or (last - first).days > LONGEST_DAYS or last < clock.today():
        raise Invalid("last", "registry.grant.days")
    unit = _unit_of_protected(session, actor, subject_id)
    _require_on_duty(session, actor, grantee_id)
    grant = ProtectedGrant(
        subject_id=subject_id,
        grantee_id=grantee_id,
        reason=reason.strip(),
        granted_by=actor.person_id,
        start_date=first,
        end_date=last,
    )
    session.add(grant)
    session.flush()
    detail = {"grantee": str(grantee_id), "first": first.isoformat(), "last": last.isoformat()}
    audit.record(
        session, actor, GRANT_PROTECTED.name, "protected_grant", grant.id, subject=subject_id, unit=unit, detail=detail
    )
    return grant.id


def _unit_of_protected(session: Session, actor: Actor, subject_id: UUID) -> UUID | None:
    person = session.get(Person, subject_id)
    unit = unit_of(session, subject_id)
    if person is None or not person.is_protected or not (actor.is_system or unit in actor.units):
        raise NotFound
    return unit


def _require_on_duty(session: Session, actor: Actor, grantee_id: UUID) -> None:
    question = select(Duty.id).where(
        Duty.person_id == grantee_id, holds_on(Duty.start_date, Duty.end_date, clock.today())
    )
    if not actor.is_system:
        question = question.where(col(Duty.unit_id).in_(actor.units))
    if session.exec(question.limit(1)).first() is None:
        raise NotFound
