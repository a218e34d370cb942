"""Two parts that are worked by the keyboard in the browser and answer the server rarely.

`roster`: a lesson's attendance; the marks are sent once, at "Spara". `key_grid`: an assessment matrix; letters are
sent in batches half a second after the last one. Both take the module's own frozen dataclasses as they are.
"""

from typing import Any

import reflex as rx
from reflex.vars import Var
from reflex_base.components.component import field
from reflex_base.event import EventHandler, passthrough_event_spec

from skolplattform.i18n.client import phrases

ROSTER_WORDS = (
    "present",
    "late",
    "valid",
    "invalid",
    "other",
    "minutes_of",
    "more_for",
    "told",
    "rest",
    "all",
    "save",
    "saving",
    "draft",
    "count_present",
    "count_late",
    "count_valid",
    "count_invalid",
    "count_other",
)
GRID_WORDS = (
    "student",
    "empty",
    "draft",
    "published",
    "saving",
    "saved",
    "error",
    "none",
    "has_comment",
    "lacking",
    "draft_legend",
    "comment",
    "keys",
    "illegal",
    "of",
    "previous",
    "next",
    "key_set",
    "key_next",
    "key_comment",
    "key_clear",
    "key_fill",
    "key_paste",
    "key_undo",
    "key_help",
)


class Roster(rx.Component):
    """Everyone in a lesson, one row each."""

    library = "$/public/roster.jsx"
    tag = "Roster"

    lesson: Var[str] = field(doc="Names the draft kept in the browser: lesson id and version, no personal data.")
    told: Var[Any] = field(doc="Pupils with reported absence, shown first.")
    rest: Var[Any] = field(doc="Everybody else.")
    words: Var[Any] = field(doc="The phrases in both languages.")
    stamp: Var[str] = field(doc="Changes with every answer of the server.")
    locked: Var[bool] = field(doc="Read only (cancelled, not begun).")
    on_save: EventHandler[passthrough_event_spec(dict[str, Any], str)] = field(doc="Marks by pupil id, and a key.")


class KeyGrid(rx.Component):
    """Students against criteria."""

    library = "$/public/keygrid.jsx"
    tag = "KeyGrid"

    name: Var[str] = field(doc="Prefix of the ids on the page.")
    caption: Var[str] = field(doc="What the grid is, read aloud.")
    columns: Var[Any] = field(doc="Criteria: id, name, wordings (level, text).")
    rows: Var[Any] = field(doc="Students: student_id, name, cells (code, state, version, comment, at).")
    levels: Var[Any] = field(doc="Legal levels: code, key, name.")
    words: Var[Any] = field(doc="The phrases in both languages.")
    answered: Var[int] = field(doc="The number of the latest batch that the server has answered.")
    student_href: Var[str] = field(doc="Address of a student's page but for the id.")
    on_set: EventHandler[passthrough_event_spec(list[dict[str, Any]], int)] = field(doc="Changes, and their number.")
    on_comment: EventHandler[passthrough_event_spec(str, str, str, int)] = field(
        doc="Student id, criterion id, the text, the version of the cell that was seen."
    )


def roster(lesson: Var, told: Var, rest: Var, *, stamp: Var, on_save, locked: Var | bool = False) -> rx.Component:
    """The roster of a lesson.

    `lesson` is its id and version ("<id>.3"). Pupils have `id name initials mark invalid told is_told`. `on_save`
    is called with `marks` ({pupil id: {"mark": "present|late|valid|invalid|other", "minutes": 12}}, everyone) and
    an idempotency key; `stamp` must change with each answer, so that the button is free again.
    """
    return Roster.create(
        lesson=lesson,
        told=told,
        rest=rest,
        stamp=stamp,
        locked=locked,
        words=phrases("ui.roster", ROSTER_WORDS),
        on_save=on_save,
    )


def key_grid(
    columns: Var, rows: Var, levels: Var, *, caption: Var | str, answered: Var, on_set, on_comment=None, **props: Any
) -> rx.Component:
    """The matrix. `on_set(changes, batch)` gets [{student_id, criterion_id, code, version}] and the batch's number.

    Put that number in the state var given as `answered` when it has been dealt with, also when some were refused:
    the grid then shows what the server says. `code` is empty when a cell was cleared.
    """
    heard = {} if on_comment is None else {"on_comment": on_comment}
    return KeyGrid.create(
        columns=columns,
        rows=rows,
        levels=levels,
        caption=caption,
        answered=answered,
        words=phrases("ui.grid", GRID_WORDS),
        on_set=on_set,
        **heard,
        **props,
    )
