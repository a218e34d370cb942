"""/barn/[child_id]/samtycken: what a guardian says yes and no to for a child."""

import reflex as rx

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_follow, in_read, in_unit
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n.client import t
from skolplattform.registry.consents import queries, service
from skolplattform.registry.consents.forms import AnswerConsent
from skolplattform.registry.consents.permissions import ANSWER
from skolplattform.registry.consents.views import Consents
from skolplattform.registry.pages.consent_parts import questions
from skolplattform.registry.pages.of_child import child_page
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


class ChildConsentState(rx.State):
    """What is asked about one of the guardian's children."""

    name: str = ""
    child_id: str = ""
    shown: Consents = Consents()
    missing: bool = False
    ready: bool = False

    @rx.event
    @guarded(ANSWER)
    async def load(self) -> None:
        """The child in the address."""
        self.reset()
        try:
            self._show(await in_read(queries.consents_of, asked_id(self, "child_id")))
            live.watch(self, ChildConsentState.refresh, f"student:{self.child_id}")
        except NotFound:
            self.missing = True
        self.ready = True

    @rx.event
    @guarded(ANSWER, keeps_awake=False)
    async def refresh(self) -> None:
        """The other custodian has answered."""
        async with problems(self):
            self._show(await in_follow(queries.consents_of, shown_id(self.child_id)))

    @rx.event
    @guarded(ANSWER, AnswerConsent)
    async def answer(self, code, gives) -> None:
        """Yes or no; it holds at once."""
        async with problems(self):
            child = shown_id(self.child_id)
            await in_unit(service.answer, child, code=code, gives=gives, key=str(new_id()))
            self._show(await in_follow(queries.consents_of, child))
            await say(self, "consents.said.yes" if gives else "consents.said.no")

    def _show(self, found: Consents) -> None:
        self.shown, self.child_id, self.name = found, found.person_id, found.name


@page(
    "/barn/[child_id]/samtycken",
    title="consents.title",
    right=ANSWER,
    workspace=Workspace.GUARDIAN,
    nav="/hem",
    on_load=ChildConsentState.load,
)
def view() -> rx.Component:
    """The questions about a child."""
    state = ChildConsentState
    return child_page(
        state, questions(state.shown, state.answer), title="consents.title", of="consents.of", line=t("consents.line")
    )
