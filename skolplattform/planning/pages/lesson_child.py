"""/barn/[child_id]/lektioner: what teachers show a guardian's child of the coming lessons."""

from uuid import UUID

import reflex as rx
from sqlmodel import Session

from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.db import in_read
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.planning.lesson_plans.queries import shown_days
from skolplattform.planning.lesson_plans.views import ShownDay
from skolplattform.planning.pages.lesson_reader_parts import lesson_days
from skolplattform.planning.permissions import READ_CHILD
from skolplattform.registry.queries import names
from skolplattform.ui import live
from skolplattform.ui.address import asked_id
from skolplattform.ui.components.layout import crumbs, empty, head, loaded
from skolplattform.ui.page import page


def _of_child(session: Session, actor: Actor, child_id: UUID) -> tuple[str, tuple[ShownDay, ...]]:
    days = shown_days(session, actor, child_id)
    return names(session, actor, [child_id])[child_id].name, days


class ChildLessonsState(rx.State):
    """The lessons of one of the guardian's children."""

    name: str = ""
    child_id: str = ""
    days: tuple[ShownDay, ...] = ()
    missing: bool = False
    ready: bool = False

    @rx.event
    @guarded(READ_CHILD)
    async def load(self) -> None:
        """From today on, of the child in the address."""
        self.ready = False
        await self._read()
        self.ready = True
        live.watch(self, ChildLessonsState.refresh, f"student:{self.child_id}")

    @rx.event
    @guarded(READ_CHILD, keeps_awake=False)
    async def refresh(self) -> None:
        """A teacher has written, moved or hidden something."""
        await self._read()

    async def _read(self) -> None:
        try:
            child_id = asked_id(self, "child_id")
            self.name, self.days = await in_read(_of_child, child_id)
            self.child_id, self.missing = str(child_id), False
        except NotFound:
            self.name, self.days, self.missing = "", (), True


@page(
    "/barn/[child_id]/lektioner",
    title="lesson.shown.title",
    right=READ_CHILD,
    workspace=Workspace.GUARDIAN,
    nav="/hem",
    on_load=ChildLessonsState.load,
)
def view() -> rx.Component:
    """What a child's lessons hold."""
    state = ChildLessonsState
    work = rx.fragment(
        crumbs((state.name, "/barn/" + state.child_id), here=t("lesson.shown.title")),
        head(t("lesson.shown.of", name=state.name), line=t("lesson.shown.line")),
        lesson_days(state.days),
    )
    gone = rx.fragment(head(t("lesson.shown.title")), empty(t("ui.not_found.title"), t("ui.not_found.text"), level=2))
    return loaded(state.ready, rx.cond(state.missing, gone, work))
