"""Staden: every school's attendance side by side, sums only, for the central administration."""

import reflex as rx
from sqlmodel import Session

from skolplattform.core import clock
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.db import in_read
from skolplattform.core.gate import Name, Number, Payload, guarded
from skolplattform.i18n.client import t
from skolplattform.insights.permissions import VIEW_CITY
from skolplattform.insights.queries.city import city_overview
from skolplattform.insights.queries.periods import CHOICES, terms, window
from skolplattform.insights.shown.city import SORTS, CityView, SchoolLine, city_view
from skolplattform.ui import charts
from skolplattform.ui.components.layout import card, empty, head, loaded, section, stack
from skolplattform.ui.components.tables import Column, pager, table
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.workspaces.told import to_proof


class Period(Payload):
    """Which days count."""

    period: Name


class Sort(Payload):
    """What the table is sorted by."""

    sort: Name


class PageNumber(Payload):
    """A page of the table."""

    number: Number(1, 100)  # type: ignore[valid-type]


def city(session: Session, actor: Actor, period: str, sort: str, descending: bool, number: int) -> CityView:
    """The whole page in four statements."""
    today = clock.today()
    days = window(period, terms(session, today), today)
    found = city_overview(session, actor, days, today=today)
    return city_view(found, days, sort=sort, descending=descending, number=number)


class CityState(rx.State):
    """The city's schools."""

    view: CityView = CityView()
    period: str = "term"
    sort: str = "absence"
    descending: bool = True
    number: int = 1

    @rx.event
    @guarded(VIEW_CITY)
    async def load(self) -> None:
        """Opened."""
        await self._read()

    @rx.event
    @guarded(VIEW_CITY, Period)
    async def set_period(self, period: str) -> None:
        """Other days."""
        self.period, self.number = period if period in CHOICES else "term", 1
        await self._read()

    @rx.event
    @guarded(VIEW_CITY, Sort)
    async def set_sort(self, sort: str) -> None:
        """Sort by a column, or turn its order."""
        if sort in SORTS:
            self.descending = not self.descending if sort == self.sort else sort != "name"
            self.sort, self.number = sort, 1
            await self._read()

    @rx.event
    @guarded(VIEW_CITY, PageNumber)
    async def set_page(self, number: int) -> None:
        """Another page of the table."""
        self.number = number
        await self._read()

    async def _read(self) -> None:
        async with problems(self):
            self.view = await in_read(city, self.period, self.sort, self.descending, self.number)
            self.number = self.view.number


def _cells(row: rx.Var[SchoolLine]) -> list[rx.Component]:
    return [
        rx.el.span(row.name),
        rx.el.span(t(row.students)),
        rx.el.span(t(row.presence)),
        rx.el.b(t(row.absence)),
        rx.el.span(t(row.invalid)),
        rx.el.span(row.late),
        rx.el.span(t(row.unreported), class_name="soft"),
        rx.el.span(t(row.change)),
    ]


def _schools() -> rx.Component:
    shown = CityState.view
    columns = [
        Column(t("insights.unit"), sort="name"),
        Column(t("insights.students"), numeric=True, sort="students"),
        Column(t("insights.present"), numeric=True),
        Column(t("insights.absent"), numeric=True, sort="absence"),
        Column(t("insights.invalid"), numeric=True, sort="invalid"),
        Column(t("insights.late"), numeric=True),
        Column(t("insights.unreported"), numeric=True, sort="unreported"),
        Column(t("insights.change"), numeric=True, sort="change"),
    ]
    content = table(
        columns,
        shown.rows,
        _cells,
        caption=t("insights.city.schools"),
        sorted_by=CityState.sort,
        descending=CityState.descending,
        on_sort=CityState.set_sort,
    )
    return section(
        t("insights.city.schools"),
        content,
        pager(shown.number, shown.last, CityState.set_page, label=t("insights.city.pages")),
        id="schools",
        line=t("insights.city.schools_line"),
        kind="",
    )


def _content() -> rx.Component:
    shown = CityState.view
    pictures = rx.el.div(
        card(charts.line(shown.weeks)),
        card(charts.bars(shown.highest)),
        class_name="split",
        style={"--side": "minmax(0,.66fr)", "--gx": "24px", "alignItems": "stretch"},
    )
    nothing = empty(t("insights.city.empty"), t("insights.city.empty_why"), level=2)
    return rx.cond(shown.rows.length() > 0, stack(pictures, _schools(), gap="32px"), nothing)


@page(
    "/staden",
    title="insights.city.title",
    right=VIEW_CITY,
    workspace=Workspace.CENTRAL,
    on_load=CityState.load,
)
def view() -> rx.Component:
    """The page."""
    periods = [rx.el.option(t(f"insights.attendance.period.{choice}"), value=choice) for choice in CHOICES]
    choose = rx.el.select(
        *periods,
        value=CityState.period,
        on_change=CityState.set_period,
        aria_label=t("insights.city.periods"),
        style={"width": "auto"},
    )
    return rx.fragment(
        head(t("insights.city.title"), line=t(CityState.view.line), actions=[choose, to_proof()]),
        loaded(CityState.view.is_ready, _content()),
    )
