"""What a guardian reads of discussions: what their own child has written, and nobody else's words."""

# pyright: reportArgumentType=false, reportCallIssue=false

from itertools import groupby
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.planning.discussion.tables import Contribution, Discussion
from skolplattform.planning.discussion.views import ChildSaid, Said
from skolplattform.planning.hand_in.queries.handed import shown_at
from skolplattform.planning.permissions import READ_CHILD
from skolplattform.planning.tables import UnitPlan
from skolplattform.registry.permissions import can_see_student
from skolplattform.registry.queries import names

MOST = 100


def said_by_child(session: Session, actor: Actor, child_id: UUID) -> tuple[str, tuple[ChildSaid, ...]]:
    """The child's name, and what it has written by discussion, the latest first.

    What it took back is not there; what a teacher hid is, with the reason.

    Raises:
        NotFound: not a child of theirs.
    """
    require(actor, READ_CHILD)
    if not can_see_student(session, actor, child_id, clock.today()):
        raise NotFound
    name = names(session, actor, [child_id])[child_id].name
    question = (
        select(Contribution, Discussion, UnitPlan)
        .join(Discussion, col(Discussion.id) == col(Contribution.discussion_id))
        .join(UnitPlan, col(UnitPlan.id) == col(Discussion.plan_id))
        .where(col(Contribution.written_by) == child_id, col(Contribution.withdrawn_at).is_(None))
        .order_by(col(Discussion.id).desc(), col(Contribution.id))
    )
    rows = session.execute(question.limit(MOST)).all()
    if rows:
        unit = rows[0][2].unit_id
        readings.opened(session, actor, READ_CHILD.name, "contributions", child_id, persons=[child_id], unit=unit)
    return name, tuple(
        ChildSaid(discussion.question, plan.title, tuple(_of_child(row, name) for row, _, _ in found))
        for (discussion, plan), found in groupby(rows, key=lambda row: (row[1], row[2]))
    )


def _of_child(row: Contribution, name: str) -> Said:
    return Said(
        id=str(row.id),
        thread=str(row.thread_id),
        by=name,
        text=row.text,
        at=shown_at(row.said_at),
        state="hidden" if row.hidden_at else "standing",
        is_answer=row.thread_id != row.id,
        is_own=True,
        is_changed=row.edited_at is not None,
        why=row.hidden_why,
    )
