"""The groups that a teacher teaches, and what waits in their matrices."""

# pyright: reportArgumentType=false, reportCallIssue=false

from datetime import date
from uuid import UUID

from sqlalchemy import case, func
from sqlmodel import Session, col, select

from skolplattform.assessment.contract import DraftsWaiting
from skolplattform.assessment.permissions import RECORD
from skolplattform.assessment.tables import Judgement
from skolplattform.assessment.views import TaughtGroup
from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.tables import Group, GroupMembership
from skolplattform.schedule.permissions import taught
from skolplattform.schedule.tables import Activity, ActivityGroup, Syllabus

GROUPS_LIMIT = 100


def taught_groups(session: Session, actor: Actor) -> list[TaughtGroup]:
    """The activities that the actor teaches today, by name, with students and drafts counted."""
    require(actor, RECORD)
    day = clock.today()
    mine = taught(actor, day)
    rows = session.exec(
        select(Activity.id, Activity.display_name, Syllabus.subject_name)
        .join(Syllabus, col(Syllabus.id) == col(Activity.syllabus_id), isouter=True)
        .where(col(Activity.id).in_(mine), holds_on(Activity.start_date, Activity.end_date, day))
        .order_by(col(Activity.display_name), col(Activity.id))
        .limit(GROUPS_LIMIT)
    ).all()
    ids = [row[0] for row in rows]
    groups, sizes = _groups_and_sizes(session, ids, day)
    drafts = _counted(session, ids)
    return [
        TaughtGroup(
            activity_id=str(key),
            name=name,
            groups=groups.get(key, ""),
            subject=subject or "",
            students=sizes.get(key, 0),
            drafts=drafts.get(key, (0, None))[0],
            published_at=drafts.get(key, (0, None))[1],
        )
        for key, name, subject in rows
    ]


def _groups_and_sizes(session: Session, activities: list[UUID], day: date) -> tuple[dict[UUID, str], dict[UUID, int]]:
    """Names of each activity's groups, and how many different students they have that day."""
    if not activities:
        return {}, {}
    named = session.exec(
        select(ActivityGroup.activity_id, Group.display_name)
        .join(Group, col(Group.id) == col(ActivityGroup.group_id))
        .where(col(ActivityGroup.activity_id).in_(activities))
        .order_by(col(Group.display_name))
    ).all()
    sized = session.exec(
        select(ActivityGroup.activity_id, func.count(func.distinct(GroupMembership.person_id)))
        .join(GroupMembership, col(GroupMembership.group_id) == col(ActivityGroup.group_id))
        .where(
            col(ActivityGroup.activity_id).in_(activities),
            holds_on(GroupMembership.start_date, GroupMembership.end_date, day),
        )
        .group_by(col(ActivityGroup.activity_id))
    ).all()
    groups: dict[UUID, str] = {}
    for key, name in named:
        groups[key] = f"{groups[key]}, {name}" if key in groups else name
    return groups, dict(sized)


def _counted(session: Session, activities: list[UUID]) -> dict[UUID, tuple[int, object]]:
    """Drafts, and the latest publishing, of each activity."""
    if not activities:
        return {}
    waiting = case((col(Judgement.version) != col(Judgement.published_version), 1), else_=0)
    rows = session.exec(
        select(Judgement.activity_id, func.sum(waiting), func.max(Judgement.published_at))
        .where(col(Judgement.activity_id).in_(activities))
        .group_by(col(Judgement.activity_id))
    ).all()
    return {key: (int(drafts), latest) for key, drafts, latest in rows}


def drafts_waiting(session: Session, actor: Actor, limit: int = 10) -> tuple[DraftsWaiting, ...]:
    """The teacher's own activities with judgements that nobody else sees yet, newest first."""
    latest = func.max(Judgement.changed_at)
    rows = session.exec(
        select(Judgement.activity_id, Activity.display_name, func.count())
        .join(Activity, col(Activity.id) == col(Judgement.activity_id))
        .where(
            col(Judgement.activity_id).in_(taught(actor, clock.today())),
            col(Judgement.version) != col(Judgement.published_version),
        )
        .group_by(col(Judgement.activity_id), col(Activity.display_name))
        .order_by(latest.desc(), col(Judgement.activity_id))
        .limit(limit)
    ).all()
    return tuple(DraftsWaiting(*row) for row in rows)
