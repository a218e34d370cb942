"""/barn/[child_id]/bedomning: a child's subjects and matrices, as its guardians read them."""

from uuid import UUID

import reflex as rx
from sqlmodel import Session

from skolplattform.assessment.pages.subject_parts import Shown, shown_of, subject_cards
from skolplattform.assessment.permissions import VIEW_CHILD
from skolplattform.assessment.screening.queries import is_screened
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.db import in_read
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.registry.pages.of_child import child_page
from skolplattform.registry.queries import names
from skolplattform.ui import live
from skolplattform.ui.address import asked_id
from skolplattform.ui.components.layout import button_link
from skolplattform.ui.page import page


def _of_child(session: Session, actor: Actor, child_id: UUID) -> tuple[str, Shown, bool]:
    shown = shown_of(session, actor, child_id)
    name = names(session, actor, [child_id])[child_id].name
    return name, shown, is_screened(session, child_id)


class ChildSubjectsState(rx.State):
    """The subjects of one of the guardian's children."""

    ready: bool = False
    missing: bool = False
    child_id: str = ""
    name: str = ""
    shown: Shown = Shown()
    is_screened: bool = False

    @rx.event
    @guarded(VIEW_CHILD)
    async def load(self) -> None:
        """The child of the address."""
        self.reset()
        await self._read()
        self.ready = True
        live.watch(self, ChildSubjectsState.refresh, f"student:{self.child_id}")

    @rx.event
    @guarded(VIEW_CHILD, keeps_awake=False)
    async def refresh(self) -> None:
        """A teacher has published, or taken back."""
        await self._read()

    async def _read(self) -> None:
        try:
            child_id = asked_id(self, "child_id")
            self.name, self.shown, self.is_screened = await in_read(_of_child, child_id)
            self.child_id, self.missing = str(child_id), False
        except NotFound:
            self.name, self.shown, self.missing = "", Shown(), True


@page(
    "/barn/[child_id]/bedomning",
    title="own.child.title",
    right=VIEW_CHILD,
    workspace=Workspace.GUARDIAN,
    nav="/hem",
    on_load=ChildSubjectsState.load,
)
def view() -> rx.Component:
    """What is shown of a child."""
    state = ChildSubjectsState
    cards = subject_cards(state.shown)
    line = t("assessment.subjects.line_child")
    screened = button_link(t("screening.home.link"), to="/barn/" + state.child_id + "/kartlaggning")
    actions = [rx.cond(state.is_screened, screened)]
    return child_page(state, cards, title="own.child.title", of="own.child.of", line=line, actions=actions)
