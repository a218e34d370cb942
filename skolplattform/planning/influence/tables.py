"""Votes. Of a secret one only sums are kept: no row, order or time says who chose what."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import SQLModel

from skolplattform.core.columns import Keep, Secrecy, column, key, ref

OPEN, PERSONAL, KEEP = Secrecy.OPEN, Secrecy.PERSONAL, Keep.TWO_YEARS


class Poll(SQLModel, table=True):
    """A question that a group votes on. What is asked does not change when it is open."""

    __tablename__ = "poll"

    id: UUID = key(keep=KEEP)
    group_id: UUID = ref("group_.id", "which group votes", OPEN)
    question: str = column("what is asked", keep=KEEP, max_length=300)
    is_secret: bool = column("nobody learns who chose what", keep=KEEP)
    closes_on: date = column("last day to vote", keep=KEEP)
    closed_at: datetime | None = column("when a teacher closed it before that", default=None, nullable=True, keep=KEEP)
    opened_by: UUID = ref("person.id", "which teacher asks", PERSONAL, index=False)
    opened_at: datetime = column("when", keep=KEEP)


class PollChoice(SQLModel, table=True):
    """One of the alternatives. `votes` is counted for secret votes only; all of a vote's rows are written each time."""

    __tablename__ = "poll_choice"

    poll_id: UUID = ref("poll.id", "of which vote", OPEN, primary_key=True, index=False)
    number: int = column("place among the alternatives, from 1", keep=KEEP, primary_key=True)
    text: str = column("what one votes for", keep=KEEP, max_length=200)
    votes: int = column("how many chose it, in a secret vote", default=0, keep=KEEP)


class PollVoter(SQLModel, table=True):
    """Who has voted in a secret vote, so that nobody votes twice; not when, and not for what."""

    __tablename__ = "poll_voter"

    poll_id: UUID = ref("poll.id", "in which vote", OPEN, primary_key=True, index=False)
    person_id: UUID = ref("person.id", "who has voted", PERSONAL, primary_key=True)


class OpenBallot(SQLModel, table=True):
    """What somebody chose in an open vote; the group reads it."""

    __tablename__ = "open_ballot"

    poll_id: UUID = ref("poll.id", "in which vote", OPEN, primary_key=True, index=False)
    person_id: UUID = ref("person.id", "who has voted", PERSONAL, primary_key=True)
    number: int = column("which alternative", PERSONAL, KEEP)
