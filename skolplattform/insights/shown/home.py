"""One card for each child: how today stands, the day as a strip, and what needs the guardian."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from skolplattform.core import clock
from skolplattform.i18n import NO_TEXT, Text, both
from skolplattform.i18n.format import day_text
from skolplattform.insights.queries.family import ChildDay, Told
from skolplattform.insights.queries.lessons import StudentLesson
from skolplattform.insights.rules.today import Held, Standing, standing
from skolplattform.insights.shown import words

RECENT = timedelta(days=2)
NOTES = 4


@dataclass(frozen=True, slots=True)
class Stretch:
    """A lesson in the strip of the day: place and width in per cent. `kind`: fill, dim (ahead) or none (away)."""

    x: str
    width: str
    kind: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know about the child. `asks`: it needs the guardian."""

    icon: str
    title: Text
    line: Text
    href: str = ""
    asks: bool = False


@dataclass(frozen=True, slots=True)
class ChildCard:
    """A child on the guardian's start page."""

    id: str
    name: str
    initials: str
    tone: str
    line: str
    mark: str
    status: Text
    strip: tuple[Stretch, ...]
    now: str
    starts: Text
    ends: Text
    strip_said: Text
    notes: tuple[Note, ...]
    is_told: bool
    is_of_age: bool
    href: str
    report_href: str


def child_cards(days: Sequence[ChildDay], now: datetime) -> tuple[ChildCard, ...]:
    """The guardian's children, ready to show."""
    return tuple(_card(one, place, now) for place, one in enumerate(days))


def turns_at(days: Sequence[ChildDay], now: datetime) -> datetime | None:
    """When the next lesson, or absence that was told, begins or ends for any of the children."""
    spans = (span for one in days for span in (*one.lessons, *one.told))
    return min((moment for span in spans for moment in (span.starts_at, span.ends_at) if moment > now), default=None)


def _card(one: ChildDay, place: int, now: datetime) -> ChildCard:
    child, today = one.child, clock.local(now).date()
    told = next((t for t in one.told if t.starts_at <= now < t.ends_at), None)
    how = standing(
        [Held(lesson.name, lesson.starts_at, lesson.ends_at, lesson.counts) for lesson in one.lessons],
        told.registered_at if told else None,
        now,
    )
    return ChildCard(
        id=str(child.id),
        name=child.given_name,
        initials=f"{child.given_name[:1]}{child.family_name[:1]}".upper(),
        tone=str(place % 3 + 1),
        line=", ".join(part for part in (child.class_name, child.unit_name) if part),
        mark=how.mark,
        status=_status(how, today),
        strip=_strip(one.lessons, now, is_away=told is not None),
        now=_now(one.lessons, now),
        starts=words.moment(one.lessons[0].starts_at) if one.lessons else NO_TEXT,
        ends=both("insights.home.ends", time=words.moment(one.lessons[-1].ends_at)) if one.lessons else NO_TEXT,
        strip_said=_strip_said(one.lessons),
        notes=_notes(one, told, now),
        is_told=bool(one.told),
        is_of_age=child.is_of_age,
        href=f"/barn/{child.id}",
        report_href=f"/anmal-franvaro?barn={child.id}",
    )


def _status(how: Standing, today: date) -> Text:
    if how.kind == "told" and how.at is not None and clock.local(how.at).date() != today:
        told_on = day_text(clock.local(how.at).date(), style="short")
        return both("insights.home.told_earlier", day=told_on)
    time = words.moment(how.at) if how.at else NO_TEXT
    return both(f"insights.home.{how.kind}", time=time, lesson=how.name, n=how.minutes)


def _scale(lessons: Sequence[StudentLesson], moment: datetime) -> float:
    first, last = lessons[0].starts_at, max(lesson.ends_at for lesson in lessons)
    return (moment - first) / (last - first) * 100


def _strip(lessons: Sequence[StudentLesson], now: datetime, *, is_away: bool) -> tuple[Stretch, ...]:
    found = []
    for lesson in lessons:
        x = _scale(lessons, lesson.starts_at)
        width = max(_scale(lessons, lesson.ends_at) - x - 0.6, 0.5)
        away = is_away or lesson.counts.valid or (lesson.counts.invalid and not lesson.counts.late)
        kind = "none" if away else "fill" if lesson.starts_at <= now else "dim"
        found.append(Stretch(f"{x:.1f}%", f"{width:.1f}%", kind))
    return tuple(found)


def _now(lessons: Sequence[StudentLesson], now: datetime) -> str:
    if not lessons or not lessons[0].starts_at <= now <= max(lesson.ends_at for lesson in lessons):
        return ""
    return f"{_scale(lessons, now):.1f}%"


def _strip_said(lessons: Sequence[StudentLesson]) -> Text:
    if not lessons:
        return NO_TEXT
    start, end = words.moment(lessons[0].starts_at), words.moment(lessons[-1].ends_at)
    return both("insights.home.day_spoken", start=start, end=end, n=len(lessons))


def _notes(one: ChildDay, told: Told | None, now: datetime) -> tuple[Note, ...]:
    notes = [_unexcused(one, lesson) for lesson in one.week if _needs_talk(lesson, now)][-2:]
    if told is not None:
        notes.append(_told(told, now, f"/anmal-franvaro?barn={one.child.id}"))
    reported = [lesson for lesson in one.week if lesson.counts.reported_lessons]
    if reported and not any(lesson.counts.absent for lesson in reported):
        line = both("insights.home.week_here_line", n=len(reported))
        notes.append(Note("check", both("insights.home.week_here"), line))
    if one.next_day:
        first, last = one.next_day[0], one.next_day[-1]
        title = both("insights.home.next", day=day_text(first.day, style="short"), time=words.moment(first.starts_at))
        notes.append(Note("calendar", title, both("insights.home.next_line", time=words.moment(last.ends_at))))
    return tuple(notes[:NOTES])


def _needs_talk(lesson: StudentLesson, now: datetime) -> bool:
    """Absence without reason of the last days, which the guardian is told about (R-A02)."""
    return bool(lesson.counts.invalid and not lesson.counts.late and now - lesson.starts_at < RECENT)


def _unexcused(one: ChildDay, lesson: StudentLesson) -> Note:
    when = day_text(lesson.day, style="short")
    line = both(
        "insights.home.unexcused_line", day=when, time=words.moment(lesson.starts_at), name=one.child.given_name
    )
    title = both("insights.home.unexcused", lesson=lesson.name)
    return Note("alert", title, line, f"/barn/{one.child.id}/narvaro", asks=True)


def _told(told: Told, now: datetime, href: str) -> Note:
    start, end = clock.day_bounds(clock.local(now).date())
    whole = told.starts_at <= start and told.ends_at >= end
    title = (
        both("insights.home.told_whole")
        if whole
        else both("insights.home.told_part", start=words.moment(told.starts_at), end=words.moment(told.ends_at))
    )
    return Note("undo", title, both("insights.home.told_line"), href)
