"""/varningar-i-skolan: a head's classes and subjects, who has not confirmed, and when the school reminds."""

import reflex as rx
from reflex.vars import Var

from skolplattform.assessment.pages.risk_parts import warnings_table
from skolplattform.assessment.risk.forms import WaitSent, wait_sent
from skolplattform.assessment.risk.permissions import OF_SCHOOL
from skolplattform.assessment.risk.queries import warnings_of_school
from skolplattform.assessment.risk.service import decide_reminder
from skolplattform.assessment.risk.views import ClassSubject, SchoolWarnings
from skolplattform.core import clock
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_follow, in_read, in_unit
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n import Text
from skolplattform.i18n.client import t
from skolplattform.registry.pages.school_choice import SchoolAsked, school_choice
from skolplattform.ui import live
from skolplattform.ui.address import shown_id
from skolplattform.ui.components.forms import date_field, error_summary, submit, text_field
from skolplattform.ui.components.layout import columns, empty, head, loaded, section, stack
from skolplattform.ui.components.tables import Column, table
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


class RiskSchoolState(rx.State):
    """One school that the head leads."""

    ready: bool = False
    shown: SchoolWarnings = SchoolWarnings()
    first: str = ""
    key: str = ""
    errors: dict[str, Text] = {}

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
            days, since = wait_sent(form_data)
            wanted = {"remind_after": days, "valid_from": since, "version": version, "key": self.key}
            await in_unit(decide_reminder, unit, **wanted)
            await self._show(unit)
            await say(self, "risk.school.saved")

    async def _show(self, unit) -> None:
        self.shown = await in_read(warnings_of_school, unit)
        self.first, self.key = clock.today().isoformat(), str(new_id())
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


def _decide() -> rx.Component:
    state = RiskSchoolState
    days = text_field(
        "remind_after",
        t("risk.school.remind_after"),
        errors=state.errors,
        input_mode="numeric",
        max_length=2,
        default_value=state.shown.remind_after.to(str),
    )
    since = date_field(
        "valid_from", t("risk.school.from"), errors=state.errors, default_value=state.first, min=state.first
    )
    form = rx.el.form(
        error_summary(state.errors),
        columns(days, since, least="14rem"),
        rx.el.div(submit(t("risk.school.decide")), class_name="btns"),
        on_submit=state.decide,
        no_validate=True,
        key=state.key,
        class_name="stack",
    )
    later = rx.el.ul(rx.foreach(state.shown.later, lambda said: rx.el.li(t(said))))
    return section(t("risk.school.remind"), form, rx.cond(state.shown.later.length() > 0, later), id="remind")


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
    none = empty(t("risk.school.none"), t("risk.school.none_why"), level=2)
    return rx.fragment(
        head(t("risk.school.title"), line=t("risk.school.line", n=shown.warned)),
        loaded(
            RiskSchoolState.ready,
            stack(_school(), rx.cond(shown.warned > 0, some, none), _decide(), gap="32px"),
            lines=8,
        ),
    )
