"""/barn/[child_id]/klassrad: the approved minutes of a child's class councils, where no other child is named."""

from typing import Any
from uuid import UUID

import reflex as rx
from reflex.vars import Var
from sqlmodel import Session

from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import day, t
from skolplattform.planning.influence.queries import minutes_at_home
from skolplattform.planning.influence.views import CouncilShown
from skolplattform.planning.pages.council_parts import minutes
from skolplattform.planning.permissions import READ_CHILD
from skolplattform.registry.pages.of_child import OfChild, child_page
from skolplattform.ui.components.layout import empty, stack
from skolplattform.ui.page import page


def _told(session: Session, actor: Actor, child_id: UUID) -> dict[str, Any]:
    name, councils = minutes_at_home(session, actor, child_id)
    return {"name": name, "councils": councils}


class ChildCouncilsState(OfChild, rx.State):
    """The class councils of one of the guardian's children."""

    councils: tuple[CouncilShown, ...] = ()

    @rx.event
    @guarded(READ_CHILD)
    async def load(self) -> None:
        """The child in the address."""
        await self._open(_told)


@page(
    "/barn/[child_id]/klassrad",
    title="council.title",
    right=READ_CHILD,
    workspace=Workspace.GUARDIAN,
    nav="/hem",
    on_load=ChildCouncilsState.load,
)
def view() -> rx.Component:
    """The minutes, the latest first."""
    state = ChildCouncilsState

    def one(council: Var[CouncilShown], place: Var[int]) -> rx.Component:
        heading = "h-council-" + place.to_string()
        return rx.el.section(
            rx.el.h2(t("council.of", group=council.group, day=day(council.day, "date")), id=heading),
            minutes(council),
            class_name="stack",
            style={"--gap": "8px"},
            aria_labelledby=heading,
        )

    nothing = empty(t("council.child.empty"), t("council.child.empty.why"), level=2)
    shown = rx.cond(state.councils.length() > 0, stack(rx.foreach(state.councils, one), gap="40px"), nothing)
    return child_page(state, shown, title="council.title", of="council.child.of", line=t("council.child.line"))
