"""Fields of a text that several people write in at the same time (`assets/sharedtext.jsx`)."""

from typing import Any

import reflex as rx
from reflex.vars import Var
from reflex_base.components.component import field as prop
from reflex_base.event import EventHandler, passthrough_event_spec

from skolplattform.i18n.client import t
from skolplattform.ui.components.forms import described, field
from skolplattform.ui.components.layout import Shown


class SharedText(rx.Component):
    """One field; a second after the last letter, and when it is left, it tells what is written."""

    library = "$/public/sharedtext.jsx"
    tag = "SharedText"

    of: Var[str] = prop(doc="The element: input or textarea.")
    said: Var[str] = prop(doc="What the server says now.")
    type: Var[str] = prop(doc="The kind of input.")
    rows: Var[str] = prop(doc="The lines of a textarea.")
    max_length: Var[int] = prop(doc="How many letters fit.")
    placeholder: Var[str] = prop(doc="What stands in the empty field.")
    lang: Var[str] = prop(doc="The language of what is written.")
    on_write: EventHandler[passthrough_event_spec(str, str)] = prop(doc="The words, and those that one began from.")


def shared_line(said: Var, on_write, **props: Any) -> rx.Component:
    """One line of a shared text; `on_write(text, began)` saves it."""
    return SharedText.create(of="input", said=said, on_write=on_write, **props)


def shared_area(said: Var, on_write, *, rows: int = 4, **props: Any) -> rx.Component:
    """Several lines of a shared text; `on_write(text, began)` saves them."""
    return SharedText.create(of="textarea", rows=str(rows), said=said, on_write=on_write, **props)


def named(
    name: str,
    label: Shown,
    said: Var,
    on_write,
    *,
    errors: Var,
    news: rx.Component,
    hint: Shown | None = None,
    rows: int = 0,
    **props: Any,
) -> rx.Component:
    """A shared text under its label, hint and error, and the `news` that a colleague has changed it.

    With `rows` it has several lines.
    """
    props |= {"id": name, "custom_attrs": {"name": name, **described(name, errors, hint)}}
    control = shared_area(said, on_write, rows=rows, **props) if rows else shared_line(said, on_write, **props)
    return field(name, label, rx.fragment(control, news), errors=errors, hint=hint)


def changed_by(news: Var, place: str | Var) -> rx.Component:
    """Who has changed this place while one had it open, if anybody has. `news` are names by place."""
    words = rx.el.span(t("ui.shared.changed_by", name=news[place]), class_name="small soft changed-by")
    return rx.cond(news.contains(place), words)
