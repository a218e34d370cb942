"""Votes, of which a secret one keeps only sums: no row, order or time says who chose what. And class councils."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
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


class Council(SQLModel, table=True):
    """A class council (klassråd): its points and decisions, until its minutes are approved and frozen."""

    __tablename__ = "council"

    id: UUID = key(keep=KEEP)
    group_id: UUID = ref("group_.id", "which group meets", OPEN)
    day: date = column("when it meets", keep=KEEP)
    secretary_id: UUID | None = ref(
        "person.id", "which student writes the minutes; empty: the teacher", index=False, default=None, nullable=True
    )
    is_open: bool = column("its minutes are being written, or corrected", default=True, keep=KEEP)
    edition: int = column("which minutes were approved last; 0: none yet", default=0, keep=KEEP)
    called_by: UUID = ref("person.id", "which teacher called it", PERSONAL, index=False)
    called_at: datetime = column("when", keep=KEEP)
    version: int = column("optimistic lock", default=1, keep=KEEP)


class CouncilPoint(SQLModel, table=True):
    """A point of the agenda, proposed by a student or a teacher, and what was said about it."""

    __tablename__ = "council_point"

    id: UUID = key(keep=KEEP)
    council_id: UUID = ref("council.id", "of which council", OPEN)
    title: str = column("what it is about", PERSONAL, KEEP, max_length=200)
    minutes: str = column("what was said, and what it led to", PERSONAL, KEEP, default="", max_length=4000)
    proposed_by: UUID = ref("person.id", "who proposed it", PERSONAL, index=False)
    version: int = column("optimistic lock", default=1, keep=KEEP)


class CouncilDecision(SQLModel, table=True):
    """What the council decided: who does what until when. What is not done is on the table of the next council."""

    __tablename__ = "council_decision"

    id: UUID = key(keep=KEEP)
    council_id: UUID = ref("council.id", "of which council", OPEN)
    text: str = column("what is to be done", PERSONAL, KEEP, max_length=500)
    responsible_id: UUID | None = ref(
        "person.id", "who does it; empty: everybody", index=False, default=None, nullable=True
    )
    due: date | None = column("until when", default=None, nullable=True, keep=KEEP)
    done_at: datetime | None = column("when it was done", default=None, nullable=True, keep=KEEP)


class CouncilEdition(SQLModel, table=True):
    """Minutes as they were approved. A correction is a new edition; this one is never changed."""

    __tablename__ = "council_edition"

    council_id: UUID = ref("council.id", "of which council", OPEN, primary_key=True, index=False)
    number: int = column("edition, from 1", keep=KEEP, primary_key=True)
    body: dict[str, Any] = column("points and decisions, with ids of persons", PERSONAL, KEEP, sa_type=JSON)
    approved_by: UUID = ref("person.id", "which teacher approved them", PERSONAL, index=False)
    approved_at: datetime = column("when", keep=KEEP)
