"""/barn/[child_id]/kamratrespons: what a guardian's child gave and got; of others neither names nor works."""

from collections.abc import Awaitable, Callable
from typing import Any

import reflex as rx
from reflex.vars import Var

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_follow, in_read
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.planning.pages.handin_parts import moment
from skolplattform.planning.pages.peer_parts import said
from skolplattform.planning.peer_response.queries import peers_of_child
from skolplattform.planning.peer_response.views import HomeExchange, HomeText
from skolplattform.planning.permissions import READ_CHILD
from skolplattform.registry.pages.of_child import child_page
from skolplattform.ui import live
from skolplattform.ui.address import asked_id
from skolplattform.ui.components.layout import banner, empty, stack
from skolplattform.ui.page import page


class ChildPeersState(rx.State):
    """What one of the guardian's children gave and got."""

    name: str = ""
    child_id: str = ""
    exchanges: tuple[HomeExchange, ...] = ()
    missing: bool = False
    ready: bool = False

    @rx.event
    @guarded(READ_CHILD)
    async def load(self) -> None:
        """The child in the address."""
        self.ready = False
        await self._read(in_read)
        self.ready = True
        live.watch(self, ChildPeersState.refresh, f"student:{self.child_id}")

    @rx.event
    @guarded(READ_CHILD, keeps_awake=False)
    async def refresh(self) -> None:
        """The child has sent something, or was shown something."""
        await self._read(in_follow)

    async def _read(self, read: Callable[..., Awaitable[Any]]) -> None:
        try:
            child_id = asked_id(self, "child_id")
            self.name, self.exchanges = await read(peers_of_child, child_id)
            self.child_id, self.missing = str(child_id), False
        except NotFound:
            self.name, self.exchanges, self.missing = "", (), True


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
