"""What a school decides from a day on: rows that each hold until the next begins, and are never changed afterwards."""

# pyright: reportArgumentType=false, reportCallIssue=false

from datetime import date
from typing import Any, Protocol, TypeVar
from uuid import UUID

from sqlmodel import Session, select

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, Invalid


class Decision(Protocol):
    """A row of a table of such decisions, which has one for each school unit and first day."""

    id: Any
    unit_id: Any
    valid_from: Any
    decided_by: Any
    decided_at: Any
    version: Any


D = TypeVar("D", bound=Decision)


def decision_from(
    session: Session, actor: Actor, table: type[D], unit_id: UUID, *, valid_from: date, version: int
) -> D:
    """The unit's decision that begins that day, again or new, by this actor now; the caller writes what it says.

    `version` is that of all the unit's decisions together, as they were shown.

    Raises:
        Invalid: the day has passed.
        Conflict: somebody else has decided since.
    """
    if valid_from < clock.today():
        raise Invalid("valid_from", "error.day_passed")
    rows: list[Any] = list(session.scalars(select(table).filter_by(unit_id=unit_id).with_for_update()))
    if sum(row.version for row in rows) != version:
        raise Conflict(None, "error.decided_meanwhile")
    same = (row for row in rows if row.valid_from == valid_from)
    row = next(same, None) or table(unit_id=unit_id, valid_from=valid_from, version=0)
    row.decided_by, row.decided_at = actor.person_id, clock.now()
    row.version += 1
    session.add(row)
    return row
