"""/barn/[child_id]/prov: what a guardian's child has ahead."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.db import in_follow, in_read
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.planning.hand_in.queries import hand_ins_of
from skolplattform.planning.hand_in.views import HandInLine
from skolplattform.planning.pages.handin_parts import child_row, hand_in_list
from skolplattform.planning.pages.work_parts import coming_weeks
from skolplattform.planning.permissions import READ_CHILD
from skolplattform.planning.set_work.queries import coming
from skolplattform.planning.set_work.views import Coming
from skolplattform.registry.pages.of_child import child_page
from skolplattform.registry.queries import names
from skolplattform.ui import live
from skolplattform.ui.address import asked_id
from skolplattform.ui.components.layout import stack
from skolplattform.ui.page import page


def _of_child(session: Session, actor: Actor, child_id: UUID) -> tuple[str, Coming, tuple[HandInLine, ...]]:
    ahead, hand_ins = coming(session, actor, child_id), hand_ins_of(session, actor, child_id)
    return names(session, actor, [child_id])[child_id].name, ahead, hand_ins


class ChildWorkState(rx.State):
    """The tests and tasks of one of the guardian's children."""

    name: str = ""
    child_id: str = ""
    coming: Coming = Coming()
    hand_ins: tuple[HandInLine, ...] = ()
    missing: bool = False
    ready: bool = False

    @rx.event
    @guarded(READ_CHILD)
    async def load(self) -> None:
        """From today on, of the child in the address."""
        self.ready = False
        await self._read(in_read)
        self.ready = True
        live.watch(self, ChildWorkState.refresh, f"student:{self.child_id}")

    @rx.event
    @guarded(READ_CHILD, keeps_awake=False)
    async def refresh(self) -> None:
        """A teacher has set, moved, taken away or answered something; or the child has handed in."""
        await self._read(in_follow)

    async def _read(self, read: Callable[..., Awaitable[Any]]) -> None:
        try:
            child_id = asked_id(self, "child_id")
            self.name, self.coming, self.hand_ins = await read(_of_child, child_id)
            self.child_id, self.missing = str(child_id), False
        except NotFound:
            self.name, self.coming, self.hand_ins, self.missing = "", Coming(), (), True


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
    return child_page(state, work, title="work.title", of="work.of", line=t("work.coming.line"))
