"""The parts of Lektionen nu: the plan with its ticks, the register, what is due, what was left from last time."""

import reflex as rx
from reflex.vars import Var

from skolplattform.i18n.client import clock_time, day, t
from skolplattform.planning.lesson_plans.views import LessonPage
from skolplattform.planning.lesson_plans.words import Material, Step
from skolplattform.planning.pages.work_parts import kind_word
from skolplattform.planning.set_work.views import WorkLine
from skolplattform.ui.components.forms import button, choice
from skolplattform.ui.components.layout import (
    banner,
    button_link,
    chip,
    crumbs,
    empty,
    external,
    go,
    head,
    section,
    split,
    stack,
)
from skolplattform.ui.icon import icon

State = type[rx.State]
DAY = "/min-dag"


def body(state: State) -> rx.Component:
    """The lesson, the work to the left and what surrounds it to the right."""
    shown = state.shown
    main = stack(_left(state), _plan(state), gap="32px")
    side = stack(_register(shown), _work(shown), _beside(shown), gap="32px")
    return rx.fragment(
        crumbs((t("workspaces.teacher.title"), DAY), here=rx.fragment(shown.name, " ", clock_time(shown.starts))),
        head(shown.name, above=_when(shown), line=_where(shown), actions=_actions(shown)),
        rx.cond(shown.off.sv != "", rx.el.div(banner(t(shown.off), sign="info"), class_name="told-above")),
        split(main, side),
    )


def _when(shown: Var[LessonPage]) -> rx.Component:
    return rx.el.span(day(shown.day), ", ", clock_time(shown.starts), "–", clock_time(shown.ends))


def _where(shown: Var[LessonPage]) -> rx.Component:
    room = rx.cond(shown.rooms != "", shown.rooms.to(str) + ". ", "")
    return rx.fragment(room, t("lesson.students", n=shown.students))


def _actions(shown: Var[LessonPage]) -> list[rx.Component]:
    plan = button_link(t("lesson.plan_more"), to="/lektionsplaner/" + shown.activity_id, kind="quiet")
    take = button_link(t("lesson.register.open"), to="/narvaro/" + shown.id, kind="primary")
    register = shown.register
    may = register.known & (register.reported_at == "") & (shown.off.sv == "") & shown.begun
    return [rx.cond(shown.owns, plan), rx.cond(may, take)]


def _plan(state: State) -> rx.Component:
    """What is done, with a box for each step; a plan without steps is ticked off as a whole."""
    shown, plan = state.shown, state.shown.plan

    def step(one: Var[Step]) -> rx.Component:
        words = rx.fragment(
            rx.cond(one.done, rx.el.s(one.text), one.text),
            rx.cond(one.minutes > 0, rx.el.span(" ", t("lesson.step.minutes", n=one.minutes), class_name="small soft")),
        )
        box = choice(words, checked=one.done, disabled=~shown.begun, on_change=lambda done: state.tick(one.key, done))
        return rx.el.li(box, key=one.key)

    whole = choice(
        t("lesson.whole"), checked=plan.taught, disabled=~shown.begun, on_change=lambda done: state.tick("", done)
    )
    steps = rx.el.ul(rx.foreach(shown.steps, step), class_name="ticks", lang="sv")
    planned = stack(
        rx.el.p(rx.el.b(plan.title, lang="sv"), class_name="next-lesson"),
        rx.cond(shown.steps.length() > 0, steps, whole),
        rx.cond(shown.begun, rx.fragment(), rx.el.p(t("lesson.not_begun"), class_name="small soft")),
        _facts(shown),
    )
    write = rx.cond(
        shown.owns, button_link(icon("pencil"), t("lesson.write"), to="/lektionsplaner/" + shown.activity_id)
    )
    return section(
        t("lesson.plan"),
        rx.cond(plan.id != "", planned, empty(t("lesson.none"), t("lesson.none.why"), write)),
        id="plan",
        kind="card",
    )


def _facts(shown: Var[LessonPage]) -> rx.Component:
    """Homework, what to bring, material, and the unit that the lesson belongs to."""
    plan = shown.plan

    def pair(name: str, value: Var) -> rx.Component:
        said = rx.fragment(rx.el.dt(t(f"lesson.field.{name}")), rx.el.dd(value, lang="sv", class_name="pre"))
        return rx.cond(value != "", said)

    def thing(one: Var[Material]) -> rx.Component:
        return rx.el.li(rx.cond(one.href != "", external(one.text, href=one.href), one.text), lang="sv")

    material = rx.fragment(rx.el.dt(t("lesson.field.material")), rx.el.dd(rx.el.ul(rx.foreach(shown.material, thing))))
    unit = rx.fragment(
        rx.el.dt(t("lesson.unit")), rx.el.dd(rx.cond(shown.owns, _unit(shown), shown.unit_title), lang="sv")
    )
    points = rx.foreach(plan.points, lambda one: rx.cond(one.picked, rx.el.li(one.text)))
    picked = rx.fragment(rx.el.dt(t("lesson.points")), rx.el.dd(rx.el.ul(points), lang="sv", class_name="small"))
    return rx.el.dl(
        pair("homework", plan.homework),
        pair("bring", plan.bring),
        rx.cond(shown.material.length() > 0, material),
        rx.cond(shown.unit_title != "", unit),
        rx.cond(shown.takes_up, picked),
        class_name="pairs",
    )


def _unit(shown: Var[LessonPage]) -> rx.Component:
    return go(shown.unit_title, to="/planering/" + shown.plan.unit)


def _left(state: State) -> rx.Component:
    """What was planned last time and was not done: taken on with one click."""
    left = state.shown.left
    lines = rx.el.ul(rx.foreach(left.lines, rx.el.li), class_name="small", lang="sv")
    return rx.cond(
        left.plan_id != "",
        banner(
            rx.el.h2(t("lesson.left", day=day(left.day, "short"))),
            lines,
            kind="need",
            sign="history",
            action=rx.el.div(
                rx.cond(state.shown.off.sv == "", button(t("lesson.left.carry"), on_click=state.carry(state.key))),
                button(t("lesson.left.done"), kind="quiet", on_click=state.was_done),
                class_name="btns",
            ),
        ),
    )


def _register(shown: Var[LessonPage]) -> rx.Component:
    """How the register stands; marking is attendance's own page."""
    register = shown.register
    taken = rx.el.p(
        icon("check"),
        t("lesson.register.taken", time=clock_time(register.reported_at), n=register.away),
        class_name="with",
    )
    told = rx.cond(register.told > 0, rx.el.p(t("lesson.register.told", n=register.told), class_name="small soft"))
    link = rx.cond(
        register.reported_at != "", go(t("lesson.register.see"), to="/narvaro/" + shown.id, class_name="small")
    )
    said = rx.cond(register.reported_at != "", taken, rx.el.p(t("lesson.register.not_taken")))
    return rx.cond(register.known, section(t("lesson.register"), said, told, id="register", beside=link))


def _work(shown: Var[LessonPage]) -> rx.Component:
    """Tests and tasks of the group in the subject, today's first."""

    def line(one: Var[WorkLine]) -> rx.Component:
        due = rx.cond(one.day == shown.day, chip(t("lesson.work.today"), needs_you=True), chip(day(one.day, "short")))
        return rx.el.li(
            rx.el.span(
                rx.el.b(one.title, lang="sv"), rx.el.br(), kind_word(one.kind),
                rx.cond(one.note != "", rx.el.p(one.note, class_name="pre small soft", lang="sv")),
                class_name="grow",
            ),
            due,
        )  # fmt: skip

    link = go(t("lesson.work.calendar"), to="/provkalender/" + shown.group_id, class_name="small")
    nothing = rx.el.p(t("lesson.work.none"), class_name="small soft")
    lines = rx.el.ul(rx.foreach(shown.work, line), class_name="list")
    return section(
        t("lesson.work"),
        rx.cond(shown.work.length() > 0, lines, nothing),
        id="work",
        beside=rx.cond(shown.owns, link, rx.fragment()),
    )


def _beside(shown: Var[LessonPage]) -> rx.Component:
    ways = (
        rx.cond(lesson != "", go(icon(sign), t(f"lesson.{name}"), to="/lektion/" + lesson.to(str), class_name="with"))
        for name, sign, lesson in (("previous", "left", shown.before_id), ("next", "right", shown.after_id))
    )
    return rx.el.p(*ways, class_name="between small")


def nothing_today(state: State) -> rx.Component:
    """No lesson at hand, or one that is another's."""
    back = button_link(t("lesson.back"), to=DAY, kind="primary")
    why = rx.cond(state.free, t("lesson.free.why"), t("lesson.missing.why"))
    title = rx.cond(state.free, t("lesson.free"), t("lesson.missing"))
    return rx.fragment(
        crumbs((t("workspaces.teacher.title"), DAY), here=t("lesson.now")),
        head(t("lesson.now")),
        empty(title, why, back, level=2),
    )
