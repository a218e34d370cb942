"""The timeline as bars and as a list; `state` is the page's state."""

import reflex as rx
from reflex.vars import Var

from skolplattform.i18n.client import day, phrases, t
from skolplattform.planning.components import STATUSES, clash_banner, status_chip, teaching_tabs, teaching_trail
from skolplattform.planning.timeline.views import LineUnit, PeriodChoice
from skolplattform.ui.components.forms import button, error_summary
from skolplattform.ui.components.layout import crumbs, empty, go, head, loaded, stack
from skolplattform.ui.components.tables import Column, table
from skolplattform.ui.icon import icon
from skolplattform.ui.weekbars import week_bars


def body(state: type[rx.State]) -> rx.Component:
    """The page: what the period holds, as bars over its weeks and as a list."""
    shown = state.shown
    work = rx.fragment(
        teaching_trail(shown),
        head(t("plans.timeline.of", group=shown.group, subject=shown.subject), line=_line(shown), actions=_acts(state)),
        teaching_tabs(shown, "timeline"),
        clash_banner(state.clash, state.keep_mine, state.take_theirs, words="plans.clash"),
        error_summary(state.errors),
        stack(_bars(state), _notes(shown), _list(state), gap="24px"),
    )
    return loaded(state.ready, rx.cond(state.missing, _gone(), work), lines=8)


def _line(shown: Var) -> rx.Component:
    return rx.cond(
        shown.can_plan, t("plans.timeline.team", names=shown.team), t("plans.timeline.reads", names=shown.team)
    )


def _acts(state: type[rx.State]) -> list[rx.Component]:
    shown = state.shown
    option = lambda choice: rx.el.option(t(choice.name), value=choice.value)  # noqa: E731
    period = rx.el.label(
        rx.el.span(t("plans.timeline.period"), class_name="sr"),
        rx.el.select(
            rx.foreach(shown.periods, lambda choice: option(choice.to(PeriodChoice))),
            value=shown.period,
            on_change=state.choose,
        ),
    )
    new = button(icon("plus"), t("planning.list.new"), kind="primary", on_click=state.begin(state.key))
    return [period, rx.cond(shown.can_plan, new)]


def _bars(state: type[rx.State]) -> rx.Component:
    shown = state.shown
    return week_bars(
        shown.weeks,
        shown.units,
        caption=t("plans.timeline.of", group=shown.group, subject=shown.subject),
        statuses=phrases("planning.status", STATUSES),
        lanes=shown.lanes,
        now=shown.now_at,
        movable=shown.can_plan,
        address=rx.cond(shown.can_plan, "/planering", "/planeringar"),
        answered=state.answered,
        on_move=state.move,
    )


def _notes(shown: Var) -> rx.Component:
    """What the school calendar closes, the weeks without a unit and those with more than one: told, never forbidden."""
    notes = (
        rx.cond(said.sv != "", rx.el.li(icon("info"), t(f"plans.timeline.{name}", weeks=said)))
        for name, said in (("empty", shown.empty), ("double", shown.double), ("closed", shown.closed))
    )
    return rx.el.ul(*notes, class_name="small soft with-signs", id="timeline-notes")


def _list(state: type[rx.State]) -> rx.Component:
    shown = state.shown
    columns = [Column(t(f"plans.timeline.column.{name}")) for name in ("unit", "when")]
    columns += [Column(t("plans.timeline.column.lessons"), numeric=True), Column(t("plans.timeline.column.status"))]
    units = table(columns, shown.units, lambda unit: _cells(state, unit), caption=t("plans.timeline.list"))
    nothing = empty(t("plans.timeline.none"), t("plans.timeline.none.why"), level=2)
    return rx.cond(shown.units.length() > 0, units, nothing)


def _cells(state: type[rx.State], unit: Var[LineUnit]) -> list[rx.Component]:
    title = rx.cond(unit.title != "", unit.title, t("planning.list.untitled"))
    address = rx.cond(state.shown.can_plan, "/planering/", "/planeringar/") + unit.id
    by = rx.cond(unit.edited_by != "", rx.el.span(t("plans.timeline.by", name=unit.edited_by), class_name="tiny soft"))
    days = rx.el.span(day(unit.start, "short"), " – ", day(unit.end, "short"), class_name="small soft")
    when = rx.el.span(t("planning.list.weeks", weeks=unit.weeks), rx.el.br(), days)
    return [
        rx.el.span(go(title, to=address, lang="sv"), rx.el.br(), by),
        rx.cond(state.shown.can_plan, rx.el.div(when, _days_form(state, unit)), when),
        rx.el.span(unit.lessons),
        status_chip(unit.status),
    ]


def _days_form(state: type[rx.State], unit: Var[LineUnit]) -> rx.Component:
    """Other days by typing them: the same as to drag the bar."""
    name = rx.cond(unit.title != "", unit.title, t("planning.list.untitled"))
    field = lambda which, value: rx.el.label(  # noqa: E731
        rx.el.span(t(f"plans.timeline.{which}"), class_name="small"),
        rx.el.input(type="date", name=which, default_value=value, key=value, required=True),
        class_name="field",
    )
    form = rx.el.form(
        rx.el.input(type="hidden", name="unit", value=unit.id, read_only=True),
        field("start", unit.start),
        field("end", unit.end),
        rx.el.button(t("plans.timeline.place"), type="submit"),
        on_submit=state.place,
        class_name="btns days",
    )
    summary = rx.el.summary(t("plans.timeline.change"), rx.el.span(" ", name, class_name="sr"))
    return rx.el.details(summary, form)


def _gone() -> rx.Component:
    return rx.fragment(
        crumbs((t("planning.list.title"), "/planering"), here=t("plans.timeline.title")),
        head(t("plans.timeline.title")),
        empty(t("ui.not_found.title"), t("ui.not_found.text"), level=2),
    )
