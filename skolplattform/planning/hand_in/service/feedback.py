"""A teacher answers: feedback that is a draft until it is sent, and comments about passages of the text."""

from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from skolplattform.core import audit, changes, clock, idempotency, outbox
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.ids import new_id
from skolplattform.core.modules import NoticeKind
from skolplattform.core.permissions import require
from skolplattform.core.tables import OutboxMessage
from skolplattform.planning.hand_in import rules
from skolplattform.planning.hand_in.permissions import ANSWER, answered_work, require_student
from skolplattform.planning.hand_in.service.held import held, saved
from skolplattform.planning.hand_in.tables import HandIn, HandInComment, HandInFeedback, HandInVersion
from skolplattform.planning.set_work.tables import SetWork
from skolplattform.planning.written import Saved, saved_now

NOTICE = NoticeKind(
    name="planning.feedback",
    label="handin.notice.label",
    title="handin.notice.title",
    route="/prov/{work}",
    workspaces=(Workspace.STUDENT,),
    channels=(),
)


def write_feedback(
    session: Session, actor: Actor, work_id: UUID, student_id: UUID, *, number: int, was: str, text: str, version: int
) -> Saved:
    """Keep what the teacher wrote; the student sees nothing. `was` is what stood there, in `version`.

    Raises:
        NotFound: not a student whose hand-in the actor answers.
        Conflict: a colleague wrote something else; `current` is that.
        Invalid: it does not wait for an answer, or the text is too long.
    """
    require(actor, ANSWER)
    work, row = _waiting(session, actor, work_id, student_id, number)
    if len(text) > rules.FEEDBACK_LENGTH:
        raise Invalid("feedback", "handin.error.text", most=rules.FEEDBACK_LENGTH)
    draft = _draft(session, actor, row)
    if draft.version != version and draft.text not in (was, text):
        raise Conflict(draft.text, "handin.error.conflict")
    if draft.text != text:
        draft.text = text
        _keep(session, actor, draft)
        _noted(session, actor, work, row, {"did": "write_feedback", "version": draft.version})
    return saved_now(draft.version)


def add_comment(
    session: Session, actor: Actor, work_id: UUID, student_id: UUID, *, number: int, passage: tuple[int, int], text: str
) -> UUID:
    """Say something about a passage of the text, from sign to sign.

    Raises:
        NotFound: not a student whose hand-in the actor answers.
        Invalid: at the passage or the comment, or it does not wait for an answer.
    """
    require(actor, ANSWER)
    work, row = _waiting(session, actor, work_id, student_id, number)
    place = rules.checked_passage(session.get_one(HandInVersion, (row.id, number)).text, *passage)
    words = text.strip()
    if not words or len(words) > rules.COMMENT_LENGTH:
        raise Invalid("comment", "handin.error.comment", most=rules.COMMENT_LENGTH)
    if _comments(session, row) >= rules.MOST_COMMENTS:
        raise Invalid("comment", "handin.error.comments", most=rules.MOST_COMMENTS)
    about: dict[str, Any] = {"hand_in_id": row.id, "number": number, "first": place.start, "after": place.end}
    comment = HandInComment(id=new_id(), text=words, written_by=actor.person_id, written_at=clock.now(), **about)
    session.add(comment)
    session.flush()
    _noted(session, actor, work, row, {"did": "comment", "comment": str(comment.id)})
    return comment.id


def remove_comment(session: Session, actor: Actor, work_id: UUID, student_id: UUID, *, comment_id: UUID) -> None:
    """Take away a comment that is not sent.

    Raises:
        NotFound: not a comment on what waits for the actor's answer.
    """
    require(actor, ANSWER)
    row = _answerable(session, actor, work_id, student_id)[1]
    work, row = _waiting(session, actor, work_id, student_id, row.number)
    comment = session.get(HandInComment, comment_id)
    if comment is None or (comment.hand_in_id, comment.number) != (row.id, row.number):
        raise NotFound
    session.delete(comment)
    session.flush()
    _noted(session, actor, work, row, {"did": "remove_comment", "comment": str(comment_id)})


def send_feedback(
    session: Session,
    actor: Actor,
    work_id: UUID,
    student_id: UUID,
    *,
    number: int,
    outcome: rules.Outcome,
    version: int,
    key: str,
) -> None:
    """Let the student read the feedback and the comments: it is done, or there is more to do.

    Raises:
        NotFound: not a student whose hand-in the actor answers.
        Conflict: a colleague has written since `version`; `current` is what stands there.
        Invalid: it does not wait for an answer, or says nothing where more is asked for.
    """
    require(actor, ANSWER)

    def send() -> dict[str, str]:
        work, row = _waiting(session, actor, work_id, student_id, number)
        draft = _draft(session, actor, row)
        if draft.version != version:
            raise Conflict(draft.text, "handin.error.conflict")
        comments = _comments(session, row)
        row.state = rules.answered(rules.State(row.state), outcome, words=draft.text, comments=comments).value
        draft.outcome, draft.sent_at = outcome.value, clock.now()
        _keep(session, actor, draft)
        saved(session, actor, ANSWER, work, row, {"did": "send", "number": number, "outcome": outcome.value})
        payload = {"work": str(work_id), "unit": str(work.unit_id)}
        outbox.queue(session, [outbox.Notice(NOTICE.name, student_id, _notice(row, number), payload)])
        return {}

    idempotency.once(session, actor, key, f"planning.answer:{work_id}", send)


def undo_feedback(session: Session, actor: Actor, work_id: UUID, student_id: UUID, *, number: int) -> None:
    """Take back the answer that the actor has just sent: it is a draft again, and the student's notice is gone.

    Raises:
        NotFound: not an answer that the actor sent.
        Invalid: more than a minute ago, or the student has handed in again.
    """
    require(actor, ANSWER)
    work, row = _answerable(session, actor, work_id, student_id)
    draft = session.get(HandInFeedback, (row.id, number))
    if draft is None or draft.sent_at is None or draft.edited_by != actor.person_id:
        raise NotFound
    if row.number != number or rules.State(row.state) in rules.WAITING:
        raise Invalid("state", "handin.error.undo_too_late")
    was_late = session.get_one(HandInVersion, (row.id, number)).is_late
    row.state = rules.answer_undone(draft.sent_at, clock.now(), was_late=was_late).value
    draft.outcome, draft.sent_at = "", None
    _keep(session, actor, draft)
    saved(session, actor, ANSWER, work, row, {"did": "undo_send", "number": number})
    outbox.withdraw(session, col(OutboxMessage.dedupe_key) == _notice(row, number))


def _notice(row: HandIn, number: int) -> str:
    return f"{NOTICE.name}:{row.id}:{number}"


def _answerable(session: Session, actor: Actor, work_id: UUID, student_id: UUID) -> tuple[SetWork, HandIn]:
    work = answered_work(session, actor, work_id)
    require_student(session, actor, work_id, student_id)
    return work, held(session, work_id, student_id)


def _waiting(session: Session, actor: Actor, work_id: UUID, student_id: UUID, number: int) -> tuple[SetWork, HandIn]:
    """The task and the hand-in, when that very version waits: the student may have taken it back meanwhile."""
    work, row = _answerable(session, actor, work_id, student_id)
    if rules.State(row.state) not in rules.WAITING or row.number != number:
        raise Invalid("state", "handin.error.not_waiting")
    return work, row


def _draft(session: Session, actor: Actor, row: HandIn) -> HandInFeedback:
    draft = session.get(HandInFeedback, (row.id, row.number))
    if draft is None:
        now = clock.now()
        draft = HandInFeedback(
            hand_in_id=row.id, number=row.number, version=0, edited_by=actor.person_id, edited_at=now
        )
    return draft


def _keep(session: Session, actor: Actor, draft: HandInFeedback) -> None:
    draft.version += 1
    draft.edited_by, draft.edited_at = actor.person_id, clock.now()
    session.add(draft)
    session.flush()


def _comments(session: Session, row: HandIn) -> int:
    about = select(func.count()).select_from(HandInComment)
    return session.exec(
        about.where(col(HandInComment.hand_in_id) == row.id, col(HandInComment.number) == row.number)
    ).one()


def _noted(session: Session, actor: Actor, work: SetWork, row: HandIn, detail: dict[str, object]) -> None:
    """In the audit chain, and to the open pages of the colleagues: the student's are told of nothing."""
    audit.record(
        session, actor, ANSWER.name, "hand_in", row.id, subject=row.student_id, unit=work.unit_id, detail=detail
    )
    changes.announce(session, f"hand_in:{work.id}")
