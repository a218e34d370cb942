"""The public face of the register: what it tells others."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class RegisterImported:
    """An export of the register was taken in, in the same transaction as this is told.

    `units` are those whose groups, lessons or attendance the export held; `first` and `last` the school days of
    its lessons, None when it held none. What others have counted for these units and days is to be counted anew.
    """

    run_id: UUID
    units: frozenset[UUID]
    first: date | None = None
    last: date | None = None
