"""Matrices of teachers' own: the levels in words, and the aspects that are judged."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, SmallInteger
from sqlmodel import SQLModel

from skolplattform.assessment.own_matrix.rules import NAME_LENGTH, TITLE_LENGTH
from skolplattform.core.columns import Keep, Secrecy, column, key, ref
from skolplattform.core.ids import UuidKey

OPEN, YEAR = Secrecy.OPEN, Keep.YEAR_AFTER


class OwnMatrix(SQLModel, table=True):
    """A matrix for what a group is taught, shared by all who teach it. Judgements in it carry its id."""

    __tablename__ = "own_matrix"

    id: UUID = key(keep=YEAR)
    activity_id: UUID = ref("activity.id", "in which teaching", OPEN)
    title: str = column("what it is called", keep=YEAR, max_length=TITLE_LENGTH)
    levels: list[str] = column("levels in words, lowest first", keep=YEAR, sa_type=JSON)
    plan_id: UUID | None = column("unit plan it belongs to", keep=YEAR, default=None, nullable=True, sa_type=UuidKey)
    archived: bool = column("put away by a teacher", keep=YEAR, default=False)
    edited_by: UUID = column("who saved last", Secrecy.PERSONAL, YEAR, sa_type=UuidKey)
    edited_at: datetime = column("when it was saved last", keep=YEAR)
    version: int = column("optimistic lock", keep=YEAR, default=1)


class OwnAspect(SQLModel, table=True):
    """What is judged in a matrix of one's own; a column of the grid."""

    __tablename__ = "own_aspect"

    id: UUID = key(keep=YEAR)
    matrix_id: UUID = ref("own_matrix.id", "of which matrix", OPEN)
    position: int = column("order in the matrix", keep=YEAR, sa_type=SmallInteger)
    name: str = column("what is judged", keep=YEAR, max_length=NAME_LENGTH)
    wordings: list[str] = column("what each level means, in the order of the levels", keep=YEAR, sa_type=JSON)
    criterion_id: UUID | None = column(
        "criterion of the syllabus that it is a part of", keep=YEAR, default=None, nullable=True, sa_type=UuidKey
    )
