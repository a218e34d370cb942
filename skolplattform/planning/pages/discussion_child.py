"""/barn/[child_id]/diskussioner: what a guardian's own child has written in discussions; of others nothing."""

from typing import Any
from uuid import UUID

import reflex as rx
from reflex.vars import Var
from sqlmodel import Session

from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.planning.discussion.queries import said_by_child
from skolplattform.planning.discussion.views import ChildSaid
from skolplattform.planning.pages.discussion_parts import contribution
from skolplattform.planning.permissions import READ_CHILD
from skolplattform.registry.pages.of_child import OfChild, child_page
from skolplattform.ui.components.layout import empty, stack
from skolplattform.ui.page import page


def _told(session: Session, actor: Actor, child_id: UUID) -> dict[str, Any]:
    name, written = said_by_child(session, actor, child_id)
    return {"name": name, "written": written}


class ChildDiscussionsState(OfChild, rx.State):
    """What one of the guardian's children has written."""

    written: tuple[ChildSaid, ...] = ()

    @rx.event
    @guarded(READ_CHILD)
    async def load(self) -> None:
        """The child in the address."""
        await self._open(_told, ChildDiscussionsState.refresh)

    @rx.event
    @guarded(READ_CHILD, keeps_awake=False)
    async def refresh(self) -> None:
        """The child has written, or a teacher has hidden something."""
        await self._follow(_told)


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
