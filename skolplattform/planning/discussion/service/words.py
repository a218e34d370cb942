"""What somebody writes: a draft that saves itself, a contribution, other words for it, and taking it back."""

from uuid import UUID

from sqlmodel import Session, col, delete

from skolplattform.core import audit, clock, idempotency
from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.ids import new_id
from skolplattform.core.permissions import require
from skolplattform.planning.discussion import rules
from skolplattform.planning.discussion.permissions import TAKE_PART, still_open
from skolplattform.planning.discussion.service.held import (
    contribution_of,
    held,
    noted,
    require_version,
)
from skolplattform.planning.discussion.tables import Contribution, ContributionDraft, Discussion, EarlierWording
from skolplattform.planning.written import Saved, saved_now
from skolplattform.registry.tables import Group

Task = rules.Task


def keep_draft(session: Session, actor: Actor, about: UUID, *, task: Task, was: str, text: str, version: int) -> Saved:
    """Keep what is being written; nobody else sees it. `was` is what stood when they began, in `version`.

    Raises:
        NotFound: nothing that they take part in.
        Conflict: it was changed elsewhere, as on their phone; `current` is what stands there.
        Invalid: too long.
    """
    require(actor, TAKE_PART)
    discussion = _place(session, actor, task, about)
    if task not in rules.DRAFTED or len(text) > rules.TEXT_LENGTH:
        raise Invalid("text", "discussion.error.text", most=rules.TEXT_LENGTH)
    row = session.get(ContributionDraft, (actor.person_id, task.value, about), populate_existing=True)
    if row and row.version != version and row.text not in (was, text):
        raise Conflict(row.text, "discussion.error.changed")
    if row is None:
        row = ContributionDraft(writer_id=actor.person_id, kind=task.value, about_id=about, text=text, version=0)
    row.text, row.edited_at, row.version = text, clock.now(), row.version + 1
    session.add(row)
    session.flush()
    unit = session.get_one(Group, discussion.group_id).unit_id
    detail = {"did": "write", "task": task.value, "version": row.version}
    audit.record(session, actor, TAKE_PART.name, "contribution_draft", about, unit=unit, detail=detail)
    return saved_now(row.version)


def say(session: Session, actor: Actor, discussion_id: UUID, *, text: str, key: str) -> UUID:
    """Answer the question: read at once by the group and its teachers.

    Raises:
        NotFound: not a discussion of theirs.
        Invalid: it is closed; or no words, or too many.
    """
    require(actor, TAKE_PART)

    def put() -> dict[str, str]:
        return _put(session, actor, held(session, actor, discussion_id), None, text)

    return UUID(idempotency.once(session, actor, key, f"planning.say:{discussion_id}", put)["contribution_id"])


def answer(session: Session, actor: Actor, contribution_id: UUID, *, text: str, key: str) -> UUID:
    """Answer a contribution; an answer has no answers of its own.

    Raises:
        NotFound: not shown to them, taken back, hidden, or an answer itself.
        Invalid: it is closed; or no words, or too many.
    """
    require(actor, TAKE_PART)

    def put() -> dict[str, str]:
        discussion, root = contribution_of(session, actor, contribution_id)
        if not _stands(root) or root.thread_id != root.id:
            raise NotFound
        return _put(session, actor, discussion, root, text)

    return UUID(idempotency.once(session, actor, key, f"planning.answer:{contribution_id}", put)["contribution_id"])


def edit(session: Session, actor: Actor, contribution_id: UUID, *, text: str, version: int, key: str) -> None:
    """Other words for one's own contribution; teachers can still read the earlier ones.

    Raises:
        NotFound: not their own, taken back or hidden.
        Conflict: it was changed elsewhere.
        Invalid: it is closed; or no words, or too many.
    """
    require(actor, TAKE_PART)

    def change() -> dict[str, str]:
        discussion, row = _own(session, actor, contribution_id)
        require_version(row, version)
        words, moment = rules.checked_text(text), clock.now()
        session.add(EarlierWording(contribution_id=row.id, version=row.version, text=row.text, until=moment))
        row.text, row.edited_at = words, moment
        _changed(session, actor, discussion, row, "edit")
        _drop_draft(session, actor, Task.EDIT, row.id)
        return {}

    idempotency.once(session, actor, key, f"planning.edit_contribution:{contribution_id}", change)


def withdraw(session: Session, actor: Actor, contribution_id: UUID, *, version: int, key: str) -> None:
    """Take one's own contribution back: classmates no longer read it, teachers do.

    Raises:
        NotFound: not their own, taken back or hidden already.
        Conflict: it was changed elsewhere.
        Invalid: the discussion is closed.
    """
    require(actor, TAKE_PART)

    def take() -> dict[str, str]:
        discussion, row = _own(session, actor, contribution_id)
        require_version(row, version)
        row.withdrawn_at = clock.now()
        _changed(session, actor, discussion, row, "withdraw")
        return {}

    idempotency.once(session, actor, key, f"planning.withdraw_contribution:{contribution_id}", take)


def _place(session: Session, actor: Actor, task: Task, about: UUID) -> Discussion:
    """The discussion that they write in."""
    if task is Task.NEW:
        return held(session, actor, about)
    discussion, _ = contribution_of(session, actor, about)
    return discussion


def _put(
    session: Session, actor: Actor, discussion: Discussion, root: Contribution | None, text: str
) -> dict[str, str]:
    is_teacher, number = actor.has(Role.TEACHER), new_id()
    rules.require_open(is_open=is_teacher or still_open(discussion))
    row = Contribution(
        id=number,
        discussion_id=discussion.id,
        thread_id=root.id if root else number,
        written_by=actor.person_id,
        by_teacher=is_teacher,
        text=rules.checked_text(text),
        said_at=clock.now(),
    )
    session.add(row)
    session.flush()
    noted(session, actor, TAKE_PART, discussion, row, did="answer" if root else "say")
    _drop_draft(session, actor, Task.ANSWER if root else Task.NEW, root.id if root else discussion.id)
    return {"contribution_id": str(row.id)}


def _own(session: Session, actor: Actor, contribution_id: UUID) -> tuple[Discussion, Contribution]:
    discussion, row = contribution_of(session, actor, contribution_id)
    if row.written_by != actor.person_id or not _stands(row):
        raise NotFound
    rules.require_open(is_open=actor.has(Role.TEACHER) or still_open(discussion))
    return discussion, row


def _stands(row: Contribution) -> bool:
    return row.withdrawn_at is None and row.hidden_at is None


def _changed(session: Session, actor: Actor, discussion: Discussion, row: Contribution, did: str) -> None:
    row.version += 1
    session.add(row)
    session.flush()
    noted(session, actor, TAKE_PART, discussion, row, did=did, version=row.version)


def _drop_draft(session: Session, actor: Actor, task: Task, about: UUID) -> None:
    mine = (col(ContributionDraft.writer_id) == actor.person_id, col(ContributionDraft.kind) == task.value)
    session.execute(delete(ContributionDraft).where(*mine, col(ContributionDraft.about_id) == about))
