"""What a home can say yes to, and what was answered."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, SmallInteger, text
from sqlmodel import SQLModel

from skolplattform.core.columns import Keep, Secrecy, column, key, ref
from skolplattform.core.ids import UuidKey

PERSONAL, KEEP = Secrecy.PERSONAL, Keep.TWO_YEARS
STANDS = text("ended_at IS NULL")


class ConsentKind(SQLModel, table=True):
    """A question in the words that it is asked in. Other words are another kind: the answers to these end with them."""

    __tablename__ = "consent_kind"

    code: str = column("what the wording is called", primary_key=True, max_length=40)
    purpose: str = column("what it is used for", max_length=40)
    position: int = column("place among the questions", sa_type=SmallInteger)
    all_must: bool = column("must every custodian say yes (R-C01)")
    name_sv: str = column("the question in Swedish", max_length=120)
    name_en: str = column("the question in English", max_length=120)
    meaning_sv: str = column("what a yes means, in Swedish", max_length=500)
    meaning_en: str = column("what a yes means, in English", max_length=500)
    start_date: date = column("first day that it is asked and holds")
    end_date: date | None = column("last day", default=None, nullable=True)


class ConsentAnswer(SQLModel, table=True):
    """What one person answered, and until when it stood. Only ever added, and ended by the next answer."""

    __tablename__ = "consent_answer"
    __table_args__ = (
        Index(
            "uq_consent_answer_standing",
            "person_id",
            "kind_code",
            "answered_by",
            unique=True,
            sqlite_where=STANDS,
            postgresql_where=STANDS,
        ),
    )

    id: UUID = key(keep=KEEP)
    person_id: UUID = ref("person.id", "whom it is about", index=False)
    kind_code: str = column("which question", keep=KEEP, foreign_key="consent_kind.code", max_length=40)
    answered_by: UUID = column("a custodian, or the student of age", PERSONAL, KEEP, sa_type=UuidKey)
    gives: bool = column("yes or no", PERSONAL, KEEP)
    answered_at: datetime = column("when", keep=KEEP)
    ended_at: datetime | None = column("when another answer took its place", default=None, nullable=True, keep=KEEP)
