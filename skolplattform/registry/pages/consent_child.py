"""/barn/[child_id]/samtycken: what a guardian says yes and no to for a child."""

from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.db import in_unit
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n.client import t
from skolplattform.registry.consents import queries, service
from skolplattform.registry.consents.forms import AnswerConsent
from skolplattform.registry.consents.permissions import ANSWER
from skolplattform.registry.consents.views import Consents
from skolplattform.registry.pages.consent_parts import questions
from skolplattform.registry.pages.of_child import OfChild, child_page
from skolplattform.ui.address import shown_id
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


def _told(session: Session, actor: Actor, child_id: UUID) -> dict[str, Any]:
    found = queries.consents_of(session, actor, child_id)
    return {"name": found.name, "shown": found}


class ChildConsentState(OfChild, rx.State):
    """What is asked about one of the guardian's children."""

    shown: Consents = Consents()

    @rx.event
    @guarded(ANSWER)
    async def load(self) -> None:
        """The child in the address."""
        await self._open(_told, ChildConsentState.refresh)

    @rx.event
    @guarded(ANSWER, keeps_awake=False)
    async def refresh(self) -> None:
        """The other custodian has answered."""
        await self._follow(_told)

    @rx.event
    @guarded(ANSWER, AnswerConsent)
    async def answer(self, code, gives) -> None:
        """Yes or no; it holds at once."""
        async with problems(self):
            child = shown_id(self.child_id)
            await in_unit(service.answer, child, code=code, gives=gives, key=str(new_id()))
            await self._follow(_told)
            await say(self, "consents.said.yes" if gives else "consents.said.no")


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
