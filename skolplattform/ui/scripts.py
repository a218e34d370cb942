"""The few components that are written in JavaScript (`assets/*.js`), as Reflex sees them."""

from typing import Any

import reflex as rx
from reflex_base.components.component import field
from reflex_base.event import EventHandler, no_args_event_spec
from reflex_base.vars.base import Var

SHELL = "$/public/shell.js"


class Frame(rx.Component):
    """Focus, title, theme, language and undo buttons of the frame. Renders nothing."""

    library = SHELL
    tag = "Frame"

    new_version: Var[str] = field(doc="The sentence when a newer version is out.")
    reload: Var[str] = field(doc="The button beside it.")


class WhenOffline(rx.Component):
    """Shows its children while the connection is broken."""

    library = SHELL
    tag = "WhenOffline"


class MessageTimer(rx.Component):
    """Lets a message go after ten seconds, unless it is an error or somebody is on it."""

    library = SHELL
    tag = "MessageTimer"

    number: Var[int] = field(doc="Changes with each message.")
    kind: Var[str] = field(doc="done, stop or empty.")
    on_done: EventHandler[no_args_event_spec] = field(doc="The time is up.")


class SessionWatch(rx.Component):
    """Extends the session while somebody is active, and opens #session-ends two minutes before its end."""

    library = SHELL
    tag = "SessionWatch"

    idle: Var[int] = field(doc="Seconds until the session ends if nothing is done.")
    absolute: Var[int] = field(doc="Seconds until it ends anyway; 0 when signed out.")
    on_stay: EventHandler[no_args_event_spec] = field(doc="The person is active.")


class Ticker(rx.Component):
    """Asks once a second for as long as it is on the page (work in the background). Renders nothing."""

    library = SHELL
    tag = "Ticker"

    on_tick: EventHandler[no_args_event_spec] = field(doc="A second has gone.")


class Patient(rx.Component):
    """Shows its children (a skeleton) only after 300 ms."""

    library = SHELL
    tag = "Patient"


class FocusWhen(rx.Component):
    """Moves the focus to its first focusable child when it appears and whenever `value` changes."""

    library = SHELL
    tag = "FocusWhen"

    value: Var[Any] = field(doc="What to follow.")
