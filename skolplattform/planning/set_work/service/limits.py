"""A head decides at how much teachers are warned, from a day on."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.core import audit, changes, clock, idempotency
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.permissions import require
from skolplattform.planning.set_work import rules
from skolplattform.planning.set_work.permissions import LIMIT
from skolplattform.planning.set_work.tables import WorkLimit
from skolplattform.registry.permissions import is_in_units


def decide_limits(
    session: Session, actor: Actor, unit_id: UUID, *, limits: rules.Limits, valid_from: date, version: int, key: str
) -> None:
    """Let the school warn at these numbers from a day; earlier days keep what held then.

    `version` is that of all the school's decisions together, as they were shown.

    Raises:
        NotFound: another's school.
        Invalid: a number that cannot be, or a day that has passed.
        Conflict: somebody else has decided since.
    """
    require(actor, LIMIT)
    if not is_in_units(actor, unit_id):
        raise NotFound
    rules.checked_limits(limits)
    if valid_from < clock.today():
        raise Invalid("valid_from", "work.error.past")

    def decide() -> dict[str, str]:
        row = _from_day(session, unit_id, valid_from, version)
        row.tests_a_day, row.tests_a_week, row.work_a_week = limits.tests_a_day, limits.tests_a_week, limits.work_a_week
        row.decided_by, row.decided_at = actor.person_id, clock.now()
        row.version += 1
        session.add(row)
        session.flush()
        detail = {"from": valid_from.isoformat(), "version": row.version}
        audit.record(session, actor, LIMIT.name, "work_limit", row.id, unit=unit_id, detail=detail)
        changes.announce(session, f"set_work:{unit_id}")
        return {}

    idempotency.once(session, actor, key, f"planning.limit_work:{unit_id}", decide)


def _from_day(session: Session, unit_id: UUID, valid_from: date, version: int) -> WorkLimit:
    """The decision that begins that day, again or new, when nobody has decided since."""
    question = select(WorkLimit).where(WorkLimit.unit_id == unit_id).order_by(col(WorkLimit.valid_from))
    rows = session.exec(question.with_for_update()).all()
    if sum(row.version for row in rows) != version:
        raise Conflict(None, "work.error.conflict")
    same = (row for row in rows if row.valid_from == valid_from)
    return next(same, WorkLimit(unit_id=unit_id, valid_from=valid_from, version=0))
