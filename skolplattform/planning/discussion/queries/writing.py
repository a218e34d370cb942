"""What somebody is writing, from the draft that they have, or from what stands."""

# pyright: reportArgumentType=false, reportCallIssue=false

from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.planning.discussion.permissions import TAKE_PART, reached, sees_others
from skolplattform.planning.discussion.rules import Task
from skolplattform.planning.discussion.tables import Contribution, ContributionDraft, Discussion
from skolplattform.planning.discussion.views import Writing
from skolplattform.registry.queries import names


def writing(session: Session, actor: Actor, about: UUID, task: Task) -> Writing:
    """The words to go on from: new and answers from the draft, other words from the draft or from what stands.

    Raises:
        NotFound: nothing that they take part in.
    """
    require(actor, TAKE_PART)
    row = None if task is Task.NEW else session.get(Contribution, about)
    mine = col(Discussion.id) == (row.discussion_id if row else about)
    discussion = session.scalar(select(Discussion).where(mine, reached(actor, clock.today())))
    if discussion is None or not _reads(session, actor, discussion, row, task):
        raise NotFound
    draft = session.get(ContributionDraft, (actor.person_id, task.value, about))
    stands = row.text if row and task is Task.EDIT else ""
    return Writing(
        task=task.value,
        about=str(about),
        whose=names(session, actor, [row.written_by])[row.written_by].name if row else "",
        text=draft.text if draft else stands,
        version=draft.version if draft else 0,
        of_version=row.version if row else 0,
    )


def _reads(session: Session, actor: Actor, discussion: Discussion, row: Contribution | None, task: Task) -> bool:
    """Nothing is written about what one does not see, and other words only for one's own."""
    is_own = row is None or row.written_by == actor.person_id
    return is_own or (task is not Task.EDIT and sees_others(session, actor, discussion))
