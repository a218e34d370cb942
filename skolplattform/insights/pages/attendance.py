"""Närvaro: school, year, class, student and lesson, by click and by key, with period, weekdays and export."""

import reflex as rx

from skolplattform.core.actor import Workspace
from skolplattform.i18n.client import t
from skolplattform.insights.pages.attendance_state import OverviewState
from skolplattform.insights.pages.export_menu import export_menu
from skolplattform.insights.permissions import VIEW_SCHOOL
from skolplattform.insights.queries.periods import CHOICES
from skolplattform.insights.shown.overview import ROUTE, Crumb, PartRow
from skolplattform.insights.shown.students import Bar, LessonRow, MarkRow, StudentRow
from skolplattform.registry.pages.glass import break_glass
from skolplattform.ui import charts
from skolplattform.ui.components.forms import weekday_ticks
from skolplattform.ui.components.layout import (
    button_link,
    card,
    empty,
    go,
    head,
    loaded,
    mark_with_word,
    section,
    stack,
)
from skolplattform.ui.components.tables import Column, table
from skolplattform.ui.components.time import heat_calendar, heat_legend
from skolplattform.ui.page import page

MARKS = ("valid", "invalid", "late", "other", "none")
shown = OverviewState.view


def _measures() -> list[Column]:
    return [
        Column(t("insights.present"), numeric=True),
        Column(t("insights.absent"), numeric=True),
        Column(t("insights.invalid"), numeric=True),
        Column(t("insights.late"), numeric=True),
        Column(t("insights.unreported"), numeric=True),
    ]


def _measured(row: rx.Var) -> list[rx.Component]:
    return [
        rx.el.span(t(row.presence)),
        rx.el.b(t(row.absence)),
        rx.el.span(t(row.invalid)),
        rx.el.span(row.late),
        rx.el.span(t(row.unreported), class_name="soft"),
    ]


def _crumbs() -> rx.Component:
    def step(crumb: rx.Var[Crumb]) -> rx.Component:
        return rx.el.li(go(t(crumb.name), to=crumb.href))

    here = rx.cond(OverviewState.panel.id != "", OverviewState.panel.name, t(shown.title))
    class_step = rx.cond(OverviewState.panel.id != "", rx.el.li(go(t(shown.title), to=shown.href)))
    return rx.cond(
        shown.crumbs.length() > 0,
        rx.el.nav(
            rx.el.ol(rx.foreach(shown.crumbs, step), class_step, rx.el.li(here, custom_attrs={"aria-current": "page"})),
            class_name="crumbs",
            aria_label=t("ui.crumbs"),
        ),
    )


def _filters() -> list[rx.Component]:
    periods = [rx.el.option(t(f"insights.attendance.period.{choice}"), value=choice) for choice in CHOICES]
    units = rx.foreach(OverviewState.units, lambda pair: rx.el.option(pair[1], value=pair[0]))
    return [
        rx.cond(
            OverviewState.units.length() > 1,
            rx.el.select(
                units, value=OverviewState.unit, on_change=OverviewState.set_unit, aria_label=t("insights.unit")
            ),
        ),
        rx.el.select(
            *periods,
            value=OverviewState.period,
            on_change=OverviewState.set_period,
            aria_label=t("insights.attendance.period"),
            style={"width": "auto"},
        ),
        export_menu(),
        button_link(t("reports.title"), to="/narvarorapporter", kind="quiet"),
    ]


def _weekdays() -> rx.Component:
    state = OverviewState
    boxes = {
        day: {
            "checked": state.weekdays.contains(day),
            "on_change": lambda _, day=day: state.toggle_weekday(day),
        }
        for day in range(5)
    }
    return weekday_ticks(t("insights.attendance.weekdays"), boxes)


def _part_cells(row: rx.Var[PartRow]) -> list[rx.Component]:
    return [
        go(t(row.name), to=row.href),
        rx.el.span(row.students),
        *_measured(row),
        rx.el.span(t(row.change)),
    ]


def _parts() -> rx.Component:
    columns = [
        Column(t(shown.rows_first)),
        Column(t("insights.students"), numeric=True),
        *_measures(),
        Column(t("insights.change"), numeric=True),
    ]
    content = table(
        columns,
        shown.rows,
        _part_cells,
        caption=t(shown.rows_title),
        selected=lambda row: row.here,
    )
    return section(t(shown.rows_title), content, id="parts", kind="")


def _sparkline(row: rx.Var[StudentRow]) -> rx.Component:
    def bar(one: rx.Var[Bar]) -> rx.Component:
        return rx.el.svg.rect(x=one.x, y=one.y, width=6, height=one.height)

    return rx.el.span(
        rx.el.svg(
            rx.foreach(row.bars, bar), width=160, height=24, fill="currentColor", custom_attrs={"aria-hidden": "true"},
            class_name="soft",
        ),
        rx.el.span(t(row.bars_said), class_name="sr"),
    )  # fmt: skip


def _student_cells(row: rx.Var[StudentRow]) -> list[rx.Component]:
    name = rx.cond(row.href != "", go(row.name, to=row.href), rx.el.span(row.name))
    return [name, *_measured(row), _sparkline(row)]


def _students() -> rx.Component:
    columns = [Column(t("insights.attendance.student")), *_measures(), Column(t("insights.week"))]
    heading = t("insights.attendance.students_of", name=shown.title)
    return section(
        heading,
        table(
            columns,
            OverviewState.students,
            _student_cells,
            caption=heading,
            selected=lambda row: row.here,
        ),
        id="students",
        beside=rx.el.p(
            t("insights.attendance.students_line", n=OverviewState.students.length()), class_name="small soft"
        ),
        kind="",
    )


def _lesson_cells(row: rx.Var[LessonRow]) -> list[rx.Component]:
    name = rx.el.button(row.name, type="button", class_name="link", on_click=OverviewState.open_lesson(row.id))
    return [name, t(row.when), mark_with_word(row.mark, t(row.said))]


def _lessons() -> rx.Component:
    caption = t("insights.attendance.latest")
    columns = [
        Column(t("insights.attendance.lesson")),
        Column(t("insights.attendance.day")),
        Column(t("insights.attendance.mark")),
    ]
    rows = OverviewState.panel.lessons
    content = table(
        columns, rows, _lesson_cells, caption=caption, plain=True, selected=lambda row: row.id == OverviewState.lesson
    )
    return rx.fragment(
        rx.el.h3(caption),
        rx.cond(rows.length() > 0, content, rx.el.p(t("insights.attendance.no_absence"), class_name="soft")),
    )


def _marks() -> rx.Component:
    def row(one: rx.Var[MarkRow]) -> rx.Component:
        return rx.el.li(rx.el.span(one.name, class_name="grow"), mark_with_word(one.mark, t(one.said)))

    close = rx.el.button(
        t("insights.attendance.close"), type="button", class_name="quiet", on_click=OverviewState.close_lesson
    )
    return rx.cond(
        OverviewState.lesson != "",
        card(
            rx.el.div(rx.el.h3(t(OverviewState.marks_line)), close, class_name="between"),
            rx.el.ul(rx.foreach(OverviewState.marks, row), class_name="list"),
            role="status",
        ),
    )


def _panel() -> rx.Component:
    one = OverviewState.panel
    chosen = section(
        one.name,
        rx.el.h3(t(one.heading)),
        heat_calendar(one.weeks, one.days, caption=t(one.days_said)),
        heat_legend(*((mark, t(f"insights.{mark}")) for mark in MARKS)),
        _lessons(),
        _marks(),
        id="student",
        line=t(one.line),
    )
    return rx.cond(one.id != "", chosen, rx.el.p(t("insights.attendance.choose_student"), class_name="soft ruled"))


def _content() -> rx.Component:
    weeks = card(charts.line(shown.weeks))
    parts = card(charts.bars(shown.parts, on_pick=OverviewState.open_part))
    pictures = rx.el.div(
        weeks, parts, class_name="split", style={"--side": "minmax(0,.66fr)", "--gx": "24px", "alignItems": "stretch"}
    )
    below = rx.cond(
        shown.is_class,
        rx.el.div(
            rx.el.div(
                _students(),
                break_glass(OverviewState.masked, OverviewState.refresh),
                class_name=rx.cond(OverviewState.panel.id != "", "wide", ""),
            ),
            _panel(),
            class_name="split",
            style={"--side": "25rem", "--gx": "32px"},
        ),
        rx.el.div(
            _parts(),
            rx.cond(shown.by_weekday.rows.length() > 0, card(charts.bars(shown.by_weekday))),
            class_name="split",
            style={"--side": "25rem", "--gx": "32px"},
        ),
    )
    nothing = empty(t("insights.attendance.empty"), t("insights.attendance.empty_why"), level=2)
    return stack(
        rx.el.div(_weekdays()), rx.cond(shown.has_lessons, stack(pictures, below, gap="32px"), nothing), gap="16px"
    )


@page(
    ROUTE,
    title="insights.attendance.title",
    right=VIEW_SCHOOL,
    workspace=Workspace.PRINCIPAL,
    on_load=OverviewState.load,
)
def view() -> rx.Component:
    """The page."""
    no_unit = empty(t("insights.attendance.no_unit"), t("insights.attendance.no_unit_why"), level=2)
    missing = empty(t("ui.not_found.title"), t("ui.not_found.text"), level=2)
    return rx.fragment(
        _crumbs(),
        head(
            rx.cond(
                shown.is_ready & shown.has_unit & ~shown.is_missing, t(shown.title), t("insights.attendance.title")
            ),
            line=t(shown.line),
            actions=_filters(),
        ),
        loaded(shown.is_ready, rx.cond(shown.is_missing, missing, rx.cond(shown.has_unit, _content(), no_unit))),
    )
