"""The supervisor's side of workplace training: a link without sign-in that opens one student's days and nothing else.

The link's secret is all that is asked for. Whatever is wrong with it, the answer is the same: nothing.
"""

from datetime import date
from uuid import UUID

from sqlmodel import Session

from skolplattform.attendance.queries.training_link import LINK, training_of_link
from skolplattform.attendance.service.training import tell_day
from skolplattform.core import clock
from skolplattform.core.errors import NotFound


def confirm_day(session: Session, secret: str, *, day: date, minutes: int, version: int) -> UUID:
    """The supervisor tells one day of the link's own student; a change needs the version that was seen.

    Raises:
        NotFound: no such link, or it works no more. Conflict, Invalid: as `service.training.tell_day`.
    """
    row = training_of_link(session, secret)
    if row is None:
        raise NotFound
    tell_day(session, LINK, row, day=day, minutes=minutes, version=version, by=None)
    row.link_used_at = clock.now()
    session.add(row)
    return row.id
