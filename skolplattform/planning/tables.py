"""Unit plans: the teacher's draft, and each edition that was published to a group."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Index
from sqlmodel import SQLModel

from skolplattform.core.columns import Keep, Secrecy, column, key, ref
from skolplattform.core.ids import UuidKey
from skolplattform.planning.curriculum import tables as curriculum_tables
from skolplattform.planning.discussion import tables as discussion_tables
from skolplattform.planning.hand_in import tables as hand_in_tables
from skolplattform.planning.influence import tables as influence_tables
from skolplattform.planning.journal import tables as journal_tables
from skolplattform.planning.learning_log import tables as learning_log_tables
from skolplattform.planning.lesson_plans import tables as lesson_plan_tables
from skolplattform.planning.library import tables as library_tables
from skolplattform.planning.peer_response import tables as peer_tables
from skolplattform.planning.pictures import tables as picture_tables
from skolplattform.planning.scratchpad import tables as scratchpad_tables
from skolplattform.planning.set_work import tables as set_work_tables

__all__ = [
    "EditionContent",
    "EditionGroup",
    "UnitPlan",
    "UnitPlanContent",
    "UnitPlanCriterion",
    "UnitPlanEdition",
    "UnitPlanGroup",
    "curriculum_tables",
    "discussion_tables",
    "hand_in_tables",
    "influence_tables",
    "journal_tables",
    "learning_log_tables",
    "lesson_plan_tables",
    "library_tables",
    "peer_tables",
    "picture_tables",
    "scratchpad_tables",
    "set_work_tables",
]

OPEN, PERSONAL = Secrecy.OPEN, Secrecy.PERSONAL
KEEP = Keep.TWO_YEARS


class UnitPlan(SQLModel, table=True):
    """A unit of work as its teachers write it (pedagogisk planering). Students read editions, never this row.

    `weeks` maps the Monday of a week (ISO text) to what is done in it; `assessments` lists how students show what
    they can: title, day or empty, note.
    """

    __tablename__ = "unit_plan"
    __table_args__ = (
        CheckConstraint("end_date >= start_date", name="period"),
        Index("ix_unit_plan_unit_syllabus", "unit_id", "syllabus_id"),
    )

    id: UUID = key(keep=KEEP)
    unit_id: UUID = ref("organisation.id", "school unit", OPEN, index=False)
    syllabus_id: UUID = ref("syllabus.id", "what is taught", OPEN, index=False)
    title: str = column("name of the unit", default="", keep=KEEP, max_length=120)
    purpose: str = column("what the students will learn", default="", keep=KEEP, max_length=4000)
    start_date: date = column("first day", keep=KEEP)
    end_date: date = column("last day", keep=KEEP)
    weeks: dict[str, str] = column("what is done, by Monday", default_factory=dict, keep=KEEP, sa_type=JSON)
    assessments: list[dict[str, Any]] = column(
        "how students show what they can", default_factory=list, keep=KEEP, sa_type=JSON
    )
    author_id: UUID = ref("person.id", "who began it", PERSONAL)
    edited_by: UUID = column("who saved last", PERSONAL, KEEP, sa_type=UuidKey)
    edited_at: datetime = column("when it was saved last", keep=KEEP)
    version: int = column("optimistic lock", default=1, keep=KEEP)
    edition: int = column("number of the edition students see; 0: none, a draft", default=0, keep=KEEP)
    archived: bool = column("taken away by its teacher", default=False, keep=KEEP)


class UnitPlanGroup(SQLModel, table=True):
    """A group that the plan is for."""

    __tablename__ = "unit_plan_group"

    plan_id: UUID = ref("unit_plan.id", "which plan", OPEN, primary_key=True, index=False)
    group_id: UUID = ref("group_.id", "which group", OPEN, primary_key=True)


class UnitPlanContent(SQLModel, table=True):
    """A point of core content that the plan takes up."""

    __tablename__ = "unit_plan_content"

    plan_id: UUID = ref("unit_plan.id", "which plan", OPEN, primary_key=True, index=False)
    content_id: UUID = ref("core_content.id", "which point", OPEN, primary_key=True, index=False)


class UnitPlanCriterion(SQLModel, table=True):
    """An aspect that the plan assesses."""

    __tablename__ = "unit_plan_criterion"

    plan_id: UUID = ref("unit_plan.id", "which plan", OPEN, primary_key=True, index=False)
    criterion_id: UUID = ref("criterion.id", "which aspect", OPEN, primary_key=True, index=False)


class UnitPlanEdition(SQLModel, table=True):
    """What was published, word for word, and never changed afterwards; only taken back."""

    __tablename__ = "unit_plan_edition"

    plan_id: UUID = ref("unit_plan.id", "which plan", OPEN, primary_key=True, index=False)
    number: int = column("edition, from 1", keep=KEEP, primary_key=True)
    of_version: int = column("version of the draft it shows", keep=KEEP)
    before: int = column("edition that stood before, for undo", keep=KEEP)
    title: str = column("name of the unit", keep=KEEP, max_length=120)
    start_date: date = column("first day", keep=KEEP)
    end_date: date = column("last day", keep=KEEP)
    body: dict[str, Any] = column("the plan as students read it", keep=KEEP, sa_type=JSON)
    published_by: UUID = column("who published", PERSONAL, KEEP, sa_type=UuidKey)
    published_at: datetime = column("when", keep=KEEP)
    withdrawn_at: datetime | None = column("when it was taken back", keep=KEEP, default=None, nullable=True)


class EditionGroup(SQLModel, table=True):
    """A group whose students see the edition."""

    __tablename__ = "edition_group"

    plan_id: UUID = ref("unit_plan.id", "which plan", OPEN, primary_key=True, index=False)
    number: int = column("which edition", keep=KEEP, primary_key=True)
    group_id: UUID = ref("group_.id", "which group", OPEN, primary_key=True)


class EditionContent(SQLModel, table=True):
    """A point of core content that the edition takes up: what a group has met is counted here (PLA-03)."""

    __tablename__ = "edition_content"

    plan_id: UUID = ref("unit_plan.id", "which plan", OPEN, primary_key=True, index=False)
    number: int = column("which edition", keep=KEEP, primary_key=True)
    content_id: UUID = ref("core_content.id", "which point", OPEN, primary_key=True)
