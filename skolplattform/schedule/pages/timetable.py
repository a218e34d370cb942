"""The week's timetable: a student's own, a guardian's per child, a teacher's. One day at a time on a phone."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from skolplattform.core import clock
from skolplattform.core.actor import Actor, Role, Workspace
from skolplattform.core.db import in_read
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import Id, Number, Payload, guarded
from skolplattform.i18n.client import clock_time, t
from skolplattform.registry.queries import children_of
from skolplattform.schedule.permissions import VIEW_TIMETABLE
from skolplattform.schedule.shown import LessonRow, ShownDay, shown_days
from skolplattform.schedule.week import Week, monday_of, week_of_student, week_of_teacher
from skolplattform.ui import live
from skolplattform.ui.address import asked, asked_day
from skolplattform.ui.components.forms import button
from skolplattform.ui.components.layout import empty, head, loaded, stack
from skolplattform.ui.components.time import DayHead, Slot, row_of, timeline, week_grid
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems

WEEKS_AWAY = 60


@dataclass(frozen=True, slots=True)
class Child:
    """A child whose timetable can be chosen."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Timetable:
    """A week on the screen. `whose` is empty for the own one."""

    week: str = ""
    whose: str = ""
    child_id: str = ""
    children: tuple[Child, ...] = ()
    heads: tuple[DayHead, ...] = ()
    slots: tuple[Slot, ...] = ()
    days: tuple[ShownDay, ...] = ()
    cancelled: int = 0


def timetable(session: Session, actor: Actor, monday: date, child_id: UUID | None) -> Timetable:
    """The week of the actor; of the chosen child, or the eldest, for a guardian.

    Raises:
        NotFound: the child is not the guardian's.
    """
    if not actor.has(Role.GUARDIAN):
        by_group = actor.has(Role.TEACHER, Role.MENTOR)
        own = week_of_teacher if by_group else _own_week
        return shown_week(own(session, actor, monday), by_group=by_group)
    children = tuple(Child(child.id, child.name) for child in children_of(session, actor))
    chosen = next((child for child in children if child_id is None or child.id == str(child_id)), None)
    if chosen is None:
        raise NotFound
    week = week_of_student(session, actor, UUID(chosen.id), monday)
    return shown_week(week, by_group=False, whose=chosen, children=children)


def _own_week(session: Session, actor: Actor, monday: date) -> Week:
    return week_of_student(session, actor, actor.person_id, monday)


def shown_week(
    week: Week, *, by_group: bool, whose: Child | None = None, children: tuple[Child, ...] = ()
) -> Timetable:
    """The week as grid and as days."""
    days = shown_days(week, by_group=by_group)
    return Timetable(
        week=f"{week.monday.isocalendar().week}",
        whose=whose.name if whose else "",
        child_id=whose.id if whose else "",
        children=children,
        heads=tuple(DayHead(column, day.name, day.today) for column, day in enumerate(days, 2)),
        slots=tuple(_slot(column, lesson) for column, day in enumerate(days, 2) for lesson in day.lessons),
        days=days,
        cancelled=sum(lesson.cancelled for day in days for lesson in day.lessons),
    )


def _slot(column: int, lesson: LessonRow) -> Slot:
    return Slot(
        column=column,
        first=row_of(time.fromisoformat(lesson.starts)),
        last=row_of(time.fromisoformat(lesson.ends)),
        title=lesson.title,
        line=lesson.rooms,
        period=f"{lesson.starts}–{lesson.ends}".replace(":", "."),
        kind="off" if lesson.cancelled else "",
    )


class Step(Payload):
    """Forward or back by one, or to where today is (0)."""

    step: Number(-1, 1)  # type: ignore[valid-type]


class ChosenChild(Payload):
    """The child whose timetable to show."""

    child_id: Id


class TimetableState(rx.State):
    """A week's timetable. The day is the one shown on a phone."""

    ready: bool = False
    shown: Timetable = Timetable()
    day: int = 0
    _monday: str = ""
    _child: str = ""

    @rx.event
    @guarded(VIEW_TIMETABLE)
    async def load(self):
        """Opened: this week, or the week and child that the address asks for."""
        wanted = asked_day(self, "dag") or clock.today()
        self._monday, self._child = monday_of(wanted).isoformat(), _child_asked(self)
        self.day = min(wanted.weekday(), 4) if wanted.weekday() < 5 else 0
        async with problems(self):
            await self._read()

    @rx.event
    @guarded(VIEW_TIMETABLE, keeps_awake=False)
    async def refresh(self):
        """A lesson of the week has changed."""
        if self._monday:
            await self._read()

    @rx.event
    @guarded(VIEW_TIMETABLE, Step)
    async def turn_week(self, step):
        """The week after or before; 0 is this week."""
        this = monday_of(clock.today())
        wanted = (date.fromisoformat(self._monday) if self._monday else this) + timedelta(weeks=step)
        near = abs((wanted - this).days) <= WEEKS_AWAY * 7
        self._monday = (wanted if step and near else this).isoformat()
        await self._read()

    @rx.event
    @guarded(VIEW_TIMETABLE, Step)
    async def turn_day(self, step):
        """The school day after or before, on a phone; Monday follows Friday."""
        day = self.day + step
        self.day = day % 5
        if day != self.day and self._monday:
            self._monday = (date.fromisoformat(self._monday) + timedelta(weeks=step)).isoformat()
            await self._read()

    @rx.event
    @guarded(VIEW_TIMETABLE, ChosenChild)
    async def choose(self, child_id):
        """Another child of the guardian."""
        async with problems(self):
            self._child = str(child_id)
            await self._read()

    async def _read(self) -> None:
        child = UUID(self._child) if self._child else None
        self.shown = await in_read(timetable, date.fromisoformat(self._monday), child)
        self.ready = True
        whose = f"student:{self.shown.child_id}" if self.shown.child_id else "timetable"
        live.watch(self, TimetableState.refresh, whose)


def _child_asked(state: rx.State) -> str:
    try:
        return str(UUID(asked(state, "barn")))
    except ValueError:
        return ""


@page(
    "/schema",
    title="schedule.title",
    right=VIEW_TIMETABLE,
    workspace=(Workspace.STUDENT, Workspace.GUARDIAN, Workspace.TEACHER),
    on_load=TimetableState.load,
)
def view() -> rx.Component:
    """The page."""
    shown = TimetableState.shown
    title = rx.cond(shown.whose != "", t("schedule.of", name=shown.whose), t("schedule.title"))
    return rx.fragment(
        head(title, line=t("schedule.week", week=shown.week), actions=_week_buttons()),
        rx.cond(shown.children.length() > 1, _children(), rx.fragment()),
        loaded(TimetableState.ready, rx.fragment(_grid(), _one_day()), lines=8),
    )


def _week_buttons() -> list[rx.Component]:
    turn = TimetableState.turn_week
    return [
        button(icon("left"), kind="icon", aria_label=t("schedule.previous_week"), on_click=turn(-1)),
        button(t("schedule.this_week"), kind="quiet", on_click=turn(0)),
        button(icon("right"), kind="icon", aria_label=t("schedule.next_week"), on_click=turn(1)),
        button(t("schedule.print"), kind="quiet wide", custom_attrs={"data-print": ""}),
    ]


def _children() -> rx.Component:
    """One tab for each child."""
    shown = TimetableState.shown

    def tab(child: rx.Var[Child]) -> rx.Component:
        return rx.el.button(
            child.name,
            type="button",
            on_click=TimetableState.choose(child.id),
            custom_attrs={"aria-pressed": rx.cond(child.id == shown.child_id, "true", "false")},
        )

    return rx.el.div(rx.foreach(shown.children, tab), class_name="btns", role="group", aria_label=t("schedule.whose"))


def _grid() -> rx.Component:
    shown = TimetableState.shown
    label = t("schedule.label", week=shown.week)
    free = rx.foreach(shown.days, lambda day: rx.cond(day.closed != "", rx.el.span(t(day.name), ": ", day.closed)))
    return rx.el.div(
        rx.el.h2(label, class_name="sr"),
        rx.el.p(free, class_name="small soft legend"),
        week_grid(shown.heads, shown.slots, label=label),
        rx.cond(shown.cancelled > 0, rx.el.p(t("schedule.cancelled_note"), class_name="small soft")),
        class_name="wide stack timetable",
    )


def _one_day() -> rx.Component:
    """A phone's day, with previous and next."""
    day = TimetableState.shown.days[TimetableState.day]
    turn = TimetableState.turn_day
    bar = rx.el.div(
        button(icon("left"), kind="icon", aria_label=t("schedule.previous_day"), on_click=turn(-1)),
        rx.el.h2(t(day.name), custom_attrs={"aria-live": "polite"}),
        button(icon("right"), kind="icon", aria_label=t("schedule.next_day"), on_click=turn(1)),
        class_name="between",
    )
    why = rx.cond(day.closed != "", day.closed, t("schedule.no_lessons_why"))
    return rx.el.section(
        stack(
            bar,
            rx.cond(day.lessons.length() > 0, timeline(day.lessons, entry), empty(t("schedule.no_lessons"), why)),
        ),
        class_name="narrow",
    )


def entry(lesson: rx.Var[LessonRow]) -> tuple[rx.Var, rx.Component, rx.Component]:
    """A lesson in a day's list."""
    said = rx.el.div(
        rx.cond(lesson.cancelled, rx.el.s(lesson.title), rx.el.b(lesson.title)),
        " ",
        rx.el.span(lesson.rooms, class_name="soft"),
        rx.el.br(),
        rx.el.span(
            rx.cond(lesson.cancelled, t("schedule.cancelled"), t("schedule.until", time=clock_time(lesson.ends))),
            class_name="small soft",
        ),
    )
    return lesson.state, rx.el.time(clock_time(lesson.starts)), said
