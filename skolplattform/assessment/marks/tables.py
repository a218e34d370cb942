"""Tests that a group has done, what each student has shown in them, and what was said before."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Index, SmallInteger, UniqueConstraint
from sqlmodel import SQLModel

from skolplattform.assessment.grid import CODE_LENGTH
from skolplattform.assessment.marks.rules import TITLE_LENGTH
from skolplattform.core.columns import Keep, Secrecy, column, key, ref
from skolplattform.core.ids import UuidKey
from skolplattform.core.tables import BIG_KEY

OPEN, PERSONAL, SENSITIVE, YEAR = Secrecy.OPEN, Secrecy.PERSONAL, Secrecy.SENSITIVE, Keep.YEAR_AFTER

COMMENT_LENGTH = 1_000


class MarkedTest(SQLModel, table=True):
    """A test or a task with results, shared by all who teach the activity: a column of its markbook."""

    __tablename__ = "marked_test"
    __table_args__ = (UniqueConstraint("activity_id", "work_id"),)

    id: UUID = key(keep=YEAR)
    activity_id: UUID = ref("activity.id", "in which teaching", OPEN)
    work_id: UUID | None = column(
        "test or task of the calendar that it is", keep=YEAR, default=None, nullable=True, sa_type=UuidKey
    )
    title: str = column("what it is called", keep=YEAR, max_length=TITLE_LENGTH)
    day: date = column("when it was", keep=YEAR)
    form: str = column("points, levels or comment", keep=YEAR, max_length=10)
    most: int = column("points one can get; 0: it has none", keep=YEAR, default=0, sa_type=SmallInteger)
    levels: list[str] = column("levels in words, lowest first", keep=YEAR, sa_type=JSON)
    archived: bool = column("put away by a teacher", keep=YEAR, default=False)
    published_at: datetime | None = column(
        "when its results were shown last; empty: never", keep=YEAR, default=None, nullable=True
    )
    edited_by: UUID = column("who saved last", PERSONAL, YEAR, sa_type=UuidKey)
    edited_at: datetime = column("when it was saved last", keep=YEAR)
    version: int = column("optimistic lock", keep=YEAR, default=1)


class Mark(SQLModel, table=True):
    """What a student has shown in a test: a draft, and what is published. Never a grade (R-G19).

    The `published_` columns are what student and guardian see; they follow the draft only when it is published.
    """

    __tablename__ = "mark"
    __table_args__ = (
        UniqueConstraint("test_id", "student_id"),
        Index("ix_mark_student", "student_id"),
        CheckConstraint("published_version <= version", name="published_version"),
    )

    id: int | None = column("key", keep=YEAR, default=None, primary_key=True, sa_type=BIG_KEY)
    test_id: UUID = ref("marked_test.id", "of which test", OPEN, index=False)
    student_id: UUID = ref("person.id", "whose", index=False)
    code: str = column("points, level or why there is none", SENSITIVE, YEAR, default="", max_length=CODE_LENGTH)
    comment: str = column("words to the student", SENSITIVE, YEAR, default="", max_length=COMMENT_LENGTH)
    version: int = column("optimistic lock", keep=YEAR, default=0)
    author_id: UUID = column("who wrote last", PERSONAL, YEAR, sa_type=UuidKey)
    changed_at: datetime = column("when it was written last", keep=YEAR)
    published_code: str = column("result that is shown", SENSITIVE, YEAR, default="", max_length=CODE_LENGTH)
    published_comment: str = column("words that are shown", SENSITIVE, YEAR, default="", max_length=COMMENT_LENGTH)
    published_version: int = column("the version that is shown; 0: none yet", keep=YEAR, default=0)
    published_at: datetime | None = column("when it was shown", keep=YEAR, default=None, nullable=True)

    @property
    def is_draft(self) -> bool:
        """Is there something that the student does not see yet?"""
        return self.version != self.published_version


class MarkVersion(SQLModel, table=True):
    """What a result said in one version, who wrote it and when, and when it was shown. Only ever added to."""

    __tablename__ = "mark_version"
    __table_args__ = (UniqueConstraint("mark_id", "version"),)

    id: int | None = column("key", keep=YEAR, default=None, primary_key=True, sa_type=BIG_KEY)
    mark_id: int = column("which result", keep=YEAR, foreign_key="mark.id", sa_type=BIG_KEY)
    version: int = column("which version", keep=YEAR)
    code: str = column("points, level or why there is none", SENSITIVE, YEAR, default="", max_length=CODE_LENGTH)
    comment: str = column("words to the student", SENSITIVE, YEAR, default="", max_length=COMMENT_LENGTH)
    author_id: UUID = column("who wrote", PERSONAL, YEAR, sa_type=UuidKey)
    at: datetime = column("when", keep=YEAR)
    shown_at: datetime | None = column("when it was shown", keep=YEAR, default=None, nullable=True)
