"""/bemanning: how many children each half hour of a day, and the adults they ask for (FRN-11)."""

from datetime import date, timedelta

import reflex as rx

from skolplattform.attendance.care_forms import DayAsked
from skolplattform.attendance.pages.care_tabs import care_tabs
from skolplattform.attendance.permissions import PLAN_CARE
from skolplattform.attendance.queries import needs
from skolplattform.attendance.rules.care import HalfHour
from skolplattform.core import clock
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.i18n import Text, both
from skolplattform.i18n.client import t
from skolplattform.i18n.format import capital, clock_time, day_text
from skolplattform.ui import charts, figures, live
from skolplattform.ui.components.layout import card, empty, head, loaded
from skolplattform.ui.figures import Chart, Words
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


class StaffingState(rx.State):
    """One day's forecast."""

    ready: bool = False
    missing: bool = False
    day: str = ""
    day_name: Text = Text()
    before: str = ""
    after: str = ""
    chart: Chart = Chart()

    @rx.event
    @guarded(PLAN_CARE)
    async def load(self) -> None:
        """Opened: today."""
        self.reset()
        async with problems(self):
            await self._show(clock.today())
        self.ready = True

    @rx.event
    @guarded(PLAN_CARE, DayAsked)
    async def choose(self, day: date) -> None:
        """Another day."""
        async with problems(self):
            await self._show(day)

    @rx.event
    @guarded(PLAN_CARE, keeps_awake=False)
    async def refresh(self) -> None:
        """A home has said something."""
        async with problems(self):
            await self._show(date.fromisoformat(self.day))

    async def _show(self, day: date) -> None:
        self.day, self.before, self.after = (
            one.isoformat() for one in (day, day - timedelta(days=1), day + timedelta(days=1))
        )
        name = day_text(day)
        self.day_name = Text(capital(name.sv), capital(name.en))
        try:
            unit, half_hours = await in_read(needs.staffing, None, day)
        except NotFound:
            self.missing = True
            return
        self.chart = chart_of(half_hours)
        live.watch(self, StaffingState.refresh, f"here:{unit}")


def chart_of(half_hours: tuple[HalfHour, ...]) -> Chart:
    """Children as columns, adults in the table; the most at once is the finding."""
    most = max(half_hours, key=lambda half: half.children)
    labels = [clock_time(clock.local(half.starts_at)) for half in half_hours]
    finding = (
        both("care.staffing.finding", n=most.children, time=_time(most), adults=most.adults)
        if most.children
        else both("care.staffing.nobody")
    )
    return figures.columns(
        Words(finding, both("care.staffing.line"), both("care.staffing.half_hour")),
        labels,
        [half.children for half in half_hours],
        value_name=both("care.staffing.children"),
        more=((both("care.staffing.adults"), [half.adults for half in half_hours]),),
    )


def _time(half: HalfHour) -> Text:
    local = clock.local(half.starts_at)
    return Text(clock_time(local, "sv"), clock_time(local, "en"))


def _step(key: str, sign: str, day: rx.Var[str]) -> rx.Component:
    return rx.el.button(
        icon(sign), type="button", class_name="icon", aria_label=t(key), on_click=StaffingState.choose(day)
    )


@page(
    "/bemanning",
    title="care.staffing.title",
    right=PLAN_CARE,
    workspace=(Workspace.TEACHER, Workspace.PRINCIPAL),
    nav="/har-nu",
    on_load=StaffingState.load,
)
def view() -> rx.Component:
    """The day's forecast."""
    state = StaffingState
    pick = rx.el.label(
        rx.el.span(t("care.staffing.day"), class_name="sr"),
        rx.el.input(type="date", value=state.day, on_change=lambda day: state.choose(day)),
    )
    steps = (
        _step("care.staffing.before", "left", state.before),
        pick,
        _step("care.staffing.after", "right", state.after),
    )
    nothing = empty(t("care.here.empty"), t("care.here.empty_why"), level=2)
    return rx.fragment(
        head(t("care.staffing.title"), line=t(state.day_name), actions=steps),
        care_tabs("staffing"),
        loaded(state.ready, rx.cond(state.missing, nothing, card(charts.columns(state.chart)))),
    )
