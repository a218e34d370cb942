"""Entries as they are read, with what teachers said about them."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core.actor import Actor
from skolplattform.planning.hand_in.queries.handed import shown_at
from skolplattform.planning.learning_log.tables import LogComment, LogEntry, LogPicture
from skolplattform.planning.learning_log.views import Entry, LogNote
from skolplattform.planning.pictures.queries import looked_at
from skolplattform.registry.queries import names

MOST_NOTES = 2_000


def entries_of(session: Session, actor: Actor, rows: Sequence[LogEntry], *, with_student: bool = False) -> list[Entry]:
    """These entries in their order. The caller has decided that the actor reads them."""
    comments = _comments(session, [row.id for row in rows])
    writers = {one.written_by for said in comments.values() for one in said} | {row.written_by for row in rows}
    known = names(session, actor, writers | {row.student_id for row in rows})
    pictures = looked_at(session, LogPicture, {row.id: row.student_id for row in rows})
    name = lambda person: known[person].name if person in known else ""  # noqa: E731
    return [
        Entry(
            id=str(row.id),
            title=row.title,
            text=row.text,
            learnt=row.learnt,
            next_step=row.next_step,
            at=shown_at(row.shown_at or row.edited_at),
            is_shown=row.shown_at is not None,
            observer=name(row.written_by) if row.written_by != row.student_id else "",
            student=name(row.student_id) if with_student else "",
            notes=tuple(
                LogNote(str(one.id), one.text, name(one.written_by), shown_at(one.written_at))
                for one in comments[row.id]
            ),
            pictures=pictures[row.id],
        )
        for row in rows
    ]


def _comments(session: Session, entries: list[UUID]) -> defaultdict[UUID, list[LogComment]]:
    """What was said about each, in the order in which it was said."""
    found: defaultdict[UUID, list[LogComment]] = defaultdict(list)
    question = select(LogComment).where(col(LogComment.entry_id).in_(entries))
    for comment in session.scalars(question.order_by(col(LogComment.written_at), col(LogComment.id)).limit(MOST_NOTES)):
        found[comment.entry_id].append(comment)
    return found
