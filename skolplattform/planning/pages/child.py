"""A guardian's view of a child's published units."""

import reflex as rx

from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.db import in_read
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.planning import queries
from skolplattform.planning.components import reader_sections
from skolplattform.planning.permissions import READ_CHILD
from skolplattform.planning.views import ReaderList
from skolplattform.registry.queries import names
from skolplattform.ui import live
from skolplattform.ui.address import asked_id
from skolplattform.ui.components.layout import crumbs, empty, head, loaded
from skolplattform.ui.page import page


def _of_child(session, actor: Actor, child_id) -> tuple[str, ReaderList]:
    units = queries.reader_list(session, actor, child_id)
    return names(session, actor, [child_id])[child_id].name, units


class ChildPlansState(rx.State):
    """The units of one of the guardian's children."""

    name: str = ""
    child_id: str = ""
    units: ReaderList = ReaderList()
    missing: bool = False
    ready: bool = False

    @rx.event
    @guarded(READ_CHILD)
    async def load(self) -> None:
        """This school year, of the child in the address."""
        self.ready = False
        await self._read()
        self.ready = True
        live.watch(self, ChildPlansState.refresh, f"student:{self.child_id}")

    @rx.event
    @guarded(READ_CHILD, keeps_awake=False)
    async def refresh(self) -> None:
        """A teacher has published something, or taken it back."""
        await self._read()

    async def _read(self) -> None:
        try:
            child_id = asked_id(self, "child_id")
            self.name, self.units = await in_read(_of_child, child_id)
            self.child_id, self.missing = str(child_id), False
        except NotFound:
            self.name, self.units, self.missing = "", ReaderList(), True


@page(
    "/barn/[child_id]/planeringar",
    title="planning.reader.title",
    right=READ_CHILD,
    workspace=Workspace.GUARDIAN,
    nav="/",
    on_load=ChildPlansState.load,
)
def view() -> rx.Component:
    """What a child works with."""
    address = lambda line: "/planeringar/" + line.id  # noqa: E731
    work = rx.fragment(
        crumbs((ChildPlansState.name, "/barn/" + ChildPlansState.child_id), here=t("planning.reader.title")),
        head(
            t("planning.reader.of", name=ChildPlansState.name),
            line=t("planning.reader.child.line", name=ChildPlansState.name),
        ),
        reader_sections(ChildPlansState.units, address),
    )
    gone = rx.fragment(
        head(t("planning.reader.title")), empty(t("planning.plan.missing.title"), t("planning.plan.missing.why"))
    )
    return loaded(ChildPlansState.ready, rx.cond(ChildPlansState.missing, gone, work))
