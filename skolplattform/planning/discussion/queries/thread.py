"""A discussion and a page of what has been said in it."""

# pyright: reportArgumentType=false, reportCallIssue=false

from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session, col

from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.planning.discussion import rules
from skolplattform.planning.discussion.permissions import TAKE_PART, reached, sees_others, still_open
from skolplattform.planning.discussion.queries.contributions import said
from skolplattform.planning.discussion.tables import Contribution, Discussion
from skolplattform.planning.discussion.views import Thread
from skolplattform.planning.tables import UnitPlan
from skolplattform.registry.queries import names
from skolplattform.registry.tables import Group


def thread(session: Session, actor: Actor, discussion_id: UUID, number: int = 1) -> Thread:
    """What was begun last stands first, the answers to it below in the order in which they came.

    A student who must answer first reads the own contributions only until then.

    Raises:
        NotFound: missing, or not a discussion of the actor's.
    """
    require(actor, TAKE_PART)
    question = (
        select(Discussion, UnitPlan.title, Group)
        .join(UnitPlan, col(UnitPlan.id) == col(Discussion.plan_id))
        .join(Group, col(Group.id) == col(Discussion.group_id))
        .where(col(Discussion.id) == discussion_id, reached(actor, clock.today()))
    )
    found = session.execute(question).one_or_none()
    if found is None:
        raise NotFound
    row, unit, group = found
    leads, is_open, sees = actor.has(Role.TEACHER), still_open(row), sees_others(session, actor, row)
    rows, number, last = _page(session, actor, row.id, number, all_of_it=sees)
    whose = {one.written_by for one in rows}
    readings.opened(session, actor, TAKE_PART.name, "discussion", row.id, persons=whose, unit=group.unit_id)
    return Thread(
        id=str(row.id),
        plan_id=str(row.plan_id),
        question=row.question,
        unit=unit,
        group=group.display_name,
        by=names(session, actor, [row.opened_by])[row.opened_by].name,
        closes=row.closes_on.isoformat(),
        link=row.link,
        host=rules.host_of(row.link),
        version=row.version,
        is_open=is_open,
        leads=leads,
        answers_first=row.answers_first,
        must_answer=not sees,
        may_say=leads or is_open,
        said=said(session, actor, rows, may_write=leads or is_open),
        number=number,
        last=last,
    )


def _page(
    session: Session, actor: Actor, discussion_id: UUID, number: int, *, all_of_it: bool
) -> tuple[list[Contribution], int, int]:
    which = [col(Contribution.discussion_id) == discussion_id]
    if not all_of_it:
        which.append(col(Contribution.written_by) == actor.person_id)
    last = rules.pages(session.scalar(select(func.count()).select_from(Contribution).where(*which)) or 0)
    number = min(number, last)
    order = (
        col(Contribution.thread_id).desc(),
        col(Contribution.thread_id) != col(Contribution.id),
        col(Contribution.id),
    )
    rows = select(Contribution).where(*which).order_by(*order)
    return list(session.scalars(rows.limit(rules.PAGE).offset((number - 1) * rules.PAGE))), number, last
