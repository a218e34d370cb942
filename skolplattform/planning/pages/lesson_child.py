"""/barn/[child_id]/lektioner: what teachers show a guardian's child of the coming lessons."""

from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.planning.lesson_plans.queries import shown_days
from skolplattform.planning.lesson_plans.views import ShownDay
from skolplattform.planning.pages.lesson_reader_parts import lesson_days
from skolplattform.planning.permissions import READ_CHILD
from skolplattform.registry.pages.of_child import OfChild, child_page
from skolplattform.ui.page import page


def _told(session: Session, actor: Actor, child_id: UUID) -> dict[str, Any]:
    return {"days": shown_days(session, actor, child_id)}


class ChildLessonsState(OfChild, rx.State):
    """The lessons of one of the guardian's children."""

    days: tuple[ShownDay, ...] = ()

    @rx.event
    @guarded(READ_CHILD)
    async def load(self) -> None:
        """From today on, of the child in the address."""
        await self._open(_told, ChildLessonsState.refresh)

    @rx.event
    @guarded(READ_CHILD, keeps_awake=False)
    async def refresh(self) -> None:
        """A teacher has written, moved or hidden something."""
        await self._follow(_told)


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
