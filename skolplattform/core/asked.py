"""What the platform asks its users to write, and why: law, the school, or nobody wants each field (OWN-16)."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlmodel import Session


class Basis(StrEnum):
    """Why a field is there. `LOCAL`: the platform or the school wants it before one can go on, no law does."""

    LAW = "law"
    LOCAL = "local"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class AskedField:
    """One field. `label` is the text key it is called by on its page, `source` the paragraph where law asks."""

    name: str
    label: str
    basis: Basis
    source: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """How many forms there are, and in how many each field says something; a field left out is in all of them."""

    forms: int
    fields: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class AskedForm:
    """A form with its fields. `filled` counts what stands in the forms of these units in a period, and reads none."""

    name: str
    title: str
    fields: tuple[AskedField, ...]
    filled: Callable[[Session, Collection[UUID], date, date], Filled]

    def field(self, name: str) -> AskedField:
        """The field of this name."""
        return next(field for field in self.fields if field.name == name)
