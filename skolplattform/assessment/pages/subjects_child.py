"""/barn/[child_id]/bedomning: a child's subjects and matrices, as its guardians read them."""

from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from skolplattform.assessment.pages.subject_parts import Shown, shown_of, subject_cards
from skolplattform.assessment.permissions import VIEW_CHILD
from skolplattform.assessment.screening.queries import is_screened
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.registry.pages.of_child import OfChild, child_page
from skolplattform.ui.components.layout import button_link
from skolplattform.ui.page import page


def _told(session: Session, actor: Actor, child_id: UUID) -> dict[str, Any]:
    return {"shown": shown_of(session, actor, child_id), "is_screened": is_screened(session, child_id)}


class ChildSubjectsState(OfChild, rx.State):
    """The subjects of one of the guardian's children."""

    shown: Shown = Shown()
    is_screened: bool = False

    @rx.event
    @guarded(VIEW_CHILD)
    async def load(self) -> None:
        """The child of the address."""
        await self._open(_told, ChildSubjectsState.refresh)

    @rx.event
    @guarded(VIEW_CHILD, keeps_awake=False)
    async def refresh(self) -> None:
        """A teacher has published, or taken back."""
        await self._follow(_told)


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
