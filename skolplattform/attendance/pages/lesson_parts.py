"""Parts beside the roster: why a register is changed afterwards, what has happened to it, the keys."""

import reflex as rx

from skolplattform.attendance.queries import Beside, HistoryRow, MarkChange
from skolplattform.attendance.queries.words import MARK_KEYS
from skolplattform.attendance.rules import WhyChanged
from skolplattform.i18n.client import t, t_among
from skolplattform.ui.components.forms import error_summary, select_field
from skolplattform.ui.components.layout import button_link, section
from skolplattform.ui.components.overlays import details

REASONS = [f"attendance.why.{why}" for why in WhyChanged]


def reason_field(state: type[rx.State]) -> rx.Component:
    """The question that stands above a register of an earlier day."""
    options = [("", t("attendance.why.choose")), *((why.value, t(f"attendance.why.{why}")) for why in WhyChanged)]
    return rx.el.div(
        error_summary(state.errors),
        select_field(
            "reason",
            t("attendance.why"),
            options,
            errors=state.errors,
            hint=t("attendance.why.hint"),
            value=state.reason,
            on_change=state.choose_reason,
        ),
        class_name="stack",
    )


def history(rows: rx.Var[list[HistoryRow]]) -> rx.Component:
    """Every save of the register, the newest first."""
    return rx.cond(
        rows.length() > 0,
        section(
            t("attendance.history"),
            details(
                t("attendance.history.open", n=rows.length()), rx.el.ul(rx.foreach(rows, _saved), class_name="list")
            ),
            id="history",
        ),
    )


def _saved(row: rx.Var[HistoryRow]) -> rx.Component:
    undone, saved = t("attendance.history.undone", name=row.who), t("attendance.history.saved", name=row.who)
    return rx.el.li(
        rx.el.div(
            rx.el.b(t(row.when), " "),
            rx.cond(row.kind == "undone", undone, saved),
            rx.cond(row.why != "", rx.el.span(" · ", t_among(row.why, REASONS), class_name="soft")),
            rx.cond(
                row.changes.length() > 0,
                rx.el.ul(rx.foreach(row.changes, _change), class_name="small soft"),
                rx.el.p(t("attendance.history.nobody"), class_name="small soft"),
            ),
            rx.cond(row.more > 0, rx.el.p(t("attendance.history.more", n=row.more), class_name="small soft")),
            class_name="grow",
        )
    )


def _change(change: rx.Var[MarkChange]) -> rx.Component:
    return rx.el.li(change.name, ": ", t_among(change.before, MARK_KEYS), " → ", t_among(change.after, MARK_KEYS))


def beside(ways: rx.Var[Beside]) -> tuple[rx.Component, rx.Component]:
    """The plan and the matrix of the lesson's group, one click away."""
    named = rx.cond(
        ways.title != "", t("attendance.lesson.plan.named", title=ways.title), t("attendance.lesson.plan.new")
    )
    plan = button_link(t("attendance.lesson.plan"), to=ways.plan, kind="quiet", aria_label=named)
    matrix = button_link(t("attendance.lesson.matrix"), to=ways.matrix, kind="quiet")
    return rx.cond(ways.plan != "", plan), rx.cond(ways.matrix != "", matrix)


def keys() -> rx.Component:
    """The keys of the roster, in a popover."""
    named = (("↑ ↓", "student"), ("1 2 3", "marks"), ("s", "late"), ("Enter", "save"))
    rows = (
        rx.el.div(rx.el.dt(*(rx.el.kbd(key) for key in both.split())), rx.el.dd(t(f"attendance.keys.{name}")))
        for both, name in named
    )
    return rx.el.div(
        rx.el.h2(t("attendance.keys.title")),
        rx.el.dl(*rows, class_name="pairs"),
        id="lesson-keys",
        custom_attrs={"popover": "auto"},
    )


def keys_button() -> rx.Component:
    """Opens the keys."""
    return rx.el.button(
        t("attendance.keys.title"),
        type="button",
        class_name="quiet wide",
        custom_attrs={"popovertarget": "lesson-keys"},
    )


def print_button() -> rx.Component:
    """Prints the page."""
    return rx.el.button(t("attendance.print"), type="button", class_name="quiet wide", custom_attrs={"data-print": ""})
