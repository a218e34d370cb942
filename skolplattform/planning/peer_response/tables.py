"""What a teacher asks a group to say of each other's hand-ins, and what each of its students says."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, Index, SmallInteger, UniqueConstraint
from sqlmodel import SQLModel

from skolplattform.core.columns import Keep, Secrecy, column, key, ref
from skolplattform.core.ids import UuidKey

OPEN, PERSONAL, KEEP = Secrecy.OPEN, Secrecy.PERSONAL, Keep.TWO_YEARS


class PeerRound(SQLModel, table=True):
    """A group's students answer each other's hand-ins on a task. What is asked does not change once it is asked."""

    __tablename__ = "peer_round"
    __table_args__ = (UniqueConstraint("work_id", "group_id"),)

    id: UUID = key(keep=KEEP)
    work_id: UUID = ref("set_work.id", "on which task", OPEN, index=False)
    group_id: UUID = ref("group_.id", "of which group", OPEN, index=False)
    questions: list[str] = column("what one responds to, in order", keep=KEEP, sa_type=JSON)
    each: int = column("how many responses each gives", keep=KEEP, sa_type=SmallInteger)
    is_named: bool = column("writer and responder read each other's names", keep=KEEP)
    shown_at_once: bool = column("a response is read when it is sent, else when a teacher releases them", keep=KEEP)
    opened_by: UUID = ref("person.id", "which teacher asks", PERSONAL, index=False)
    opened_at: datetime = column("when", keep=KEEP)
    released_at: datetime | None = column("when a teacher released them", default=None, nullable=True, keep=KEEP)
    closed_at: datetime | None = column("when a teacher ended it", default=None, nullable=True, keep=KEEP)
    version: int = column("optimistic lock", default=1, keep=KEEP)


class PeerResponse(SQLModel, table=True):
    """A hand-in that was dealt to a classmate, and what they say of it: a draft of theirs until it is sent.

    Nothing is deleted: what is dealt to somebody else instead is set aside, what is hidden stays for the record.
    """

    __tablename__ = "peer_response"
    __table_args__ = (
        UniqueConstraint("round_id", "giver_id", "hand_in_id"),
        Index("ix_peer_response_giver", "giver_id"),
        Index("ix_peer_response_hand_in", "hand_in_id"),
    )

    id: UUID = key(keep=KEEP)
    round_id: UUID = ref("peer_round.id", "in which exchange", OPEN, index=False)
    giver_id: UUID = ref("person.id", "who responds", PERSONAL, index=False)
    hand_in_id: UUID = ref("hand_in.id", "to whose work", PERSONAL, index=False)
    number: int = column("which version of it", keep=KEEP, sa_type=SmallInteger)
    works: str = column("what works", PERSONAL, KEEP, default="", max_length=2000)
    next_step: str = column("the next step", PERSONAL, KEEP, default="", max_length=2000)
    version: int = column("optimistic lock", default=1, keep=KEEP)
    dealt_at: datetime = column("when it was dealt", keep=KEEP)
    sent_at: datetime | None = column("when it was sent", default=None, nullable=True, keep=KEEP)
    set_aside_at: datetime | None = column(
        "when it was dealt to somebody else instead", default=None, nullable=True, keep=KEEP
    )
    hidden_at: datetime | None = column("when a teacher hid it", default=None, nullable=True, keep=KEEP)
    hidden_by: UUID | None = column(
        "which teacher hid it", PERSONAL, KEEP, default=None, nullable=True, sa_type=UuidKey
    )
    hidden_why: str = column("why, as its writer reads it", PERSONAL, KEEP, default="", max_length=500)
