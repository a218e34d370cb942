"""/barn/[child_id]/prov: what a guardian's child has ahead."""

from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.planning.hand_in.queries import hand_ins_of
from skolplattform.planning.hand_in.views import HandInLine
from skolplattform.planning.pages.handin_parts import child_row, hand_in_list
from skolplattform.planning.pages.work_parts import coming_weeks
from skolplattform.planning.permissions import READ_CHILD
from skolplattform.planning.set_work.queries import coming
from skolplattform.planning.set_work.views import Coming
from skolplattform.registry.pages.of_child import OfChild, child_page
from skolplattform.ui.components.layout import button_link, stack
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page


def _told(session: Session, actor: Actor, child_id: UUID) -> dict[str, Any]:
    ahead, hand_ins = coming(session, actor, child_id), hand_ins_of(session, actor, child_id)
    return {"coming": ahead, "hand_ins": hand_ins}


class ChildWorkState(OfChild, rx.State):
    """The tests and tasks of one of the guardian's children."""

    coming: Coming = Coming()
    hand_ins: tuple[HandInLine, ...] = ()

    @rx.event
    @guarded(READ_CHILD)
    async def load(self) -> None:
        """From today on, of the child in the address."""
        await self._open(_told, ChildWorkState.refresh)

    @rx.event
    @guarded(READ_CHILD, keeps_awake=False)
    async def refresh(self) -> None:
        """A teacher has set, moved, taken away or answered something; or the child has handed in."""
        await self._follow(_told)


@page(
    "/barn/[child_id]/prov",
    title="work.title",
    right=READ_CHILD,
    workspace=Workspace.GUARDIAN,
    nav="/hem",
    on_load=ChildWorkState.load,
)
def view() -> rx.Component:
    """What a child has ahead."""
    state = ChildWorkState
    work = stack(hand_in_list(state.hand_ins, child_row), coming_weeks(state.coming), gap="40px")
    peers = button_link(icon("users"), t("peer.title"), to="/barn/" + state.child_id + "/kamratrespons")
    return child_page(state, work, title="work.title", of="work.of", line=t("work.coming.line"), actions=[peers])
