"""Times, spans and names in words, in both languages."""

from datetime import date, datetime

from skolplattform.attendance import rules
from skolplattform.attendance.rules import Mark
from skolplattform.core import clock
from skolplattform.i18n import Text, both
from skolplattform.i18n.format import clock_time, day_text

_FREE = {Mark.PRESENT: "adult.mark.present", Mark.VALID: "adult.mark.valid"}
MARK_KEYS = [*(f"attendance.mark.{mark}" for mark in Mark), *_FREE.values()]


def mark_key(mark: str, *, duty: bool) -> str:
    """The text key of a mark. Where nobody must attend, one took part or did not; no reason is judged (R-A12)."""
    free = None if duty else _FREE.get(Mark(mark))
    return free or f"attendance.mark.{mark}"


def time_text(moment: datetime) -> Text:
    """07.12 (07:12 in English), on the school's clock."""
    local = clock.local(moment)
    return Text(sv=clock_time(local, "sv"), en=clock_time(local, "en"))


def span_text(starts_at: datetime, ends_at: datetime, day: date) -> Text:
    """hela dagen, till 12.00, från 13.00, 10.00–11.00: what the absence takes of one day."""
    if rules.is_whole_day(starts_at, ends_at, day):
        return both("attendance.span.whole")
    if rules.begins_the_day(starts_at, day):
        return both("attendance.span.until", time=time_text(ends_at))
    if rules.ends_the_day(ends_at, day):
        return both("attendance.span.since", time=time_text(starts_at))
    return both("attendance.span.part", start=time_text(starts_at), end=time_text(ends_at))


def told_when(moment: datetime, day: date) -> Text:
    """07.12 when it was told the same day, else the day: mån 16 nov."""
    local = clock.local(moment)
    return time_text(moment) if local.date() == day else day_text(local.date(), style="short")


def days_text(starts_at: datetime, ends_at: datetime) -> Text:
    """tis 17 nov, or tis 17 nov – tors 19 nov."""
    return dates_text(*covered_days(starts_at, ends_at))


def dates_text(first: date, last: date) -> Text:
    """tis 17 nov, or tis 17 nov – tors 19 nov."""
    if first == last:
        return day_text(first, style="short")
    return both("attendance.days", first=day_text(first, style="short"), last=day_text(last, style="short"))


def covered_days(starts_at: datetime, ends_at: datetime) -> tuple[date, date]:
    """The first and last school day a span touches; midnight belongs to the day before."""
    return clock.local(starts_at).date(), clock.local(ends_at - rules.MOMENT).date()
