"""/samtycken/[group_id]: who of a group may not be pictured, for those who work with it."""

import reflex as rx
from reflex.vars import Var

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_follow, in_read
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.registry.consents import queries
from skolplattform.registry.consents.permissions import SEE_CONSENTS
from skolplattform.registry.consents.rules import Standing
from skolplattform.registry.consents.service import topic
from skolplattform.registry.consents.views import GroupConsents, GroupRow
from skolplattform.registry.pages.consent_parts import standing_chip
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.components.layout import chip, empty, head, loaded, section
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


class GroupConsentState(rx.State):
    """The group's list."""

    shown: GroupConsents = GroupConsents()
    missing: bool = False
    ready: bool = False

    @rx.event
    @guarded(SEE_CONSENTS)
    async def load(self) -> None:
        """The group in the address."""
        self.reset()
        try:
            group = asked_id(self, "group_id")
            self.shown = await in_read(queries.group_consents, group)
            live.watch(self, GroupConsentState.refresh, topic(group))
        except NotFound:
            self.missing = True
        self.ready = True

    @rx.event
    @guarded(SEE_CONSENTS, keeps_awake=False)
    async def refresh(self) -> None:
        """A home has given or taken back a consent."""
        async with problems(self):
            self.shown = await in_follow(queries.group_consents, shown_id(self.shown.group_id))


def _row(row: Var[GroupRow]) -> rx.Component:
    """A name with what does not hold: whose consents all do is a line."""

    def kind(name: Var, place: Var) -> rx.Component:
        stands = row.standings[place]
        shown = rx.el.span(t(name), " ", standing_chip(stands), class_name="with small")
        return rx.cond(stands != Standing.GIVEN.value, shown)

    never = rx.el.span(t("consents.group.protected"), class_name="small")
    return rx.el.li(
        rx.cond(row.may_be_pictured, icon("check"), icon("x")),
        rx.el.span(
            rx.el.span(
                rx.el.b(row.name),
                rx.cond(row.may_be_pictured, rx.fragment(), chip(t("consents.group.not"), needs_you=True)),
                class_name="with",
            ),
            rx.cond(row.is_protected, never, rx.foreach(GroupConsentState.shown.kinds, kind)),
            class_name="grow stack",
            style={"--gap": "4px"},
        ),
        key=row.person_id,
    )


@page(
    "/samtycken/[group_id]",
    title="consents.group.title",
    right=SEE_CONSENTS,
    workspace=Workspace.TEACHER,
    nav="/planering",
    on_load=GroupConsentState.load,
)
def view() -> rx.Component:
    """The group's list, those who may not be pictured first."""
    state = GroupConsentState
    shown = state.shown
    nobody = empty(t("consents.group.empty"), t("consents.group.empty_why"), level=2)
    rows = rx.el.ul(rx.foreach(shown.rows, _row), class_name="list card")
    found = rx.fragment(
        head(t("consents.group.of", group=shown.group), line=t("consents.group.line", n=shown.without)),
        rx.cond(shown.rows.length() > 0, section(t("consents.group.everybody"), rows, id="members", kind=""), nobody),
    )
    gone = rx.fragment(head(t("consents.group.title")), empty(t("ui.not_found.title"), t("ui.not_found.text"), level=2))
    return loaded(state.ready, rx.cond(state.missing, gone, found), lines=8)
