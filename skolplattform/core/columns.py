"""Columns that say what they are for: purpose, secrecy class and retention stand in each column's `info`."""

from enum import StrEnum
from typing import Any

from sqlmodel import Field

from skolplattform.core.ids import UuidKey, new_id


class Secrecy(StrEnum):
    """How a value is protected (domain rules 2.13)."""

    OPEN = "open"
    PERSONAL = "personal"
    PROTECTED = "protected"
    SENSITIVE = "sensitive"
    SECRET = "secret"  # noqa: S105 - a class of data, not a password


class Keep(StrEnum):
    """How long a value is kept (defaults of domain rules 2.14; a municipality decides by plan)."""

    FOREVER = "keep"
    WHILE_NEEDED = "while_needed"
    YEAR_AFTER = "one_year_after_academic_year"
    TWO_YEARS = "two_years"
    SESSION = "session"


def column(purpose: str, secrecy: Secrecy = Secrecy.OPEN, keep: Keep = Keep.WHILE_NEEDED, **options: Any) -> Any:
    """A table field with its purpose; `options` are those of sqlmodel's Field."""
    extra = dict(options.pop("sa_column_kwargs", {}))
    extra["info"] = {"purpose": purpose, "secrecy": secrecy.value, "retention": keep.value}
    return Field(sa_column_kwargs=extra, **options)


def key(purpose: str = "key of the row", keep: Keep = Keep.WHILE_NEEDED) -> Any:
    """The primary key of an SS 12000 entity (UUIDv7)."""
    return column(purpose, keep=keep, default_factory=new_id, primary_key=True, sa_type=UuidKey)


def ref(target: str, purpose: str, secrecy: Secrecy = Secrecy.PERSONAL, **options: Any) -> Any:
    """A foreign key to `table.column`; indexed unless told otherwise."""
    options.setdefault("index", True)
    return column(purpose, secrecy, foreign_key=target, sa_type=UuidKey, **options)
