"""/tillganglighet: the statement that the law on digital services asks of a school."""

import reflex as rx

from skolplattform.i18n.client import day, t
from skolplattform.ui.components.layout import external, head
from skolplattform.ui.page import page
from skolplattform.ui.statement import STATEMENT


@page("/tillganglighet", title="info.accessibility.title", right=None)
def view() -> rx.Component:
    """The statement, from its data."""
    return rx.el.article(
        head(t("info.accessibility.title")),
        rx.el.p(t("info.accessibility.who")),
        rx.el.h2(t("info.accessibility.degree.title")),
        rx.el.p(t("info.accessibility.degree", standard=STATEMENT.standard)),
        rx.el.h2(t("info.accessibility.faults.title")),
        rx.el.ul(*(rx.el.li(t(key)) for key in STATEMENT.known_faults)),
        rx.el.h2(t("info.accessibility.tests.title")),
        rx.el.ul(*(rx.el.li(t(key)) for key in STATEMENT.tested_by)),
        rx.el.p(t("info.accessibility.date"), day(rx.Var.create(STATEMENT.assessed.isoformat()), "date"), "."),
        rx.el.h2(t("info.accessibility.contact.title")),
        rx.el.p(t("info.accessibility.contact")),
        rx.el.h2(t("info.accessibility.complain.title")),
        rx.el.p(t("info.accessibility.complain")),
        rx.el.p(external(t("info.accessibility.complain.link"), href=STATEMENT.complaint_url)),
        class_name="prose",
    )
