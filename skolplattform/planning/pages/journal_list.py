"""/dagbok: the departments whose journal one keeps; a new entry is one tap away."""

import reflex as rx
from reflex.vars import Var

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n.client import t
from skolplattform.planning.journal import queries, service
from skolplattform.planning.journal.forms import BeginEntry
from skolplattform.planning.journal.permissions import KEEP_JOURNAL
from skolplattform.planning.journal.views import Department
from skolplattform.planning.pages.journal_parts import no_judgement
from skolplattform.ui.components.forms import button
from skolplattform.ui.components.layout import card, chip, columns, empty, go, head, loaded, stack
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


class JournalListState(rx.State):
    """The departments."""

    departments: tuple[Department, ...] = ()
    key: str = ""
    ready: bool = False

    @rx.event
    @guarded(KEEP_JOURNAL)
    async def load(self) -> None:
        """Opened."""
        self.key = str(new_id())
        async with problems(self):
            self.departments = await in_read(queries.departments)
        self.ready = True

    @rx.event
    @guarded(KEEP_JOURNAL, BeginEntry)
    async def begin(self, group_id, key) -> rx.event.EventSpec | None:
        """A new entry, opened at once."""
        async with problems(self):
            return rx.redirect(f"/dagboksinlagg/{await in_unit(service.begin_entry, group_id, key=key)}")
        return None


def _department(one: Var[Department]) -> rx.Component:
    state, name = JournalListState, one.name
    new = button(
        icon("plus"),
        t("journal.new"),
        aria_label=t("journal.new_for", group=name),
        on_click=state.begin(one.group_id, state.key),
    )
    latest = rx.cond(one.this_week > 0, t("journal.week", n=one.this_week), t("journal.never"))
    said = rx.cond((one.this_week == 0) & (one.latest.sv != ""), t("journal.latest", day=t(one.latest)), latest)
    drafts = rx.cond(one.drafts > 0, chip(t("journal.drafts", n=one.drafts), needs_you=True))
    link = go(name, to="/dagbok/" + one.group_id, aria_label=t("journal.open_for", group=name))
    return card(
        rx.el.div(rx.el.h2(link), drafts, class_name="between"),
        rx.el.p(one.unit, ". ", said, class_name="small soft"),
        rx.el.div(new, class_name="btns"),
        key=one.group_id,
    )


@page(
    "/dagbok",
    title="journal.title",
    right=KEEP_JOURNAL,
    workspace=Workspace.TEACHER,
    on_load=JournalListState.load,
)
def view() -> rx.Component:
    """The departments."""
    state = JournalListState
    nothing = empty(t("journal.empty.title"), t("journal.empty.why"), level=2)
    found = stack(columns(rx.foreach(state.departments, _department), least="18rem"), no_judgement(), gap="24px")
    return rx.fragment(
        head(t("journal.title"), line=t("journal.line")),
        loaded(state.ready, rx.cond(state.departments.length() > 0, found, nothing)),
    )
