"""Parts that the pages of the journal share: an entry as staff and homes read it."""

import reflex as rx
from reflex.vars import Var

from skolplattform.i18n.client import t
from skolplattform.planning.journal.api import GET
from skolplattform.planning.journal.views import Entry
from skolplattform.planning.pages.picture_parts import gallery
from skolplattform.ui.components.layout import Shown, banner, chip
from skolplattform.ui.icon import icon


def no_judgement() -> rx.Component:
    """What the journal is not (R-G19)."""
    return banner(rx.el.p(t("journal.no_judgement"), class_name="small"), sign="info")


def entry_title(entry: Var[Entry]) -> Var:
    """What it is called, also while it is not called anything."""
    return rx.cond(entry.title != "", entry.title, t("journal.untitled"))


def entry_card(entry: Var[Entry], title: Shown, *marks: Shown) -> rx.Component:
    """An entry with its pictures and goals; `marks` say what it is to the one who reads."""
    return rx.el.article(
        rx.el.div(
            rx.el.p(t(entry.day), " ", rx.el.span(entry.by), class_name="small soft"),
            rx.el.h3(title),
            rx.el.div(*marks, class_name="btns"),
        ),
        entry_body(entry),
        class_name="card stack",
        style={"--gap": "12px"},
        key=entry.id,
    )


def entry_body(entry: Var[Entry]) -> rx.Component:
    """Words, pictures and goals."""
    goal = lambda name: rx.el.li(chip(icon("target"), t(name)))  # noqa: E731
    goals = rx.el.ul(rx.foreach(entry.goals, goal), class_name="btns plain", aria_label=t("journal.goals"))
    return rx.fragment(
        rx.cond(entry.text != "", rx.el.p(entry.text, class_name="pre reading", lang="sv")),
        gallery(entry.pictures, GET),
        rx.cond(entry.goals.length() > 0, goals),
    )
