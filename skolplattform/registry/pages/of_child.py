"""What the pages about one of a guardian's children share, whatever they are about."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from uuid import UUID

import reflex as rx
from reflex.vars import Var
from sqlmodel import Session

from skolplattform.core.actor import Actor
from skolplattform.core.db import in_follow, in_read
from skolplattform.core.errors import NotFound
from skolplattform.i18n.client import t
from skolplattform.registry.queries import names
from skolplattform.ui import live
from skolplattform.ui.address import asked_id
from skolplattform.ui.components.layout import crumbs, empty, head, loaded

Told = Callable[[Session, Actor, UUID], dict[str, Any]]
"""What a page tells of a child, by the names of its vars; NotFound when it is not the actor's."""


def _told_of(session: Session, actor: Actor, child_id: UUID, told: Told) -> dict[str, Any]:
    """The same, with the child's name unless the page has read it."""
    found = told(session, actor, child_id)
    return found if "name" in found else {"name": names(session, actor, [child_id])[child_id].name, **found}


class OfChild(rx.State, mixin=True):
    """A page about one of the guardian's children; somebody else's looks like none.

    `_topics` are what changes it beside the child itself; what the page tells may name them.
    """

    name: str = ""
    child_id: str = ""
    missing: bool = False
    ready: bool = False
    _topics: tuple[str, ...] = ()

    async def _open(self, told: Told, refresh: rx.event.EventHandler | None = None) -> None:
        """Show the child in the address; `refresh` runs when something about it changes."""
        self.ready = False
        await self._read(in_read, told)
        self.ready = True
        if refresh and not self.missing:
            live.watch(self, refresh, f"student:{self.child_id}", *self._topics)

    async def _follow(self, told: Told) -> None:
        """Show what stands now."""
        await self._read(in_follow, told)

    async def _read(self, read: Callable[..., Awaitable[dict[str, Any]]], told: Told) -> None:
        try:
            child_id = asked_id(self, "child_id")
            found = await read(_told_of, child_id, told)
        except NotFound:
            self.reset()
            found = {"missing": True, "ready": True}
        else:
            found |= {"child_id": str(child_id), "missing": False}
        for name, value in found.items():
            setattr(self, name, value)


def child_page(
    state: Any, *content: rx.Component, title: str, of: str, line: Var | str, actions: Sequence[rx.Component] = ()
) -> rx.Component:
    """The way back to the child, whose page it is, and the content; or that there is no such child.

    `state` is an `OfChild`. `title` and `of` are text keys, `of` takes the name.
    """
    shown = rx.fragment(
        crumbs((state.name, "/barn/" + state.child_id), here=t(title)),
        head(t(of, name=state.name), line=line, actions=actions),
        *content,
    )
    gone = rx.fragment(head(t(title)), empty(t("ui.not_found.title"), t("ui.not_found.text"), level=2))
    return loaded(state.ready, rx.cond(state.missing, gone, shown))
