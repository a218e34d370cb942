"""/: leads on to where the person's day begins, by the hat they wear."""

import reflex as rx

from skolplattform.core import modules
from skolplattform.core.actor import current_actor
from skolplattform.core.gate import guarded
from skolplattform.core.permissions import SIGNED_IN
from skolplattform.i18n.client import t
from skolplattform.ui.components.layout import head, skeleton
from skolplattform.ui.page import page

ELSEWHERE = "/hjalp"


class StartState(rx.State):
    """Knows nothing; only leads on."""

    @rx.event
    @guarded(SIGNED_IN)
    def load(self) -> rx.event.EventSpec:
        """To the first entry of the workspace's menu."""
        menu = modules.navigation(current_actor().workspace)
        return rx.redirect(menu[0].route if menu else ELSEWHERE, replace=True)


@page("/", title="workspaces.start.title", right=SIGNED_IN, on_load=StartState.load)
def view() -> rx.Component:
    """Seen for as long as the way on takes."""
    return rx.fragment(head(t("workspaces.start.title")), skeleton())
