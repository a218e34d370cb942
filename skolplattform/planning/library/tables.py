"""What has been shared, and where copied plans come from."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKeyConstraint, Index, SmallInteger
from sqlmodel import SQLModel

from skolplattform.core.columns import Keep, Secrecy, column, key, ref
from skolplattform.core.ids import UuidKey

OPEN, PERSONAL, KEEP = Secrecy.OPEN, Secrecy.PERSONAL, Keep.TWO_YEARS


class SharedPlan(SQLModel, table=True):
    """An edition that a teacher lets colleagues copy. The edition is frozen; what may be searched stands here."""

    __tablename__ = "shared_plan"
    __table_args__ = (
        ForeignKeyConstraint(["plan_id", "number"], ["unit_plan_edition.plan_id", "unit_plan_edition.number"]),
        Index("ix_shared_plan_organiser_subject", "organiser_id", "subject_name"),
        Index("ix_shared_plan_plan", "plan_id"),
    )

    id: UUID = key(keep=KEEP)
    plan_id: UUID = column("which plan", OPEN, KEEP, sa_type=UuidKey)
    number: int = column("which edition", keep=KEEP)
    unit_id: UUID = ref("organisation.id", "school that it comes from", OPEN)
    organiser_id: UUID = ref("organisation.id", "the school's organiser", OPEN, index=False)
    reach: str = column("school or city", keep=KEEP, max_length=8)
    subject_name: str = column("subject", keep=KEEP, max_length=80)
    start_school_year: int | None = column(
        "first year of its stage", keep=KEEP, default=None, nullable=True, sa_type=SmallInteger
    )
    end_school_year: int | None = column(
        "last year of its stage", keep=KEEP, default=None, nullable=True, sa_type=SmallInteger
    )
    curriculum: str = column("curriculum that it is picked from", default="", keep=KEEP, max_length=20)
    words: str = column("its words in small letters, to be searched", keep=KEEP)
    shared_by: UUID = ref("person.id", "who shares it", PERSONAL)
    shared_at: datetime = column("when it was shared", keep=KEEP)
    taken_back_at: datetime | None = column("when it was taken back", keep=KEEP, default=None, nullable=True)


class PlanOrigin(SQLModel, table=True):
    """Where a copied plan comes from, as it was when it was copied."""

    __tablename__ = "plan_origin"

    plan_id: UUID = ref("unit_plan.id", "the copy", OPEN, primary_key=True, index=False)
    source_id: UUID = ref("unit_plan.id", "the plan that was copied", OPEN)
    edition: int = column("which edition; 0: its draft", keep=KEEP)
    title: str = column("what it was called", keep=KEEP, max_length=120)
    author_id: UUID = ref("person.id", "who wrote it", PERSONAL, index=False)
    unit_id: UUID = ref("organisation.id", "at which school", OPEN, index=False)
    written_on: date = column("day of the edition, or when the draft was saved last", keep=KEEP)
    unmatched: list[dict[str, str]] = column(
        "what the new group's curriculum has not",
        default_factory=list,
        keep=KEEP,
        sa_type=JSON,
    )
