"""The views of a förskola or fritidshem that its staff move between; a tablet has two of them."""

import reflex as rx

from skolplattform.core.actor import Workspace
from skolplattform.i18n.client import t
from skolplattform.ui.components.layout import tabs
from skolplattform.ui.shell_state import ShellState

VIEWS = {"here": "/har-nu", "staffing": "/bemanning", "needs": "/lovbehov", "evacuation": "/utrymning"}
ON_TABLET = ("here", "evacuation")


def care_tabs(current: str) -> rx.Component:
    """The tabs, with the one that is shown."""

    def some(names: tuple[str, ...]) -> rx.Component:
        return tabs(t("care.tabs"), *((t(f"care.tab.{name}"), VIEWS[name], name == current) for name in names))

    return rx.cond(ShellState.who.workspace == Workspace.TABLET.value, some(ON_TABLET), some(tuple(VIEWS)))
