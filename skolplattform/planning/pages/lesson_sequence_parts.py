"""A lesson in a group's sequence: when and where, its plan written in place, the buttons that move it."""

from typing import Any

import reflex as rx
from reflex.vars import Var

from skolplattform.i18n.client import clock_time, day, t
from skolplattform.planning.asked import LESSON
from skolplattform.planning.lesson_plans.views import LessonRow, MovedPlan, Planned, Taken
from skolplattform.planning.lesson_plans.words import LENGTHS
from skolplattform.planning.pages.lesson_state import LessonSequenceState as State
from skolplattform.ui.basis import asked
from skolplattform.ui.components.forms import button, choice, choices, field
from skolplattform.ui.components.layout import banner, button_link, chip, stack
from skolplattform.ui.icon import icon
from skolplattform.ui.shared_text import shared_area, shared_line


def saving(row: Var[LessonRow], name: str) -> dict[str, Any]:
    """What a field of the plan says, and how what is written in it is saved."""
    return {
        "said": getattr(row.plan, name),
        "on_write": lambda text, began: State.write(row.id, row.plan.id, name, text, began),
        "max_length": LENGTHS[name],
        "lang": "sv",
    }


def lesson(row: Var[LessonRow]) -> rx.Component:
    """One lesson, under the heading of its week when it is the first."""
    week = rx.el.li(rx.el.h3(t("work.week", week=row.begins_week)), class_name="week-head")
    off = rx.el.span(chip(icon("x"), t(row.off)), class_name="small")
    named = t("lesson.field.title.on", day=day(row.day, "short"), time=clock_time(row.starts))
    title = shared_line(
        placeholder=rx.cond(row.state == "coming", t("lesson.none"), t("lesson.none.past")),
        custom_attrs={"aria-label": named, "autoComplete": "off"},
        **saving(row, "title"),
    )
    what = rx.cond(row.off.sv != "", rx.cond(row.plan.id != "", rx.fragment(off, title), off), title)
    entry = rx.el.li(
        _when(row),
        rx.el.div(what, _facts(row), class_name="what"),
        _acts(row),
        rx.cond((State.opened == row.id) & (row.plan.id != ""), _all_fields(row)),
        class_name=rx.cond(row.state == "past", "lesson past", "lesson"),
        custom_attrs={"data-plan": row.plan.id},
        key=row.id + State.revision.to_string(),
    )
    return rx.fragment(rx.cond(row.begins_week != "", week), entry, key=row.id)


def _when(row: Var[LessonRow]) -> rx.Component:
    time = rx.fragment(clock_time(row.starts), "–", clock_time(row.ends))
    return rx.el.div(
        rx.el.b(day(row.day, "short"), class_name="first-letter"),
        rx.el.br(),
        rx.el.span(
            rx.cond(row.off.sv != "", rx.el.s(time), time),
            rx.cond(row.rooms != "", ", " + row.rooms.to(str), ""),
            class_name="small soft",
        ),
        class_name="when",
    )


def _facts(row: Var[LessonRow]) -> rx.Component:
    """What the plan holds, in a line: the minutes of its steps, homework, whether it is shown, taught, pinned."""
    plan = row.plan
    too_long = plan.minutes > row.lasts
    minutes = t("lesson.minutes", minutes=plan.minutes, length=row.lasts)
    facts = (
        (plan.taught, chip(icon("check"), t("lesson.taught"))),
        (plan.pinned, chip(icon("flag"), t("lesson.pinned"))),
        (
            plan.minutes > 0,
            rx.cond(too_long, chip(icon("alert"), minutes, needs_you=True), chip(icon("clock"), minutes)),
        ),
        (plan.homework != "", chip(icon("book"), t("lesson.field.homework"))),
        (plan.shown, chip(icon("eye"), t("lesson.shown"))),
    )
    return rx.cond(plan.id != "", rx.el.div(*(rx.cond(shown, fact) for shown, fact in facts), class_name="facts"))


def _acts(row: Var[LessonRow]) -> rx.Component:
    named = {"day": day(row.day, "short"), "title": row.plan.title}
    moves = (
        button(
            icon("right" if way == "later" else way),
            kind="icon",
            aria_label=t(f"lesson.move.{way}", **named),
            on_click=State.move(row.plan.id, way, State.key),
            custom_attrs={"data-move": way},
        )
        for way in ("up", "down", "later")
    )
    unfold = button(
        rx.cond(State.opened == row.id, t("lesson.fold"), t("lesson.unfold")),
        rx.el.span(" ", day(row.day, "short"), class_name="sr"),
        kind="quiet",
        on_click=State.unfold(row.id),
        aria_expanded=State.opened == row.id,
    )
    return rx.el.div(rx.cond(row.moves, rx.fragment(*moves)), rx.cond(row.plan.id != "", unfold), class_name="acts")


def _all_fields(row: Var[LessonRow]) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.div(_text(row, "steps", rows=8)),
            stack(_text(row, "homework", rows=2), _text(row, "bring", rows=1), _text(row, "material", rows=3)),
            class_name="cols",
            style={"--min": "18rem"},
        ),
        rx.el.div(_unit(row.plan), _points(row.plan), class_name="cols", style={"--min": "18rem"}),
        _flags(row.plan),
        rx.el.div(button_link(t("lesson.open"), to="/lektion/" + row.id, kind="quiet"), class_name="btns"),
        class_name="stack all-fields",
    )


def _text(row: Var[LessonRow], name: str, *, rows: int) -> rx.Component:
    known = f"{name}-"
    id_ = known + row.id.to(str)
    return rx.el.div(
        rx.el.label(asked(LESSON, name), html_for=id_),
        rx.el.span(t(f"lesson.field.{name}.hint"), class_name="hint"),
        shared_area(id=id_, rows=rows, **saving(row, name)),
        class_name="field",
    )


def _unit(plan: Var[Planned]) -> rx.Component:
    control = rx.el.select(
        rx.el.option(t("work.field.plan.none"), value=""),
        rx.foreach(State.shown.units, lambda pair: rx.el.option(pair[1], value=pair[0])),
        id="unit",
        value=plan.unit,
        on_change=lambda unit: State.choose_unit(plan.id, unit),
    )
    return field("unit", asked(LESSON, "unit"), control)


def _points(plan: Var[Planned]) -> rx.Component:
    def point(one: Var[Taken]) -> rx.Component:
        return choice(
            one.text,
            checked=one.picked,
            on_change=lambda picked: State.take_up(plan.id, one.id, picked),
        )

    return rx.cond(
        plan.points.length() > 0,
        choices(asked(LESSON, "points"), rx.el.div(rx.foreach(plan.points, point), class_name="small", lang="sv")),
    )


def _flags(plan: Var[Planned]) -> rx.Component:
    ticks = (
        choice(
            t(f"lesson.flag.{flag}"),
            checked=getattr(plan, flag),
            on_change=lambda on, flag=flag: State.set_flag(plan.id, flag, on),
        )
        for flag in ("shown", "pinned")
    )
    return rx.el.div(*ticks, class_name="picks")


def moved() -> rx.Component:
    """What the timetable has moved: from which day to which, and the way back."""

    def line(one: Var[MovedPlan]) -> rx.Component:
        came = rx.cond(one.after != "", day(one.after, "short"), t("lesson.waiting.one"))
        return rx.el.li(rx.el.span(one.title, lang="sv"), ": ", day(one.before, "short"), " → ", came)

    return rx.cond(
        State.shown.moved.id != "",
        banner(
            rx.el.h2(t("lesson.moved", n=State.shown.moved.plans.length())),
            rx.el.ul(rx.foreach(State.shown.moved.plans, line), class_name="small"),
            kind="need",
            sign="calendar",
            action=rx.el.div(
                button(icon("undo"), t("ui.undo"), on_click=State.undo_moved),
                button(t("lesson.moved.fine"), kind="quiet", on_click=State.note_moved),
                class_name="btns",
            ),
        ),
    )


def waiting() -> rx.Component:
    """Plans without a lesson, each a click from the next that is free."""

    def entry(plan: Var[Planned]) -> rx.Component:
        put = button(t("lesson.place"), on_click=State.move(plan.id, "place", State.key))
        return rx.el.li(rx.el.span(plan.title, class_name="grow", lang="sv"), put, key=plan.id)

    return rx.cond(
        State.shown.waiting.length() > 0,
        rx.el.section(
            rx.el.h2(t("lesson.waiting"), id="h-waiting"),
            rx.el.p(t("lesson.waiting.why"), class_name="small soft"),
            rx.el.ul(rx.foreach(State.shown.waiting, entry), class_name="list card"),
            class_name="stack",
            aria_labelledby="h-waiting",
        ),
    )
