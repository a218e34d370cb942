"""What every read and write of a test begins with: the test, opened for who teaches it."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.assessment.marks.rules import Design, Form
from skolplattform.assessment.marks.tables import MarkedTest
from skolplattform.assessment.queries.activity import taught_activity
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.schedule.tables import Activity

MOST_TESTS = 60


def open_test(session: Session, actor: Actor, test_id: UUID, *, lock: bool = False) -> tuple[MarkedTest, Activity]:
    """The test and what it is in; `lock` makes other writers of the activity wait for this transaction.

    Raises:
        NotFound: missing, put away, or the actor does not teach it.
    """
    held = session.get(MarkedTest, test_id)
    if held is None:
        raise NotFound
    activity = taught_activity(session, actor, held.activity_id, lock=lock)
    session.refresh(held)
    if held.archived:
        raise NotFound
    return held, activity


def tests_of(session: Session, activity_id: UUID) -> Sequence[MarkedTest]:
    """The tests of an activity that are not put away, latest first."""
    return session.exec(
        select(MarkedTest)
        .where(MarkedTest.activity_id == activity_id, col(MarkedTest.archived).is_(False))
        .order_by(col(MarkedTest.day).desc(), col(MarkedTest.id).desc())
        .limit(MOST_TESTS)
    ).all()


def words_of(held: MarkedTest) -> Design:
    """The test as the rules know it."""
    return Design(held.title, held.day, Form(held.form), held.most, tuple(held.levels), held.work_id)
