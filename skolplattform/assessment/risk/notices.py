"""Whom a warning is told to: home and student, who confirm, and those at the school who answer for the student."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from skolplattform.assessment.risk.tables import RiskReceipt, RiskWarning
from skolplattform.core import clock, outbox
from skolplattform.core.actor import Workspace
from skolplattform.core.modules import NoticeKind
from skolplattform.core.outbox import Notice
from skolplattform.core.tables import OutboxMessage
from skolplattform.registry.around import custodians_of_each, heads_of, mentors_of

HOME, SCHOOL, ENDED = "assessment.risk", "assessment.risk_school", "assessment.risk_ended"
AGAIN = "again"


def addressees_of(session: Session, students: Collection[UUID], on: date) -> dict[UUID, set[UUID]]:
    """Who is to read and confirm: the student, and until 18 each who has custody that day (R-C01, R-C03)."""
    return {student: {student, *adults} for student, adults in custodians_of_each(session, students, on).items()}


def tell_home(session: Session, warning: RiskWarning, persons: Iterable[UUID], *, turn: str = "") -> None:
    """Tell them that something is to be read and confirmed; `turn` makes a reminder another thing to tell."""
    notices = [Notice(HOME, person, _key(HOME, warning, person, turn), _about(warning)) for person in sorted(persons)]
    outbox.queue(session, notices)


def tell_school(session: Session, actor_id: UUID, warning: RiskWarning) -> None:
    """The mentors and the head, but for whoever sent it."""
    today = clock.today()
    told = {mentor for _, mentor in mentors_of(session, [warning.student_id], today)}
    told |= set(heads_of(session, warning.unit_id, today))
    notices = [Notice(SCHOOL, person, _key(SCHOOL, warning, person), _about(warning)) for person in told - {actor_id}]
    outbox.queue(session, sorted(notices, key=lambda notice: notice.recipient_id))


def tell_ended(session: Session, warning: RiskWarning, persons: Iterable[UUID]) -> None:
    """It holds no more: what waits to be read is taken away, and they are told so."""
    outbox.withdraw(session, _of(warning))
    notices = [Notice(ENDED, person, _key(ENDED, warning, person), _about(warning)) for person in sorted(persons)]
    outbox.queue(session, notices)


def confirmed(session: Session, warning: RiskWarning, person: UUID) -> None:
    """Nothing waits for who has confirmed."""
    outbox.withdraw(session, _of(warning), col(OutboxMessage.recipient_id) == person)


def _of(warning: RiskWarning) -> ColumnElement[bool]:
    return col(OutboxMessage.dedupe_key).startswith(f"{HOME}:{warning.id}:")


def _key(kind: str, warning: RiskWarning, person: UUID, turn: str = "") -> str:
    return f"{kind}:{warning.id}:{person}:{turn}"


def _about(warning: RiskWarning) -> dict[str, str]:
    return {"student": str(warning.student_id), "unit": str(warning.unit_id), "warning": str(warning.id)}


def _still_waits(session: Session, messages: Sequence[OutboxMessage]) -> set[int]:
    """Those whose warning holds and is not confirmed by the one who is to be told."""
    about = {message.id: UUID(message.payload["warning"]) for message in messages}
    holds = set(
        session.exec(
            select(RiskWarning.id).where(
                col(RiskWarning.id).in_(set(about.values())), col(RiskWarning.ended_on).is_(None)
            )
        ).all()
    )
    receipts = select(RiskReceipt.warning_id, RiskReceipt.person_id)
    confirmed = set(session.exec(receipts.where(col(RiskReceipt.warning_id).in_(holds))).all())
    return {
        message.id
        for message in messages
        if message.id is not None
        and about[message.id] in holds
        and (about[message.id], message.recipient_id) not in confirmed
    }


KINDS = (
    NoticeKind(
        name=HOME,
        label="risk.notice.label",
        title="risk.notice.home",
        route="/mina-varningar",
        workspaces=(Workspace.GUARDIAN, Workspace.STUDENT),
        per_child=True,
        holds=_still_waits,
    ),
    NoticeKind(
        name=ENDED,
        label="risk.notice.ended.label",
        title="risk.notice.ended",
        route="/mina-varningar",
        workspaces=(Workspace.GUARDIAN, Workspace.STUDENT),
    ),
    NoticeKind(
        name=SCHOOL,
        label="risk.notice.label",
        title="risk.notice.school",
        route="/varningar/{warning}",
        workspaces=(Workspace.TEACHER, Workspace.PRINCIPAL),
    ),
)
