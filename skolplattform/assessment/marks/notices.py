"""Home and student are told that results of a test are there: one notice a student, however often they are changed."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.assessment.marks.tables import Mark, MarkedTest
from skolplattform.core import clock, outbox
from skolplattform.core.actor import Workspace
from skolplattform.core.modules import NoticeKind
from skolplattform.core.outbox import Notice
from skolplattform.core.tables import OutboxMessage
from skolplattform.registry.around import custodians_of_each

STUDENT, HOME = "assessment.result", "assessment.result_home"


def tell(session: Session, test: MarkedTest, unit: UUID, students: Collection[UUID]) -> None:
    """Tell the students and those who have custody of them."""
    turn, found = _turn(test.published_at), []
    for student, adults in sorted(custodians_of_each(session, students, clock.today()).items()):
        about = {"student": str(student), "unit": str(unit), "test": str(test.id)}
        found.append(Notice(STUDENT, student, f"{STUDENT}:{test.id}:{student}:{turn}", about))
        found += [Notice(HOME, adult, f"{HOME}:{test.id}:{student}:{adult}:{turn}", about) for adult in sorted(adults)]
    outbox.queue(session, found)


def take_back(session: Session, test: MarkedTest, moment: datetime) -> None:
    """The showing of that moment did not happen."""
    for kind in (STUDENT, HOME):
        key = col(OutboxMessage.dedupe_key)
        outbox.withdraw(session, key.startswith(f"{kind}:{test.id}:"), key.endswith(f":{_turn(moment)}"))


def _turn(moment: datetime | None) -> str:
    return f"{moment.astimezone(UTC):%Y%m%d%H%M%S%f}" if moment else ""


def _still_shown(session: Session, messages: Sequence[OutboxMessage]) -> set[int]:
    """Those whose result the student sees."""
    about = {
        message.id: (UUID(message.payload["test"]), UUID(message.payload["student"]))
        for message in messages
        if message.id is not None
    }
    shown = set(
        session.exec(
            select(Mark.test_id, Mark.student_id).where(
                col(Mark.test_id).in_({test for test, _ in about.values()}), col(Mark.published_version) > 0
            )
        ).all()
    )
    return {number for number, place in about.items() if place in shown}


KINDS = (
    NoticeKind(
        name=STUDENT,
        label="marks.notice.label",
        title="marks.notice.title",
        route="/mina-amnen",
        workspaces=(Workspace.STUDENT,),
        channels=(),
        holds=_still_shown,
    ),
    NoticeKind(
        name=HOME,
        label="marks.notice.label",
        title="marks.notice.title",
        route="/barn/{student}/bedomning",
        workspaces=(Workspace.GUARDIAN,),
        per_child=True,
        holds=_still_shown,
    ),
)
