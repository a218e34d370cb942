"""Results of screening, what was done about a signal, and what home was told. As secret as a support plan."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, UniqueConstraint
from sqlmodel import SQLModel

from skolplattform.assessment.screening.rules import TEXT_LENGTH
from skolplattform.core.columns import Keep, Secrecy, column, key, ref
from skolplattform.core.ids import UuidKey
from skolplattform.core.tables import BIG_KEY

OPEN, PERSONAL, SENSITIVE, KEPT = Secrecy.OPEN, Secrecy.PERSONAL, Secrecy.SENSITIVE, Keep.TWO_YEARS

COMMENT_LENGTH = 1_000


class ScreeningResult(SQLModel, table=True):
    """What a teacher saw of one child in one part of a material, in one school year.

    `signal` is what the limits of that day said: a later edition does not change what was seen.
    """

    __tablename__ = "screening_result"
    __table_args__ = (
        UniqueConstraint("student_id", "year", "material", "part"),
        Index("ix_screening_result_unit", "unit_id", "year", "material"),
    )

    id: int | None = column("key", keep=KEPT, default=None, primary_key=True, sa_type=BIG_KEY)
    student_id: UUID = ref("person.id", "whose", index=False)
    unit_id: UUID = ref("organisation.id", "at which school", OPEN, index=False)
    year: int = column("the school year's first calendar year", keep=KEPT, sa_type=SmallInteger)
    material: str = column("which material", PERSONAL, KEPT, max_length=40)
    part: str = column("which part of it", PERSONAL, KEPT, max_length=40)
    value: str = column("level in words, points, or - for not done", SENSITIVE, KEPT, default="", max_length=4)
    signal: bool = column("it asks for a closer look", SENSITIVE, KEPT, default=False)
    seen_on: date = column("the day the result was written", keep=KEPT)
    comment: str = column("what the teacher noticed", SENSITIVE, KEPT, default="", max_length=COMMENT_LENGTH)
    version: int = column("optimistic lock", keep=KEPT, default=1)
    author_id: UUID = ref("person.id", "who wrote last", index=False)
    changed_at: datetime = column("when it was written last", keep=KEPT)


class ScreeningVersion(SQLModel, table=True):
    """What a result said in one version, who wrote it and when. Only ever added to."""

    __tablename__ = "screening_version"
    __table_args__ = (UniqueConstraint("result_id", "version"),)

    id: int | None = column("key", keep=KEPT, default=None, primary_key=True, sa_type=BIG_KEY)
    result_id: int = column("which result", keep=KEPT, foreign_key="screening_result.id", sa_type=BIG_KEY)
    version: int = column("which version", keep=KEPT)
    value: str = column("level, points or -", SENSITIVE, KEPT, default="", max_length=4)
    comment: str = column("what the teacher noticed", SENSITIVE, KEPT, default="", max_length=COMMENT_LENGTH)
    author_id: UUID = column("who wrote", PERSONAL, KEPT, sa_type=UuidKey)
    at: datetime = column("when", keep=KEPT)


class ScreeningCare(SQLModel, table=True):
    """What the school does about a child's signals in one subject and year: look closer, plan, follow up (R-I05)."""

    __tablename__ = "screening_care"
    __table_args__ = (
        UniqueConstraint("student_id", "year", "subject"),
        CheckConstraint("need IN ('', 'none', 'adaptations', 'special')", name="need"),
        CheckConstraint("followed_up_on IS NULL OR planned_on IS NOT NULL", name="followed_up"),
    )

    id: UUID = key(keep=KEPT)
    student_id: UUID = ref("person.id", "whose", index=False)
    unit_id: UUID = ref("organisation.id", "at which school", OPEN)
    year: int = column("the school year's first calendar year", keep=KEPT, sa_type=SmallInteger)
    subject: str = column("swedish or maths", PERSONAL, KEPT, max_length=10)
    assessment: str = column("what the closer look found", SENSITIVE, KEPT, default="", max_length=TEXT_LENGTH)
    need: str = column("none, adaptations or special", SENSITIVE, KEPT, default="", max_length=12)
    consulted: bool = column("with somebody trained in special needs", keep=KEPT, default=False)
    assessed_on: date | None = column("when it was looked into", keep=KEPT, default=None, nullable=True)
    measures: str = column("planned support", SENSITIVE, KEPT, default="", max_length=TEXT_LENGTH)
    planned_on: date | None = column("when support was planned", keep=KEPT, default=None, nullable=True)
    follow_up: str = column("how it went, for the next teacher", SENSITIVE, KEPT, default="", max_length=TEXT_LENGTH)
    followed_up_on: date | None = column("when it was followed up", keep=KEPT, default=None, nullable=True)
    version: int = column("optimistic lock", keep=KEPT, default=1)
    author_id: UUID = ref("person.id", "who wrote last", index=False)
    changed_at: datetime = column("when it was written last", keep=KEPT)


class ScreeningTold(SQLModel, table=True):
    """What home was told of one child and subject, in the teacher's words. Only ever added to; the newest is shown."""

    __tablename__ = "screening_told"
    __table_args__ = (Index("ix_screening_told_student", "student_id", "year", "subject", "at"),)

    id: UUID = key(keep=KEPT)
    student_id: UUID = ref("person.id", "whose", index=False)
    unit_id: UUID = ref("organisation.id", "at which school", OPEN)
    year: int = column("the school year's first calendar year", keep=KEPT, sa_type=SmallInteger)
    subject: str = column("swedish or maths", PERSONAL, KEPT, max_length=10)
    seen: str = column("what was seen", SENSITIVE, KEPT, max_length=TEXT_LENGTH)
    next_step: str = column("what comes next", SENSITIVE, KEPT, max_length=TEXT_LENGTH)
    author_id: UUID = ref("person.id", "who told", index=False)
    at: datetime = column("when", keep=KEPT)
