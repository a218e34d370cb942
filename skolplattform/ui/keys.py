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
    "theirs",
    "count_present",
    "count_late",
    "count_valid",
    "count_invalid",
    "count_other",
    "present_free",
    "valid_free",
    "count_present_free",
    "count_valid_free",
)
GRID_WORDS = (
    "student",
    "empty",
    "draft",
    "draft_at",
    "published",
    "published_at",
    "saving",
    "saved_at",
    "failed",
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
    "filled",
    "nothing_to_undo",
    "undone",
    "pasted",
    "scroll",
    "clash",
    "keep_mine",
    "take_theirs",
    "history",
    "more",
    "more_commented",
    "key_set",
    "key_lacking",
    "key_next",
    "key_move",
    "key_choose",
    "key_comment",
    "key_clear",
    "key_fill",
    "key_paste",
    "key_undo",
    "key_ends",
    "key_help",
    "key_points",
    "points_of",
    "seen",
    "seen_at",
    "signal",
    "signal_why",
    "as_expected",
)
OWN_WORDS = ("none", "lacking", "more", "more_commented", "key_set", "key_points", "key_lacking", "scroll")
"""Words of the grid that a page whose columns are something else than criteria has of its own."""


class Roster(rx.Component):
    """Everyone in a lesson, one row each."""

    library = "$/public/roster.jsx"
    tag = "Roster"

    lesson: Var[str] = field(doc="Names the draft kept in the browser: lesson id and version, no personal data.")
    told: Var[Any] = field(doc="Pupils with reported absence, shown first.")
    rest: Var[Any] = field(doc="Everybody else.")
    words: Var[Any] = field(doc="The phrases in both languages.")
    stamp: Var[str] = field(doc="Changes with every answer of the server.")
    saved: Var[str] = field(doc="The key of the save that the server carried out last.")
    let_go: Var[int] = field(doc="Grows when the marks that are not saved are to be let go.")
    duty: Var[bool] = field(doc="Absence needs a valid reason; without a duty one took part or did not.")
    locked: Var[bool] = field(doc="Read only (cancelled, not begun).")
    on_save: EventHandler[passthrough_event_spec(dict[str, Any], str)] = field(doc="Marks by pupil id, and a key.")


class KeyGrid(rx.Component):
    """Students against criteria, the syllabus's or a teacher's own, or against the parts of a screening."""

    library = "$/public/keygrid.jsx"
    tag = "KeyGrid"

    name: Var[str] = field(doc="Prefix of the ids on the page.")
    caption: Var[str] = field(doc="What the grid is, read aloud.")
    source: Var[str] = field(doc="Where the criteria's wording comes from.")
    matrix: Var[Any] = field(doc="id, columns, rows and levels, as the server holds them.")
    answer: Var[Any] = field(doc="What the server said to the batch sent last: key, cells, failed, at.")
    words: Var[Any] = field(doc="The phrases in both languages.")
    drafts: Var[bool] = field(doc="What is written is a draft until it is published.")
    on_save: EventHandler[passthrough_event_spec(str, list[dict[str, Any]], str)] = field(
        doc="Grid, cells (student_id, criterion_id, code, comment, version) and an idempotency key."
    )
    on_history: EventHandler[passthrough_event_spec(str, str)] = field(doc="Student and criterion to tell about.")


def roster(
    lesson: Var,
    told: Var,
    rest: Var,
    *,
    stamp: Var,
    saved: Var,
    let_go: Var,
    on_save,
    duty: Var | bool = True,
    locked: Var | bool = False,
) -> rx.Component:
    """The roster of a lesson.

    `lesson` is its id and version ("<id>.3"). Pupils have `id name initials mark part told is_told`. `on_save`
    is called with `marks` ({pupil id: {"mark": "present|late|valid|invalid|other", "minutes": 12}}, everyone) and
    an idempotency key; `stamp` must change with each answer, so that the button is free again. `saved` is the key
    of the latest save that was carried out: its draft goes. When a colleague saves, marks of one's own stay, rows
    one has not touched take what was saved, and rows that both touched show both; `let_go` drops the own ones.
    """
    return Roster.create(
        lesson=lesson,
        told=told,
        rest=rest,
        stamp=stamp,
        saved=saved,
        let_go=let_go,
        duty=duty,
        locked=locked,
        words=phrases("ui.roster", ROSTER_WORDS),
        on_save=on_save,
    )


def key_grid(
    matrix: Var,
    answer: Var,
    *,
    caption: Var | str,
    source: Var | str,
    on_save,
    on_history,
    words: str = "",
    **props: Any,
) -> rx.Component:
    """The matrix. `on_save(board_id, cells, key)` is called with what was typed, one batch at a time.

    `matrix` has `id`, `columns` (id, name, wordings of level and text), `rows` (student_id, name, cells of
    code, state, version, comment, published, at) and `levels` (code, key). The answer must carry the batch's `key` and,
    for each cell, what stands now, with `conflict` naming who came before; or `failed`. Until then the batch is sent
    again with its key. `code` is empty when a cell was cleared, "-" when evidence is lacking.

    A column with `most` takes points up to it in steps of `step`, and a result under its `limit`, or at a level with
    `signal`, asks for a closer look. It may have a `scale` of its own (code, key, sign, name) and a `line` under its
    name; `words` is then the catalogue's part that says `OWN_WORDS` of such columns.
    """
    said = phrases("ui.grid", GRID_WORDS)
    own = phrases(words, OWN_WORDS) if words else None
    return KeyGrid.create(
        matrix=matrix,
        answer=answer,
        caption=caption,
        source=source,
        words=said.merge(own) if own is not None else said,
        on_save=on_save,
        on_history=on_history,
        **props,
    )
