"""What the writes of class councils share: the row, held until the transaction ends, and what is noted of a change."""

from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.core import audit, changes, clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import Right
from skolplattform.planning.influence import rules
from skolplattform.planning.influence.permissions import groups_of
from skolplattform.planning.influence.tables import Council
from skolplattform.registry.tables import Group


def held(session: Session, actor: Actor, council_id: UUID) -> Council:
    """A council of a group of theirs.

    Raises:
        NotFound: missing, or not theirs.
    """
    mine = select(Council).where(Council.id == council_id, col(Council.group_id).in_(groups_of(actor, clock.today())))
    found = session.exec(mine.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound
    return found


def unapproved(session: Session, actor: Actor, council_id: UUID) -> Council:
    """A council whose minutes are being written.

    Raises:
        NotFound: missing, or not theirs. Invalid: they are approved.
    """
    row = held(session, actor, council_id)
    rules.require_unapproved(is_open=row.is_open)
    return row


def saved(session: Session, actor: Actor, right: Right, row: Council, **did: Any) -> None:
    """The row in its next version, the audit entry, and the open pages of the group."""
    row.version += 1
    session.add(row)
    session.flush()
    unit = session.get_one(Group, row.group_id).unit_id
    audit.record(session, actor, right.name, "council", row.id, unit=unit, detail=did)
    changes.announce(session, f"council:{row.id}", f"influence:{row.group_id}")
