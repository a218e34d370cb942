"""A school's day as the page of cover shows it."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.i18n import NO_TEXT, Text
from skolplattform.i18n.format import capital, clock_time, day_text
from skolplattform.registry.led import Schools
from skolplattform.schedule.cover.queries import DayOfUnit, Lesson, day_of_unit

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CoverRow:
    """A lesson whose teacher is away. `cover` is the duty that takes it; `beside` are colleagues who hold it anyway."""

    id: str = ""
    when: Text = NO_TEXT
    title: str = ""
    away: str = ""
    cover: str = ""
    cover_name: str = ""
    beside: str = ""
    free: Choices = ()
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class CoverDay:
    """The day, the staff that can be said to be away, and the lessons that lack somebody."""

    schools: Schools = ()
    unit_id: str = ""
    day: str = ""
    day_name: Text = NO_TEXT
    before: str = ""
    after: str = ""
    today: str = ""
    staff: Choices = ()
    rows: tuple[CoverRow, ...] = ()
    lacking: int = 0


def cover_day(session: Session, actor: Actor, unit_id: UUID | None, day: date) -> CoverDay:
    """One of the actor's schools, one day.

    Raises:
        Denied, NotFound: as `day_of_unit`.
    """
    schools, found = day_of_unit(session, actor, unit_id, day)
    names = dict(found.staff)
    rows = tuple(_row(found, lesson, names) for lesson in found.lessons if lesson.away)
    said = day_text(day)
    return CoverDay(
        schools=schools,
        unit_id=str(found.unit_id),
        day=day.isoformat(),
        day_name=Text(capital(said.sv), capital(said.en)),
        before=(day - timedelta(days=1)).isoformat(),
        after=(day + timedelta(days=1)).isoformat(),
        today=clock.today().isoformat(),
        staff=tuple((str(duty), name) for duty, name in found.staff),
        rows=rows,
        lacking=sum(1 for row in rows if not (row.cover or row.beside or row.is_over)),
    )


def _row(day: DayOfUnit, lesson: Lesson, names: dict[UUID, str]) -> CoverRow:
    cover = next(iter(sorted(lesson.covering - lesson.away)), None)
    return CoverRow(
        id=str(lesson.id),
        when=_times(lesson),
        title=lesson.name,
        away=_named(lesson.away, names),
        cover=str(cover) if cover else "",
        cover_name=names.get(cover, "") if cover else "",
        beside=_named(lesson.teaching - lesson.covering, names),
        free=tuple((str(duty), names[duty]) for duty in day.free(lesson)),
        is_over=lesson.span[1] <= clock.now(),
    )


def _times(lesson: Lesson) -> Text:
    starts, ends = (clock.local(moment) for moment in lesson.span)
    return Text(
        f"{clock_time(starts, 'sv')}–{clock_time(ends, 'sv')}", f"{clock_time(starts, 'en')}–{clock_time(ends, 'en')}"
    )


def _named(duties: frozenset[UUID], names: dict[UUID, str]) -> str:
    return ", ".join(sorted(names[duty] for duty in duties if duty in names))
