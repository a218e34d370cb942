"""Skolan nu: who is here this hour, who is reported absent, who is missing, and which lessons nobody has reported."""

import reflex as rx
from sqlmodel import Session

from skolplattform.attendance.contract import AbsenceLadder, FollowUpLadder
from skolplattform.core import clock, modules
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.db import in_read
from skolplattform.core.gate import Name, Payload, guarded
from skolplattform.i18n.client import t
from skolplattform.insights.permissions import VIEW_SCHOOL
from skolplattform.insights.queries.now import school_now
from skolplattform.insights.queries.periods import UnitShown, units_of
from skolplattform.insights.shown.ladder import Rung, follow_up, registers
from skolplattform.insights.shown.now import DeviatingRow, MissingRow, NowView, Tile, now_view
from skolplattform.ui import charts, live
from skolplattform.ui.components.forms import segmented
from skolplattform.ui.components.layout import (
    button_link,
    card,
    empty,
    go,
    head,
    loaded,
    mark_with_word,
    section,
    stack,
)
from skolplattform.ui.components.overlays import details
from skolplattform.ui.components.tables import Column, table
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.workspaces.told import to_proof

PARTS = ("present", "late", "valid", "invalid", "other", "none")
AWAY = ("late", "valid", "invalid")
NO_LADDER = FollowUpLadder()


class Scale(Payload):
    """Which scale the hour is shown on."""

    scale: Name


class Unit(Payload):
    """Which of one's units to look at."""

    unit: Name


class Year(Payload):
    """A school year to open."""

    key: Name


def _now(session: Session, actor: Actor, unit: str) -> tuple[list[UnitShown], str, NowView, FollowUpLadder]:
    units, moment = units_of(session, actor), clock.now()
    chosen = next((u for u in units if str(u.id) == unit), units[0] if units else None)
    if chosen is None:
        return units, "", NowView(is_ready=True, is_quiet=True), NO_LADDER
    attendance = modules.get(AbsenceLadder)
    steps = attendance.ladder(session, actor, chosen.id, moment=moment) if attendance else NO_LADDER
    return units, str(chosen.id), now_view(school_now(session, actor, chosen.id, moment=moment)), steps


class NowState(rx.State):
    """The hour of the principal's unit."""

    view: NowView = NowView()
    steps: tuple[Rung, ...] = ()
    registers: tuple[Rung, ...] = ()
    scale: str = "all"
    units: list[tuple[str, str]] = []
    unit: str = ""

    @rx.event
    @guarded(VIEW_SCHOOL)
    async def load(self) -> None:
        """Opened."""
        await self._read()
        self._follow()

    @rx.event
    @guarded(VIEW_SCHOOL, keeps_awake=False)
    async def refresh(self) -> None:
        """A lesson was reported, an absence told, a case went on; or a lesson began or has waited too long."""
        await self._read()

    @rx.event
    @guarded(VIEW_SCHOOL, Scale)
    def set_scale(self, scale: str) -> None:
        """All students, or only those away so that small shares can be read."""
        self.scale = scale if scale == "absent" else "all"

    @rx.event
    @guarded(VIEW_SCHOOL, Unit)
    async def set_unit(self, unit: str) -> None:
        """Another of the principal's units."""
        self.unit = unit
        await self._read()
        self._follow()

    @rx.event
    @guarded(VIEW_SCHOOL, Year)
    def open_year(self, key: str) -> rx.event.EventSpec:
        """A bar was chosen."""
        return rx.redirect(f"/narvaro-oversikt?ar={key}")

    async def _read(self) -> None:
        async with problems(self):
            units, self.unit, self.view, found = await in_read(_now, self.unit)
            self.units = [(str(u.id), u.name) for u in units]
            self.steps, self.registers = follow_up(found), registers(found)
            live.wake(self, NowState.refresh, found.turns_at)

    def _follow(self) -> None:
        live.watch(self, NowState.refresh, f"unit:{self.unit}", f"cases:{self.unit}")


def _tile(tile: rx.Var[Tile]) -> rx.Component:
    return rx.el.div(
        rx.el.dt(t(tile.label)),
        rx.el.dd(t(tile.value)),
        rx.el.dd(
            rx.cond(tile.kind == "need", rx.el.a(t(tile.beside), href="#h-missing"), rx.el.span(t(tile.beside))),
            class_name="small soft",
        ),
        class_name=tile.kind,
    )


def _rung(rung: rx.Var[Rung]) -> rx.Component:
    return rx.el.div(
        rx.el.dt(go(t(rung.label), to=rung.href)),
        rx.el.dd(t(rung.value)),
        rx.el.dd(t(rung.beside), class_name="small soft"),
        class_name=rung.kind,
    )


def _ladder() -> rx.Component:
    """Where the follow-up stands: students at each step, and the day's lessons that wait for their register."""
    state = NowState
    return rx.cond(
        state.steps.length() > 0,
        rx.fragment(
            section(
                t("insights.ladder.title"),
                rx.el.dl(rx.foreach(state.steps, _rung), class_name="tiles"),
                id="ladder",
                kind="",
            ),
            section(
                t("insights.ladder.registers"),
                rx.el.dl(rx.foreach(state.registers, _rung), class_name="tiles"),
                id="registers",
                kind="",
            ),
        ),
    )


def _legend(parts: tuple[str, ...]) -> rx.Component:
    words = {"present": t("insights.here")}
    return rx.el.p(
        *(mark_with_word(part, words.get(part, t(f"insights.{part}"))) for part in parts), class_name="legend"
    )


def _hour() -> rx.Component:
    view = NowState.view
    switch = segmented(
        t("insights.now.scale"),
        "scale",
        [("all", t("insights.now.scale.all")), ("absent", t("insights.now.scale.absent"))],
        NowState.scale,
        NowState.set_scale,
    )
    everyone = rx.fragment(
        charts.stacked(view.hour, PARTS, on_pick=NowState.open_year, actions=[_legend(PARTS)]),
    )
    away = rx.cond(
        view.away.rows.length() > 0,
        charts.stacked(view.away, AWAY, on_pick=NowState.open_year, actions=[_legend(AWAY)]),
        rx.el.p(t("insights.finding.hour_all_here")),
    )
    return card(rx.el.div(switch), rx.cond(NowState.scale == "absent", away, everyone))


def _missing(row: rx.Var[MissingRow]) -> rx.Component:
    lesson = go(rx.el.b(row.name, " ", t(row.time)), to="/narvaro/" + row.id)
    return rx.el.li(
        rx.el.span(class_name="dot"),
        rx.el.span(lesson, rx.el.br(), rx.el.span(row.line, class_name="small soft"), class_name="grow"),
        rx.el.span(t(row.students), class_name="small soft num"),
    )


def _deviating(row: rx.Var[DeviatingRow]) -> list[rx.Component]:
    shown = (row.students, t(row.presence), t(row.change), t(row.invalid), t(row.unreported), row.mentor)
    return [go(row.name, to=row.href), *(rx.el.span(cell) for cell in shown)]


def _classes() -> rx.Component:
    columns = [
        Column(t("insights.class")),
        Column(t("insights.students"), numeric=True),
        Column(t("insights.present"), numeric=True),
        Column(t("insights.change"), numeric=True),
        Column(t("insights.invalid"), numeric=True),
        Column(t("insights.unreported"), numeric=True),
        Column(t("insights.mentor")),
    ]
    rows = NowState.view.deviating
    return section(
        t("insights.now.deviating"),
        rx.cond(
            rows.length() > 0,
            table(columns, rows, _deviating, caption=t("insights.now.deviating_line")),
            rx.el.p(t("insights.now.none_deviating"), class_name="soft"),
        ),
        id="deviating",
        line=t("insights.now.deviating_line"),
        beside=go(t("insights.now.to_attendance"), to="/narvaro-oversikt", class_name="small"),
        kind="",
    )


def _side() -> rx.Component:
    rows, more = NowState.view.missing, NowState.view.more
    return stack(
        rx.cond(NowState.view.hours.rows.length() > 0, card(charts.line(NowState.view.hours))),
        section(
            t("insights.now.missing"),
            rx.cond(
                rows.length() > 0,
                rx.fragment(
                    rx.el.ul(rx.foreach(rows, _missing), class_name="list"),
                    rx.cond(
                        more.length() > 0,
                        details(t(NowState.view.more_said), rx.el.ul(rx.foreach(more, _missing), class_name="list")),
                    ),
                ),
                rx.el.p(t("insights.now.none_missing"), class_name="soft"),
            ),
            id="missing",
        ),
        gap="24px",
    )


def _units() -> rx.Component:
    options = rx.foreach(NowState.units, lambda pair: rx.el.option(pair[1], value=pair[0]))
    return rx.cond(
        NowState.units.length() > 1,
        rx.el.select(options, value=NowState.unit, on_change=NowState.set_unit, aria_label=t("insights.unit")),
    )


def _to_protected() -> rx.Component:
    return button_link(icon("shield"), t("registry.protected.title"), to="/register/skydd", kind="quiet")


@page(
    "/skolan-nu",
    title="insights.now.title",
    right=VIEW_SCHOOL,
    workspace=Workspace.PRINCIPAL,
    on_load=NowState.load,
)
def view() -> rx.Component:
    """The page."""
    shown = NowState.view
    going_on = rx.fragment(
        rx.el.dl(rx.foreach(shown.tiles, _tile), class_name="tiles"),
        rx.el.div(_hour(), _side(), class_name="split", style={"--side": "minmax(0,.66fr)", "--gx": "24px"}),
    )
    quiet = rx.fragment(
        empty(t("insights.now.quiet"), t("insights.now.quiet_why"), level=2),
        rx.cond(shown.hours.rows.length() > 0, card(charts.line(shown.hours))),
    )
    content = stack(rx.cond(shown.is_quiet, quiet, going_on), _ladder(), _classes(), gap="32px")
    title = rx.cond(shown.is_ready, t(shown.heading), t("insights.now.title"))
    return rx.fragment(
        head(title, above=t(shown.date), actions=[_units(), to_proof(), _to_protected()]),
        loaded(shown.is_ready, content),
    )
