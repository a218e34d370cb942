"""Register > skyddade uppgifter: who may see protected persons, until when and why; the principal can end it."""

from uuid import UUID

import reflex as rx

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.gate import Id, Payload, guarded
from skolplattform.i18n.client import t, t_among
from skolplattform.registry import protection
from skolplattform.registry.grants import GrantRow, grants
from skolplattform.registry.permissions import GRANT_PROTECTED
from skolplattform.ui.components.layout import chip, crumbs, empty, head, loaded
from skolplattform.ui.components.tables import Column, table
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say

KINDS = [f"registry.glass.kind.{kind}" for kind in protection.EMERGENCIES]


class OneGrant(Payload):
    """The grant to end."""

    grant_id: Id


class ProtectedState(rx.State):
    """Who has been let in."""

    rows: tuple[GrantRow, ...] = ()
    ready: bool = False

    @rx.event
    @guarded(GRANT_PROTECTED)
    async def load(self) -> None:
        """Opened."""
        self.ready = False
        async with problems(self):
            self.rows = await in_read(grants)
        self.ready = True

    @rx.event
    @guarded(GRANT_PROTECTED, OneGrant)
    async def end(self, grant_id: UUID) -> None:
        """The person is masked again, at once."""
        async with problems(self):
            await in_unit(protection.withdraw_grant, grant_id)
            self.rows = await in_read(grants)
            await say(self, "registry.protected.done")


def _cells(row: rx.Var[GrantRow]) -> list[rx.Component]:
    how = rx.cond(
        row.is_glass,
        chip(t("registry.protected.how.glass"), needs_you=True),
        rx.el.span(t("registry.protected.how.granted")),
    )
    why = rx.cond(
        row.is_glass,
        rx.fragment(t_among("registry.glass.kind." + row.kind, KINDS), ": ", row.reason),
        rx.el.span(row.reason),
    )
    end = rx.el.button(
        t("registry.protected.end"),
        rx.el.span(" ", t("registry.protected.end_of", name=row.grantee), class_name="sr"),
        type="button",
        class_name="quiet small",
        on_click=ProtectedState.end(row.id),
    )
    days = rx.el.span(t(row.first), " – ", t(row.last))
    return [
        rx.el.span(row.grantee),
        rx.el.span(row.subject),
        days,
        how,
        rx.el.span(why, style={"overflow-wrap": "anywhere"}),
        rx.cond(row.holds, end, rx.el.span(t("registry.protected.ended"), class_name="soft")),
    ]


@page(
    "/register/skydd",
    title="registry.protected.title",
    right=GRANT_PROTECTED,
    workspace=Workspace.PRINCIPAL,
    on_load=ProtectedState.load,
    nav="/register",
)
def view() -> rx.Component:
    """The page."""
    columns = [
        Column(t(f"registry.protected.{name}")) for name in ("grantee", "subject", "days", "how", "reason", "end")
    ]
    rows = ProtectedState.rows
    return rx.fragment(
        crumbs((t("registry.title"), "/register"), here=t("registry.protected.title")),
        head(t("registry.protected.title"), line=t("registry.protected.line")),
        loaded(
            ProtectedState.ready,
            rx.cond(
                rows.length() > 0,
                table(columns, rows, _cells, caption=t("registry.protected.caption")),
                empty(t("registry.protected.none.title"), t("registry.protected.none.why"), level=2),
            ),
        ),
    )
