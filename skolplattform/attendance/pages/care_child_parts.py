"""The parts of a child's page under Vistelsetid: both homes side by side, and the forms of one's own home."""

from dataclasses import replace
from typing import Any

import reflex as rx

from skolplattform.attendance.care_views import CarePage, DayFields, MergedRow, NeedDay, NeedRow, Picker, WeekFields
from skolplattform.attendance.rules.care import LONGEST_CYCLE
from skolplattform.attendance.rules.entitlement import Ground
from skolplattform.attendance.typed import CHILD
from skolplattform.i18n.client import t
from skolplattform.ui.components.forms import choice, choices, date_field, select_field, text_field
from skolplattform.ui.components.layout import chip, section
from skolplattform.ui.components.overlays import details
from skolplattform.ui.icon import icon

Shown = rx.Var[CarePage]


def copied(week: WeekFields, number: int) -> WeekFields:
    """The same hours in another week of the form."""
    days = tuple(replace(day, place=f"{number}-{day.place.split('-')[1]}") for day in week.days)
    return WeekFields(number + 1, days)


def merged(shown: Shown) -> rx.Component:
    """Four weeks ahead as the homes together say them; gaps and clashes marked in words."""

    def table(rows: rx.Var[tuple[MergedRow, ...]]) -> rx.Component:
        heads = (rx.el.th(t(f"care.column.{name}"), scope="col") for name in ("day", "hours", "note"))
        return rx.el.table(
            rx.el.caption(t("care.merged"), class_name="sr"),
            rx.el.thead(rx.el.tr(*heads)),
            rx.el.tbody(rx.foreach(rows, _merged_row)),
            class_name="plain cards",
        )

    finding = rx.cond(
        shown.gaps + shown.clashes > 0,
        rx.el.p(
            t("care.merged.finding", gaps=shown.gaps, clashes=shown.clashes), class_name="banner need", role="status"
        ),
        rx.el.p(t("care.merged.fine"), class_name="small soft"),
    )
    later = details(t("care.merged.later"), table(shown.later))
    return section(t("care.merged"), finding, table(shown.rows), later, id="merged", line=t("care.merged.line"))


def _merged_row(row: rx.Var[MergedRow]) -> rx.Component:
    flag = rx.match(
        row.agreement,
        ("gap", chip(t("care.agreement.gap"), needs_you=True)),
        ("clash", chip(t("care.agreement.clash"), needs_you=True)),
        ("agreed", chip(t("care.agreement.agreed"))),
        rx.fragment(),
    )
    said = rx.foreach(row.said, lambda words: rx.el.span(t(words), class_name="small soft line"))
    return rx.el.tr(
        rx.el.th(t(row.name), scope="row"),
        rx.el.td(t(row.hours), custom_attrs={"data-th": t("care.column.hours")}),
        rx.el.td(
            rx.el.span(flag, rx.cond(row.changed, chip(t("care.changed_day"))), said),
            custom_attrs={"data-th": t("care.column.note")},
        ),
        key=row.day,
    )


def _siblings(shown: Shown, prefix: str) -> rx.Component:
    tick = lambda pair: choice(pair[1], name=CHILD + pair[0], id=prefix + pair[0])  # noqa: E731
    return rx.cond(shown.siblings.length() > 0, choices(t("care.siblings"), rx.foreach(shown.siblings, tick)))


def change_form(shown: Shown, state: Any) -> rx.Component:
    """One day that differs."""
    errors = state.errors
    kinds = [(kind, t(f"care.change.{kind}")) for kind in ("hours", "home", "base")]
    form = rx.el.form(
        date_field("day", t("care.change.day"), errors=errors, required=True),
        select_field("kind-day", t("care.change.kind"), kinds, default_value="hours"),
        rx.el.div(
            text_field("start-day", t("care.change.start"), errors=errors, kind="time"),
            text_field("end-day", t("care.change.end"), errors=errors, kind="time"),
            class_name="cols hours",
            style={"--min": "7rem", "--gx": "12px"},
        ),
        _siblings(shown, "change-"),
        rx.el.div(rx.el.button(t("care.change.save"), type="submit"), class_name="btns"),
        on_submit=state.change,
        no_validate=True,
        key=state.stamp,
        class_name="stack care-day",
        style={"--gap": "12px"},
    )
    return section(t("care.change"), form, id="change", line=t("care.change.line"))


def people(shown: Shown, state: Any) -> rx.Component:
    """Who may pick up: named by this guardian, or shared by the other."""
    errors = state.errors
    form = rx.el.form(
        text_field("name", t("care.pickup.name"), errors=errors, max_length=80, auto_complete="off"),
        rx.el.div(
            date_field("first_day", t("care.pickup.first"), errors=errors, default_value=shown.valid_from),
            date_field("last_day", t("care.pickup.last"), errors=errors),
            class_name="cols",
            style={"--min": "9rem", "--gx": "12px"},
        ),
        choice(t("care.pickup.share"), name="shared", id="shared"),
        rx.el.div(rx.el.button(t("care.pickup.add"), type="submit"), class_name="btns"),
        on_submit=state.name_person,
        no_validate=True,
        key=state.stamp,
        class_name="stack",
        style={"--gap": "12px"},
    )
    return section(
        t("care.pickup.title"),
        rx.el.ul(rx.foreach(shown.people, lambda one: _person(one, state)), class_name="list"),
        details(t("care.pickup.new"), form),
        id="people",
        line=t("care.pickup.line"),
    )


def _person(one: rx.Var[Picker], state: Any) -> rx.Component:
    act = rx.el.button(
        t("care.pickup.withdraw"),
        rx.el.span(" ", one.name, class_name="sr"),
        type="button",
        class_name="quiet",
        on_click=state.withdraw(one.id, one.version),
    )
    return rx.el.li(
        icon("user"),
        rx.el.span(
            rx.cond(one.id == "", t("care.pickup.me"), one.name),
            rx.el.span(
                t(one.until),
                rx.cond(one.shared, rx.el.span(" ", t("care.pickup.shared")), ""),
                class_name="small soft line",
            ),
            class_name="grow",
        ),
        rx.cond((one.id != "") & one.own, act),
        key=one.id,
    )


def needs(shown: Shown, state: Any) -> rx.Component:
    """The questions before holidays, and the one that is being answered."""
    return rx.cond(
        shown.needs.length() > 0,
        section(
            t("care.need.title"),
            rx.el.ul(rx.foreach(shown.needs, lambda need: _need(need, state)), class_name="list"),
            rx.cond(state.need_id != "", _answer(state)),
            id="needs",
        ),
    )


def _need(need: rx.Var[NeedRow], state: Any) -> rx.Component:
    answered = rx.cond(
        need.state == "answered",
        t("care.need.said", n=need.answered, of=need.of),
        t("care.need.unsaid"),
    )
    return rx.el.li(
        icon("calendar"),
        rx.el.span(
            rx.el.b(need.name),
            " ",
            t(need.period),
            rx.el.span(t(need.deadline), ". ", answered, class_name="small soft line"),
            class_name="grow",
        ),
        rx.el.button(
            rx.cond(need.state == "answered", t("care.need.change"), t("care.need.answer")),
            rx.el.span(" ", need.name, class_name="sr"),
            type="button",
            on_click=state.open_need(need.id, need.version),
        ),
        class_name=rx.cond(need.state == "answered", "", "ask"),
        key=need.id,
    )


def _answer(state: Any) -> rx.Component:
    def row(one: rx.Var[NeedDay]) -> rx.Component:
        time = lambda way, value: rx.el.input(  # noqa: E731
            type="time",
            name=way + "-" + one.day,
            default_value=value,
            aria_label=t(f"care.need.{way}", day=one.name),
        )
        return rx.el.li(
            rx.el.span(t(one.name), class_name="grow"), time("start", one.start), time("end", one.end), key=one.day
        )

    return rx.el.form(
        rx.el.p(t("care.need.how"), class_name="small soft"),
        rx.el.ul(rx.foreach(state.need_days, row), class_name="list times"),
        rx.el.div(rx.el.button(t("care.need.send"), type="submit"), class_name="btns"),
        on_submit=state.answer,
        no_validate=True,
        key=state.need_id,
        class_name="stack",
    )


def weeks_form(shown: Shown, state: Any) -> rx.Component:
    """The home's rolling weeks."""
    errors = state.errors
    grounds = [(ground.value, t(f"care.ground.{ground}")) for ground in Ground]
    numbers = [(str(n), t("care.weeks.n", n=n)) for n in range(1, LONGEST_CYCLE + 1)]
    form = rx.el.form(
        rx.el.div(
            date_field("valid_from", t("care.weeks.from"), errors=errors, default_value=shown.valid_from),
            date_field("valid_until", t("care.weeks.until"), errors=errors, default_value=shown.valid_until),
            select_field("ground", t("care.ground"), grounds, default_value=shown.ground, errors=errors),
            select_field(
                "roll",
                t("care.weeks.roll"),
                numbers,
                value=shown.weeks.length().to(str),
                on_change=lambda value: state.roll(value.to(int)),
            ),
            class_name="cols",
            style={"--min": "11rem", "--gx": "12px"},
        ),
        rx.cond(errors.contains("weeks"), rx.el.p(t(errors["weeks"]), class_name="error", id="weeks", tab_index=-1)),
        rx.foreach(shown.weeks, lambda week: _week(week, shown)),
        _siblings(shown, "weeks-"),
        rx.el.div(rx.el.button(t("care.weeks.save"), type="submit", class_name="primary"), class_name="btns"),
        on_submit=state.save_weeks,
        no_validate=True,
        key=state.stamp,
        class_name="stack",
    )
    return section(t("care.weeks"), form, id="weeks-own", line=t("care.weeks.line"))


def _week(week: rx.Var[WeekFields], shown: Shown) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(t("care.weeks.week", n=week.number)),
        rx.foreach(week.days, lambda day: _day(day, shown)),
        class_name="care-week",
        key=week.number,
    )


def _day(day: rx.Var[DayFields], shown: Shown) -> rx.Component:
    def time(name: str, value: rx.Var[str], spoken: str) -> rx.Component:
        return rx.el.input(
            type="time", name=name + "-" + day.place, default_value=value, aria_label=t(spoken, day=day.name)
        )

    kinds = (rx.el.option(t(f"care.kind.{kind}"), value=kind) for kind in ("hours", "home", "none"))
    return rx.el.div(
        rx.el.span(t(day.name), class_name="name"),
        rx.el.select(*kinds, name="kind-" + day.place, default_value=day.kind, aria_label=t("care.kind", day=day.name)),
        rx.el.span(
            time("start", day.start, "care.need.start"),
            time("end", day.end, "care.need.end"),
            class_name="hours",
        ),
        rx.cond(
            shown.two_periods,
            rx.el.span(
                time("start2", day.second_start, "care.kind.start2"),
                time("end2", day.second_end, "care.kind.end2"),
                class_name="hours",
            ),
        ),
        class_name="care-day",
        key=day.place,
    )
