"""/barn/[child_id]/diskussioner: what a guardian's own child has written in discussions; of others nothing."""

from collections.abc import Awaitable, Callable
from typing import Any

import reflex as rx
from reflex.vars import Var

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_follow, in_read
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.planning.discussion.queries import said_by_child
from skolplattform.planning.discussion.views import ChildSaid
from skolplattform.planning.pages.discussion_parts import contribution
from skolplattform.planning.permissions import READ_CHILD
from skolplattform.registry.pages.of_child import child_page
from skolplattform.ui import live
from skolplattform.ui.address import asked_id
from skolplattform.ui.components.layout import empty, stack
from skolplattform.ui.page import page


class ChildDiscussionsState(rx.State):
    """What one of the guardian's children has written."""

    name: str = ""
    child_id: str = ""
    written: tuple[ChildSaid, ...] = ()
    missing: bool = False
    ready: bool = False

    @rx.event
    @guarded(READ_CHILD)
    async def load(self) -> None:
        """The child in the address."""
        self.ready = False
        await self._read(in_read)
        self.ready = True
        live.watch(self, ChildDiscussionsState.refresh, f"student:{self.child_id}")

    @rx.event
    @guarded(READ_CHILD, keeps_awake=False)
    async def refresh(self) -> None:
        """The child has written, or a teacher has hidden something."""
        await self._read(in_follow)

    async def _read(self, read: Callable[..., Awaitable[Any]]) -> None:
        try:
            child_id = asked_id(self, "child_id")
            self.name, self.written = await read(said_by_child, child_id)
            self.child_id, self.missing = str(child_id), False
        except NotFound:
            self.name, self.written, self.missing = "", (), True


@page(
    "/barn/[child_id]/diskussioner",
    title="discussion.title",
    right=READ_CHILD,
    workspace=Workspace.GUARDIAN,
    nav="/hem",
    on_load=ChildDiscussionsState.load,
)
def view() -> rx.Component:
    """A child's contributions, by discussion."""
    state = ChildDiscussionsState

    def one(of: Var[ChildSaid], place: Var[int]) -> rx.Component:
        heading = "h-said-" + place.to_string()
        return rx.el.section(
            rx.el.p(of.unit, class_name="small soft", lang="sv"),
            rx.el.h2(of.question, id=heading, lang="sv"),
            stack(rx.foreach(of.said, lambda said: contribution(said, _about(said)))),
            class_name="stack",
            style={"--gap": "8px"},
            aria_labelledby=heading,
        )

    nothing = empty(t("discussion.child.empty"), t("discussion.child.empty.why"), level=2)
    written = rx.cond(state.written.length() > 0, stack(rx.foreach(state.written, one), gap="40px"), nothing)
    return child_page(state, written, title="discussion.title", of="discussion.of", line=t("discussion.child.line"))


def _about(said: Var) -> rx.Component:
    return rx.cond(said.is_answer, rx.el.p(t("discussion.child.answer"), class_name="small soft"))
