"""Who can take a lesson, and which days somebody can be said to be away."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from skolplattform.core.errors import Invalid

LONGEST = timedelta(days=28)
"""Longer absence is planned in the timetable itself, not lesson by lesson."""
Span = tuple[datetime, datetime]


def overlap(one: Span, other: Span) -> bool:
    """Do two lessons share a moment? One that begins when the other ends does not."""
    return one[0] < other[1] and other[0] < one[1]


def free_for(
    lesson: Span, staff: Sequence[UUID], taught: Mapping[UUID, Collection[Span]], away: Collection[UUID]
) -> list[UUID]:
    """Those of the staff who are in school and teach nothing while the lesson goes on, in the order given."""
    return [one for one in staff if one not in away and not any(overlap(lesson, span) for span in taught.get(one, ()))]


def checked_days(first: date, last: date, today: date) -> None:
    """Absence of staff is told from today on, for at most four weeks.

    Raises:
        Invalid: at the field that is wrong.
    """
    if first < today:
        raise Invalid("first", "schedule.cover.error.past")
    if last < first:
        raise Invalid("last", "schedule.cover.error.order")
    if last - first >= LONGEST:
        raise Invalid("last", "schedule.cover.error.long", days=LONGEST.days)
