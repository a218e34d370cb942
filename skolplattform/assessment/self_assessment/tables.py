"""Which units a teacher has opened for self-assessment, and what each student has said."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import SQLModel

from skolplattform.assessment.self_assessment.rules import WORDS_LENGTH
from skolplattform.core.columns import Keep, Secrecy, column, key, ref
from skolplattform.core.ids import UuidKey

OPEN, PERSONAL, YEAR = Secrecy.OPEN, Secrecy.PERSONAL, Keep.YEAR_AFTER


class SelfOpening(SQLModel, table=True):
    """A teacher lets the students of an activity assess themselves against a unit's criteria, until it is closed."""

    __tablename__ = "self_opening"
    __table_args__ = (UniqueConstraint("activity_id", "plan_id"),)

    id: UUID = key(keep=YEAR)
    activity_id: UUID = ref("activity.id", "in which teaching", OPEN, index=False)
    plan_id: UUID = column("unit of the planning module", keep=YEAR, sa_type=UuidKey)
    title: str = column("name of the unit when it was opened", keep=YEAR, max_length=120)
    criteria: list[str] = column("ids of the criteria that the unit assesses; none: all", keep=YEAR, sa_type=JSON)
    opened_by: UUID = column("who opened", PERSONAL, YEAR, sa_type=UuidKey)
    opened_at: datetime = column("when", keep=YEAR)
    closed_at: datetime | None = column("when it was closed", keep=YEAR, default=None, nullable=True)
    version: int = column("optimistic lock", keep=YEAR, default=1)


class SelfAnswer(SQLModel, table=True):
    """What one student says of one criterion. The student and those who teach the activity read it, nobody else."""

    __tablename__ = "self_answer"
    __table_args__ = (CheckConstraint("own IN ('', 'can', 'on_my_way', 'help')", name="own"),)

    opening_id: UUID = ref("self_opening.id", "on which unit", OPEN, primary_key=True, index=False)
    student_id: UUID = ref("person.id", "whose", primary_key=True)
    criterion_id: UUID = column("which criterion", keep=YEAR, primary_key=True, sa_type=UuidKey)
    own: str = column("can, on_my_way, help, or nothing", PERSONAL, YEAR, default="", max_length=10)
    words: str = column("the student's sentence", PERSONAL, YEAR, default="", max_length=WORDS_LENGTH)
    version: int = column("optimistic lock", keep=YEAR, default=1)
    changed_at: datetime = column("when it was written last", keep=YEAR)
