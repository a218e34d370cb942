"""/varningar-i-skolan: a head's classes and subjects, who has not confirmed, and when the school reminds."""

import reflex as rx
from reflex.vars import Var

from skolplattform.assessment.pages.risk_parts import warnings_table
from skolplattform.assessment.risk.forms import WaitSent
from skolplattform.assessment.risk.permissions import OF_SCHOOL
from skolplattform.assessment.risk.queries import warnings_of_school
from skolplattform.assessment.risk.service import decide_reminder
from skolplattform.assessment.risk.views import ClassSubject, SchoolWarnings
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_follow, in_read, in_unit
from skolplattform.core.gate import guarded
from skolplattform.core.typed import day_typed, number_typed
from skolplattform.i18n.client import t
from skolplattform.registry.pages.school_choice import SchoolAsked, school_choice
from skolplattform.ui import live
from skolplattform.ui.address import shown_id
from skolplattform.ui.components.decisions import Deciding, numbers_decided
from skolplattform.ui.components.layout import empty, head, loaded, section, stack
from skolplattform.ui.components.tables import Column, table
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


class RiskSchoolState(Deciding, rx.State):
    """One school that the head leads."""

    ready: bool = False
    shown: SchoolWarnings = SchoolWarnings()

    @rx.event
    @guarded(OF_SCHOOL)
    async def load(self) -> None:
        """The first school."""
        async with problems(self):
            await self._show(None)
        self.ready = True

    @rx.event
    @guarded(OF_SCHOOL, keeps_awake=False)
    async def refresh(self) -> None:
        """One was sent, confirmed or ended."""
        async with problems(self):
            self.shown = await in_follow(warnings_of_school, shown_id(self.shown.unit_id))

    @rx.event
    @guarded(OF_SCHOOL, SchoolAsked)
    async def choose(self, unit_id) -> None:
        """Another school."""
        async with problems(self):
            await self._show(unit_id)

    @rx.event
    @guarded(OF_SCHOOL, WaitSent)
    async def decide(self, form_data: dict[str, str | None]) -> None:
        """Remind after so many school days."""
        async with problems(self):
            unit, version = shown_id(self.shown.unit_id), self.shown.version
            days, since = number_typed(form_data, "remind_after"), day_typed(form_data, "valid_from")
            wanted = {"remind_after": days, "valid_from": since, "version": version, "key": self.key}
            await in_unit(decide_reminder, unit, **wanted)
            await self._show(unit)
            await say(self, "risk.school.saved")

    async def _show(self, unit) -> None:
        self.shown = await in_read(warnings_of_school, unit)
        self._begin()
        live.watch(self, RiskSchoolState.refresh, f"risk:{self.shown.unit_id}")


def _counts() -> rx.Component:
    shown = RiskSchoolState.shown

    def cells(row: Var[ClassSubject]) -> list:
        return [row.class_name, rx.el.span(row.subject, lang="sv"), row.warned, row.waiting]

    heads = [Column(t(f"risk.column.{name}")) for name in ("class", "subject")]
    heads += [Column(t(f"risk.column.{name}"), numeric=True) for name in ("warned", "waiting")]
    return section(
        t("risk.school.counts"),
        table(heads, shown.counts, cells, caption=t("risk.school.counts")),
        id="counts",
        line=t("risk.school.counts_line"),
    )


def _waiting() -> rx.Component:
    waiting = RiskSchoolState.shown.waiting
    return section(
        t("risk.school.waiting", n=waiting.length()),
        rx.cond(
            waiting.length() > 0,
            warnings_table(waiting, t("risk.school.waiting_caption")),
            rx.el.p(t("risk.school.all_read"), class_name="soft"),
        ),
        id="waiting",
    )


def _school() -> rx.Component:
    return school_choice(RiskSchoolState.shown.units, RiskSchoolState.shown.unit_id, RiskSchoolState.choose)


@page(
    "/varningar-i-skolan",
    title="risk.school.title",
    right=OF_SCHOOL,
    workspace=Workspace.PRINCIPAL,
    on_load=RiskSchoolState.load,
)
def view() -> rx.Component:
    """The school."""
    shown = RiskSchoolState.shown
    some = stack(_counts(), _waiting(), gap="32px")
    remind = numbers_decided(RiskSchoolState, ["remind_after"], words="risk.school", id="remind")
    none = empty(t("risk.school.none"), t("risk.school.none_why"), level=2)
    return rx.fragment(
        head(t("risk.school.title"), line=t("risk.school.line", n=shown.warned)),
        loaded(
            RiskSchoolState.ready,
            stack(_school(), rx.cond(shown.warned > 0, some, none), remind, gap="32px"),
            lines=8,
        ),
    )
