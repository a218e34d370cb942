"""What a group does lesson by lesson, and how plans have moved with the timetable."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import SQLModel

from skolplattform.core.columns import Keep, Secrecy, column, key, ref
from skolplattform.core.ids import UuidKey

OPEN, PERSONAL, KEEP = Secrecy.OPEN, Secrecy.PERSONAL, Keep.TWO_YEARS


class LessonPlan(SQLModel, table=True):
    """The plan of one lesson. Its teachers write it; students and guardians read it when `shown`.

    `stands_at` is when its lesson began as the plan was put there: the order of the sequence.
    """

    __tablename__ = "lesson_plan"
    __table_args__ = (
        UniqueConstraint("lesson_id"),
        Index("ix_lesson_plan_activity_stands", "activity_id", "stands_at"),
        Index("ix_lesson_plan_taught", "activity_id", "taught_at", "id"),
        Index("ix_lesson_plan_unit", "unit_id"),
    )

    id: UUID = key(keep=KEEP)
    unit_id: UUID = ref("organisation.id", "school unit", OPEN, index=False)
    activity_id: UUID = ref("activity.id", "whose sequence it belongs to", OPEN, index=False)
    lesson_id: UUID | None = ref(
        "calendar_event.id",
        "lesson it stands on; none: it waits for one",
        OPEN,
        default=None,
        nullable=True,
        index=False,
    )
    stands_at: datetime = column("when that lesson began as the plan was put there", keep=KEEP)
    plan_id: UUID | None = ref("unit_plan.id", "unit it belongs to", OPEN, default=None, nullable=True, index=False)
    title: str = column("what is done", default="", keep=KEEP, max_length=120)
    steps: str = column("how, a line for each step", default="", keep=KEEP, max_length=4000)
    done: list[str] = column("steps that were done", default_factory=list, keep=KEEP, sa_type=JSON)
    material: str = column("material and links, a line for each", default="", keep=KEEP, max_length=2000)
    homework: str = column("homework until next time", default="", keep=KEEP, max_length=500)
    bring: str = column("what students bring along", default="", keep=KEEP, max_length=300)
    shown: bool = column("students and guardians read it", default=False, keep=KEEP)
    pinned: bool = column("stays on its day", default=False, keep=KEEP)
    taught_at: datetime | None = column("when it was first ticked off", default=None, nullable=True, keep=KEEP)
    carried: bool = column("what was left of it was taken on to a later lesson", default=False, keep=KEEP)
    edited_by: UUID = column("who saved last", PERSONAL, KEEP, sa_type=UuidKey)
    edited_at: datetime = column("when it was saved last", keep=KEEP)
    version: int = column("optimistic lock", default=1, keep=KEEP)


class LessonPlanContent(SQLModel, table=True):
    """A point of core content that the lesson takes up: met when it is planned, taught when it is ticked off."""

    __tablename__ = "lesson_plan_content"

    lesson_plan_id: UUID = ref("lesson_plan.id", "which lesson plan", OPEN, primary_key=True, index=False)
    content_id: UUID = ref("core_content.id", "which point", OPEN, primary_key=True, index=False)


class LessonMove(SQLModel, table=True):
    """That plans moved, from where and to where: what a teacher is told, and takes back with "Ångra"."""

    __tablename__ = "lesson_move"
    __table_args__ = (Index("ix_lesson_move_activity_closed", "activity_id", "closed"),)

    id: UUID = key(keep=KEEP)
    activity_id: UUID = ref("activity.id", "whose plans", OPEN, index=False)
    by_timetable: bool = column("the timetable moved them, not a teacher", keep=KEEP)
    before: dict[str, str] = column("lesson by plan; empty: none", keep=KEEP, sa_type=JSON)
    after: dict[str, str] = column("lesson by plan; empty: none", keep=KEEP, sa_type=JSON)
    moved_by: UUID = column("who moved them, or saw that they had", PERSONAL, KEEP, sa_type=UuidKey)
    moved_at: datetime = column("when", keep=KEEP)
    closed: bool = column("taken back, or taken note of", default=False, keep=KEEP)
