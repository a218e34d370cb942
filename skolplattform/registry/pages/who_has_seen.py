"""Vem har sett mitt barns uppgifter: the guardian's page out of the audit log."""

import reflex as rx

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import Number, Payload, guarded
from skolplattform.i18n.client import t
from skolplattform.registry.permissions import VIEW_CHILDREN
from skolplattform.registry.who_has_seen import Seen, SeenRow, who_has_seen
from skolplattform.ui.address import asked_id
from skolplattform.ui.components.layout import crumbs, empty, head, loaded
from skolplattform.ui.components.tables import Column, pager, table
from skolplattform.ui.page import page


class Turn(Payload):
    """A page of the list."""

    number: Number(1, 100_000)  # type: ignore[valid-type]


class WhoHasSeenState(rx.State):
    """Who has used one child's details."""

    seen: Seen = Seen()
    ready: bool = False

    @rx.event
    @guarded(VIEW_CHILDREN)
    async def load(self) -> None:
        """The child in the address; somebody else's looks like none at all."""
        self.seen, self.ready = Seen(), False
        await self._read(1)
        self.ready = True

    @rx.event
    @guarded(VIEW_CHILDREN, Turn)
    async def turn(self, number: int) -> None:
        """Earlier or later days."""
        await self._read(number)

    async def _read(self, number: int) -> None:
        try:
            self.seen = await in_read(who_has_seen, asked_id(self, "child_id"), number)
        except NotFound:
            self.seen = Seen()


def _row(row: rx.Var[SeenRow]) -> list[rx.Component]:
    return [rx.el.span(t(row.who)), rx.el.span(t(row.what)), rx.el.span(t(row.when)), rx.el.span(row.times)]


def _content() -> rx.Component:
    seen = WhoHasSeenState.seen
    columns = [
        Column(t("registry.seen.who")),
        Column(t("registry.seen.what")),
        Column(t("registry.seen.when")),
        Column(t("registry.seen.times"), numeric=True),
    ]
    return rx.fragment(
        crumbs((seen.child, "/barn/" + seen.child_id), here=t("registry.seen.title")),
        head(t("registry.seen.of", name=seen.child), line=t("registry.seen.line")),
        rx.cond(
            seen.rows.length() > 0,
            rx.fragment(
                table(columns, seen.rows, _row, caption=t("registry.seen.caption")),
                pager(seen.number, seen.last, WhoHasSeenState.turn, label=t("registry.seen.pages")),
            ),
            empty(t("registry.seen.none.title"), t("registry.seen.none.why")),
        ),
    )


@page(
    "/barn/[child_id]/insyn",
    title="registry.seen.title",
    right=VIEW_CHILDREN,
    workspace=Workspace.GUARDIAN,
    nav="/hem",
    on_load=WhoHasSeenState.load,
)
def view() -> rx.Component:
    """The page."""
    gone = rx.fragment(
        head(t("registry.seen.title")), empty(t("registry.seen.missing.title"), t("registry.seen.missing.why"))
    )
    return loaded(WhoHasSeenState.ready, rx.cond(WhoHasSeenState.seen.child_id == "", gone, _content()))
