"""The history of one cell of the matrix, in a dialog."""

from dataclasses import dataclass
from datetime import datetime

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

    code: Text
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
    """A version of a judgement in words: when, and by whom."""
    sign = "–" if entry.code == "-" else entry.code
    return HistoryLine(Text(sign, sign), entry.comment, said_when(entry.at, entry.author), entry.shown)


def said_when(at: datetime, author: str) -> Text:
    """tis 17 nov 10.15, Lena Lönn."""
    local = clock.local(at)
    return Text(
        *(
            f"{day(local.date(), language, style='short')} {clock_time(local, language)}, {author}"
            for language in ("sv", "en")
        )
    )


def history_dialog(history: rx.Var, name: str = "matrix") -> rx.Component:
    """What a cell of the grid of that name has said, newest first."""
    here = f"{name}-history"

    def line(item: rx.Var[HistoryLine]) -> rx.Component:
        return rx.el.li(
            rx.cond(
                item.code.sv != "", level(t(item.code)), rx.el.span(t("assessment.history.empty"), class_name="soft")
            ),
            rx.el.span(
                rx.el.span(t(item.said), class_name="small soft"),
                rx.cond(item.shown, chip(t("assessment.history.shown")), rx.fragment()),
                rx.el.p(item.comment),
                class_name="grow",
            ),
        )

    return rx.el.dialog(
        rx.el.div(
            rx.el.h2(t("assessment.history.title", criterion=history.criterion), id=f"{here}-title"),
            rx.el.p(history.student, class_name="soft"),
            rx.cond(
                history.lines.length() > 0,
                rx.el.ul(rx.foreach(history.lines, line), class_name="list"),
                rx.el.p(t("assessment.history.none")),
            ),
            rx.el.div(
                button(t("assessment.history.close"), custom_attrs={"command": "close", "commandfor": here}),
                class_name="btns",
            ),
            class_name="stack",
        ),
        id=here,
        aria_labelledby=f"{here}-title",
    )
