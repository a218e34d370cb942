"""/dagbok/[group_id]: the journal of a department: its drafts, and what its homes have read."""

import reflex as rx
from reflex.vars import Var

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_follow, in_read, in_unit
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n.client import t
from skolplattform.planning.journal import queries, service
from skolplattform.planning.journal.forms import BeginEntry
from skolplattform.planning.journal.permissions import KEEP_JOURNAL
from skolplattform.planning.journal.service.held import topic
from skolplattform.planning.journal.views import Entry, Journal
from skolplattform.planning.library.forms import AskPage
from skolplattform.planning.pages.journal_parts import entry_card, entry_title
from skolplattform.registry.consents.service import topic as consents_of
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.components.forms import button
from skolplattform.ui.components.layout import button_link, chip, crumbs, empty, go, head, loaded, section, stack
from skolplattform.ui.components.tables import pager
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


class JournalState(rx.State):
    """A page of a department's journal."""

    shown: Journal = Journal()
    key: str = ""
    missing: bool = False
    ready: bool = False

    @rx.event
    @guarded(KEEP_JOURNAL)
    async def load(self) -> None:
        """The department in the address."""
        self.reset()
        try:
            group = asked_id(self, "group_id")
            self.shown = await in_read(queries.journal, group)
            live.watch(self, JournalState.refresh, topic(group), consents_of(group))
        except NotFound:
            self.missing = True
        self.key, self.ready = str(new_id()), True

    @rx.event
    @guarded(KEEP_JOURNAL, keeps_awake=False)
    async def refresh(self) -> None:
        """A colleague has written, or a home has changed its consent."""
        async with problems(self):
            self.shown = await in_follow(queries.journal, shown_id(self.shown.group_id), self.shown.number)

    @rx.event
    @guarded(KEEP_JOURNAL, AskPage)
    async def turn(self, number) -> None:
        """Another page."""
        async with problems(self):
            self.shown = await in_read(queries.journal, shown_id(self.shown.group_id), number)

    @rx.event
    @guarded(KEEP_JOURNAL, BeginEntry)
    async def begin(self, group_id, key) -> rx.event.EventSpec | None:
        """A new entry, opened at once."""
        async with problems(self):
            return rx.redirect(f"/dagboksinlagg/{await in_unit(service.begin_entry, group_id, key=key)}")
        return None


def _entry(entry: Var[Entry]) -> rx.Component:
    about = rx.cond(entry.about != "", chip(icon("user"), t("journal.about", name=entry.about)))
    draft = rx.cond(entry.is_published, rx.fragment(), chip(icon("pencil"), t("journal.draft")))
    many = rx.cond(entry.took_part > 0, chip(icon("users"), t("journal.took_part", n=entry.took_part)))
    title = go(entry_title(entry), to="/dagboksinlagg/" + entry.id, lang="sv")
    return entry_card(entry, title, draft, about, many)


@page(
    "/dagbok/[group_id]",
    title="journal.title",
    right=KEEP_JOURNAL,
    workspace=Workspace.TEACHER,
    nav="/dagbok",
    on_load=JournalState.load,
)
def view() -> rx.Component:
    """The department's journal."""
    state, shown = JournalState, JournalState.shown
    trail = (t("journal.title"), "/dagbok")
    new = button(icon("plus"), t("journal.new"), kind="primary", on_click=state.begin(shown.group_id, state.key))
    goals = button_link(icon("target"), t("journal.coverage.title"), to="/dagboksmal/" + shown.group_id, kind="quiet")
    who = button_link(icon("shield"), t("consents.group.title"), to="/samtycken/" + shown.group_id, kind="quiet")
    drafts = section(t("journal.drafts.title"), stack(rx.foreach(shown.drafts, _entry)), id="drafts", kind="")
    nothing = empty(t("journal.none.title"), t("journal.none.why"))
    written = rx.cond(shown.written.length() > 0, stack(rx.foreach(shown.written, _entry)), nothing)
    found = rx.fragment(
        crumbs(trail, here=shown.group),
        head(t("journal.of", group=shown.group), line=shown.unit, actions=[who, goals, new]),
        stack(
            rx.cond(shown.drafts.length() > 0, drafts),
            section(t("journal.published.title"), written, id="published", kind=""),
            pager(shown.number, shown.last, state.turn, label=t("journal.pages")),
            gap="32px",
        ),
    )
    gone = rx.fragment(
        crumbs(trail, here=t("journal.nav")),
        head(t("journal.title")),
        empty(t("ui.not_found.title"), t("ui.not_found.text"), level=2),
    )
    return loaded(state.ready, rx.cond(state.missing, gone, found), lines=8)
