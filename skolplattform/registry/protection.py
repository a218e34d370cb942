"""A protected person in an emergency, and the end of a grant (R-X04). What is planned: `service.grant_protected`."""

from datetime import timedelta
from uuid import UUID

from sqlmodel import Session

from skolplattform.core import audit, clock, outbox
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Invalid, NotFound
from skolplattform.core.permissions import require
from skolplattform.registry.around import heads_of
from skolplattform.registry.permissions import (
    BREAK_GLASS,
    GRANT_PROTECTED,
    can_see_student,
    opened_protected,
)
from skolplattform.registry.queries import unit_of
from skolplattform.registry.service import LONGEST_REASON, SHORTEST_REASON
from skolplattform.registry.tables import Person, ProtectedGrant

EMERGENCIES = ("ill", "danger", "reach_home", "journey", "other")
"""Why it cannot wait: ill or hurt, danger to the student, home must be reached now, on the way somewhere, other."""


def break_glass(session: Session, actor: Actor, subject_id: UUID, *, reason: str, kind: str = "other") -> UUID:
    """See at once who a protected person is, for one day: written down with the reason, and the principal is told.

    Only for those who already meet the person in their work, masked: a teacher of the class, the nurse, the office.

    Raises:
        Denied, NotFound: not a protected person whom the actor meets. Invalid: no reason, or open already.
    """
    require(actor, BREAK_GLASS)
    if kind not in EMERGENCIES:
        raise Invalid("kind", "registry.glass.kind_needed")
    today, why = clock.today(), reason.strip()
    if not SHORTEST_REASON <= len(why) <= LONGEST_REASON:
        raise Invalid("reason", "registry.grant.reason")
    subject = session.get(Person, subject_id)
    if subject is None or not subject.is_protected or not can_see_student(session, actor, subject_id, today):
        raise NotFound
    already = opened_protected(actor, today).where(ProtectedGrant.subject_id == subject_id)
    if session.exec(already).first() is not None:
        raise Invalid("reason", "registry.error.already_open")
    grant = ProtectedGrant(
        subject_id=subject_id,
        grantee_id=actor.person_id,
        reason=f"{kind}: {why}"[:LONGEST_REASON],
        break_glass=True,
        granted_by=actor.person_id,
        start_date=today,
        end_date=today,
    )
    session.add(grant)
    unit = unit_of(session, subject_id)
    detail = {"kind": kind, "until": today.isoformat()}
    audit.record(
        session, actor, BREAK_GLASS.name, "protected_grant", grant.id, subject=subject_id, unit=unit, detail=detail
    )
    outbox.queue(session, (_alert(grant, leader) for leader in heads_of(session, unit, clock.today())))
    return grant.id


def withdraw_grant(session: Session, actor: Actor, grant_id: UUID) -> None:
    """End a grant today; what was seen stays in the log.

    Raises:
        Denied, NotFound: no such grant within the actor's reach, or one that has ended: its last day stands.
    """
    require(actor, GRANT_PROTECTED)
    grant = session.get(ProtectedGrant, grant_id, with_for_update=True)
    unit = unit_of(session, grant.subject_id) if grant else None
    if grant is None or grant.end_date < clock.today() or not (actor.is_system or unit in actor.units):
        raise NotFound
    grant.end_date = clock.today() - timedelta(days=1)
    session.add(grant)
    audit.record(session, actor, GRANT_PROTECTED.name, "protected_grant", grant.id, subject=grant.subject_id, unit=unit)


def _alert(grant: ProtectedGrant, leader: UUID) -> outbox.Notice:
    kind, payload = BREAK_GLASS.name, {"grant": str(grant.id), "student": str(grant.subject_id)}
    return outbox.Notice(kind, leader, f"{kind}:{grant.id}:{leader}", payload)
