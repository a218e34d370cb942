"""/min-aktivitet: an adult student's own hours, period by period, and the way to report one's own absence (R-A10)."""

import reflex as rx

from skolplattform.attendance.permissions import OWN_ACTIVITY
from skolplattform.attendance.queries.own_activity import OwnPeriod, own_activity
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.ui.components.layout import button_link, empty, head, loaded, stack
from skolplattform.ui.components.tables import Column, table
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


class OwnActivityState(rx.State):
    """The student's own periods."""

    ready: bool = False
    periods: tuple[OwnPeriod, ...] = ()

    @rx.event
    @guarded(OWN_ACTIVITY)
    async def load(self) -> None:
        """Opened."""
        async with problems(self):
            self.periods = await in_read(own_activity)
        self.ready = True


def _cells(row: rx.Var[OwnPeriod]) -> list:
    return [t(row.span), t(row.offered), t(row.taken), t(row.workplace), t(row.a_week), t(row.unreported)]


def _body() -> rx.Component:
    numbers = ("offered", "taken", "workplace", "a_week", "unreported")
    heads = [Column(t("adult.period")), *(Column(t(f"adult.column.{name}"), numeric=True) for name in numbers)]
    periods = stack(
        table(heads, OwnActivityState.periods, _cells, caption=t("adult.own.title")),
        rx.el.p(t("adult.own.note"), class_name="small soft"),
    )
    return rx.cond(
        OwnActivityState.periods.length() > 0,
        periods,
        empty(t("adult.own.none"), t("adult.own.none.why"), level=2),
    )


@page(
    "/min-aktivitet",
    title="adult.own.title",
    right=OWN_ACTIVITY,
    workspace=Workspace.STUDENT,
    on_load=OwnActivityState.load,
)
def view() -> rx.Component:
    """One's own hours."""
    tell = button_link(t("adult.own.tell"), to="/anmal-franvaro", kind="primary")
    return rx.fragment(
        head(t("adult.own.title"), line=t("adult.own.line"), actions=[tell]),
        loaded(OwnActivityState.ready, _body(), lines=6),
    )
