"""What the writes share: a discussion, held until the transaction ends, a contribution in it, and who follows."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from skolplattform.core import audit, changes, clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, NotFound
from skolplattform.core.permissions import Right
from skolplattform.planning.discussion.permissions import reached, sees_others
from skolplattform.planning.discussion.tables import Contribution, Discussion
from skolplattform.registry.tables import Group


def held(session: Session, actor: Actor, discussion_id: UUID) -> Discussion:
    """A discussion that the actor takes part in: no two of them write at once.

    Raises:
        NotFound: missing, or not theirs.
    """
    question = select(Discussion).where(Discussion.id == discussion_id, reached(actor, clock.today()))
    found = session.exec(question.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound
    return found


def contribution_of(session: Session, actor: Actor, contribution_id: UUID) -> tuple[Discussion, Contribution]:
    """A contribution that the actor can read, and its discussion.

    Raises:
        NotFound: missing, in a discussion of others, or not shown to them yet.
    """
    row = session.get(Contribution, contribution_id)
    if row is None:
        raise NotFound
    discussion = held(session, actor, row.discussion_id)
    session.refresh(row)
    if row.written_by != actor.person_id and not sees_others(session, actor, discussion):
        raise NotFound
    return discussion, row


def require_version(row: Discussion | Contribution, version: int) -> None:
    """It is as the person saw it.

    Raises:
        Conflict: it was changed in between.
    """
    if row.version != version:
        raise Conflict(row.version, "discussion.error.changed")


def noted(
    session: Session, actor: Actor, right: Right, discussion: Discussion, row: Contribution | None, **did: Any
) -> None:
    """The audit entry, and the open pages of everybody who reads the discussion."""
    unit, detail = session.get_one(Group, discussion.group_id).unit_id, _ids(did)
    entity, found = ("discussion", discussion) if row is None else ("contribution", row)
    subject = row.written_by if row else None
    audit.record(session, actor, right.name, entity, found.id, subject=subject, unit=unit, detail=detail)
    home = [f"student:{row.written_by}"] if row else []
    changes.announce(session, f"discussion:{discussion.id}", f"discussions:{discussion.group_id}", *home)


def _ids(did: Mapping[str, Any]) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, UUID) else value for name, value in did.items()}
