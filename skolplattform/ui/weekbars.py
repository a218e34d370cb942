"""Bars along weeks that are moved by drag or by arrow keys (`assets/weekbars.jsx`)."""

from typing import Any

import reflex as rx
from reflex.vars import Var
from reflex_base.components.component import field
from reflex_base.event import EventHandler, passthrough_event_spec

from skolplattform.i18n.client import phrases

WORDS = ("week", "weeks", "hint", "moved", "none", "untitled", "units", "scroll", "show", "hide")


class WeekBars(rx.Component):
    """Units along a term or a year."""

    library = "$/public/weekbars.jsx"
    tag = "WeekBars"

    caption: Var[str] = field(doc="What the line is, read aloud.")
    weeks: Var[Any] = field(doc="monday, number, kind, closed, lessons and units of each week.")
    bars: Var[Any] = field(doc="id, title, start, end, at, length, lane, version, status and phase of each unit.")
    lanes: Var[int] = field(doc="How many rows of bars there are.")
    now: Var[str] = field(doc="Today's place in per cent, or empty.")
    movable: Var[bool] = field(doc="May bars be moved?")
    address: Var[str] = field(doc="Where a bar leads: this, a slash and its id.")
    answered: Var[int] = field(doc="Changes with every answer of the server to a move.")
    words: Var[Any] = field(doc="The phrases in both languages.")
    statuses: Var[Any] = field(doc="What the statuses are called.")
    on_move: EventHandler[passthrough_event_spec(str, str, str, str, str, int)] = field(
        doc="Id, the days it had (first, last), the days it shall have, and the version that was seen."
    )


def week_bars(
    weeks: Var,
    bars: Var,
    *,
    caption: Var | str,
    statuses: Var,
    lanes: Var,
    now: Var,
    movable: Var,
    address: Var,
    answered: Var,
    on_move,
) -> rx.Component:
    """Bars in a grid of weeks. A bar that has been moved stays where it was put until `answered` changes.

    `on_move(id, was_start, was_end, start, end, version)` is called with days in ISO.
    """
    return WeekBars.create(
        caption=caption,
        weeks=weeks,
        bars=bars,
        lanes=lanes,
        now=now,
        movable=movable,
        address=address,
        answered=answered,
        words=phrases("ui.weekbars", WORDS),
        statuses=statuses,
        on_move=on_move,
    )
