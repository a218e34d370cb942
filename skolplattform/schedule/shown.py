"""A week's lessons as rows for the screen: the day's list, with what is over, what goes on and what comes."""

from dataclasses import dataclass
from datetime import date, datetime

from skolplattform.core import clock
from skolplattform.i18n import Text
from skolplattform.i18n.format import capital, day
from skolplattform.schedule.views import LessonView
from skolplattform.schedule.week import Week

DONE, NOW, LATER = "done", "now", "later"


@dataclass(frozen=True, slots=True)
class LessonRow:
    """A lesson in a day's list; times are local, as 08:20."""

    id: str
    state: str
    starts: str
    ends: str
    title: str
    rooms: str
    cancelled: bool


@dataclass(frozen=True, slots=True)
class ShownDay:
    """A school day with its lessons; `closed` names a day without school."""

    iso: str
    name: Text
    today: bool
    closed: str
    lessons: tuple[LessonRow, ...]


def lesson_row(lesson: LessonView, moment: datetime, *, by_group: bool) -> LessonRow:
    """A lesson as a row; a teacher reads the group, a student the subject (`by_group`)."""
    state = DONE if lesson.ends_at <= moment else NOW if lesson.starts_at <= moment else LATER
    return LessonRow(
        id=str(lesson.id),
        state=state,
        starts=clock.local(lesson.starts_at).strftime("%H:%M"),
        ends=clock.local(lesson.ends_at).strftime("%H:%M"),
        title=lesson.name if by_group else lesson.subject or lesson.name,
        rooms=lesson.rooms,
        cancelled=lesson.cancelled,
    )


def shown_days(week: Week, *, by_group: bool) -> tuple[ShownDay, ...]:
    """The five days of a week."""
    moment, today = clock.now(), clock.today()
    return tuple(
        ShownDay(
            iso=date_.isoformat(),
            name=day_name(date_),
            today=date_ == today,
            closed=week.closed.get(date_, ""),
            lessons=tuple(lesson_row(item, moment, by_group=by_group) for item in week.lessons if item.day == date_),
        )
        for date_ in week.days
    )


def day_name(date_: date) -> Text:
    """'Tisdag 17', as the head of a column."""
    return Text(*(capital(day(date_, language).split(",")[0].rsplit(" ", 1)[0]) for language in ("sv", "en")))
