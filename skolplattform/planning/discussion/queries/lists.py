"""Discussions as lines: a student's own groups', a teacher's own, or those of one unit."""

# pyright: reportArgumentType=false, reportCallIssue=false

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor, Role
from skolplattform.core.permissions import require
from skolplattform.planning.discussion.permissions import TAKE_PART, reached, still_open
from skolplattform.planning.discussion.tables import Contribution, ContributionReport, Discussion
from skolplattform.planning.discussion.views import DiscussionLine, DiscussionList
from skolplattform.planning.permissions import taught_groups
from skolplattform.planning.tables import UnitPlan
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.tables import Group, GroupMembership

PAGE, MOST_OF_UNIT, MOST_GROUPS = 25, 20, 200


def discussions(session: Session, actor: Actor, number: int = 1) -> DiscussionList:
    """A page of the discussions that the actor takes part in, those that close last first."""
    require(actor, TAKE_PART)
    mine = reached(actor, clock.today())
    total = session.scalar(select(func.count()).select_from(Discussion).where(mine)) or 0
    last = max(1, -(-total // PAGE))
    number = min(number, last)
    found = _lines(session, actor, mine, PAGE, (number - 1) * PAGE)
    return DiscussionList(found, actor.has(Role.TEACHER), number, last)


def of_unit(session: Session, actor: Actor, plan_id: UUID) -> tuple[DiscussionLine, ...]:
    """The discussions of a unit that the actor takes part in; none for who takes part in no discussions."""
    if not TAKE_PART.held_by(actor):
        return ()
    mine = reached(actor, clock.today()) & (col(Discussion.plan_id) == plan_id)
    return _lines(session, actor, mine, MOST_OF_UNIT, 0)


def topics(session: Session, actor: Actor) -> tuple[str, ...]:
    """What changes when a discussion of one of the actor's groups does."""
    today = clock.today()
    if actor.has(Role.TEACHER):
        pairs = taught_groups(actor, today).subquery()
        groups: Select[Any] = select(pairs.c.group_id).distinct().order_by(pairs.c.group_id)
    else:
        groups = (
            select(GroupMembership.group_id)
            .where(
                col(GroupMembership.person_id) == actor.person_id,
                holds_on(GroupMembership.start_date, GroupMembership.end_date, today),
            )
            .order_by(GroupMembership.group_id)
        )
    return tuple(f"discussions:{group}" for group in session.scalars(groups.limit(MOST_GROUPS)))


def _lines(
    session: Session, actor: Actor, which: ColumnElement[bool], most: int, offset: int
) -> tuple[DiscussionLine, ...]:
    question = (
        select(Discussion, UnitPlan.title, Group.display_name)
        .join(UnitPlan, col(UnitPlan.id) == col(Discussion.plan_id))
        .join(Group, col(Group.id) == col(Discussion.group_id))
        .where(which)
        .order_by(col(Discussion.closes_on).desc(), col(Discussion.id).desc())
    )
    rows = session.execute(question.limit(most).offset(offset)).all()
    ids, leads = [row.id for row, _, _ in rows], actor.has(Role.TEACHER)
    said = _counted(session, _said_in(ids))
    waiting = _counted(session, _reported_in(ids)) if leads else {}
    answered = {} if leads else _counted(session, _said_in(ids).where(Contribution.written_by == actor.person_id))
    return tuple(
        DiscussionLine(
            id=str(row.id),
            question=row.question,
            unit=unit,
            group=group,
            closes=row.closes_on.isoformat(),
            is_open=still_open(row),
            contributions=said.get(row.id, 0),
            reports=waiting.get(row.id, 0),
            waits=still_open(row) and not leads and row.id not in answered,
        )
        for row, unit, group in rows
    )


def _said_in(ids: list[UUID]) -> Select[UUID, int]:
    return (
        select(Contribution.discussion_id, func.count())
        .where(
            col(Contribution.discussion_id).in_(ids),
            col(Contribution.withdrawn_at).is_(None),
            col(Contribution.hidden_at).is_(None),
        )
        .group_by(Contribution.discussion_id)
    )


def _reported_in(ids: list[UUID]) -> Select[UUID, int]:
    return (
        select(Contribution.discussion_id, func.count(func.distinct(Contribution.id)))
        .join(ContributionReport, col(ContributionReport.contribution_id) == col(Contribution.id))
        .where(col(Contribution.discussion_id).in_(ids), col(ContributionReport.settled_at).is_(None))
        .group_by(Contribution.discussion_id)
    )


def _counted(session: Session, question: Select[UUID, int]) -> dict[UUID, int]:
    return {row[0]: row[1] for row in session.execute(question)}
