"""/klassrad: for a principal, the approved minutes of the class councils of the own school."""

import reflex as rx

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.planning.influence import queries
from skolplattform.planning.influence.permissions import READ_MINUTES
from skolplattform.planning.influence.views import CouncilList
from skolplattform.planning.library.forms import AskPage
from skolplattform.planning.pages.council_parts import council_lines
from skolplattform.ui.components.layout import crumbs, empty, head, loaded, stack
from skolplattform.ui.components.tables import pager
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


class CouncilsState(rx.State):
    """A page of councils."""

    shown: CouncilList = CouncilList()
    ready: bool = False

    @rx.event
    @guarded(READ_MINUTES)
    async def load(self) -> None:
        """The latest."""
        async with problems(self):
            self.shown = await in_read(queries.councils)
            self.ready = True

    @rx.event
    @guarded(READ_MINUTES, AskPage)
    async def turn(self, number) -> None:
        """Another page."""
        async with problems(self):
            self.shown = await in_read(queries.councils, number)


@page(
    "/klassrad",
    title="council.school",
    right=READ_MINUTES,
    workspace=Workspace.PRINCIPAL,
    nav="/planering-i-skolan",
    on_load=CouncilsState.load,
)
def view() -> rx.Component:
    """The school's councils."""
    shown = CouncilsState.shown
    lines = stack(
        council_lines(shown.lines), pager(shown.number, shown.last, CouncilsState.turn, label=t("council.pages"))
    )
    content = rx.fragment(
        crumbs((t("planning.follow.title"), "/planering-i-skolan"), here=t("council.school")),
        head(t("council.school"), line=t("council.school.line")),
        rx.cond(shown.lines.length() > 0, lines, empty(t("council.empty"), t("council.school.empty"), level=2)),
    )
    return loaded(CouncilsState.ready, content)
