"""What one sees when a page does not exist, is not one's own (the two look the same), or broke."""

import reflex as rx
from reflex.vars import Var
from reflex_components_core.react_router import link

from skolplattform.i18n.client import t
from skolplattform.ui.shell import shell


def not_found() -> rx.Component:
    """404: says what to do, not whose fault it is."""
    return shell(
        rx.el.div(
            rx.el.h1(t("ui.not_found.title")),
            rx.el.p(t("ui.not_found.text")),
            rx.el.div(link(t("ui.not_found.home"), to="/", class_name="btn primary"), class_name="btns"),
            class_name="stack lone",
        ),
        (),
        "",
    )


def broken() -> Var:
    """A page that failed while it was drawn: a sentence and a way on, in both languages, no technical words."""
    return Var.create(
        rx.el.main(
            rx.el.h1(t("ui.broken.title")),
            rx.el.p(t("ui.broken.text")),
            rx.el.div(rx.el.a(t("ui.broken.home"), href="/", class_name="btn primary"), class_name="btns"),
            class_name="stack lone",
        )
    )
