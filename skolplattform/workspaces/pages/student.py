"""I dag: the student's start page."""

from dataclasses import dataclass, field
from datetime import datetime

import reflex as rx
from sqlmodel import Session

from skolplattform.core import clock
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.db import in_read
from skolplattform.core.gate import guarded
from skolplattform.core.identity import current_identity
from skolplattform.i18n import NO_TEXT, Text, both
from skolplattform.i18n.client import day, t
from skolplattform.i18n.format import day_text
from skolplattform.planning.contract import LessonTold
from skolplattform.schedule.pages.timetable import Timetable, entry, shown_week
from skolplattform.schedule.shown import LessonRow
from skolplattform.schedule.views import LessonView
from skolplattform.ui import live
from skolplattform.ui.components.layout import empty, go, head, level, loaded, section, split, stack, ways
from skolplattform.ui.components.time import timeline, week_grid
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.workspaces.pages.student_hours import HoursState, own_hours
from skolplattform.workspaces.pages.student_parts import (
    BackRow,
    ToldRow,
    UnitRow,
    WorkRow,
    came_back,
    lessons_told,
    units_now,
    work_ahead,
)
from skolplattform.workspaces.student import VIEW_OWN_DAY, StudentDay, student_day


@dataclass(frozen=True, slots=True)
class NextLesson:
    """Where to be next; `when` says how soon."""

    title: str = ""
    room: str = ""
    starts: str = ""
    ends: str = ""
    teacher: str = ""
    when: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    """What a teacher has said about a criterion."""

    code: str
    sign: str
    title: str
    comment: str


@dataclass(frozen=True, slots=True)
class DayShown:
    """The start page's content."""

    iso: str = ""
    name: str = ""
    upcoming: NextLesson = NextLesson()
    lessons: tuple[LessonRow, ...] = ()
    closed: str = ""
    units: tuple[UnitRow, ...] = ()
    work: tuple[WorkRow, ...] = ()
    came_back: tuple[BackRow, ...] = ()
    told: tuple[ToldRow, ...] = ()
    feedback: tuple[FeedbackRow, ...] = ()
    timetable: Timetable = field(default_factory=Timetable)
    cancelled: tuple[Text, ...] = ()


def how_soon(lesson: LessonView, moment: datetime) -> Text:
    """'Pågår till 11.30', 'Om 1 h 5 min', or the day it is."""
    if lesson.starts_at <= moment:
        return both("workspaces.student.until", time=clock.local(lesson.ends_at).strftime("%H.%M"))
    if lesson.day != clock.local(moment).date():
        return day_text(lesson.day, style="long")
    hours, minutes = divmod(int((lesson.starts_at - moment).total_seconds()) // 60, 60)
    return both(f"workspaces.student.{'in_hours' if hours else 'in_minutes'}", hours=hours, minutes=minutes)


def _next(shown: StudentDay) -> NextLesson:
    lesson = shown.upcoming
    if lesson is None:
        return NextLesson()
    return NextLesson(
        title=lesson.subject or lesson.name,
        room=lesson.rooms.replace("Sal ", "sal "),
        starts=clock.local(lesson.starts_at).strftime("%H.%M"),
        ends=clock.local(lesson.ends_at).strftime("%H.%M"),
        teacher=shown.teacher,
        when=how_soon(lesson, clock.now()),
    )


def day_shown(session: Session, actor: Actor) -> DayShown:
    """The actor's own day, ready for the page."""
    shown = student_day(session, actor)
    week = shown_week(shown.week, by_group=False)
    today = next((item for item in week.days if item.today), None)
    return DayShown(
        iso=shown.today.isoformat(),
        upcoming=_next(shown),
        lessons=today.lessons if today else (),
        closed=today.closed if today else "",
        units=tuple(UnitRow(str(unit.id), unit.title, unit.subject, unit.weeks) for unit in shown.units),
        told=tuple(_told(lesson, said) for lesson, said in shown.told),
        work=tuple(WorkRow(one.day.isoformat(), one.kind, one.title, one.subject) for one in shown.work),
        came_back=tuple(BackRow(str(one.work_id), one.title, one.subject, one.is_done) for one in shown.came_back),
        feedback=tuple(
            FeedbackRow(
                item.level,
                "–" if item.level == "-" else item.level,
                f"{item.subject}, {item.criterion.lower()}" if item.criterion else item.subject,
                item.comment,
            )
            for item in shown.feedback
        ),
        timetable=week,
        cancelled=tuple(
            both("workspaces.student.cancelled", day=item.name, lesson=lesson.title)
            for item in week.days
            for lesson in item.lessons
            if lesson.cancelled
        ),
    )


def _told(lesson: LessonView, said: LessonTold) -> ToldRow:
    starts = clock.local(lesson.starts_at).strftime("%H:%M")
    return ToldRow(starts, lesson.subject or lesson.name, said.title, said.homework, said.bring)


def _own_topic(_session: Session, actor: Actor) -> str:
    return f"student:{actor.person_id}"


class StudentDayState(rx.State):
    """The student's day."""

    ready: bool = False
    name: str = ""
    day: DayShown = DayShown()

    @rx.event
    @guarded(VIEW_OWN_DAY)
    async def load(self):
        """The page was opened."""
        identity = current_identity()
        self.name = identity.name.split()[0] if identity else ""
        async with problems(self):
            self.day = await in_read(day_shown)
            live.watch(self, StudentDayState.refresh, await in_read(_own_topic))
        self.ready = True

    @rx.event
    @guarded(VIEW_OWN_DAY, keeps_awake=False)
    async def refresh(self):
        """Something of the student's has changed."""
        self.day = await in_read(day_shown)


@page(
    "/idag",
    title="workspaces.student.title",
    right=VIEW_OWN_DAY,
    workspace=Workspace.STUDENT,
    on_load=[StudentDayState.load, HoursState.load],
)
def view() -> rx.Component:
    """The page."""
    shown = StudentDayState.day
    hello = rx.cond(
        StudentDayState.name != "",
        t("workspaces.student.hello", name=StudentDayState.name),
        t("workspaces.student.title"),
    )
    main = stack(
        _next_card(),
        came_back(shown.came_back),
        lessons_told(shown.told),
        work_ahead(shown.work),
        units_now(shown.units),
        gap="32px",
    )
    side = stack(_today(), own_hours(), _feedback(), gap="32px")
    return rx.fragment(
        head(hello, above=rx.el.span(day(shown.iso), class_name="first-letter")),
        loaded(StudentDayState.ready, stack(split(main, side), _week(), gap="40px"), lines=10),
    )


def _next_card() -> rx.Component:
    upcoming = StudentDayState.day.upcoming
    where = rx.cond(
        upcoming.room != "",
        t("workspaces.student.next_in", lesson=upcoming.title, room=upcoming.room),
        upcoming.title,
    )
    line = rx.fragment(
        upcoming.starts,
        "–",
        upcoming.ends,
        rx.cond(upcoming.teacher != "", " " + t("workspaces.student.with", name=upcoming.teacher), ""),
    )
    card = rx.el.section(
        rx.el.p(t(upcoming.when), class_name="small soft"),
        rx.el.h2(where, id="h-next", class_name="next-lesson"),
        rx.el.p(line),
        class_name="card",
        aria_labelledby="h-next",
    )
    return rx.cond(
        upcoming.title != "",
        card,
        empty(t("workspaces.student.no_more"), t("workspaces.student.no_more_why")),
    )


def _today() -> rx.Component:
    shown = StudentDayState.day
    return section(
        t("workspaces.student.today"),
        rx.cond(
            shown.lessons.length() > 0,
            timeline(shown.lessons, entry, plain=True),
            empty(t("schedule.no_lessons"), rx.cond(shown.closed != "", shown.closed, t("schedule.no_lessons_why"))),
        ),
        ways(
            (t("reports.student.class_own"), "/elevnarvaro"),
            (t("cases.family.link"), "/franvarouppfoljning"),
            (t("registry.insight.title"), "/min-insyn"),
            (t("consents.title"), "/mina-samtycken"),
        ),
        id="today",
    )


def _feedback() -> rx.Component:
    def row(item: rx.Var[FeedbackRow]) -> rx.Component:
        mark = rx.cond(item.code != "", level(item.code), rx.el.span(class_name="mark draft"))
        return rx.el.li(
            mark,
            rx.el.span(
                go(item.title, to="/mina-amnen", class_name="cover"),
                rx.el.br(),
                rx.el.span(item.comment, class_name="small"),
                class_name="grow",
            ),
        )

    feedback = StudentDayState.day.feedback
    return section(
        t("workspaces.student.feedback"),
        rx.cond(
            feedback.length() > 0,
            rx.el.ul(rx.foreach(feedback, row), class_name="list"),
            rx.el.p(t("workspaces.student.no_feedback"), class_name="soft"),
        ),
        id="feedback",
        beside=go(t("workspaces.student.all_subjects"), to="/mina-amnen", class_name="small"),
    )


def _week() -> rx.Component:
    shown = StudentDayState.day
    week = shown.timetable
    notes = rx.el.p(rx.foreach(shown.cancelled, lambda note: rx.el.span(t(note))), class_name="small soft legend")
    return rx.el.section(
        rx.el.div(rx.el.h2(t("schedule.week", week=week.week), id="h-week"), notes, class_name="between"),
        week_grid(week.heads, week.slots, label=t("schedule.label", week=week.week)),
        class_name="stack wide",
        aria_labelledby="h-week",
    )
