"""The results of a test become what student and guardian see; and can be taken back for a short while."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, select

from skolplattform.assessment.marks import notices
from skolplattform.assessment.marks.queries.held import open_test
from skolplattform.assessment.marks.tables import Mark, MarkedTest, MarkVersion
from skolplattform.assessment.service.publishing import UNDO_WITHIN
from skolplattform.core import audit, changes, clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Invalid
from skolplattform.core.idempotency import once
from skolplattform.schedule.tables import Activity


def publish_test(session: Session, actor: Actor, test_id: UUID, *, key: str) -> int:
    """Show every draft of the test to its student and guardians, and tell them. How many were shown.

    Raises:
        NotFound: the test is not the actor's.
    """
    intention = f"assessment.publish_test:{test_id}"
    return once(session, actor, key, intention, lambda: {"count": _publish(session, actor, test_id)})["count"]


def _publish(session: Session, actor: Actor, test_id: UUID) -> int:
    test, activity = open_test(session, actor, test_id, lock=True)
    drafts = session.exec(
        select(Mark)
        .where(Mark.test_id == test_id, col(Mark.version) != col(Mark.published_version))
        .order_by(col(Mark.id))
        .execution_options(populate_existing=True)
    ).all()
    if not drafts:
        return 0
    moment = clock.now()
    for item in drafts:
        item.published_code, item.published_comment = item.code, item.comment
        item.published_version, item.published_at = item.version, moment
    test.published_at = moment
    session.flush()
    version = select(Mark.version).where(col(Mark.id) == col(MarkVersion.mark_id)).scalar_subquery()
    here = col(MarkVersion.mark_id).in_([item.id for item in drafts]) & (col(MarkVersion.version) == version)
    session.execute(update(MarkVersion).where(here).values(shown_at=moment))
    notices.tell(session, test, activity.unit_id, {item.student_id for item in drafts})
    _told(session, actor, test, activity, drafts, "assessment.publish")
    return len(drafts)


def undo_test(session: Session, actor: Actor, test_id: UUID, *, key: str) -> int:
    """Take the latest showing of the test back: what was shown before is shown again. How many were taken back.

    Raises:
        NotFound: the test is not the actor's.
        Invalid: more than ten minutes have passed.
    """
    intention = f"assessment.undo_test:{test_id}"
    return once(session, actor, key, intention, lambda: {"count": _undo(session, actor, test_id)})["count"]


def _undo(session: Session, actor: Actor, test_id: UUID) -> int:
    test, activity = open_test(session, actor, test_id, lock=True)
    moment = test.published_at
    if moment is None:
        return 0
    if clock.now() - moment > UNDO_WITHIN:
        raise Invalid("publication", "assessment.error.undo_too_late")
    shown = session.exec(
        select(Mark)
        .where(Mark.test_id == test_id, Mark.published_at == moment)
        .order_by(col(Mark.id))
        .execution_options(populate_existing=True)
    ).all()
    _show_earlier(session, shown, moment)
    session.flush()
    before = select(Mark.published_at).where(Mark.test_id == test_id, col(Mark.published_at).is_not(None))
    test.published_at = session.exec(before.order_by(col(Mark.published_at).desc()).limit(1)).first()
    notices.take_back(session, test, moment)
    _told(session, actor, test, activity, shown, "assessment.undo_publication")
    return len(shown)


def _show_earlier(session: Session, shown: Sequence[Mark], moment: datetime) -> None:
    """Let each student see what was shown before that moment, or nothing."""
    of_these = col(MarkVersion.mark_id).in_([item.id for item in shown])
    session.execute(update(MarkVersion).where(of_these, col(MarkVersion.shown_at) == moment).values(shown_at=None))
    versions = session.exec(
        select(MarkVersion)
        .where(of_these, col(MarkVersion.shown_at).is_not(None))
        .order_by(col(MarkVersion.mark_id), col(MarkVersion.version))
    ).all()
    before = {version.mark_id: version for version in versions}
    for item in shown:
        earlier = before.get(item.id or 0)
        item.published_code, item.published_comment = (earlier.code, earlier.comment) if earlier else ("", "")
        item.published_version, item.published_at = (earlier.version, earlier.shown_at) if earlier else (0, None)


def _told(
    session: Session, actor: Actor, test: MarkedTest, activity: Activity, items: Sequence[Mark], verb: str
) -> None:
    """Audit one entry a student, and wake the open pages of class and families."""
    students = sorted({item.student_id for item in items})
    notes = [audit.Noted(test.id, student, {"activity": str(activity.id)}) for student in students]
    audit.record_each(session, actor, verb, "marked_test", notes, unit=activity.unit_id)
    changes.announce(session, f"activity:{activity.id}", *(f"student:{student}" for student in students))
