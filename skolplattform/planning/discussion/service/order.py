"""Order in a discussion: a student tells the teachers, and a teacher hides a contribution and says why."""

from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.core import clock, idempotency, outbox
from skolplattform.core.actor import Actor, Role, Workspace
from skolplattform.core.errors import NotFound
from skolplattform.core.modules import NoticeKind
from skolplattform.core.permissions import require
from skolplattform.planning.discussion import rules
from skolplattform.planning.discussion.permissions import LEAD, TAKE_PART
from skolplattform.planning.discussion.service.held import contribution_of, noted, require_version
from skolplattform.planning.discussion.tables import Contribution, ContributionReport, Discussion
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.tables import Duty
from skolplattform.schedule.tables import Activity, ActivityGroup, ActivityTeacher

MOST_TEACHERS = 20
HIDDEN = NoticeKind(
    name="planning.hidden",
    label="discussion.notice.hidden.label",
    title="discussion.notice.hidden",
    route="/diskussioner/{discussion}",
    workspaces=(Workspace.STUDENT,),
)
REPORTED = NoticeKind(
    name="planning.reported",
    label="discussion.notice.reported.label",
    title="discussion.notice.reported",
    route="/diskussioner/{discussion}",
    workspaces=(Workspace.TEACHER,),
)


def hide(session: Session, actor: Actor, contribution_id: UUID, *, why: str, version: int, key: str) -> None:
    """Hide a student's contribution from the class. Its writer is told, and why; it stays for the record.

    Raises:
        NotFound: not in a discussion that they lead, or a teacher's.
        Conflict: changed or hidden in between.
        Invalid: no reason.
    """
    require(actor, LEAD)

    def put_away() -> dict[str, str]:
        discussion, row = _students(session, actor, contribution_id)
        require_version(row, version)
        row.hidden_why, row.hidden_at, row.hidden_by = rules.checked_reason(why), clock.now(), actor.person_id
        _saved(session, actor, discussion, row, "hide")
        _settle(session, row.id)
        payload = {"student": str(row.written_by), "discussion": str(discussion.id)}
        cause = f"{HIDDEN.name}:{row.id}:{row.version}"
        outbox.queue(session, [outbox.Notice(HIDDEN.name, row.written_by, cause, payload)])
        return {}

    idempotency.once(session, actor, key, f"planning.hide_contribution:{contribution_id}", put_away)


def show_again(session: Session, actor: Actor, contribution_id: UUID, *, version: int, key: str) -> None:
    """It was hidden by mistake: the class reads it again.

    Raises:
        NotFound: not in a discussion that they lead, or a teacher's.
        Conflict: changed in between.
    """
    require(actor, LEAD)

    def show() -> dict[str, str]:
        discussion, row = _students(session, actor, contribution_id)
        require_version(row, version)
        row.hidden_why, row.hidden_at, row.hidden_by = "", None, None
        _saved(session, actor, discussion, row, "show_again")
        return {}

    idempotency.once(session, actor, key, f"planning.show_contribution:{contribution_id}", show)


def report(session: Session, actor: Actor, contribution_id: UUID, *, words: str, key: str) -> None:
    """A student tells the teachers of the group about a classmate's contribution; only they learn who did.

    Raises:
        NotFound: not shown to them, their own, a teacher's, or gone already.
        Invalid: too many words.
    """
    require(actor, TAKE_PART)

    def tell() -> dict[str, str]:
        discussion, row = _students(session, actor, contribution_id)
        gone = row.withdrawn_at or row.hidden_at
        if gone or row.written_by == actor.person_id or not actor.has(Role.STUDENT):
            raise NotFound
        told = session.get(ContributionReport, (row.id, actor.person_id)) or ContributionReport(
            contribution_id=row.id, reporter_id=actor.person_id
        )
        told.words, told.reported_at, told.settled_at = rules.checked_report(words), clock.now(), None
        session.add(told)
        session.flush()
        noted(session, actor, TAKE_PART, discussion, row, did="report")
        _tell_teachers(session, discussion, row)
        return {}

    idempotency.once(session, actor, key, f"planning.report_contribution:{contribution_id}", tell)


def let_stand(session: Session, actor: Actor, contribution_id: UUID, *, key: str) -> None:
    """A teacher has looked at what was reported, and it stays.

    Raises:
        NotFound: not in a discussion that they lead, or a teacher's.
    """
    require(actor, LEAD)

    def settle() -> dict[str, str]:
        discussion, row = _students(session, actor, contribution_id)
        _settle(session, row.id)
        noted(session, actor, LEAD, discussion, row, did="let_stand")
        return {}

    idempotency.once(session, actor, key, f"planning.let_stand:{contribution_id}", settle)


def _students(session: Session, actor: Actor, contribution_id: UUID) -> tuple[Discussion, Contribution]:
    discussion, row = contribution_of(session, actor, contribution_id)
    if row.by_teacher:
        raise NotFound
    return discussion, row


def _saved(session: Session, actor: Actor, discussion: Discussion, row: Contribution, did: str) -> None:
    row.version += 1
    session.add(row)
    session.flush()
    noted(session, actor, LEAD, discussion, row, did=did, version=row.version)


def _settle(session: Session, contribution_id: UUID) -> None:
    waiting = select(ContributionReport).where(
        ContributionReport.contribution_id == contribution_id, col(ContributionReport.settled_at).is_(None)
    )
    for told in session.exec(waiting.order_by(col(ContributionReport.reporter_id)).limit(200)).all():
        told.settled_at = clock.now()
        session.add(told)
    session.flush()


def _tell_teachers(session: Session, discussion: Discussion, row: Contribution) -> None:
    """Each who teaches the group the subject hears once of a contribution, however many report it."""
    payload = {"discussion": str(discussion.id)}
    today = clock.today()
    teachers = (
        select(Duty.person_id)
        .distinct()
        .join(ActivityTeacher, col(ActivityTeacher.duty_id) == col(Duty.id))
        .join(Activity, col(Activity.id) == col(ActivityTeacher.activity_id))
        .join(ActivityGroup, col(ActivityGroup.activity_id) == col(Activity.id))
        .where(
            ActivityGroup.group_id == discussion.group_id,
            Activity.syllabus_id == discussion.syllabus_id,
            holds_on(Duty.start_date, Duty.end_date, today),
            holds_on(ActivityTeacher.start_date, ActivityTeacher.end_date, today),
        )
    )
    outbox.queue(
        session,
        [
            outbox.Notice(REPORTED.name, teacher, f"{REPORTED.name}:{row.id}:{teacher}", payload)
            for teacher in session.exec(teachers.order_by(col(Duty.person_id)).limit(MOST_TEACHERS)).all()
        ],
    )
