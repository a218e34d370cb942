"""A picture with its words, and who can be recognised in it. What it belongs to points at it."""

from datetime import datetime
from uuid import UUID

from sqlmodel import SQLModel

from skolplattform.core.columns import Keep, Secrecy, column, key, ref
from skolplattform.core.ids import UuidKey

PERSONAL, KEEP = Secrecy.PERSONAL, Keep.TWO_YEARS


class Picture(SQLModel, table=True):
    """A picture. Until it is said who is in it, it is seen by those who write alone."""

    __tablename__ = "picture"

    id: UUID = key(keep=KEEP)
    file_id: UUID = ref("stored_file.id", "the file")
    alt: str = column("what it shows, in words", PERSONAL, KEEP, default="", max_length=200)
    nobody: bool = column("nobody can be recognised", keep=KEEP, default=False)
    version: int = column("optimistic lock", default=1, keep=KEEP)
    added_by: UUID = column("who put it there", PERSONAL, KEEP, sa_type=UuidKey)
    added_at: datetime = column("when", keep=KEEP)


class PicturePerson(SQLModel, table=True):
    """Somebody who can be recognised in a picture."""

    __tablename__ = "picture_person"

    picture_id: UUID = ref("picture.id", "in which picture", Secrecy.OPEN, primary_key=True, index=False)
    person_id: UUID = ref("person.id", "who is seen", primary_key=True)
