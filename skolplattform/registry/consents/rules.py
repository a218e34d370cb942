"""When a consent holds, and who may be seen in a picture. No database and no clock."""

from collections.abc import Collection, Mapping
from enum import StrEnum


class Standing(StrEnum):
    """Where a consent stands."""

    GIVEN = "given"
    WAITING = "waiting"
    REFUSED = "refused"


def standing(*, all_must: bool, deciding: Collection[object], answers: Mapping[object, bool]) -> Standing:
    """Whether it holds, by the answers of those who decide today (R-C01 to R-C03).

    One no is enough, whoever said yes; what somebody answered who decides no more is not asked for.
    """
    said = [answers[one] for one in deciding if one in answers]
    if not all(said):
        return Standing.REFUSED
    enough = len(said) == len(deciding) if all_must else True
    return Standing.GIVEN if said and enough else Standing.WAITING


def may_be_pictured(standing: Standing, *, is_protected: bool) -> bool:
    """A protected person is never shown in a picture, and no consent changes that (R-X04)."""
    return standing is Standing.GIVEN and not is_protected
