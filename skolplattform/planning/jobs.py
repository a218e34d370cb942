"""What planning does by itself: when the last day of a question or a vote is over, nobody is called to it any more."""

# pyright: reportArgumentType=false, reportCallIssue=false

from datetime import date, timedelta

from sqlmodel import Session, col, select

from skolplattform.core import clock, db
from skolplattform.core.modules import NoticeKind
from skolplattform.planning.discussion.service import OPENED as DISCUSSION_OPENED
from skolplattform.planning.discussion.tables import Discussion
from skolplattform.planning.group_notices import untell_students
from skolplattform.planning.influence.service import POLL_OPENED
from skolplattform.planning.influence.tables import Poll

LOOKS_BACK = timedelta(days=7)
"""So long a platform may have stood still without leaving a call to something that is over."""
MOST = 2_000


def withdraw_what_is_over() -> None:
    """Take back the notices of questions and votes whose last day was yesterday or shortly before."""
    with db.unit() as session:
        today = clock.today()
        _withdraw(session, Discussion, DISCUSSION_OPENED, today)
        _withdraw(session, Poll, POLL_OPENED, today)


def _withdraw(session: Session, table: type[Discussion] | type[Poll], kind: NoticeKind, today: date) -> None:
    over = col(table.closes_on).between(today - LOOKS_BACK, today - timedelta(days=1))
    rows = session.exec(select(table.id, table.group_id).where(over).order_by(col(table.id)).limit(MOST)).all()
    for about, group_id in rows:
        untell_students(session, kind, group_id, about)
