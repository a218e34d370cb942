"""The file of a picture in a log, for those who read the entry and may see who is in it."""

# pyright: reportArgumentType=false, reportCallIssue=false

from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.files import Fetched
from skolplattform.core.permissions import require
from skolplattform.planning.learning_log.permissions import SEE_PICTURE, readable
from skolplattform.planning.learning_log.tables import LogEntry, LogPicture
from skolplattform.planning.pictures.queries import fetched, may_be_given
from skolplattform.registry.tables import Group


def picture_file(session: Session, actor: Actor, picture_id: UUID) -> Fetched:
    """A picture of an entry that the actor reads.

    Raises:
        NotFound: missing, of an entry that they do not read, not told about yet, or somebody in it may not be shown.
    """
    require(actor, SEE_PICTURE)
    row = session.execute(
        select(LogEntry, col(Group.unit_id))
        .join(LogPicture, col(LogPicture.entry_id) == col(LogEntry.id))
        .outerjoin(Group, col(Group.id) == col(LogEntry.group_id))
        .where(col(LogPicture.picture_id) == picture_id, readable(actor, clock.today()))
    ).first()
    if row is None:
        raise NotFound
    entry, unit = row
    found = may_be_given(session, actor, LogPicture, entry.id, picture_id, entry.student_id)
    persons = {entry.student_id, *found.people}
    readings.opened(session, actor, SEE_PICTURE.name, "picture", picture_id, persons=persons, unit=unit)
    return fetched(session, found)
