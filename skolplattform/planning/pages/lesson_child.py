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
from skolplattform.registry.pages.of_child import child_page
from skolplattform.registry.queries import names
from skolplattform.ui import live
from skolplattform.ui.address import asked_id
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
    days = lesson_days(state.days)
    return child_page(state, days, title="lesson.shown.title", of="lesson.shown.of", line=t("lesson.shown.line"))
