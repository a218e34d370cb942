"""Which curricula the students of a teacher's groups read by (OWN-13)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.i18n import NO_TEXT
from skolplattform.planning.curriculum.reading import Reading, readings_by_group
from skolplattform.planning.permissions import PLAN, taught_groups
from skolplattform.planning.queries.picking import curriculum_read
from skolplattform.planning.views import GroupReads
from skolplattform.registry.tables import Group
from skolplattform.schedule.tables import Syllabus

PAIRS_LIMIT = 60


def groups_read(session: Session, actor: Actor) -> tuple[GroupReads, ...]:
    """Each group and subject that the actor teaches today, mixed groups first.

    Raises:
        Denied: the actor does not teach.
    """
    require(actor, PLAN)
    today = clock.today()
    pairs = taught_groups(actor, today).subquery()
    rows = session.execute(
        select(pairs.c.group_id, pairs.c.syllabus_id, col(Group.display_name), col(Syllabus.subject_name))
        .join(Group, col(Group.id) == pairs.c.group_id)
        .join(Syllabus, col(Syllabus.id) == pairs.c.syllabus_id)
        .distinct()
        .order_by(col(Group.display_name), col(Syllabus.subject_name), pairs.c.syllabus_id)
        .limit(PAIRS_LIMIT)
    ).all()
    read = readings_by_group(session, [(row.group_id, row.syllabus_id) for row in rows], today)
    found = [
        _reads(row.group_id, row.syllabus_id, (row.display_name, row.subject_name), read.get(tuple(row[:2]), ()))
        for row in rows
    ]
    return tuple(sorted(found, key=lambda group: not group.is_mixed))


def _reads(group_id: UUID, syllabus_id: UUID, names: tuple[str, str], read: tuple[Reading, ...]) -> GroupReads:
    followed = [one for one in read if one.students] or list(read[:1])
    stage = next((one.stage for one in followed if one.stage), None)
    return GroupReads(
        str(group_id),
        str(syllabus_id),
        *names,
        stage.years if stage else NO_TEXT,
        tuple(map(curriculum_read, followed)),
        is_mixed=len(followed) > 1,
    )
