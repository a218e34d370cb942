"""/barn/[child_id]/logg: what a guardian's child shows of the log. Read, never written."""

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
from skolplattform.planning.learning_log.queries import log_of
from skolplattform.planning.learning_log.views import SubjectLog
from skolplattform.planning.pages.log_parts import by_subject, entry_name, print_button
from skolplattform.planning.permissions import READ_CHILD
from skolplattform.registry.consents.service import topics_of
from skolplattform.registry.pages.of_child import child_page
from skolplattform.registry.queries import names
from skolplattform.ui import live
from skolplattform.ui.address import asked_id
from skolplattform.ui.components.layout import empty
from skolplattform.ui.page import page


def _of_child(session: Session, actor: Actor, child_id: UUID) -> tuple[str, tuple[SubjectLog, ...], tuple[str, ...]]:
    log = log_of(session, actor, child_id)
    return names(session, actor, [child_id])[child_id].name, log, tuple(topics_of(session, child_id))


class ChildLogState(rx.State):
    """The log of one of the guardian's children."""

    name: str = ""
    child_id: str = ""
    subjects: tuple[SubjectLog, ...] = ()
    missing: bool = False
    ready: bool = False

    @rx.event
    @guarded(READ_CHILD)
    async def load(self) -> None:
        """What the child in the address shows."""
        self.ready = False
        topics = await self._read(in_read)
        self.ready = True
        live.watch(self, ChildLogState.refresh, f"student:{self.child_id}", *topics)

    @rx.event
    @guarded(READ_CHILD, keeps_awake=False)
    async def refresh(self) -> None:
        """The child has shown something or taken it back; or a teacher has written."""
        await self._read(in_follow)

    async def _read(self, read: Callable[..., Awaitable[Any]]) -> tuple[str, ...]:
        """Shows it; the topics of the child's groups, whose consents decide about pictures."""
        try:
            child_id = asked_id(self, "child_id")
            self.name, self.subjects, topics = await read(_of_child, child_id)
            self.child_id, self.missing = str(child_id), False
        except NotFound:
            self.name, self.subjects, self.missing, topics = "", (), True, ()
        return topics


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
