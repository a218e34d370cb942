"""An administrator decides what holds at a school, or at all schools of the organiser, from a day."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.attendance.permissions import MANAGE_POLICY
from skolplattform.attendance.queries.policy import policy_above
from skolplattform.attendance.rules import policy as rules
from skolplattform.attendance.rules.policy import Value
from skolplattform.attendance.tables import AttendancePolicy
from skolplattform.core import audit, clock, idempotency
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.permissions import require
from skolplattform.registry.permissions import is_in_units

INTENTION = "attendance.decide_policy"


def decide_policy(
    session: Session,
    actor: Actor,
    place_id: UUID,
    *,
    values: Mapping[str, Value],
    valid_from: date,
    version: int,
    key: str,
) -> None:
    """Let `values` hold at the school from a day; what held before keeps its days, and nothing past is changed.

    `version` is that of all the place's decisions together, as they were shown.

    Raises:
        NotFound: a place outside the actor's reach.
        Invalid: the day has passed.
        Conflict: somebody else has decided since.
    """
    require(actor, MANAGE_POLICY)
    if not is_in_units(actor, place_id):
        raise NotFound
    if valid_from < clock.today():
        raise Invalid("valid_from", "error.day_passed")
    if idempotency.claim(session, actor, key, f"{INTENTION}:{place_id}", {}) is not None:
        return
    decided = _decisions(session, place_id)
    if sum(row.version for row in decided) != version:
        raise Conflict(None, "error.decided_meanwhile")
    above = policy_above(session, place_id, valid_from)
    settings = rules.stored({name: value for name, value in values.items() if getattr(above, name) != value})
    row = _row_from(session, decided, place_id, valid_from)
    before, row.settings = row.settings, settings
    row.decided_by, row.decided_at = actor.person_id, clock.now()
    session.add(row)
    session.flush()
    changed = sorted(name for name in settings.keys() | before.keys() if settings.get(name) != before.get(name))
    detail = {"from": valid_from.isoformat(), "changed": changed, "version": row.version}
    audit.record(session, actor, INTENTION, "attendance_policy", row.id, unit=place_id, detail=detail)


def _decisions(session: Session, place_id: UUID) -> list[AttendancePolicy]:
    """The place's decisions, earliest first, held by this transaction."""
    question = select(AttendancePolicy).where(AttendancePolicy.organisation_id == place_id)
    return list(session.exec(question.order_by(col(AttendancePolicy.valid_from)).with_for_update()).all())


def _row_from(session: Session, decided: list[AttendancePolicy], place_id: UUID, valid_from: date) -> AttendancePolicy:
    """The decision that begins that day: it again, or a new one between the one before and the one after."""
    same = next((row for row in decided if row.valid_from == valid_from), None)
    if same is not None:
        same.version += 1
        return same
    before = [row for row in decided if row.valid_from < valid_from]
    after = [row for row in decided if row.valid_from > valid_from]
    if before and (before[-1].valid_to is None or before[-1].valid_to >= valid_from):
        before[-1].valid_to = valid_from - timedelta(days=1)
        before[-1].version += 1
        session.add(before[-1])
    return AttendancePolicy(
        organisation_id=place_id,
        valid_from=valid_from,
        valid_to=after[0].valid_from - timedelta(days=1) if after else None,
        settings=dict(before[-1].settings) if before else {},
    )
