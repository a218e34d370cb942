"""What the register shows of persons: small frozen pictures, never table objects."""

from dataclasses import dataclass
from uuid import UUID

PROTECTED_NAME = "Elev med skyddade uppgifter"
PROTECTED_INITIALS = "–"


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """A person as this actor may see them; `name` is already masked for a protected person without a grant."""

    id: str
    name: str
    initials: str
    protected: bool
    masked: bool = False


@dataclass(frozen=True, slots=True)
class ClassOf:
    """The class a student is in on a day."""

    student_id: UUID
    group_id: UUID
    name: str
    school_year: int | None
