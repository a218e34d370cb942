"""/min-dag: the lessons of today, the unreported one first, who is away, what waits, the own class."""

import reflex as rx
from sqlmodel import Session

from skolplattform.attendance.contract import AwayStudent, ClassNow, DayLesson, TeacherDay
from skolplattform.core import clock
from skolplattform.core.actor import Actor, Role, Workspace
from skolplattform.core.db import in_follow, in_read
from skolplattform.core.gate import guarded
from skolplattform.core.permissions import right
from skolplattform.i18n.client import clock_time, day, t
from skolplattform.ui import live
from skolplattform.ui.components.layout import (
    banner,
    button_link,
    empty,
    go,
    head,
    loaded,
    mark,
    section,
    split,
    stack,
    ways,
)
from skolplattform.ui.components.overlays import details
from skolplattform.ui.components.time import timeline
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.workspaces.pages.teacher_parts import own_class, tasks
from skolplattform.workspaces.teacher import Task, day_of, tasks_of

EARLIER = 3
"""So many lessons of earlier days stand open; the rest are a click away."""
VIEW_DAY = right("workspaces.teacher_day", Role.TEACHER, Role.MENTOR)
NONE = DayLesson(id="", name="", starts="", ends="", line=TeacherDay().mentored.limit, state="")


def _read(session: Session, actor: Actor) -> tuple[TeacherDay, tuple[Task, ...]]:
    found = day_of(session, actor, clock.today())
    return found, tasks_of(session, actor, found.matters)


class TeacherDayState(rx.State):
    """A teacher's day."""

    ready: bool = False
    today: str = ""
    lessons: tuple[DayLesson, ...] = ()
    earlier: tuple[DayLesson, ...] = ()
    earlier_rest: tuple[DayLesson, ...] = ()
    earlier_more: int = 0
    earlier_all: int = 0
    first: DayLesson = NONE
    away: tuple[AwayStudent, ...] = ()
    mentored: ClassNow = ClassNow()
    tasks: tuple[Task, ...] = ()

    @rx.event
    @guarded(VIEW_DAY)
    async def load(self) -> None:
        """Opened: today, and from now on what changes in it."""
        async with problems(self):
            topics = self._show(*await in_read(_read))
            live.watch(self, TeacherDayState.refresh, *topics)
        self.ready = True

    @rx.event
    @guarded(VIEW_DAY, keeps_awake=False)
    async def refresh(self) -> None:
        """Somebody reported a lesson, told of absence or asked for leave; or a lesson began or ended."""
        async with problems(self):
            self._show(*await in_follow(_read))

    def _show(self, found: TeacherDay, tasks: tuple[Task, ...]) -> tuple[str, ...]:
        self.tasks = tasks
        self.today = clock.today().isoformat()
        self.lessons, self.away, self.mentored = found.lessons, found.away, found.mentored
        self.earlier, self.earlier_rest = found.earlier[:EARLIER], found.earlier[EARLIER:]
        self.earlier_more, self.earlier_all = found.earlier_more, len(found.earlier) + found.earlier_more
        waiting = [lesson for lesson in found.lessons if lesson.state == "need" and lesson.may_report]
        self.first = waiting[0] if waiting else NONE
        live.wake(self, TeacherDayState.refresh, found.turns_at)
        return found.topics


def _unreported() -> rx.Component:
    first = TeacherDayState.first
    return rx.cond(
        first.id != "",
        banner(
            rx.el.b(t("workspaces.teacher.unreported", name=first.name)),
            rx.el.br(),
            rx.el.span(
                t(
                    "workspaces.teacher.unreported.line",
                    start=clock_time(first.starts),
                    end=clock_time(first.ends),
                    n=first.students,
                ),
                class_name="small",
            ),
            kind="need",
            action=button_link(t("workspaces.teacher.take"), to="/narvaro/" + first.id, kind="primary"),
        ),
    )


def _action(lesson: rx.Var[DayLesson]) -> rx.Component:
    """What can be done with the lesson: reported ones are opened again, unreported ones taken."""
    to = "/narvaro/" + lesson.id
    done = go(
        icon("check"),
        rx.el.span(t("workspaces.teacher.reported", time=clock_time(lesson.reported_at))),
        to=to,
        class_name="small soft with",
    )
    waits = rx.el.span(
        rx.el.span(class_name="dot", aria_hidden="true"), t("workspaces.teacher.not_reported"), class_name="small with"
    )
    named = {"aria_label": t("workspaces.teacher.take_for", name=lesson.name, time=clock_time(lesson.starts))}
    take = button_link(t("workspaces.teacher.take"), to=to, **named)
    return rx.match(
        lesson.state,
        ("done", rx.cond(lesson.reported_at != "", done)),
        ("need", rx.cond(lesson.id == TeacherDayState.first.id, waits, rx.cond(lesson.may_report, take))),
        ("now", rx.cond(lesson.may_report, take)),
        (
            "later",
            rx.cond(
                lesson.may_report,
                button_link(
                    t("workspaces.teacher.open"),
                    rx.el.span(" ", lesson.name, class_name="sr"),
                    to=to,
                    kind="quiet",
                ),
            ),
        ),
        rx.fragment(),
    )


def _entry(lesson: rx.Var[DayLesson]) -> tuple[rx.Var, rx.Component, rx.Component]:
    moment = rx.el.time(
        clock_time(lesson.starts),
        rx.el.br(),
        rx.el.span(clock_time(lesson.ends), class_name="soft tiny"),
        date_time=lesson.starts,
    )
    content = rx.fragment(
        rx.el.div(
            rx.el.h3(go(lesson.name, to="/lektion/" + lesson.id)), rx.el.p(t(lesson.line), class_name="small soft")
        ),
        rx.el.div(_action(lesson), class_name="btns"),
    )
    return lesson.state, moment, content


def _lessons() -> rx.Component:
    title = rx.el.h2(t("workspaces.teacher.lessons"), id="h-day")
    beside = ways((t("workspaces.teacher.pack"), "/vikarie"), (t("workspaces.teacher.week"), "/schema"))
    return rx.el.section(
        _unreported(),
        rx.el.div(title, beside, class_name="between"),
        rx.cond(
            TeacherDayState.lessons.length() > 0,
            timeline(TeacherDayState.lessons, _entry),
            empty(t("workspaces.teacher.free.title"), t("workspaces.teacher.free.why")),
        ),
        class_name="stack",
        style={"--gap": "12px"},
        aria_labelledby="h-day",
    )


def _earlier_row(lesson: rx.Var[DayLesson]) -> rx.Component:
    named = {"aria_label": t("workspaces.teacher.take_for", name=lesson.name, time=clock_time(lesson.starts))}
    return rx.el.li(
        rx.el.span(class_name="dot", aria_hidden="true"),
        rx.el.span(
            lesson.name,
            rx.el.br(),
            rx.el.span(day(lesson.day, "short"), " ", clock_time(lesson.starts), class_name="small soft"),
            class_name="grow",
        ),
        button_link(t("workspaces.teacher.take"), to="/narvaro/" + lesson.id, kind="quiet", **named),
    )


def _earlier() -> rx.Component:
    """Registers of earlier days that nobody has taken: they stay here until they are done."""
    state = TeacherDayState
    return rx.cond(
        state.earlier.length() > 0,
        section(
            t("workspaces.teacher.earlier"),
            rx.el.ul(rx.foreach(state.earlier, _earlier_row), class_name="list"),
            rx.cond(
                state.earlier_rest.length() > 0,
                details(
                    t("workspaces.teacher.earlier.all", n=state.earlier_all),
                    rx.el.ul(rx.foreach(state.earlier_rest, _earlier_row), class_name="list"),
                    rx.cond(
                        state.earlier_more > 0,
                        rx.el.p(t("workspaces.teacher.earlier.more", n=state.earlier_more), class_name="small soft"),
                    ),
                ),
            ),
            id="earlier",
        ),
    )


def _away_row(student: rx.Var[AwayStudent]) -> rx.Component:
    return rx.el.li(
        mark("valid"),
        rx.el.span(student.name, rx.el.br(), rx.el.span(t(student.line), class_name="small soft"), class_name="grow"),
        rx.el.time(t(student.told_at), class_name="small soft"),
    )


def _away() -> rx.Component:
    return section(
        t("workspaces.teacher.away"),
        rx.cond(
            TeacherDayState.away.length() > 0,
            rx.el.ul(rx.foreach(TeacherDayState.away, _away_row), class_name="list"),
            rx.el.p(t("workspaces.teacher.away.none"), class_name="small soft"),
        ),
        id="away",
        beside=rx.el.span(t("workspaces.teacher.away.whose"), class_name="small soft"),
    )


def _side() -> rx.Component:
    return stack(tasks(TeacherDayState.tasks), _earlier(), _away(), own_class(TeacherDayState.mentored), gap="32px")


@page(
    "/min-dag",
    title="workspaces.teacher.title",
    right=VIEW_DAY,
    workspace=Workspace.TEACHER,
    on_load=TeacherDayState.load,
)
def view() -> rx.Component:
    """My day."""
    return rx.fragment(
        head(
            t("workspaces.teacher.title"),
            above=day(TeacherDayState.today),
            actions=[button_link(t("workspaces.teacher.now"), to="/lektion/nu", kind="quiet")],
        ),
        loaded(TeacherDayState.ready, split(_lessons(), _side()), lines=8),
    )
