"""A day of workplace training as a row to confirm: the same for its supervisor and for the school."""

import reflex as rx

from skolplattform.attendance.forms_adult import HALF_HOURS
from skolplattform.attendance.queries.workplace import DayRow
from skolplattform.i18n.client import t
from skolplattform.ui.components.layout import chip


def hour_options() -> list[rx.Component]:
    """Not there, then half hours up to twelve."""
    return [
        rx.el.option(t("adult.hours", n=minutes / 60) if minutes else t("adult.training.away"), value=str(minutes))
        for minutes in HALF_HOURS
    ]


def day_row(row: rx.Var[DayRow], on_submit, *, locked: rx.Var | bool = False, kind: str = "primary") -> rx.Component:
    """The day, what has been told of it, and the hours to confirm or change; `kind` of the button that confirms."""
    name = "h-" + row.day
    by = rx.match(
        row.by,
        ("link", t("adult.training.by.link")),
        ("school", t("adult.training.by.school")),
        t("adult.training.by.nobody"),
    )
    told = rx.cond(row.by != "", chip(t(row.told)), chip(t("adult.training.waits"), needs_you=True))
    form = rx.el.form(
        rx.el.input(type="hidden", name="day", value=row.day, read_only=True),
        rx.el.input(type="hidden", name="version", value=row.version.to_string(), read_only=True),
        rx.el.label(t("adult.training.hours_of", day=row.shown), html_for=name, class_name="sr"),
        rx.el.select(*hour_options(), id=name, name="minutes", default_value=row.minutes),
        rx.el.button(
            rx.cond(row.by != "", t("adult.training.change"), t("adult.training.confirm")),
            rx.el.span(" ", t(row.shown), class_name="sr"),
            type="submit",
            class_name=rx.cond(row.by != "", "", kind),
        ),
        on_submit=on_submit,
        no_validate=True,
        key=row.day + "." + row.version.to_string(),
        class_name="tell-day",
    )
    return rx.el.li(
        rx.el.span(rx.el.b(t(row.shown), class_name="first-letter"), rx.el.span(by, class_name="small soft line")),
        told,
        rx.cond(locked, rx.fragment(), form),
        class_name="work-day",
        key=row.day,
    )
