"""The history of one cell of the matrix, in a dialog."""

from dataclasses import dataclass

import reflex as rx

from skolplattform.assessment.views import HistoryEntry
from skolplattform.core import clock
from skolplattform.i18n import Text
from skolplattform.i18n.client import t
from skolplattform.i18n.format import clock_time, day
from skolplattform.ui.components.forms import button
from skolplattform.ui.components.layout import chip, level


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One version of a cell as shown."""

    code: str
    comment: str
    said: Text
    shown: bool


@dataclass(frozen=True, slots=True)
class CellHistory:
    """The history of one cell."""

    student: str = ""
    criterion: str = ""
    lines: tuple[HistoryLine, ...] = ()


def history_line(entry: HistoryEntry) -> HistoryLine:
    """A version in words: when, and by whom."""
    at = clock.local(entry.at)
    said = Text(
        *(
            f"{day(at.date(), language, style='short')} {clock_time(at, language)}, {entry.author}"
            for language in ("sv", "en")
        )
    )
    return HistoryLine("–" if entry.code == "-" else entry.code, entry.comment, said, entry.shown)


def history_dialog(history: rx.Var) -> rx.Component:
    """What a cell has said, newest first."""

    def line(item: rx.Var[HistoryLine]) -> rx.Component:
        return rx.el.li(
            rx.cond(item.code != "", level(item.code), rx.el.span(t("assessment.history.empty"), class_name="soft")),
            rx.el.span(
                rx.el.span(t(item.said), class_name="small soft"),
                rx.cond(item.shown, chip(t("assessment.history.shown")), rx.fragment()),
                rx.el.p(item.comment),
                class_name="grow",
            ),
        )

    return rx.el.dialog(
        rx.el.div(
            rx.el.h2(t("assessment.history.title", criterion=history.criterion), id="matrix-history-title"),
            rx.el.p(history.student, class_name="soft"),
            rx.cond(
                history.lines.length() > 0,
                rx.el.ul(rx.foreach(history.lines, line), class_name="list"),
                rx.el.p(t("assessment.history.none")),
            ),
            rx.el.div(
                button(
                    t("assessment.history.close"), custom_attrs={"command": "close", "commandfor": "matrix-history"}
                ),
                class_name="btns",
            ),
            class_name="stack",
        ),
        id="matrix-history",
        aria_labelledby="matrix-history-title",
    )
