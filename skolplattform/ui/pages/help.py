"""/hjalp: how the everyday things are done, and the keys that make them quicker."""

import reflex as rx

from skolplattform.i18n.client import t
from skolplattform.ui.components.layout import head
from skolplattform.ui.page import page

TASKS = ("attendance", "absence", "planning", "assessment", "language", "contact")
KEYS = (
    ("1 2 3", "info.help.key.marks"),
    ("s", "info.help.key.late"),
    ("↑ ↓ ← →", "info.help.key.move"),
    ("Enter", "info.help.key.enter"),
    ("Ctrl + Z", "info.help.key.undo"),
    ("?", "info.help.key.list"),
)


@page("/hjalp", title="info.help.title", right=None)
def view() -> rx.Component:
    """Tasks first, keys after."""
    tasks = [
        part for name in TASKS for part in (rx.el.h2(t(f"info.help.{name}.title")), rx.el.p(t(f"info.help.{name}")))
    ]
    rows = (rx.el.tr(rx.el.th(_keys(keys), scope="row"), rx.el.td(t(text))) for keys, text in KEYS)
    return rx.el.article(
        head(t("info.help.title")),
        *tasks,
        rx.el.h2(t("info.help.keys.title")),
        rx.el.table(
            rx.el.caption(t("info.help.keys.caption"), class_name="sr"),
            rx.el.thead(
                rx.el.tr(
                    rx.el.th(t("info.help.keys.key"), scope="col"), rx.el.th(t("info.help.keys.does"), scope="col")
                )
            ),
            rx.el.tbody(*rows),
            class_name="plain",
        ),
        class_name="prose",
    )


def _keys(keys: str) -> rx.Component:
    return rx.el.span(*(rx.el.kbd(key) for key in keys.replace(" + ", "+").split(" ")), class_name="btns")
