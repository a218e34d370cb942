"""/min-insyn: a student of age lets former guardians go on seeing, or not (R-C03)."""

from uuid import UUID

import reflex as rx

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.gate import Id, Payload, guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n.client import t
from skolplattform.registry import coming_of_age
from skolplattform.registry.coming_of_age import FormerGuardian, OwnInsight
from skolplattform.registry.permissions import LET_SEE
from skolplattform.ui.components.layout import card, empty, head, loaded
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


class Switch(Payload):
    """May this adult see?"""

    adult_id: Id
    sees: bool


class OwnInsightState(rx.State):
    """Whom the student lets see."""

    ready: bool = False
    shown: OwnInsight = OwnInsight()

    @rx.event
    @guarded(LET_SEE)
    async def load(self) -> None:
        """Opened."""
        self.reset()
        async with problems(self):
            self.shown = await in_read(coming_of_age.own_insight)
        self.ready = True

    @rx.event
    @guarded(LET_SEE, Switch)
    async def switch(self, adult_id: UUID, sees: bool) -> None:
        """Let the adult see from now on, or no longer."""
        async with problems(self):
            await in_unit(coming_of_age.let_see, adult_id, sees=sees, key=str(new_id()))
            self.shown = await in_read(coming_of_age.own_insight)
            await say(self, "registry.insight.let" if sees else "registry.insight.ended")


def _adult(row: rx.Var[FormerGuardian]) -> rx.Component:
    said = rx.cond(row.sees, t("registry.insight.sees", day=t(row.since)), t("registry.insight.sees_not"))
    word = rx.cond(row.sees, t("registry.insight.end"), t("registry.insight.allow"))
    return rx.el.li(
        rx.cond(row.sees, icon("check"), icon("minus")),
        rx.el.span(rx.el.b(row.name), rx.el.br(), rx.el.span(said, class_name="small soft"), class_name="grow"),
        rx.el.button(
            word,
            rx.el.span(" ", row.name, class_name="sr"),
            type="button",
            on_click=OwnInsightState.switch(row.id, ~row.sees),
        ),
        key=row.id,
    )


@page(
    "/min-insyn",
    title="registry.insight.title",
    right=LET_SEE,
    workspace=Workspace.STUDENT,
    nav="/idag",
    on_load=OwnInsightState.load,
)
def view() -> rx.Component:
    """The page."""
    shown = OwnInsightState.shown
    adults = card(rx.el.ul(rx.foreach(shown.adults, _adult), class_name="list"))
    young = empty(t("registry.insight.young"), t("registry.insight.young_why", day=t(shown.of_age_on)), level=2)
    nobody = empty(t("registry.insight.nobody"), t("registry.insight.nobody_why"), level=2)
    body = rx.cond(shown.is_of_age, rx.cond(shown.adults.length() > 0, adults, nobody), young)
    return rx.fragment(
        head(t("registry.insight.title"), line=t("registry.insight.line")),
        loaded(OwnInsightState.ready, rx.el.div(body, style={"maxWidth": "44rem"})),
    )
