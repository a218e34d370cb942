"""Who is here now in förskola and fritidshem, from what staff noted at the door; what a child's card says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from skolplattform.attendance.rules.care import Spans
from skolplattform.core import clock

UNDO_WITHIN = timedelta(minutes=10)


class Way(StrEnum):
    """Through the door: in or out (SS 12000 AttendanceEvent)."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Noted:
    """One passage; `void` when somebody took it back."""

    way: Way
    at: datetime
    number: int
    void: bool = False


class CardState(StrEnum):
    """Where a child is, in the order in which the door needs to know."""

    LATE = "late"
    OVERDUE = "overdue"
    EXPECTED = "expected"
    HERE = "here"
    HOME = "home"
    AWAY = "away"
    FREE = "free"


def latest(events: Iterable[Noted]) -> Noted | None:
    """The passage that counts: the newest by time, then by number, of those not taken back."""
    standing = [event for event in events if not event.void]
    return max(standing, key=lambda event: (event.at, event.number)) if standing else None


def is_here(events: Iterable[Noted]) -> bool:
    """Is the child in the house?"""
    last = latest(events)
    return last is not None and last.way is Way.IN


def stays(events: Iterable[Noted], until: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """From and until of each stay; one that goes on lasts `until` now. A second `in` begins nothing new."""
    found: list[tuple[datetime, datetime]] = []
    began: datetime | None = None
    for event in sorted((one for one in events if not one.void), key=lambda one: (one.at, one.number)):
        if event.way is Way.IN:
            began = began or event.at
        elif began is not None:
            found.append((began, event.at))
            began = None
    if began is not None:
        found.append((began, max(began, until)))
    return tuple(found)


def card_state(
    day: date, expected: Spans, events: Iterable[Noted], *, is_away: bool, now: datetime, late_after: timedelta
) -> CardState:
    """What the card of a child says. What was seen at the door goes before what was told beforehand.

    `late_after` is the school's policy: how long after the told time a child counts as late, in or out.
    """
    last = latest(events)
    if last is not None and last.way is Way.IN:
        over = expected and now > clock.at(day, expected[-1].end) + late_after
        return CardState.OVERDUE if over else CardState.HERE
    if is_away:
        return CardState.AWAY
    coming = [span for span in expected if clock.at(day, span.end) > (last.at if last else now)]
    ahead = [span for span in coming if last is None or clock.at(day, span.start) > last.at]
    if not ahead:
        return CardState.HOME if last is not None or expected else CardState.FREE
    return CardState.LATE if now > clock.at(day, ahead[0].start) + late_after else CardState.EXPECTED


def turns_at(
    day: date, expected: Spans, events: Sequence[Noted], *, is_away: bool, now: datetime, late_after: timedelta
) -> datetime | None:
    """When the card says something else although nobody has done anything: the clock alone turns it.

    None: it stays as it is today. The card has turned in the second after.
    """

    def said(moment: datetime) -> CardState:
        return card_state(day, expected, events, is_away=is_away, now=moment, late_after=late_after)

    told = [clock.at(day, moment) for span in expected for moment in (span.start, span.end)]
    ahead = sorted(moment for one in told for moment in (one, one + late_after) if moment >= now)
    return next((moment for moment in ahead if said(moment + timedelta(seconds=1)) is not said(now)), None)


def may_take_back(noted_at: datetime, now: datetime) -> bool:
    """A slip of the hand is taken back within ten minutes; later it is noted as a passage of its own."""
    return now - noted_at <= UNDO_WITHIN
