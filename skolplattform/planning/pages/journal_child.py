"""/barn/[child_id]/dagbok: what the förskola tells a child's home."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import reflex as rx
from reflex.vars import Var
from sqlmodel import Session

from skolplattform.core import clock
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.db import in_follow, in_read
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.planning.journal.permissions import READ_JOURNAL
from skolplattform.planning.journal.queries import journal_of_child
from skolplattform.planning.journal.service.held import topic
from skolplattform.planning.journal.views import Entry
from skolplattform.planning.pages.journal_parts import entry_card, no_judgement
from skolplattform.registry.consents.service import groups_of, topics_of
from skolplattform.registry.pages.of_child import child_page
from skolplattform.registry.queries import names
from skolplattform.ui import live
from skolplattform.ui.address import asked_id
from skolplattform.ui.components.layout import chip, empty, stack
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page


def _of_child(session: Session, actor: Actor, child_id: UUID) -> tuple[str, tuple[Entry, ...], list[str]]:
    found = journal_of_child(session, actor, child_id)
    topics = [*map(topic, groups_of(session, child_id, clock.today())), *topics_of(session, child_id)]
    return names(session, actor, [child_id])[child_id].name, found, topics


class ChildJournalState(rx.State):
    """The journal as one of the guardian's children's home reads it."""

    name: str = ""
    child_id: str = ""
    written: tuple[Entry, ...] = ()
    missing: bool = False
    ready: bool = False

    @rx.event
    @guarded(READ_JOURNAL)
    async def load(self) -> None:
        """The child in the address."""
        self.reset()
        topics = await self._read(in_read)
        self.ready = True
        live.watch(self, ChildJournalState.refresh, *topics)

    @rx.event
    @guarded(READ_JOURNAL, keeps_awake=False)
    async def refresh(self) -> None:
        """The staff has published something or taken it back; or a consent has changed."""
        await self._read(in_follow)

    async def _read(self, read: Callable[..., Awaitable[Any]]) -> list[str]:
        """Shows it; what else changes it."""
        try:
            child_id = asked_id(self, "child_id")
            self.name, self.written, topics = await read(_of_child, child_id)
            self.child_id, self.missing = str(child_id), False
        except NotFound:
            self.name, self.written, self.missing, topics = "", (), True, []
        return topics


def _entry(entry: Var[Entry]) -> rx.Component:
    alone = rx.cond(entry.about != "", chip(icon("user"), t("journal.about_own")))
    took_part = rx.cond(entry.own_took_part, chip(icon("check"), t("journal.own_took_part")))
    return entry_card(entry, rx.el.span(entry.title, lang="sv"), alone, took_part)


@page(
    "/barn/[child_id]/dagbok",
    title="journal.title",
    right=READ_JOURNAL,
    workspace=Workspace.GUARDIAN,
    nav="/hem",
    on_load=ChildJournalState.load,
)
def view() -> rx.Component:
    """The child's days."""
    state = ChildJournalState
    nothing = empty(t("journal.child.empty.title"), t("journal.child.empty.why"), level=2)
    found = stack(
        rx.el.h2(t("journal.nav"), class_name="sr"), rx.foreach(state.written, _entry), no_judgement(), gap="16px"
    )
    shown = rx.el.div(rx.cond(state.written.length() > 0, found, nothing), style={"maxWidth": "44rem"})
    return child_page(state, shown, title="journal.title", of="journal.of_child", line=t("journal.child.line"))
