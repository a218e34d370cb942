"""What a lesson's register means in each school form (R-A12).

Where there is a duty to attend, absence needs a valid reason, and home is told the same day when it has none (R-A02).
Adult education has no such duty: the register tells who took part. Nobody is away "without valid reason", no home is
told; what counts is whether the student is active, and in SFI how many hours are offered (R-V06).
"""

from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.registry.codes import SchoolType

SFI_FORMS = frozenset({SchoolType.SFI.value, SchoolType.ADULT_SFI.value})
"""Offered hours are held against the least that the law names (R-V06)."""
ADULT_FORMS = SFI_FORMS | frozenset(
    form.value
    for form in (
        SchoolType.ADULT,
        SchoolType.ADULT_BASIC,
        SchoolType.ADULT_UPPER_SECONDARY,
        SchoolType.ADULT_ADAPTED,
        SchoolType.ADULT_ADAPTED_BASIC,
        SchoolType.ADULT_ADAPTED_AREAS,
        SchoolType.ADULT_ADAPTED_UPPER,
        SchoolType.HIGHER_VOCATIONAL,
        SchoolType.FOLK_HIGH_SCHOOL,
        SchoolType.COMPLEMENTARY,
        SchoolType.ART_AND_CULTURE,
        SchoolType.LABOUR_MARKET,
        SchoolType.CONTRACT,
    )
)
"""School forms that report activity instead of a duty to attend."""
TRAINING_FORMS = ADULT_FORMS | {SchoolType.UPPER_SECONDARY.value, SchoolType.ADAPTED_UPPER_SECONDARY.value}
"""School forms with workplace training: APL of the upper secondary and komvux, LIA of YH (R-Y07, R-V07, R-V08)."""


def without_duty(away: AbsentMinutes) -> AbsentMinutes:
    """The same minutes where nobody must attend: away is away, and no reason is judged (R-A12)."""
    return AbsentMinutes(valid=away.valid + away.invalid, other=away.other)


def as_marked(away: AbsentMinutes, minutes: int) -> AbsentMinutes:
    """Minutes without a duty as a teacher marks them: a part of the lesson is a late arrival."""
    part = 0 < away.valid < minutes and not away.invalid and not away.other
    return AbsentMinutes(invalid=away.valid) if part else away
