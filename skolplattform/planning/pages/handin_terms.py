"""What a test or a task takes of hand-ins, in its form; `state` is the state of that page."""

import reflex as rx

from skolplattform.i18n.client import t
from skolplattform.planning.asked import WORK
from skolplattform.ui.basis import asked
from skolplattform.ui.components.forms import choice, text_field
from skolplattform.ui.components.layout import stack
from skolplattform.ui.icon import icon

KINDS = ("text", "files", "link")


def terms(state: type[rx.State]) -> rx.Component:
    """Whether students hand in here; when they do, what, until when that day, and whether it may be late."""
    form, errors = state.form, state.errors
    ticks = (
        choice(t(f"handin.terms.{kind}"), name=f"takes_{kind}", default_checked=getattr(form, f"takes_{kind}"))
        for kind in KINDS
    )
    until = text_field(
        "due_time",
        t("handin.terms.until"),
        errors=errors,
        hint=t("handin.terms.until.hint"),
        kind="time",
        default_value=form.due_time,
    )
    wrong = rx.el.span(icon("alert"), t(errors["takes"]), class_name="error")
    return rx.el.fieldset(
        rx.el.legend(asked(WORK, "takes")),
        rx.cond(errors.contains("takes"), wrong),
        choice(t("handin.terms.takes"), name="takes", default_checked=form.takes),
        stack(
            rx.el.div(*ticks, class_name="picks"),
            rx.el.div(until, style={"maxWidth": "12rem"}),
            choice(t("handin.terms.late"), name="takes_late", default_checked=form.takes_late),
            gap="8px",
        ),
        id="takes",
        tab_index=-1,
        class_name="takes",
    )
