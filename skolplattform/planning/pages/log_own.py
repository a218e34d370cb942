"""/loggen: a student's own log, which over the years is the portfolio."""

import reflex as rx
from reflex.vars import Var
from sqlmodel import Session

from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.db import in_follow, in_read, in_unit
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n.client import t
from skolplattform.planning.learning_log import queries, service
from skolplattform.planning.learning_log.forms import BeginEntry
from skolplattform.planning.learning_log.permissions import LOG
from skolplattform.planning.learning_log.views import Entry, SubjectLog
from skolplattform.planning.pages.log_parts import by_subject, entry_name, print_button
from skolplattform.registry.consents.service import topics_of
from skolplattform.ui import live
from skolplattform.ui.components.forms import button
from skolplattform.ui.components.layout import crumbs, empty, go, head, loaded
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


def _own(session: Session, actor: Actor) -> tuple[tuple[str, ...], tuple[SubjectLog, ...]]:
    topics = f"student:{actor.person_id}", *topics_of(session, actor.person_id)
    return topics, queries.log_of(session, actor, actor.person_id)


class OwnLogState(rx.State):
    """The student's own log."""

    subjects: tuple[SubjectLog, ...] = ()
    key: str = ""
    ready: bool = False

    @rx.event
    @guarded(LOG)
    async def load(self) -> None:
        """All the years."""
        self.key = str(new_id())
        async with problems(self):
            topics, self.subjects = await in_read(_own)
            live.watch(self, OwnLogState.refresh, *topics)
        self.ready = True

    @rx.event
    @guarded(LOG, keeps_awake=False)
    async def refresh(self) -> None:
        """A teacher has said something, or it was written on another device."""
        _, self.subjects = await in_follow(_own)

    @rx.event
    @guarded(LOG, BeginEntry)
    async def begin(self, key) -> rx.event.EventSpec | None:
        """A new entry, opened at once."""
        async with problems(self):
            return rx.redirect(f"/loggen/{await in_unit(service.begin_entry, key=key)}")
        return None


@page(
    "/loggen", title="log.title", right=LOG, workspace=Workspace.STUDENT, nav="/planeringar", on_load=OwnLogState.load
)
def view() -> rx.Component:
    """The log by subject."""
    state = OwnLogState
    title: Var = t("log.title")
    name = lambda entry: go(entry_name(entry.to(Entry)), to="/loggen/" + entry.id, lang="sv")  # noqa: E731
    new = button(icon("plus"), t("log.new"), kind="primary", on_click=state.begin(state.key))
    nothing = empty(t("log.empty.title"), t("log.empty.why"), level=2)
    return rx.fragment(
        crumbs((t("planning.reader.title"), "/planeringar"), here=title),
        head(title, line=t("log.line"), actions=[print_button(), new]),
        loaded(state.ready, rx.cond(state.subjects.length() > 0, by_subject(state.subjects, name), nothing)),
    )
