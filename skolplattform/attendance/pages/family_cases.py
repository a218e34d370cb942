"""/franvarouppfoljning: what a guardian and a student see of the school's work with absence."""

import reflex as rx

from skolplattform.attendance.pages.case_parts import DECISION_KEYS, STAGE_KEYS, entry
from skolplattform.attendance.permissions import VIEW_OWN_CASES
from skolplattform.attendance.queries.family_cases import FamilyCase, family_cases
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t, t_among
from skolplattform.ui.components.layout import empty, head, loaded, stack
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


class FamilyCasesState(rx.State):
    """The family's cases."""

    ready: bool = False
    cases: list[FamilyCase] = []

    @rx.event
    @guarded(VIEW_OWN_CASES)
    async def load(self) -> None:
        """Opened."""
        self.reset()
        async with problems(self):
            self.cases = await in_read(family_cases)
        self.ready = True


def _case(row: rx.Var[FamilyCase]) -> rx.Component:
    facts = rx.el.dl(
        _fact(t("cases.trigger"), t(row.began)),
        rx.cond(row.started.sv != "", _fact(t("cases.started"), t(row.started))),
        rx.cond(row.reported.sv != "", _fact(t("cases.reported"), t(row.reported))),
        rx.cond(
            row.decision != "",
            _fact(
                t("cases.decided"),
                rx.fragment(t(row.decided), ": ", t_among("cases.decision." + row.decision, DECISION_KEYS)),
            ),
        ),
        rx.cond(row.municipality.sv != "", _fact(t("cases.municipality"), t(row.municipality))),
        _fact(t("cases.responsible"), row.responsible),
        class_name="pairs",
    )
    return rx.el.article(
        rx.el.h2(row.name),
        rx.el.p(t_among("cases.stage." + row.stage, STAGE_KEYS), class_name="soft"),
        facts,
        rx.cond(
            row.written.length() > 0,
            rx.el.ul(rx.foreach(row.written, lambda one: entry(one, to_school=False)), class_name="list"),
            rx.el.p(t("cases.family.none_written"), class_name="small soft"),
        ),
        class_name="card stack",
    )


def _fact(label: rx.Var, value: rx.Component | rx.Var) -> rx.Component:
    return rx.el.div(rx.el.dt(label), rx.el.dd(value))


@page(
    "/franvarouppfoljning",
    title="cases.family.title",
    right=VIEW_OWN_CASES,
    workspace=(Workspace.GUARDIAN, Workspace.STUDENT),
    on_load=FamilyCasesState.load,
)
def view() -> rx.Component:
    """The family's view."""
    found = stack(rx.foreach(FamilyCasesState.cases, _case), gap="24px")
    none = empty(t("cases.family.none"), t("cases.family.none.why"), level=2)
    return rx.fragment(
        head(t("cases.family.title"), line=t("cases.family.line")),
        loaded(FamilyCasesState.ready, rx.cond(FamilyCasesState.cases.length() > 0, found, none)),
    )
