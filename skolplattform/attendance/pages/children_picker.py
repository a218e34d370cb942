"""Which of the children it is about: a card each to tick, on the pages where a family tells and applies."""

from collections.abc import Callable

import reflex as rx

from skolplattform.attendance.views import ReportableChild
from skolplattform.i18n.client import t
from skolplattform.ui.components.layout import Shown


def children_picker(
    legend: Shown, children: rx.Var, card: Callable[[rx.Var[ReportableChild]], rx.Component], errors: rx.Var
) -> rx.Component:
    """The question, what was wrong with the answer (field `students`), and a `card` for each child."""
    wrong = errors.contains("students")
    return rx.el.fieldset(
        rx.el.legend(legend),
        rx.cond(wrong, rx.el.p(t(errors["students"]), class_name="error", id="students-error")),
        rx.el.div(
            rx.foreach(children, card),
            class_name="cols",
            style={"--min": "11rem", "--gx": "8px", "gap": "8px"},
        ),
        id="students",
        class_name="stack",
        style={"--gap": "8px"},
        custom_attrs={"aria-describedby": rx.cond(wrong, "students-error", None)},
    )
