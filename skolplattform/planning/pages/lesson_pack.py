"""/vikarie: a day's lessons with plan and group, to hand over or to print."""

import reflex as rx
from reflex.vars import Var

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import clock_time, day, t
from skolplattform.planning.lesson_plans.forms import OnDay
from skolplattform.planning.lesson_plans.permissions import TEACH
from skolplattform.planning.lesson_plans.queries import lesson_pack
from skolplattform.planning.lesson_plans.views import Pack, PackLesson
from skolplattform.planning.lesson_plans.words import Material, Step
from skolplattform.ui.address import shown_day
from skolplattform.ui.components.forms import button
from skolplattform.ui.components.layout import banner, chip, crumbs, empty, go, head, loaded, stack
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


class PackState(rx.State):
    """The lessons of one day."""

    ready: bool = False
    shown: Pack = Pack()

    @rx.event
    @guarded(TEACH)
    async def load(self) -> None:
        """Today."""
        self.reset()
        async with problems(self):
            self.shown = await in_read(lesson_pack, None)
        self.ready = True

    @rx.event
    @guarded(TEACH, OnDay)
    async def choose(self, day) -> None:
        """Another day; one that is half typed changes nothing."""
        chosen = shown_day(day)
        if chosen is not None:
            async with problems(self):
                self.shown = await in_read(lesson_pack, chosen)


def _lesson(lesson: Var[PackLesson]) -> rx.Component:
    when = rx.fragment(clock_time(lesson.starts), "–", clock_time(lesson.ends))
    heading = rx.el.h2(when, " ", lesson.name, rx.cond(lesson.rooms != "", ", " + lesson.rooms.to(str), ""))
    named = t("lesson.register.of", name=lesson.name, time=clock_time(lesson.starts))
    register = go(t("lesson.register"), to="/narvaro/" + lesson.id, class_name="small", aria_label=named)
    facts = rx.el.div(
        rx.cond(lesson.covered, chip(icon("users"), t("lesson.pack.covered"))),
        rx.cond(lesson.off.sv != "", chip(icon("x"), t(lesson.off)), register),
        class_name="btns",
    )
    return rx.el.li(
        rx.el.section(
            rx.el.div(heading, facts, class_name="between"),
            rx.el.div(_plan(lesson), _group(lesson), class_name="cols", style={"--min": "20rem"}),
            class_name="card stack pack",
        ),
        key=lesson.id,
    )


def _plan(lesson: Var[PackLesson]) -> rx.Component:
    def step(one: Var[Step]) -> rx.Component:
        minutes = rx.cond(one.minutes > 0, rx.el.span(" ", t("lesson.step.minutes", n=one.minutes), class_name="soft"))
        return rx.el.li(rx.el.span(class_name="tick", aria_hidden="true"), " ", one.text, minutes)

    def thing(one: Var[Material]) -> rx.Component:
        return rx.el.li(
            one.text, rx.cond(one.href != "", rx.fragment(": ", rx.el.a(one.href, href=one.href, rel="noreferrer")))
        )

    def pair(name: str, shown: Var, value: rx.Component | Var) -> rx.Component:
        return rx.cond(shown, rx.fragment(rx.el.dt(t(f"lesson.field.{name}")), rx.el.dd(value)))

    return rx.el.div(
        rx.el.h3(rx.cond(lesson.title != "", rx.el.span(lesson.title, lang="sv"), t("lesson.pack.none"))),
        rx.el.ul(rx.foreach(lesson.steps, step), class_name="stack", style={"--gap": "4px"}, lang="sv"),
        rx.el.dl(
            pair("material", lesson.material.length() > 0, rx.el.ul(rx.foreach(lesson.material, thing))),
            pair("homework", lesson.homework != "", lesson.homework),
            pair("bring", lesson.bring != "", lesson.bring),
            class_name="pairs",
            lang="sv",
        ),
        class_name="stack",
        style={"--gap": "12px"},
    )


def _group(lesson: Var[PackLesson]) -> rx.Component:
    names = rx.foreach(
        lesson.students, lambda name: rx.el.li(rx.el.span(class_name="tick", aria_hidden="true"), " ", name)
    )
    return rx.el.div(
        rx.el.h3(t("lesson.students", n=lesson.students.length())),
        rx.el.ul(names, class_name="names small"),
        class_name="stack",
        style={"--gap": "12px"},
    )


def _choose() -> list[rx.Component]:
    shown = PackState.shown
    which = rx.el.label(
        rx.el.span(t("lesson.pack.day"), class_name="sr"),
        rx.el.input(
            type="date", min=shown.first, max=shown.last, default_value=shown.day, on_change=PackState.choose,
            key=shown.first,
        ),
    )  # fmt: skip
    return [which, button(icon("printer"), t("lesson.pack.print"), custom_attrs={"data-print": ""})]


@page(
    "/vikarie",
    title="lesson.pack",
    right=TEACH,
    workspace=Workspace.TEACHER,
    nav="/min-dag",
    on_load=PackState.load,
)
def view() -> rx.Component:
    """The day."""
    shown = PackState.shown
    lessons = rx.el.ul(rx.foreach(shown.lessons, _lesson), class_name="stack", style={"--gap": "24px"})
    nothing = empty(t("lesson.pack.empty"), t("lesson.pack.empty.why"), level=2)
    return rx.fragment(
        crumbs((t("workspaces.teacher.title"), "/min-dag"), here=t("lesson.pack")),
        head(t("lesson.pack"), above=day(shown.day), line=t("lesson.pack.line"), actions=_choose()),
        stack(
            banner(t("lesson.pack.health"), sign="info"),
            loaded(PackState.ready, rx.cond(shown.lessons.length() > 0, lessons, nothing)),
            gap="24px",
        ),
    )
