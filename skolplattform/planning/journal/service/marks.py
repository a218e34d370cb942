"""Whom an entry is for, which goals it touches and which children took part: each a tick that is saved at once."""

from uuid import UUID

from sqlalchemy import Table, delete
from sqlmodel import Session, col, select

from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.upsert import insert_into
from skolplattform.planning.journal.service.held import children_of, draft, noted, require_version, saved
from skolplattform.planning.journal.tables import JournalChild, JournalEntryGoal, JournalGoal
from skolplattform.registry.consents.queries import members_of

_GOALS: Table = JournalEntryGoal.__table__  # type: ignore[attr-defined]
_CHILDREN: Table = JournalChild.__table__  # type: ignore[attr-defined]


def about(session: Session, actor: Actor, entry_id: UUID, child_id: UUID | None, *, version: int) -> int:
    """Let it be for the home of one child, or for every home; its version after that.

    Raises:
        Denied, NotFound: not an entry of their department, or no child of it. Conflict: changed elsewhere.
        Invalid: it is published.
    """
    row = draft(session, actor, entry_id)
    require_version(row, version)
    if child_id is not None and child_id not in members_of(session, row.group_id, row.day):
        raise NotFound
    row.child_id = child_id
    session.execute(delete(JournalChild).where(col(JournalChild.entry_id) == row.id))
    saved(session, actor, row, {"did": "about", "child": str(child_id) if child_id else ""})
    return row.version


def tick_goal(session: Session, actor: Actor, entry_id: UUID, code: str, *, touched: bool) -> None:
    """Say that the entry touches a goal, or that it does not.

    Raises:
        Denied, NotFound: not an entry of their department, or no such goal. Invalid: it is published.
    """
    row = draft(session, actor, entry_id)
    if session.get(JournalGoal, code) is None:
        raise NotFound
    if touched:
        session.execute(insert_into(session, _GOALS).on_conflict_do_nothing(), {"entry_id": row.id, "goal_code": code})
    else:
        of_goal = (col(JournalEntryGoal.entry_id) == row.id, col(JournalEntryGoal.goal_code) == code)
        session.execute(delete(JournalEntryGoal).where(*of_goal))
    noted(session, actor, row, {"did": "goal", "goal": code, "touched": touched})


def tick_child(session: Session, actor: Actor, entry_id: UUID, child_id: UUID, *, took_part: bool) -> None:
    """Say that a child took part, or that it did not.

    Raises:
        Denied, NotFound: not an entry of their department, or no child of it. Invalid: it is published.
    """
    row = draft(session, actor, entry_id)
    if child_id not in children_of(session, row):
        raise NotFound
    if took_part:
        _take_in(session, row.id, {child_id})
    else:
        of_child = (col(JournalChild.entry_id) == row.id, col(JournalChild.child_id) == child_id)
        session.execute(delete(JournalChild).where(*of_child))
    noted(session, actor, row, {"did": "child", "child": str(child_id), "took_part": took_part})


def tick_everybody(session: Session, actor: Actor, entry_id: UUID) -> None:
    """Every child of the department took part; when all are ticked already, none did.

    Raises:
        Denied, NotFound: not an entry of their department. Invalid: it is published.
    """
    row = draft(session, actor, entry_id)
    everybody = children_of(session, row)
    ticked = set(session.exec(select(JournalChild.child_id).where(JournalChild.entry_id == row.id)).all())
    if everybody <= ticked:
        session.execute(delete(JournalChild).where(col(JournalChild.entry_id) == row.id))
    else:
        _take_in(session, row.id, everybody)
    noted(session, actor, row, {"did": "everybody", "took_part": not everybody <= ticked})


def _take_in(session: Session, entry_id: UUID, children: set[UUID]) -> None:
    rows = [{"entry_id": entry_id, "child_id": child} for child in sorted(children)]
    if rows:
        session.execute(insert_into(session, _CHILDREN).on_conflict_do_nothing(), rows)
