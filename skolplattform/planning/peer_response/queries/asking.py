"""A task on which a teacher opens an exchange."""

# pyright: reportArgumentType=false, reportCallIssue=false

from uuid import UUID

from sqlalchemy import and_, case, exists, func, select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.planning.curriculum.queries import criterion_names
from skolplattform.planning.hand_in.permissions import answered_work
from skolplattform.planning.peer_response.permissions import LEAD_PEERS, led
from skolplattform.planning.peer_response.tables import PeerResponse, PeerRound
from skolplattform.planning.peer_response.views import Asking, RoundLine
from skolplattform.planning.permissions import groups_taught
from skolplattform.planning.queries import unit_criteria
from skolplattform.planning.set_work.tables import SetWork, SetWorkGroup
from skolplattform.registry.tables import Group
from skolplattform.schedule.tables import Syllabus

MOST_GROUPS = 40


def asking(session: Session, actor: Actor, work_id: UUID) -> Asking:
    """The task with its groups to ask, the criteria of its unit, and the exchanges that it has.

    Raises:
        NotFound: not a task whose hand-ins the actor answers.
    """
    require(actor, LEAD_PEERS)
    work = answered_work(session, actor, work_id)
    return Asking(
        work_id=str(work.id),
        title=work.title,
        subject=session.get_one(Syllabus, work.syllabus_id).subject_name,
        groups=tuple((str(group), name) for group, name in askable_groups(session, actor, work)),
        criteria=tuple((str(one), name) for one, name in criteria_of(session, work)),
        opened=_opened(session, actor, work_id),
    )


def askable_groups(session: Session, actor: Actor, work: SetWork) -> list[tuple[UUID, str]]:
    """The task's groups that the actor teaches the subject and that have no exchange yet."""
    asked = exists().where(
        col(PeerRound.work_id) == col(SetWorkGroup.work_id), col(PeerRound.group_id) == col(SetWorkGroup.group_id)
    )
    rows = session.execute(
        select(col(Group.id), col(Group.display_name))
        .join(SetWorkGroup, col(SetWorkGroup.group_id) == col(Group.id))
        .where(
            col(SetWorkGroup.work_id) == work.id,
            col(Group.id).in_(groups_taught(session, actor, work.syllabus_id)),
            ~asked,
        )
        .order_by(col(Group.display_name), col(Group.id))
        .limit(MOST_GROUPS)
    )
    return [(group, name) for group, name in rows]


def criteria_of(session: Session, work: SetWork) -> list[tuple[UUID, str]]:
    """The criteria of the unit that the task belongs to, in the order in which they are asked for."""
    if work.plan_id is None:
        return []
    chosen = unit_criteria(session, work.plan_id)
    named = criterion_names(session, chosen)
    return [(one, named[one]) for one in chosen if one in named]


def _opened(session: Session, actor: Actor, work_id: UUID) -> tuple[RoundLine, ...]:
    sent = func.count(case((col(PeerResponse.sent_at).is_not(None), col(PeerResponse.id))))
    rows = session.execute(
        select(PeerRound, col(Group.display_name), sent)
        .join(Group, col(Group.id) == col(PeerRound.group_id))
        .outerjoin(
            PeerResponse,
            and_(col(PeerResponse.round_id) == col(PeerRound.id), col(PeerResponse.set_aside_at).is_(None)),
        )
        .where(col(PeerRound.work_id) == work_id, led(actor, clock.today()))
        .group_by(col(PeerRound.id), col(Group.display_name))
        .order_by(col(Group.display_name), col(PeerRound.id))
        .limit(MOST_GROUPS)
    )
    return tuple(
        RoundLine(str(row.id), group, row.each, row.closed_at is not None, written) for row, group, written in rows
    )
