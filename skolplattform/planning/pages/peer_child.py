"""/barn/[child_id]/kamratrespons: what a guardian's child gave and got; of others neither names nor works."""

from typing import Any
from uuid import UUID

import reflex as rx
from reflex.vars import Var
from sqlmodel import Session

from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.planning.pages.handin_parts import moment
from skolplattform.planning.pages.peer_parts import said
from skolplattform.planning.peer_response.queries import peers_of_child
from skolplattform.planning.peer_response.views import HomeExchange, HomeText
from skolplattform.planning.permissions import READ_CHILD
from skolplattform.registry.pages.of_child import OfChild, child_page
from skolplattform.ui.components.layout import banner, empty, stack
from skolplattform.ui.page import page


def _told(session: Session, actor: Actor, child_id: UUID) -> dict[str, Any]:
    name, exchanges = peers_of_child(session, actor, child_id)
    return {"name": name, "exchanges": exchanges}


class ChildPeersState(OfChild, rx.State):
    """What one of the guardian's children gave and got."""

    exchanges: tuple[HomeExchange, ...] = ()

    @rx.event
    @guarded(READ_CHILD)
    async def load(self) -> None:
        """The child in the address."""
        await self._open(_told, ChildPeersState.refresh)

    @rx.event
    @guarded(READ_CHILD, keeps_awake=False)
    async def refresh(self) -> None:
        """The child has sent something, or was shown something."""
        await self._follow(_told)


@page(
    "/barn/[child_id]/kamratrespons",
    title="peer.title",
    right=READ_CHILD,
    workspace=Workspace.GUARDIAN,
    nav="/hem",
    on_load=ChildPeersState.load,
)
def view() -> rx.Component:
    """By task."""
    state = ChildPeersState

    def one(of: Var[HomeExchange], place: Var[int]) -> rx.Component:
        heading = "h-peers-" + place.to_string()
        return rx.el.section(
            rx.el.p(of.subject, class_name="small soft", lang="sv"),
            rx.el.h2(of.title, id=heading, lang="sv"),
            _part("peer.child.got", of.got),
            _part("peer.child.gave", of.gave),
            class_name="stack",
            style={"--gap": "12px"},
            aria_labelledby=heading,
        )

    nothing = empty(t("peer.child.none"), t("peer.child.none.why"), level=2)
    shown = rx.cond(state.exchanges.length() > 0, stack(rx.foreach(state.exchanges, one), gap="40px"), nothing)
    return child_page(state, shown, title="peer.title", of="peer.child.of", line=t("peer.child.line"))


def _part(title: str, texts: Var[tuple[HomeText, ...]]) -> rx.Component:
    def entry(text: Var[HomeText]) -> rx.Component:
        hidden = banner(rx.el.p(t("peer.hidden.why", why=text.why), lang="sv"), sign="minus")
        return rx.el.article(
            rx.el.p(moment(text.at), class_name="small soft"),
            rx.cond(text.is_hidden, hidden),
            said(text.works, text.next_step),
            class_name="card stack",
            style={"--gap": "8px"},
        )

    listed = rx.fragment(rx.el.h3(t(title)), stack(rx.foreach(texts, entry), gap="12px"))
    return rx.cond(texts.length() > 0, listed)
