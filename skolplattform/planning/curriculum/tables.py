"""Curricula as rows with validity: a new one stands beside the old one, nothing is written over (R-T08, 2.18)."""

from datetime import date
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlmodel import SQLModel

from skolplattform.core.columns import Keep, Secrecy, column, key, ref

OPEN, FOREVER = Secrecy.OPEN, Keep.FOREVER


class GradeScale(SQLModel, table=True):
    """A scale of grades or of criteria levels, with the days it holds (R-G01, R-P01, R-V01, R-V08)."""

    __tablename__ = "grade_scale"

    code: str = column("short name of the scale", keep=FOREVER, primary_key=True, max_length=12)
    name: str = column("name on screen", keep=FOREVER, max_length=80)
    source: str = column("rule and paragraph it comes from", default="", keep=FOREVER, max_length=80)
    valid_from: date = column("first day", keep=FOREVER)
    valid_to: date | None = column("last day", keep=FOREVER, default=None, nullable=True)


class GradeLevel(SQLModel, table=True):
    """One step of a scale. The dash for missing evidence is a state of a grade, never a level (R-G01, R-G02)."""

    __tablename__ = "grade_level"
    __table_args__ = (UniqueConstraint("scale_code", "position"),)

    scale_code: str = column(
        "which scale", keep=FOREVER, primary_key=True, foreign_key="grade_scale.code", max_length=12
    )
    code: str = column("letter or letters", keep=FOREVER, primary_key=True, max_length=4)
    name: str = column("name on screen", keep=FOREVER, max_length=60)
    position: int = column("order, from 0", keep=FOREVER)
    points: float | None = column("merit points (R-M01)", keep=FOREVER, default=None, nullable=True)
    passed: bool = column("is it a pass", keep=FOREVER)
    has_criteria: bool = column("is there a written criterion for it (R-G03)", keep=FOREVER)


class Curriculum(SQLModel, table=True):
    """A national curriculum with the days it holds, and for whom: everybody, or those who begin under it (R-Y01)."""

    __tablename__ = "curriculum"
    __table_args__ = (CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="dates"),)

    id: UUID = key(keep=FOREVER)
    code: str = column("version, as syllabuses of the register name it", keep=FOREVER, max_length=20, unique=True)
    name: str = column("name on screen", keep=FOREVER, max_length=80)
    school_types: list[str] = column("school forms that read by it", keep=FOREVER, sa_type=JSON)
    valid_from: date = column("first day", keep=FOREVER)
    valid_to: date | None = column("last day", keep=FOREVER, default=None, nullable=True)
    for_starters: bool = column("only for those who begin on or after its first day", default=False, keep=FOREVER)
    scale_code: str | None = column(
        "scale of its criteria; none where nothing is graded",
        keep=FOREVER,
        default=None,
        nullable=True,
        foreign_key="grade_scale.code",
        max_length=12,
    )


class Subject(SQLModel, table=True):
    """A version of a subject in one curriculum, with the days it holds; a language subject once for each language.

    A new version is a new row with stages of its own: what points at the old one goes on pointing at it. Version 0
    is the platform's own wording, replaced by what is imported. No first day means the curriculum's.
    """

    __tablename__ = "subject"
    __table_args__ = (
        UniqueConstraint("curriculum_id", "code", "language_code", "version"),
        CheckConstraint("valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from", name="dates"),
        Index("ix_subject_code", "code", "language_code"),
        Index("ix_subject_name", "name", "language_code"),
    )

    id: UUID = key(keep=FOREVER)
    curriculum_id: UUID = ref("curriculum.id", "which curriculum", OPEN, index=False)
    code: str = column("national subject code", keep=FOREVER, max_length=20)
    language_code: str = column("language of a language subject", default="", keep=FOREVER, max_length=3)
    version: int = column("version, as its publisher counts; 0: the platform's own words", default=0, keep=FOREVER)
    valid_from: date | None = column("first day of the version", keep=FOREVER, default=None, nullable=True)
    valid_to: date | None = column("last day of the version", keep=FOREVER, default=None, nullable=True)
    name: str = column("name on screen", keep=FOREVER, max_length=80)
    purpose: list[str] = column("abilities that the teaching develops", keep=FOREVER, sa_type=JSON)


class Stage(SQLModel, table=True):
    """The years, or the course or level, that core content and criteria of a subject are for; all data (R-T08)."""

    __tablename__ = "stage"
    __table_args__ = (
        UniqueConstraint("subject_id", "course_code", "start_school_year", "end_school_year", name="uq_stage_place"),
        CheckConstraint("end_school_year >= start_school_year", name="years"),
    )

    id: UUID = key(keep=FOREVER)
    subject_id: UUID = ref("subject.id", "which subject", OPEN, index=False)
    course_code: str = column("course or level; empty where years divide", default="", keep=FOREVER, max_length=20)
    name: str = column("name of the course or level", default="", keep=FOREVER, max_length=80)
    start_school_year: int | None = column("first year", keep=FOREVER, default=None, nullable=True)
    end_school_year: int | None = column("last year", keep=FOREVER, default=None, nullable=True)
    scale_code: str = column("scale of the criteria", keep=FOREVER, foreign_key="grade_scale.code", max_length=12)


class SubjectDecision(SQLModel, table=True):
    """A head's decision that a student reads a subject by the syllabus of the form that received them (R-P03).

    The group goes on reading by its own: `subject_code` is the group's. It counts while the student is enrolled in
    `school_type`, as a pupil of anpassad grundskola in a class of grundskola is. Nobody but their teachers, the head,
    the student and home is told.
    """

    __tablename__ = "subject_decision"
    __table_args__ = (
        CheckConstraint("end_date IS NULL OR end_date >= start_date", name="dates"),
        Index("ix_subject_decision_subject", "subject_code", "person_id"),
    )

    id: UUID = key(keep=Keep.TWO_YEARS)
    person_id: UUID = ref("person.id", "who reads by it")
    subject_code: str = column("national code of the subject that the group reads", keep=Keep.TWO_YEARS, max_length=20)
    school_type: str = column("whose syllabus is read instead", Secrecy.PERSONAL, Keep.TWO_YEARS, max_length=12)
    start_date: date = column("first day", Secrecy.PERSONAL, Keep.TWO_YEARS)
    end_date: date | None = column("last day", Secrecy.PERSONAL, Keep.TWO_YEARS, default=None, nullable=True)
    decided_by: UUID = ref("person.id", "who decided", index=False)
    version: int = column("optimistic lock", default=1, keep=Keep.TWO_YEARS)


class CoreContent(SQLModel, table=True):
    """A point of the core content. One that leaves the curriculum is withdrawn, for plans still point at it."""

    __tablename__ = "core_content"
    __table_args__ = (Index("ix_core_content_stage", "stage_id", "position"),)

    id: UUID = key(keep=FOREVER)
    stage_id: UUID = ref("stage.id", "which subject and years", OPEN, index=False)
    area: str = column("heading it stands under", keep=FOREVER, max_length=160)
    text: str = column("what it says", keep=FOREVER, max_length=1000)
    position: int = column("order in the stage", keep=FOREVER)
    withdrawn: bool = column("no longer part of the curriculum", default=False, keep=FOREVER)


class Criterion(SQLModel, table=True):
    """An aspect that is assessed: a column of the matrix."""

    __tablename__ = "criterion"
    __table_args__ = (Index("ix_criterion_stage", "stage_id", "position"),)

    id: UUID = key(keep=FOREVER)
    stage_id: UUID = ref("stage.id", "which subject and years", OPEN, index=False)
    aspect: str = column("short name", keep=FOREVER, max_length=60)
    position: int = column("order in the stage", keep=FOREVER)
    withdrawn: bool = column("no longer part of the curriculum", default=False, keep=FOREVER)


class CriterionLevel(SQLModel, table=True):
    """The wording of an aspect at one level. Only levels with written criteria have one (R-G03)."""

    __tablename__ = "criterion_level"

    criterion_id: UUID = ref("criterion.id", "which aspect", OPEN, primary_key=True, index=False)
    level: str = column("level of the scale", keep=FOREVER, primary_key=True, max_length=4)
    position: int = column("order, lowest first", keep=FOREVER)
    text: str = column("wording", keep=FOREVER, max_length=4000)
