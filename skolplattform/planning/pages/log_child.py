"""/barn/[child_id]/logg: what a guardian's child shows of the log. Read, never written."""

from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.planning.learning_log.queries import log_of
from skolplattform.planning.learning_log.views import SubjectLog
from skolplattform.planning.pages.log_parts import by_subject, entry_name, print_button
from skolplattform.planning.permissions import READ_CHILD
from skolplattform.registry.consents.service import topics_of
from skolplattform.registry.pages.of_child import OfChild, child_page
from skolplattform.ui.components.layout import empty
from skolplattform.ui.page import page


def _told(session: Session, actor: Actor, child_id: UUID) -> dict[str, Any]:
    log = log_of(session, actor, child_id)
    return {"subjects": log, "_topics": tuple(topics_of(session, child_id))}


class ChildLogState(OfChild, rx.State):
    """The log of one of the guardian's children."""

    subjects: tuple[SubjectLog, ...] = ()

    @rx.event
    @guarded(READ_CHILD)
    async def load(self) -> None:
        """What the child in the address shows."""
        await self._open(_told, ChildLogState.refresh)

    @rx.event
    @guarded(READ_CHILD, keeps_awake=False)
    async def refresh(self) -> None:
        """The child has shown something or taken it back; or a teacher has written."""
        await self._follow(_told)


@page(
    "/barn/[child_id]/logg",
    title="log.title",
    right=READ_CHILD,
    workspace=Workspace.GUARDIAN,
    nav="/hem",
    on_load=ChildLogState.load,
)
def view() -> rx.Component:
    """A child's log by subject."""
    state = ChildLogState
    name = lambda entry: rx.el.span(entry_name(entry), lang="sv")  # noqa: E731
    nothing = empty(t("log.empty.title"), t("log.child.empty.why"), level=2)
    log = rx.cond(state.subjects.length() > 0, by_subject(state.subjects, name), nothing)
    return child_page(state, log, title="log.title", of="log.of", line=t("log.child.line"), actions=[print_button()])
