"""The form in which a head decides what holds at a school from a day on (`core.decisions`)."""

from collections.abc import Sequence

import reflex as rx

from skolplattform.core import clock
from skolplattform.core.ids import new_id
from skolplattform.i18n import Text
from skolplattform.i18n.client import t
from skolplattform.ui.components.forms import date_field, error_summary, submit, text_field
from skolplattform.ui.components.layout import Shown, columns, section


class Deciding(rx.State, mixin=True):
    """What such a page holds: the first day that can be chosen, and the key of the next decision."""

    first: str = ""
    key: str = ""
    errors: dict[str, Text] = {}

    def _begin(self) -> None:
        """The form anew."""
        self.first, self.key = clock.today().isoformat(), str(new_id())


def since_field(state: type[Deciding], label: Shown, *, hint: Shown | None = None) -> rx.Component:
    """From which day it holds: today or later."""
    day = {"default_value": state.first, "min": state.first}
    return date_field("valid_from", label, errors=state.errors, hint=hint, **day)


def numbers_decided(
    state: type[rx.State], numbers: Sequence[str], *, words: str, id: str, line: Shown | None = None
) -> rx.Component:
    """A section with the numbers that hold, to be changed from a day on, and those that are decided for later.

    `state` is a `Deciding` with `shown`, which has each number by its name and `later` lines, and a handler `decide`.
    `words` begins the keys of the texts.
    """

    def number(name: str) -> rx.Component:
        value = getattr(state.shown, name).to(str)
        typed = {"input_mode": "numeric", "max_length": 2, "default_value": value}
        return text_field(name, t(f"{words}.{name}"), errors=state.errors, **typed)

    form = rx.el.form(
        error_summary(state.errors),
        columns(*map(number, numbers), since_field(state, t(f"{words}.from")), least="14rem"),
        rx.el.div(submit(t(f"{words}.decide")), class_name="btns"),
        on_submit=state.decide,
        no_validate=True,
        key=state.key,
        class_name="stack",
    )
    later = rx.el.ul(rx.foreach(state.shown.later, lambda said: rx.el.li(t(said))))
    return section(t(f"{words}.{id}"), form, rx.cond(state.shown.later.length() > 0, later), id=id, line=line)
