"""What the law and the school say about attendance, without a database.

Minutes are whole minutes of one lesson. A student is present for what is left when the minutes away are taken
from the minutes offered; presence is never stored.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.core import clock
from skolplattform.core.errors import Invalid

OF_AGE = 18
LONGEST_REPORT = timedelta(days=14)
FURTHEST_AHEAD = timedelta(days=30)
UNDO_WITHIN = timedelta(seconds=15)
SCHOOL_DAY = (time(8), time(16))
MOMENT = timedelta(microseconds=1)
SHORT_LATE = 15
"""Minutes late from which a guardian is told the same day; local policy (R-A07)."""


LOCAL_LIMIT = 0.15
"""Share of absence from which a mentor is told; local policy, not law (R-A03, R-A13)."""
LIMIT_WEEKS = 4


class Mark(StrEnum):
    """How a student stands in a lesson, as shown."""

    PRESENT = "present"
    LATE = "late"
    VALID = "valid"
    INVALID = "invalid"
    OTHER = "other"


class Reason(StrEnum):
    """Why a student is away: a closed list, and nothing need be chosen (R-A14)."""

    NONE = ""
    SICK = "sick"
    OTHER = "other"


class Kind(StrEnum):
    """Kinds of absence told beforehand, in SS 12000's terms."""

    REPORTED = "Anmäld frånvaro"
    LEAVE = "Beviljad ledighet"


PRESENT = AbsentMinutes()
"""Nothing away: there the whole lesson. Late counts as minutes without valid reason (R-A07)."""


def checked(away: AbsentMinutes, minutes: int) -> AbsentMinutes:
    """The same minutes, when they fit a lesson of `minutes`.

    Raises:
        Invalid: negative, or more than the lesson has.
    """
    if min(away.valid, away.invalid, away.other) < 0 or away.total > minutes:
        raise Invalid("marks", "attendance.error.minutes", minutes=minutes)
    return away


def mark_of(away: AbsentMinutes, minutes: int) -> Mark:
    """How minutes away are shown: the kind that took most; a part without valid reason is a late arrival."""
    if not away:
        return Mark.PRESENT
    if away.invalid and away.invalid < minutes and not away.valid and not away.other:
        return Mark.LATE
    most = max(away.valid, away.invalid, away.other)
    if most == away.invalid:
        return Mark.INVALID
    return Mark.VALID if most == away.valid else Mark.OTHER


def part_of(away: AbsentMinutes, mark: Mark, minutes: int) -> int:
    """The minutes a mark takes when it does not take the whole lesson, 0 when it does."""
    taken = {Mark.LATE: away.invalid, Mark.VALID: away.valid, Mark.INVALID: away.invalid, Mark.OTHER: away.other}
    found = taken.get(mark, 0)
    return found if found < minutes else 0


def minutes_of(mark: Mark, part: int, minutes: int) -> AbsentMinutes:
    """What a teacher's mark means in minutes: `part` of the lesson, or all of it when no part is given.

    A late arrival needs its minutes; later than the lesson is long means away the whole lesson.
    """
    taken = min(part, minutes) or minutes
    match mark:
        case Mark.LATE:
            return AbsentMinutes(invalid=min(part, minutes))
        case Mark.VALID:
            return AbsentMinutes(valid=taken)
        case Mark.INVALID:
            return AbsentMinutes(invalid=taken)
        case Mark.OTHER:
            return AbsentMinutes(other=taken)
        case _:
            return PRESENT


@dataclass(frozen=True, slots=True)
class Told:
    """Absence that was told beforehand (R-A01): who is away, from and until, by whom and when."""

    student_id: UUID
    starts_at: datetime
    ends_at: datetime
    registered_by: UUID
    registered_at: datetime
    leave: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """What a teacher meets for one student when the lesson is opened."""

    away: AbsentMinutes = PRESENT
    told: Told | None = None
    told_after: bool = False


def overlap_minutes(starts_at: datetime, ends_at: datetime, spans: Iterable[tuple[datetime, datetime]]) -> int:
    """Whole minutes of the lesson that the spans cover together; what two spans share counts once."""
    covered, reached = timedelta(), starts_at
    for first, last in sorted(spans):
        first, last = max(first, reached), min(last, ends_at)
        if last > first:
            covered += last - first
            reached = last
    return int(covered.total_seconds() // 60)


def told_minutes(starts_at: datetime, ends_at: datetime, minutes: int, told: Iterable[Told]) -> int:
    """Minutes of a lesson that absence told beforehand takes: all of them when it covers the whole lesson.

    `minutes` are those offered, which may be fewer than the clock's (a break inside the lesson).
    """
    lasts = int((ends_at - starts_at).total_seconds() // 60)
    covered = overlap_minutes(starts_at, ends_at, ((one.starts_at, one.ends_at) for one in told))
    return minutes if covered >= lasts else min(covered, minutes)


def opening_marks(
    students: Iterable[UUID],
    told: Iterable[Told],
    *,
    starts_at: datetime,
    ends_at: datetime,
    minutes: int,
    reported: Mapping[UUID, AbsentMinutes] | None = None,
    reported_at: datetime | None = None,
) -> dict[UUID, Opening]:
    """The marks a lesson opens with: absence told beforehand is filled in as valid, the rest are present (R-A01).

    `reported` are the marks a teacher has saved: they stand, whatever a guardian tells afterwards. Such a
    message is still shown (`told_after`), so that the teacher can decide.
    """
    by_student: dict[UUID, list[Told]] = {}
    for one in told:
        if one.starts_at < ends_at and one.ends_at > starts_at:
            by_student.setdefault(one.student_id, []).append(one)
    found: dict[UUID, Opening] = {}
    for student in students:
        mine = sorted(by_student.get(student, ()), key=lambda one: one.registered_at)
        label = mine[-1] if mine else None
        if reported is None:
            found[student] = Opening(AbsentMinutes(valid=told_minutes(starts_at, ends_at, minutes, mine)), label)
        else:
            after = label is not None and reported_at is not None and label.registered_at > reported_at
            found[student] = Opening(reported.get(student, PRESENT), label, after)
    return found


@dataclass(frozen=True, slots=True)
class Share:
    """Minutes of one student or one group over some lessons (R-A15). `reported` of `offered` have been reported."""

    offered: int = 0
    reported: int = 0
    valid: int = 0
    invalid: int = 0
    other: int = 0

    @property
    def absent(self) -> int:
        """Minutes away; other school activity is not absence."""
        return self.valid + self.invalid

    @property
    def absent_share(self) -> float | None:
        """Absent minutes of the reported ones, 0 to 1; None when nothing has been reported (R-A15)."""
        return self.absent / self.reported if self.reported else None

    @property
    def invalid_share(self) -> float | None:
        """Absence without valid reason of the reported minutes, 0 to 1; None when nothing has been reported."""
        return self.invalid / self.reported if self.reported else None

    @property
    def unreported_share(self) -> float | None:
        """Offered minutes that nobody has reported, 0 to 1: stands next to every percentage (R-A15)."""
        return (self.offered - self.reported) / self.offered if self.offered else None

    def __add__(self, more: "Share") -> "Share":
        return Share(
            self.offered + more.offered,
            self.reported + more.reported,
            self.valid + more.valid,
            self.invalid + more.invalid,
            self.other + more.other,
        )


def limit_period(today: date) -> date:
    """The Monday from which the latest weeks are counted."""
    return today - timedelta(days=today.weekday(), weeks=LIMIT_WEEKS - 1)


def is_of_age(birth_date: date | None, on: date) -> bool:
    """Has the person turned 18 on that day (R-A10)? Unknown birth date: no."""
    if birth_date is None:
        return False
    had_birthday = (on.month, on.day) >= (birth_date.month, birth_date.day)
    return on.year - birth_date.year - (0 if had_birthday else 1) >= OF_AGE


def may_report_for(*, is_self: bool, is_guardian: bool, birth_date: date | None, on: date) -> bool:
    """May this person tell the school that the student is away? A guardian until 18, then the student (R-A10)."""
    return is_self if is_of_age(birth_date, on) else is_guardian


def span_of(
    first: date, last: date, *, from_time: time | None, until_time: time | None, today: date
) -> tuple[datetime, datetime]:
    """From and until, for whole days or a part of one day.

    Longer absence than 14 days, or far ahead, is leave and the head's to decide (R-A04).

    Raises:
        Invalid: at the field that is wrong.
    """
    if first < today:
        raise Invalid("first", "attendance.error.past")
    if first > today + FURTHEST_AHEAD:
        raise Invalid("first", "attendance.error.far")
    if last < first:
        raise Invalid("last", "attendance.error.order")
    if last - first >= LONGEST_REPORT:
        raise Invalid("last", "attendance.error.long", days=LONGEST_REPORT.days)
    if from_time is None and until_time is None:
        return clock.day_bounds(first, last)
    if first != last:
        raise Invalid("last", "attendance.error.part_of_days")
    starts_at, ends_at = clock.day_bounds(first)
    starts_at = clock.at(first, from_time) if from_time else starts_at
    ends_at = clock.at(first, until_time) if until_time else ends_at
    if ends_at <= starts_at:
        raise Invalid("until_time", "attendance.error.times")
    return starts_at, ends_at


def begins_the_day(starts_at: datetime, day: date) -> bool:
    """Has the absence begun when the school day does, at 08.00?"""
    return starts_at <= clock.at(day, SCHOOL_DAY[0])


def ends_the_day(ends_at: datetime, day: date) -> bool:
    """Does the absence last until the school day is over, at 16.00?"""
    return ends_at >= clock.at(day, SCHOOL_DAY[1])


def is_whole_day(starts_at: datetime, ends_at: datetime, day: date) -> bool:
    """Does the absence cover the school day, 08.00 to 16.00?"""
    return begins_the_day(starts_at, day) and ends_the_day(ends_at, day)


def first_version(moment: datetime) -> int:
    """The version of a new register: one made anew the same day after an undo is still newer than before."""
    return 1 + ((moment.hour * 60 + moment.minute) * 60 + moment.second) * 1_000 + moment.microsecond // 1_000


def needs_same_day_notice(away: AbsentMinutes, *, minutes: int, day: date, today: date) -> bool:
    """Must the guardian be told today (R-A02)? Missing a lesson without valid reason, not a short late arrival.

    Only for the school day itself: marks of an earlier day are corrections.
    """
    return day == today and (away.invalid >= SHORT_LATE or (away.invalid == minutes > 0))
