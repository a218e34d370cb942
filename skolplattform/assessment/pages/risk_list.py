"""/varningar: what a teacher and mentor follows, and where a new warning begins."""

import reflex as rx
from sqlmodel import Session

from skolplattform.assessment.pages.risk_parts import warnings_table
from skolplattform.assessment.queries import taught_groups
from skolplattform.assessment.risk.permissions import FOLLOW, WARN
from skolplattform.assessment.risk.queries import followed_warnings
from skolplattform.assessment.risk.rules import State
from skolplattform.assessment.risk.views import WarningRow
from skolplattform.assessment.views import TaughtGroup
from skolplattform.core.actor import Actor, Workspace, current_actor
from skolplattform.core.db import in_follow, in_read
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.ui import live
from skolplattform.ui.components.layout import crumbs, empty, go, head, loaded, section, stack
from skolplattform.ui.components.overlays import details
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems

HOLDING = (State.DRAFT.value, State.SENT.value)


def _followed(session: Session, actor: Actor) -> tuple[tuple[WarningRow, ...], tuple[TaughtGroup, ...]]:
    groups = taught_groups(session, actor) if WARN.held_by(actor) else []
    return followed_warnings(session, actor), tuple(group for group in groups if group.subject)


class RiskListState(rx.State):
    """The warnings that one follows, and the groups one teaches."""

    ready: bool = False
    holding: tuple[WarningRow, ...] = ()
    past: tuple[WarningRow, ...] = ()
    groups: tuple[TaughtGroup, ...] = ()

    @rx.event
    @guarded(FOLLOW)
    async def load(self) -> None:
        """Opened."""
        async with problems(self):
            rows, self.groups = await in_read(_followed)
            self._show(rows)
            live.watch(self, RiskListState.refresh, *(f"risk:{unit}" for unit in current_actor().units))
        self.ready = True

    @rx.event
    @guarded(FOLLOW, keeps_awake=False)
    async def refresh(self) -> None:
        """Somebody has confirmed, or a colleague wrote."""
        async with problems(self):
            self._show(await in_follow(followed_warnings))

    def _show(self, rows: tuple[WarningRow, ...]) -> None:
        self.holding = tuple(row for row in rows if row.state in HOLDING)
        self.past = tuple(row for row in rows if row.state not in HOLDING)


def _group(group: rx.Var[TaughtGroup]) -> rx.Component:
    return rx.el.li(go(group.name, to="/varningar/skriv/" + group.activity_id.to(str)))


def _body() -> rx.Component:
    state = RiskListState
    nothing = empty(t("risk.list.empty"), t("risk.list.empty_why"), level=2)
    past = details(t("risk.list.past", n=state.past.length()), warnings_table(state.past, t("risk.list.past_caption")))
    begin = section(
        t("risk.list.begin"),
        rx.el.ul(rx.foreach(state.groups, _group), class_name="list"),
        id="begin",
        line=t("risk.list.begin_line"),
    )
    return stack(
        rx.cond(state.holding.length() > 0, warnings_table(state.holding, t("risk.list.caption")), nothing),
        rx.cond(state.past.length() > 0, past),
        rx.cond(state.groups.length() > 0, begin),
        gap="32px",
    )


@page(
    "/varningar",
    title="risk.title",
    right=FOLLOW,
    workspace=Workspace.TEACHER,
    nav="/grupper",
    on_load=RiskListState.load,
)
def view() -> rx.Component:
    """The list."""
    return rx.fragment(
        crumbs((t("assessment.groups.title"), "/grupper"), here=t("risk.title")),
        head(t("risk.title"), line=t("risk.list.line")),
        loaded(RiskListState.ready, _body(), lines=8),
    )
