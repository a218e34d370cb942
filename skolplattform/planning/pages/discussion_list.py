"""/diskussioner: the discussions that a student or a teacher takes part in."""

import reflex as rx

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.planning.discussion import queries
from skolplattform.planning.discussion.permissions import TAKE_PART
from skolplattform.planning.discussion.views import DiscussionList
from skolplattform.planning.library.forms import AskPage
from skolplattform.planning.pages.discussion_parts import discussion_lines, way_back
from skolplattform.ui import live
from skolplattform.ui.components.layout import empty, head, loaded, stack
from skolplattform.ui.components.tables import pager
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


class DiscussionsState(rx.State):
    """A page of discussions."""

    shown: DiscussionList = DiscussionList()
    ready: bool = False

    @rx.event
    @guarded(TAKE_PART)
    async def load(self) -> None:
        """Those that close last, and what changes them."""
        async with problems(self):
            self.shown = await in_read(queries.discussions)
            self.ready = True
            live.watch(self, DiscussionsState.refresh, *await in_read(queries.topics))

    @rx.event
    @guarded(TAKE_PART, keeps_awake=False)
    async def refresh(self) -> None:
        """Somebody has opened a discussion, or written in one."""
        self.shown = await in_read(queries.discussions, self.shown.number)

    @rx.event
    @guarded(TAKE_PART, AskPage)
    async def turn(self, number) -> None:
        """Another page."""
        async with problems(self):
            self.shown = await in_read(queries.discussions, number)


@page(
    "/diskussioner",
    title="discussion.title",
    right=TAKE_PART,
    workspace=(Workspace.STUDENT, Workspace.TEACHER),
    nav="/planeringar",
    on_load=DiscussionsState.load,
)
def view() -> rx.Component:
    """All discussions."""
    shown = DiscussionsState.shown
    why = rx.cond(shown.leads, t("discussion.list.empty.teacher"), t("discussion.list.empty.student"))
    lines = stack(
        discussion_lines(shown.lines),
        pager(shown.number, shown.last, DiscussionsState.turn, label=t("discussion.list.pages")),
    )
    content = rx.fragment(
        way_back(shown.leads, here=t("discussion.title")),
        head(t("discussion.title"), line=t("discussion.list.line")),
        rx.cond(shown.lines.length() > 0, lines, empty(t("discussion.list.empty"), why, level=2)),
    )
    return loaded(DiscussionsState.ready, content)
