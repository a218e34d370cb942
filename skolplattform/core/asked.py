"""What the platform asks its users to write, and why: law, the school, or nobody wants each field (OWN-16)."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from skolplattform.core import clock


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


def says(column: Any) -> ColumnElement[bool]:
    """The condition that a text field holds more than blanks."""
    return func.trim(col(column)) != ""


def in_term(moment: Any, first: date, last: date) -> ColumnElement[bool]:
    """The condition that a moment lies on one of the days; both are included."""
    return col(moment).between(clock.at(first, time.min), clock.at(last, time.max))


def counts(session: Session, said: Mapping[str, ColumnElement[bool]], *conditions: ColumnElement[bool]) -> Filled:
    """How many rows there are, and for each field how many say something, in one statement."""
    sums = [func.count().filter(condition) for condition in said.values()]
    forms, *fields = session.execute(select(func.count(), *sums).where(*conditions)).one()
    return Filled(forms, dict(zip(said, fields, strict=True)))
