"""/mina-varningar: what a student, or each custodian on their own, has been warned of, and 'Jag har läst'."""

import reflex as rx
from reflex.vars import Var

from skolplattform.assessment.pages.risk_parts import said_list, told
from skolplattform.assessment.risk.forms import Which
from skolplattform.assessment.risk.permissions import READ_OWN
from skolplattform.assessment.risk.queries import family_warnings
from skolplattform.assessment.risk.rules import Ending
from skolplattform.assessment.risk.service import confirm
from skolplattform.assessment.risk.views import FamilyWarning
from skolplattform.core.actor import Role, Workspace, current_actor
from skolplattform.core.db import in_follow, in_read, in_unit
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t, t_among
from skolplattform.ui import live
from skolplattform.ui.components.forms import button
from skolplattform.ui.components.layout import banner, empty, head, loaded, stack
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say

ENDINGS = [f"risk.own.ending.{one.value}" for one in Ending]


class RiskOwnState(rx.State):
    """The warnings of oneself, or of one's children."""

    ready: bool = False
    is_student: bool = False
    warnings: tuple[FamilyWarning, ...] = ()

    @rx.event
    @guarded(READ_OWN)
    async def load(self) -> None:
        """Opened."""
        self.reset()
        self.is_student = current_actor().has(Role.STUDENT)
        async with problems(self):
            self.warnings = await in_read(family_warnings)
            live.watch(self, RiskOwnState.refresh, *{f"student:{one.student_id}" for one in self.warnings})
        self.ready = True

    @rx.event
    @guarded(READ_OWN, keeps_awake=False)
    async def refresh(self) -> None:
        """A teacher has sent or ended one."""
        async with problems(self):
            self.warnings = await in_follow(family_warnings)

    @rx.event
    @guarded(READ_OWN, Which)
    async def confirm(self, warning_id) -> None:
        """'Jag har läst'."""
        async with problems(self):
            await in_unit(confirm, warning_id)
            self.warnings = await in_read(family_warnings)
            await say(self, "risk.own.confirmed")


def _warning(one: Var[FamilyWarning]) -> rx.Component:
    name = "v-" + one.id.to(str)
    title = rx.cond(RiskOwnState.is_student, one.subject, t("risk.own.of", name=one.student, subject=one.subject))
    lead = rx.cond(
        RiskOwnState.is_student,
        t("risk.own.lead", grade=one.grade),
        t("risk.own.lead_child", name=one.student, grade=one.grade),
    )
    words = stack(
        rx.el.p(lead),
        _criteria(one),
        told(t("risk.own.missing"), one.missing),
        told(t("risk.own.support"), one.support),
        told(t("risk.own.next_step"), one.next_step),
        gap="16px",
    )
    return rx.el.article(
        rx.el.h2(title, id=name),
        rx.el.p(t("risk.own.from", day=one.sent, name=one.teacher), class_name="small soft"),
        rx.cond(one.ending != "", _ended(one)),
        words,
        rx.cond(one.ending == "", _receipt(one)),
        class_name="card stack",
        aria_labelledby=name,
    )


def _criteria(one: Var[FamilyWarning]) -> rx.Component:
    heading = rx.el.h3(t("risk.own.criteria", grade=one.grade))
    return rx.cond(one.criteria.length() > 0, rx.el.div(heading, said_list(one.criteria), class_name="stack"))


def _ended(one: Var[FamilyWarning]) -> rx.Component:
    why = rx.el.p(one.ended_why, class_name="pre", lang="sv")
    return banner(rx.el.p(rx.el.b(t_among("risk.own.ending." + one.ending, ENDINGS)), " ", t(one.ended)), why)


def _receipt(one: Var[FamilyWarning]) -> rx.Component:
    read = rx.el.p(icon("check"), t("risk.own.read", day=one.confirmed), class_name="with")
    ask = button(
        t("risk.own.confirm"),
        rx.el.span(" ", one.subject, class_name="sr"),
        kind="primary",
        on_click=RiskOwnState.confirm(one.id),
    )
    asked = stack(rx.el.p(t("risk.own.confirm_line"), class_name="small soft"), rx.el.div(ask, class_name="btns"))
    return rx.cond(one.confirmed.sv != "", read, asked)


@page(
    "/mina-varningar",
    title="risk.own.title",
    right=READ_OWN,
    workspace=(Workspace.GUARDIAN, Workspace.STUDENT),
    on_load=RiskOwnState.load,
)
def view() -> rx.Component:
    """The family's page."""
    found = rx.el.div(rx.foreach(RiskOwnState.warnings, _warning), class_name="stack", style={"maxWidth": "48rem"})
    none = empty(t("risk.own.none"), t("risk.own.none_why"), level=2)
    return rx.fragment(
        head(t("risk.own.title"), line=t("risk.own.line")),
        loaded(RiskOwnState.ready, rx.cond(RiskOwnState.warnings.length() > 0, found, none), lines=8),
    )
