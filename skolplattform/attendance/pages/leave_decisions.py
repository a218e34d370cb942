"""/ledighetsbeslut: what waits for the head or a delegate, what waits for a custodian, and what was decided."""

import reflex as rx

from skolplattform.attendance.permissions import DECIDE_LEAVE
from skolplattform.attendance.queries.leave import leave_queue
from skolplattform.attendance.rules.leave import State
from skolplattform.attendance.views_leave import LeaveQueue, LeaveRow
from skolplattform.core.actor import Workspace, current_actor
from skolplattform.core.db import in_follow, in_read
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t, t_among
from skolplattform.ui import live
from skolplattform.ui.components.layout import crumbs, empty, go, head, loaded, section
from skolplattform.ui.components.tables import Column, table
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems

STATES = [f"attendance.leave.state.{state.value}" for state in State]


class LeaveQueueState(rx.State):
    """The school's applications."""

    ready: bool = False
    shown: LeaveQueue = LeaveQueue()

    @rx.event
    @guarded(DECIDE_LEAVE)
    async def load(self) -> None:
        """Opened."""
        async with problems(self):
            self.shown = await in_read(leave_queue)
        live.watch(self, LeaveQueueState.refresh, *(f"leave:{unit}" for unit in sorted(current_actor().units)[:50]))
        self.ready = True

    @rx.event
    @guarded(DECIDE_LEAVE, keeps_awake=False)
    async def refresh(self) -> None:
        """Somebody applied, agreed or decided."""
        async with problems(self):
            self.shown = await in_follow(leave_queue)


def _row(one: rx.Var[LeaveRow]) -> list:
    who = go(
        one.child, rx.cond(one.class_name != "", rx.fragment(", ", one.class_name)), to="/ledighetsbeslut/" + one.id
    )
    return [
        who,
        t(one.days),
        t(one.count),
        t_among("attendance.leave.state." + one.state, STATES),
        t(one.line),
    ]


def _list(name: str, rows: rx.Var) -> rx.Component:
    columns = [Column(t(f"attendance.leave.column.{one}")) for one in ("child", "days", "count", "state", "line")]
    title = t(f"attendance.leave.list.{name}")
    return section(title, table(columns, rows, _row, caption=title, plain=True), id=name)


def _body() -> rx.Component:
    shown = LeaveQueueState.shown
    return rx.el.div(
        rx.cond(
            shown.waiting.length() > 0,
            _list("waiting", shown.waiting),
            empty(t("attendance.leave.list.none"), t("attendance.leave.list.none.why"), level=2),
        ),
        rx.cond(shown.unready.length() > 0, _list("unready", shown.unready)),
        rx.cond(shown.decided.length() > 0, _list("decided", shown.decided)),
        class_name="stack",
        style={"--gap": "32px"},
    )


@page(
    "/ledighetsbeslut",
    title="attendance.leave.decisions.title",
    right=DECIDE_LEAVE,
    workspace=(Workspace.PRINCIPAL, Workspace.TEACHER),
    on_load=LeaveQueueState.load,
)
def view() -> rx.Component:
    """The list."""
    return rx.fragment(
        crumbs((t("attendance.absence.home"), "/"), here=t("attendance.leave.decisions.title")),
        head(t("attendance.leave.decisions.title"), line=t("attendance.leave.decisions.line")),
        loaded(LeaveQueueState.ready, _body(), lines=6),
    )
