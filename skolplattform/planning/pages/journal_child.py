"""/barn/[child_id]/dagbok: what the förskola tells a child's home."""

from typing import Any
from uuid import UUID

import reflex as rx
from reflex.vars import Var
from sqlmodel import Session

from skolplattform.core import clock
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.planning.journal.permissions import READ_JOURNAL
from skolplattform.planning.journal.queries import journal_of_child
from skolplattform.planning.journal.service.held import topic
from skolplattform.planning.journal.views import Entry
from skolplattform.planning.pages.journal_parts import entry_card, no_judgement
from skolplattform.registry.consents.service import groups_of, topics_of
from skolplattform.registry.pages.of_child import OfChild, child_page
from skolplattform.ui.components.layout import chip, empty, stack
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page


def _told(session: Session, actor: Actor, child_id: UUID) -> dict[str, Any]:
    found = journal_of_child(session, actor, child_id)
    departments = map(topic, groups_of(session, child_id, clock.today()))
    return {"written": found, "_topics": (*departments, *topics_of(session, child_id))}


class ChildJournalState(OfChild, rx.State):
    """The journal as one of the guardian's children's home reads it."""

    written: tuple[Entry, ...] = ()

    @rx.event
    @guarded(READ_JOURNAL)
    async def load(self) -> None:
        """The child in the address."""
        await self._open(_told, ChildJournalState.refresh)

    @rx.event
    @guarded(READ_JOURNAL, keeps_awake=False)
    async def refresh(self) -> None:
        """The staff has published something or taken it back; or a consent has changed."""
        await self._follow(_told)


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
