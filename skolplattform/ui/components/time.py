"""Days, weeks and terms: the day as a timeline, the week as a grid, the term as a heat calendar."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

import reflex as rx
from reflex.vars import Var
from reflex_components_core.react_router import link

from skolplattform.i18n import NO_TEXT, Text
from skolplattform.i18n.client import t
from skolplattform.ui.components.layout import Shown, mark_with_word

FIRST_HOUR = 8
LAST_HOUR = 17
ROW_MINUTES = 5


@dataclass(frozen=True, slots=True)
class DayHead:
    """A weekday of the week grid. `column` is 2 (Monday) to 6 (Friday)."""

    column: int
    name: Text
    today: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A lesson in the week grid, in rows of `row_of`. `kind` is need (changed), off (cancelled) or empty."""

    column: int
    first: int
    last: int
    title: str
    line: str = ""
    period: str = ""
    kind: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class HeatDay:
    """A school day of the heat calendar. `mark` is an attendance mark, "" (there all day) or "off" (no school)."""

    mark: str = ""
    sign: str = ""
    said: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A weekday over the term."""

    short: Text
    long: Text
    days: tuple[HeatDay, ...]


def row_of(moment: time) -> int:
    """The row of a time in the week grid, whose first hour is 8; earlier and later are cut."""
    minutes = (moment.hour - FIRST_HOUR) * 60 + moment.minute
    return 2 + max(0, min(minutes, (LAST_HOUR - FIRST_HOUR) * 60)) // ROW_MINUTES


def timeline(
    items: Var, entry: Callable[[Var], tuple[Var, rx.Component, Shown]], *, plain: bool = False
) -> rx.Component:
    """A day: `entry(item)` gives (state, the time, what stands there). States: done, need, now, later.

    `plain` leaves out the white sheet, where the day only informs.
    """

    def row(item: Var) -> rx.Component:
        state, moment, content = entry(item)
        return rx.el.li(moment, content, custom_attrs={"data-state": state})

    return rx.el.ol(rx.foreach(items, row), class_name="timeline" if plain else "timeline card")


def week_grid(days: Var, slots: Var, *, label: Shown) -> rx.Component:
    """A week of lessons: `days` are `DayHead`, `slots` are `Slot`. Scrolls sideways on a phone."""
    hours = (
        rx.el.p(f"{hour:02}", style={"gridRow": f"{row_of(time(hour))} / span 12"})
        for hour in range(FIRST_HOUR, LAST_HOUR)
    )
    return rx.el.div(
        rx.el.div(rx.foreach(days, _day_head), *hours, rx.foreach(slots, _slot), class_name="week"),
        class_name="scroll card",
        role="region",
        tab_index=0,
        aria_label=label,
    )


def _day_head(day: Var[DayHead]) -> rx.Component:
    return rx.el.h2(
        t(day.name),
        style={"gridColumn": day.column.to(str)},
        custom_attrs={"aria-current": rx.cond(day.today, "date", None)},
    )


def _slot(slot: Var[Slot]) -> rx.Component:
    place = {"--d": slot.column.to(str), "--s": slot.first.to(str), "--e": slot.last.to(str)}
    kind = rx.cond(slot.kind != "", "slot " + slot.kind, "slot")
    said = rx.fragment(rx.el.b(slot.title), rx.el.span(slot.period, class_name="sr"), rx.el.br(), slot.line)
    return rx.cond(
        slot.href != "",
        link(said, to=slot.href, class_name=kind, style=place),
        rx.el.div(said, class_name=kind, style=place),
    )


def heat_calendar(weeks: Var, rows: Var, *, caption: Shown) -> rx.Component:
    """Weeks across, weekdays down; only days that differ are marked, by letter first."""
    head = rx.foreach(weeks, lambda week: rx.el.th(rx.el.span(t("ui.heat.week"), class_name="sr"), week, scope="col"))
    return rx.el.div(
        rx.el.table(
            rx.el.caption(caption, class_name="sr"),
            rx.el.thead(rx.el.tr(rx.el.td(class_name="off"), head)),
            rx.el.tbody(rx.foreach(rows, _heat_row)),
            class_name="heat",
        ),
        class_name="scroll",
        role="region",
        tab_index=0,
        aria_label=caption,
    )


def _heat_row(row: Var[HeatRow]) -> rx.Component:
    return rx.el.tr(rx.el.th(rx.el.abbr(t(row.short), title=t(row.long)), scope="row"), rx.foreach(row.days, _heat_day))


def _heat_day(day: Var[HeatDay]) -> rx.Component:
    return rx.el.td(
        rx.el.span(day.sign, custom_attrs={"aria-hidden": "true"}),
        rx.el.span(t(day.said), class_name="sr"),
        title=t(day.said),
        class_name=rx.cond(day.mark == "off", "off", ""),
        custom_attrs={"data-mark": rx.cond((day.mark != "") & (day.mark != "off"), day.mark, None)},
    )


def heat_legend(*marks: tuple[str, Shown]) -> rx.Component:
    """What the letters of a heat calendar mean."""
    return rx.el.p(*(mark_with_word(kind, word) for kind, word in marks), class_name="legend")
