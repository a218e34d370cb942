"""What the forms for telling of absence share: when, and why."""

import reflex as rx

from skolplattform.attendance.rules import Reason
from skolplattform.i18n.client import t
from skolplattform.ui.components.forms import date_field, text_field
from skolplattform.ui.components.overlays import details


def when_fields(errors: rx.Var, today: rx.Var) -> rx.Component:
    """Today, tomorrow, part of a day or several days; only the fields of what is chosen are seen."""
    strips = (
        rx.el.label(
            rx.el.input(type="radio", name="when", value=kind, default_checked=kind == "day"),
            t(f"attendance.absence.when.{kind}"),
        )
        for kind in ("day", "tomorrow", "part", "days")
    )
    fields = rx.el.div(
        rx.el.div(
            date_field("first", t("attendance.absence.first"), errors=errors, default_value=today, min=today),
            class_name="for-chosen",
        ),
        rx.el.div(
            date_field("last", t("attendance.absence.last"), errors=errors, default_value=today, min=today),
            class_name="for-days",
        ),
        rx.el.div(
            text_field("from_time", t("attendance.absence.from"), errors=errors, kind="time"), class_name="for-part"
        ),
        rx.el.div(
            text_field("until_time", t("attendance.absence.until"), errors=errors, kind="time"), class_name="for-part"
        ),
        class_name="cols",
        style={"--min": "9rem", "--gx": "12px"},
    )
    return rx.el.fieldset(
        rx.el.legend(t("attendance.absence.when")),
        rx.el.div(*strips, class_name="seg"),
        fields,
        class_name="stack when",
        style={"--gap": "8px"},
    )


def why_choice() -> rx.Component:
    """Why, from the closed list; nothing need be chosen (R-A14)."""
    choices = (
        rx.el.label(
            rx.el.input(type="radio", name="reason", value=reason.value, default_checked=reason is Reason.NONE),
            t(f"attendance.absence.reason.{reason.value or 'none'}"),
        )
        for reason in Reason
    )
    return details(
        t("attendance.absence.why"),
        rx.el.fieldset(rx.el.legend(t("attendance.absence.why"), class_name="sr"), *choices, class_name="seg"),
    )
