"""The bell of the header: how many notices wait, and the way to them."""

import reflex as rx
from reflex_components_core.react_router import link

from skolplattform.core import modules
from skolplattform.core.actor import Workspace
from skolplattform.i18n.client import t
from skolplattform.ui.contract import Bell
from skolplattform.ui.icon import icon
from skolplattform.ui.shell_state import ShellState

NOTICES = "/aviseringar"
TABLET = str(Workspace.TABLET)
"""A tablet on the wall belongs to nobody: what waits for a person is not shown there."""


def bell() -> rx.Component:
    """The number is read with its word; it is nothing where nobody answers for notices."""
    if modules.get(Bell) is None:
        return rx.fragment()
    count = ShellState.unread
    shown = link(
        icon("bell"),
        rx.cond(count > 0, rx.el.span(count, class_name="count", custom_attrs={"aria-hidden": "true"})),
        to=NOTICES,
        class_name="btn icon",
        aria_label=rx.cond(count > 0, t("ui.bell.some", n=count), t("ui.bell.none")),
    )
    return rx.cond(ShellState.who.workspace != TABLET, shown)
