"""A teacher answers in words, and puts an observation in a student's log. Neither grade nor level (R-G19)."""

from uuid import UUID

from sqlmodel import Session, select

from skolplattform.core import clock, idempotency, outbox
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.errors import NotFound
from skolplattform.core.ids import new_id
from skolplattform.core.modules import NoticeKind
from skolplattform.core.permissions import require
from skolplattform.planning.learning_log import rules
from skolplattform.planning.learning_log.permissions import FOLLOW_LOG, followed, has_place, require_teaching
from skolplattform.planning.learning_log.service.held import noted, saved
from skolplattform.planning.learning_log.tables import LogComment, LogEntry

ANSWERED = NoticeKind(
    name="planning.log",
    label="log.notice.label",
    title="log.notice",
    route="/loggen/{entry}",
    workspaces=(Workspace.STUDENT,),
)


def comment_on(session: Session, actor: Actor, entry_id: UUID, *, text: str, key: str) -> None:
    """Say something about an entry that is shown; the student reads it at once, and home with the entry.

    Raises:
        NotFound: not shown, or of a student whom they do not teach the subject.
        Invalid: no words, or too many.
    """
    require(actor, FOLLOW_LOG)

    def comment() -> dict[str, str]:
        question = select(LogEntry).where(LogEntry.id == entry_id, followed(actor, clock.today()))
        row = session.exec(question.with_for_update()).one_or_none()
        if row is None:
            raise NotFound
        said = LogComment(id=new_id(), entry_id=row.id, text=rules.checked_comment(text), written_by=actor.person_id)
        said.written_at = clock.now()
        session.add(said)
        session.flush()
        noted(session, actor, FOLLOW_LOG, row, {"did": "comment", "comment": str(said.id)})
        _tell(session, row, said.id)
        return {}

    idempotency.once(session, actor, key, f"planning.comment_on:{entry_id}", comment)


def observe(
    session: Session,
    actor: Actor,
    group_id: UUID,
    syllabus_id: UUID,
    *,
    student_id: UUID,
    title: str,
    text: str,
    key: str,
) -> UUID:
    """Put what the teacher has seen in a student's log; student and home read it at once.

    Raises:
        NotFound: they do not teach the group the subject, or the student is not in it.
        Invalid: at the field: nothing written, or too much.
    """
    require(actor, FOLLOW_LOG)

    def put() -> dict[str, str]:
        require_teaching(session, actor, group_id, syllabus_id)
        if not has_place(session, student_id, group_id, syllabus_id):
            raise NotFound
        row = LogEntry(id=new_id(), student_id=student_id, written_by=actor.person_id, version=0)
        row.title, row.text = _checked(title, text)
        row.group_id, row.syllabus_id = group_id, syllabus_id
        row.begun_at = row.shown_at = row.edited_at = clock.now()
        saved(session, actor, FOLLOW_LOG, row, {"did": "observe"})
        _tell(session, row, row.id)
        return {"entry_id": str(row.id)}

    return UUID(idempotency.once(session, actor, key, f"planning.observe:{student_id}", put)["entry_id"])


def _checked(title: str, text: str) -> tuple[str, str]:
    rules.require_showable(title=title, words=(text,), has_group=True)
    return rules.checked_words(rules.Field.TITLE, title.strip()), rules.checked_words(rules.Field.TEXT, text.strip())


def _tell(session: Session, row: LogEntry, cause: UUID) -> None:
    payload = {"student": str(row.student_id), "entry": str(row.id)}
    outbox.queue(session, [outbox.Notice(ANSWERED.name, row.student_id, f"{ANSWERED.name}:{cause}", payload)])
