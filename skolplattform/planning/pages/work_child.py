"""/barn/[child_id]/prov: what a guardian's child has ahead."""

from uuid import UUID

import reflex as rx
from sqlmodel import Session

from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.db import in_read
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.planning.pages.work_parts import coming_weeks
from skolplattform.planning.permissions import READ_CHILD
from skolplattform.planning.set_work.queries import coming
from skolplattform.planning.set_work.views import Coming
from skolplattform.registry.queries import names
from skolplattform.ui import live
from skolplattform.ui.address import asked_id
from skolplattform.ui.components.layout import crumbs, empty, head, loaded
from skolplattform.ui.page import page


def _of_child(session: Session, actor: Actor, child_id: UUID) -> tuple[str, Coming]:
    ahead = coming(session, actor, child_id)
    return names(session, actor, [child_id])[child_id].name, ahead


class ChildWorkState(rx.State):
    """The tests and tasks of one of the guardian's children."""

    name: str = ""
    child_id: str = ""
    coming: Coming = Coming()
    missing: bool = False
    ready: bool = False

    @rx.event
    @guarded(READ_CHILD)
    async def load(self) -> None:
        """From today on, of the child in the address."""
        self.ready = False
        await self._read()
        self.ready = True
        live.watch(self, ChildWorkState.refresh, f"student:{self.child_id}")

    @rx.event
    @guarded(READ_CHILD, keeps_awake=False)
    async def refresh(self) -> None:
        """A teacher has set, moved or taken away something."""
        await self._read()

    async def _read(self) -> None:
        try:
            child_id = asked_id(self, "child_id")
            self.name, self.coming = await in_read(_of_child, child_id)
            self.child_id, self.missing = str(child_id), False
        except NotFound:
            self.name, self.coming, self.missing = "", Coming(), True


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
    work = rx.fragment(
        crumbs((state.name, "/barn/" + state.child_id), here=t("work.title")),
        head(t("work.of", name=state.name), line=t("work.coming.line")),
        coming_weeks(state.coming),
    )
    gone = rx.fragment(head(t("work.title")), empty(t("ui.not_found.title"), t("ui.not_found.text"), level=2))
    return loaded(state.ready, rx.cond(state.missing, gone, work))
