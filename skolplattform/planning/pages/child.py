"""/barn/[child_id]/planeringar: the published units of a guardian's child."""

from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.planning import queries
from skolplattform.planning.components import reader_sections
from skolplattform.planning.permissions import READ_CHILD
from skolplattform.planning.views import ReaderList
from skolplattform.registry.pages.of_child import OfChild, child_page
from skolplattform.ui.page import page


def _told(session: Session, actor: Actor, child_id: UUID) -> dict[str, Any]:
    return {"units": queries.reader_list(session, actor, child_id)}


class ChildPlansState(OfChild, rx.State):
    """The units of one of the guardian's children."""

    units: ReaderList = ReaderList()

    @rx.event
    @guarded(READ_CHILD)
    async def load(self) -> None:
        """This school year, of the child in the address."""
        await self._open(_told, ChildPlansState.refresh)

    @rx.event
    @guarded(READ_CHILD, keeps_awake=False)
    async def refresh(self) -> None:
        """A teacher has published something, or taken it back."""
        await self._follow(_told)


@page(
    "/barn/[child_id]/planeringar",
    title="planning.reader.title",
    right=READ_CHILD,
    workspace=Workspace.GUARDIAN,
    nav="/hem",
    on_load=ChildPlansState.load,
)
def view() -> rx.Component:
    """What a child works with."""
    state = ChildPlansState
    units = reader_sections(state.units, lambda line: "/planeringar/" + line.id)
    line = t("planning.reader.child.line", name=state.name)
    return child_page(state, units, title="planning.reader.title", of="planning.reader.of", line=line)
