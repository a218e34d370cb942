"""/mina-samtycken: from 18 a student says yes and no oneself (R-C03)."""

import reflex as rx

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n.client import t
from skolplattform.registry.consents import queries, service
from skolplattform.registry.consents.forms import AnswerConsent
from skolplattform.registry.consents.permissions import ANSWER_OWN
from skolplattform.registry.consents.views import Consents
from skolplattform.registry.pages.consent_parts import questions
from skolplattform.ui.address import shown_id
from skolplattform.ui.components.layout import crumbs, empty, head, loaded
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


class OwnConsentState(rx.State):
    """What the student is asked."""

    shown: Consents = Consents()
    ready: bool = False

    @rx.event
    @guarded(ANSWER_OWN)
    async def load(self) -> None:
        """Opened."""
        self.reset()
        async with problems(self):
            self.shown = await in_read(queries.own_consents)
        self.ready = True

    @rx.event
    @guarded(ANSWER_OWN, AnswerConsent)
    async def answer(self, code, gives) -> None:
        """Yes or no; it holds at once."""
        async with problems(self):
            await in_unit(service.answer, shown_id(self.shown.person_id), code=code, gives=gives, key=str(new_id()))
            self.shown = await in_read(queries.own_consents)
            await say(self, "consents.said.yes" if gives else "consents.said.no")


@page(
    "/mina-samtycken",
    title="consents.title",
    right=ANSWER_OWN,
    workspace=Workspace.STUDENT,
    nav="/idag",
    on_load=OwnConsentState.load,
)
def view() -> rx.Component:
    """The student's questions."""
    state, title = OwnConsentState, t("consents.title")
    young = empty(t("consents.young"), t("consents.young_why"), level=2)
    return rx.fragment(
        crumbs((t("workspaces.student.title"), "/idag"), here=title),
        head(title, line=t("consents.own_line")),
        loaded(state.ready, rx.cond(state.shown.may_answer, questions(state.shown, state.answer), young)),
    )
