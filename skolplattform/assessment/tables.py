"""Judgements against criteria, with their history and publishing, and grades that are only ever added to."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, UniqueConstraint
from sqlmodel import SQLModel

from skolplattform.assessment.marks import tables as marks_tables
from skolplattform.assessment.own_matrix import tables as own_matrix_tables
from skolplattform.assessment.risk import tables as risk_tables
from skolplattform.assessment.screening import tables as screening_tables
from skolplattform.assessment.self_assessment import tables as self_tables
from skolplattform.core.columns import Keep, Secrecy, column, key, ref
from skolplattform.core.ids import UuidKey
from skolplattform.core.tables import BIG_KEY

__all__ = [
    "Grade",
    "Judgement",
    "JudgementVersion",
    "Publication",
    "PublishedVersion",
    "marks_tables",
    "own_matrix_tables",
    "risk_tables",
    "screening_tables",
    "self_tables",
]

PERSONAL, SENSITIVE, YEAR, FOREVER = Secrecy.PERSONAL, Secrecy.SENSITIVE, Keep.YEAR_AFTER, Keep.FOREVER

COMMENT_LENGTH = 1_000


class Judgement(SQLModel, table=True):
    """What a teacher holds of one student against one criterion in one activity: a draft, and what is published.

    The `published_` columns are what student and guardian see; they follow the draft only when it is published.
    `no_evidence` is a state and never a level (R-G02).
    """

    __tablename__ = "judgement"
    __table_args__ = (
        UniqueConstraint("activity_id", "student_id", "criterion_id"),
        Index("ix_judgement_student", "student_id", "syllabus_id"),
        CheckConstraint("NOT no_evidence OR level = ''", name="level"),
        CheckConstraint("NOT published_no_evidence OR published_level = ''", name="published_level"),
        CheckConstraint("published_version <= version", name="published_version"),
    )

    id: int | None = column("key", keep=YEAR, default=None, primary_key=True, sa_type=BIG_KEY)
    activity_id: UUID = ref("activity.id", "in which teaching", Secrecy.OPEN, index=False)
    student_id: UUID = ref("person.id", "whose", index=False)
    criterion_id: UUID = column("criterion of the curriculum, or aspect of an own matrix", keep=YEAR, sa_type=UuidKey)
    matrix_id: UUID | None = column(
        "matrix of the teachers' own; none: the subject's criteria",
        keep=YEAR,
        default=None,
        nullable=True,
        sa_type=UuidKey,
    )
    syllabus_id: UUID = ref("syllabus.id", "subject, repeated for the student's own matrix", Secrecy.OPEN)
    level: str = column("level of the syllabus's scale; empty: none", SENSITIVE, YEAR, default="", max_length=4)
    no_evidence: bool = column("evidence is lacking", SENSITIVE, YEAR, default=False)
    comment: str = column("feedback to the student", SENSITIVE, YEAR, default="", max_length=COMMENT_LENGTH)
    version: int = column("optimistic lock", keep=YEAR, default=0)
    author_id: UUID = column("who wrote last", PERSONAL, YEAR, sa_type=UuidKey)
    changed_at: datetime = column("when it was written last", keep=YEAR)
    published_level: str = column("level that is shown", SENSITIVE, YEAR, default="", max_length=4)
    published_no_evidence: bool = column("evidence is lacking, as shown", SENSITIVE, YEAR, default=False)
    published_comment: str = column("feedback that is shown", SENSITIVE, YEAR, default="", max_length=COMMENT_LENGTH)
    published_version: int = column("the version that is shown; 0: none yet", keep=YEAR, default=0)
    published_at: datetime | None = column("when it was shown", keep=YEAR, default=None, nullable=True, index=True)

    @property
    def is_draft(self) -> bool:
        """Is there something that the student does not see yet?"""
        return self.version != self.published_version


class JudgementVersion(SQLModel, table=True):
    """What a judgement said in one version, who wrote it and when. Only ever added to."""

    __tablename__ = "judgement_version"
    __table_args__ = (UniqueConstraint("judgement_id", "version"),)

    id: int | None = column("key", keep=YEAR, default=None, primary_key=True, sa_type=BIG_KEY)
    judgement_id: int = column("which judgement", keep=YEAR, foreign_key="judgement.id", sa_type=BIG_KEY)
    version: int = column("which version", keep=YEAR)
    level: str = column("level, empty: none", SENSITIVE, YEAR, default="", max_length=4)
    no_evidence: bool = column("evidence is lacking", SENSITIVE, YEAR, default=False)
    comment: str = column("feedback to the student", SENSITIVE, YEAR, default="", max_length=COMMENT_LENGTH)
    author_id: UUID = column("who wrote", PERSONAL, YEAR, sa_type=UuidKey)
    at: datetime = column("when", keep=YEAR)


class Publication(SQLModel, table=True):
    """One time a teacher showed drafts of an activity to students and guardians."""

    __tablename__ = "publication"

    id: UUID = key(keep=YEAR)
    activity_id: UUID = ref("activity.id", "in which teaching", Secrecy.OPEN)
    author_id: UUID = column("who published", PERSONAL, YEAR, sa_type=UuidKey)
    at: datetime = column("when", keep=YEAR)
    undone_at: datetime | None = column("when it was taken back", keep=YEAR, default=None, nullable=True)


class PublishedVersion(SQLModel, table=True):
    """The version of a judgement that a publication showed, and the one that was shown before."""

    __tablename__ = "published_version"

    publication_id: UUID = ref("publication.id", "which publication", Secrecy.OPEN, primary_key=True, index=False)
    judgement_id: int = column(
        "which judgement", keep=YEAR, foreign_key="judgement.id", primary_key=True, sa_type=BIG_KEY, index=True
    )
    version: int = column("the version shown", keep=YEAR)
    earlier_version: int = column("the version shown before; 0: none", keep=YEAR, default=0)
    earlier_at: datetime | None = column("when that was shown", keep=YEAR, default=None, nullable=True)


class Grade(SQLModel, table=True):
    """One decision in the grade catalogue (betygskatalogen). A change is a new row that supersedes the old (R-G17).

    A decision not to grade because evidence is lacking is `not_set`, printed as a dash, and never a letter
    (R-G01, R-G02).
    """

    __tablename__ = "grade"
    __table_args__ = (
        UniqueConstraint("supersedes_id"),
        UniqueConstraint("transfer_id", "revision"),
        Index("ix_grade_student", "student_id", "year", "semester"),
        Index("ix_grade_unit", "unit_id", "year", "semester"),
        CheckConstraint("(value IS NULL AND not_set) OR (value IS NOT NULL AND NOT not_set)", name="value"),
        CheckConstraint("value <> '' AND value <> '-' AND value <> '–'", name="dash"),
        CheckConstraint("semester IN ('HT', 'VT')", name="semester"),
    )

    id: UUID = key(keep=FOREVER)
    transfer_id: UUID = column("transfer id of SS 12000, the same in every revision", keep=FOREVER, sa_type=UuidKey)
    revision: int = column("1 is the first decision", keep=FOREVER, default=1, sa_type=SmallInteger)
    supersedes_id: UUID | None = ref(
        "grade.id", "the decision it takes the place of", Secrecy.OPEN, default=None, nullable=True, index=False
    )
    student_id: UUID = ref("person.id", "whose", index=False)
    unit_id: UUID = ref("organisation.id", "where the teaching was", Secrecy.OPEN, index=False)
    syllabus_id: UUID = ref("syllabus.id", "in which subject or course", Secrecy.OPEN)
    group_id: UUID | None = ref("group_.id", "in which group", Secrecy.OPEN, default=None, nullable=True)
    value: str | None = column("letter of the scale", PERSONAL, FOREVER, default=None, nullable=True, max_length=4)
    not_set: bool = column("no grade: evidence is lacking", PERSONAL, FOREVER, default=False)
    final: bool = column("set after the subject ended", PERSONAL, FOREVER, default=False)
    semester: str = column("HT or VT", keep=FOREVER, max_length=2)
    year: int = column("calendar year", keep=FOREVER, sa_type=SmallInteger)
    registered_date: date = column("day of the decision", keep=FOREVER)
    registered_by: UUID | None = ref("person.id", "who registered", default=None, nullable=True, index=False)
    grading_teacher_id: UUID | None = ref("person.id", "who decided", default=None, nullable=True, index=False)
    trial: bool = column("set at a trial (prövning)", PERSONAL, FOREVER, default=False)
    converted: bool = column("converted from another scale", PERSONAL, FOREVER, default=False)
    correction_type: str = column("Ändring or Rättelse (R-G12)", PERSONAL, FOREVER, default="", max_length=10)
    adapted_study_plan: str = column("how studies were adapted", SENSITIVE, FOREVER, default="", max_length=500)
    remark: str = column("other remark", SENSITIVE, FOREVER, default="", max_length=500)
    recorded_at: datetime = column("when the row was written", keep=FOREVER)
