"""An adult student's line of hours on the start page: taken of offered so far, and the way to the whole (R-A12)."""

import reflex as rx
from sqlmodel import Session

from skolplattform.attendance.contract import OwnActivity, OwnHours
from skolplattform.core import modules
from skolplattform.core.actor import Actor
from skolplattform.core.db import in_read
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.ui.components.layout import go, section
from skolplattform.ui.problems import problems
from skolplattform.workspaces.student import VIEW_OWN_DAY


def _own(session: Session, actor: Actor) -> OwnHours | None:
    attendance = modules.get(OwnActivity)
    return attendance.own_hours(session, actor) if attendance else None


class HoursState(rx.State):
    """The hours of whoever reports activity; nothing for those who must attend."""

    hours: OwnHours = OwnHours()

    @rx.event
    @guarded(VIEW_OWN_DAY)
    async def load(self) -> None:
        """The start page was opened."""
        async with problems(self):
            self.hours = await in_read(_own) or OwnHours()


def own_hours() -> rx.Component:
    """The line."""
    hours = HoursState.hours
    line = section(
        t("workspaces.student.activity"),
        rx.el.p(t("workspaces.student.hours", taken=t(hours.taken), offered=t(hours.offered), span=t(hours.span))),
        id="activity",
        beside=go(t("workspaces.student.all_hours"), to="/min-aktivitet", class_name="small"),
    )
    return rx.cond(hours.span.sv != "", line)
