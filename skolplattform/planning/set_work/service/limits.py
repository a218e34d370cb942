"""A head decides at how much teachers are warned, from a day on."""

from datetime import date
from uuid import UUID

from sqlmodel import Session

from skolplattform.core import audit, changes, idempotency
from skolplattform.core.actor import Actor
from skolplattform.core.decisions import decision_from
from skolplattform.core.errors import NotFound
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

    def decide() -> dict[str, str]:
        row = decision_from(session, actor, WorkLimit, unit_id, valid_from=valid_from, version=version)
        row.tests_a_day, row.tests_a_week, row.work_a_week = limits.tests_a_day, limits.tests_a_week, limits.work_a_week
        session.flush()
        detail = {"from": valid_from.isoformat(), "version": row.version}
        audit.record(session, actor, LIMIT.name, "work_limit", row.id, unit=unit_id, detail=detail)
        changes.announce(session, f"set_work:{unit_id}")
        return {}

    idempotency.once(session, actor, key, f"planning.limit_work:{unit_id}", decide)
