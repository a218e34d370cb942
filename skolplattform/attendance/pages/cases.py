"""/franvaroarenden: who passes a limit and is not followed up yet, and the cases that go on."""

from uuid import UUID, uuid4

import reflex as rx

from skolplattform.attendance import service
from skolplattform.attendance.pages.case_parts import KIND_KEYS, STAGE_KEYS
from skolplattform.attendance.permissions import VIEW_CASES
from skolplattform.attendance.queries.cases import FILTERS, CaseRow, case_list
from skolplattform.attendance.queries.limits import LimitRow, passed_limits, students_to_follow
from skolplattform.attendance.queries.named import FoundStudent
from skolplattform.core.actor import Workspace, current_actor
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.gate import Id, Name, Number, Payload, Text, guarded
from skolplattform.i18n.client import t, t_among
from skolplattform.ui import live
from skolplattform.ui.address import asked
from skolplattform.ui.components.forms import button, search_field, select_field
from skolplattform.ui.components.layout import chip, empty, go, head, loaded, section, stack
from skolplattform.ui.components.overlays import details
from skolplattform.ui.components.tables import Column, pager, table
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems

FIRST = 6
"""So many who pass a limit stand open; the rest are a click away."""


class Choice(Payload):
    """Which cases are shown."""

    chosen: Name


class Turn(Payload):
    """A page of the list."""

    number: Number(1, 10_000)  # type: ignore[valid-type]


class Words(Payload):
    """The beginning of a name."""

    words: Text(60)  # type: ignore[valid-type]


class Whom(Payload):
    """A student to follow up."""

    student_id: Id


class CasesState(rx.State):
    """The list of one who works with absence."""

    ready: bool = False
    limits: list[LimitRow] = []
    more: list[LimitRow] = []
    rows: list[CaseRow] = []
    chosen: str = "open"
    number: int = 1
    last: int = 1
    found: list[FoundStudent] = []
    has_searched: bool = False

    @rx.event
    @guarded(VIEW_CASES)
    async def load(self) -> None:
        """Opened, on one step when the address names it."""
        self.reset()
        self.chosen = step if (step := asked(self, "steg")) in FILTERS else "open"
        await self._read()
        live.watch(self, CasesState.refresh, *(f"cases:{unit}" for unit in current_actor().units))
        self.ready = True

    @rx.event
    @guarded(VIEW_CASES, keeps_awake=False)
    async def refresh(self) -> None:
        """A limit is passed, or a colleague went on with a case."""
        await self._read()

    @rx.event
    @guarded(VIEW_CASES, Choice)
    async def choose(self, chosen: str) -> None:
        """Other cases."""
        self.chosen, self.number = chosen if chosen in FILTERS else "open", 1
        await self._read()

    @rx.event
    @guarded(VIEW_CASES, Turn)
    async def turn(self, number: int) -> None:
        """Another page."""
        self.number = number
        await self._read()

    @rx.event
    @guarded(VIEW_CASES, Words)
    async def search(self, words: str) -> None:
        """Who is to be followed up by hand."""
        async with problems(self):
            self.found, self.has_searched = await in_read(students_to_follow, words), bool(words.strip())

    @rx.event
    @guarded(VIEW_CASES, Whom)
    async def begin(self, student_id: UUID) -> rx.event.EventSpec | None:
        """Follow up a student."""
        async with problems(self):
            found = await in_unit(service.open_case, student_id, key=uuid4().hex)
            return rx.redirect(f"/franvaroarenden/{found}")
        return None

    async def _read(self) -> None:
        async with problems(self):
            found = await in_read(passed_limits)
            self.limits, self.more = found[:FIRST], found[FIRST:]
            self.rows, self.last = await in_read(case_list, chosen=self.chosen, page=self.number)


def _limit(row: rx.Var[LimitRow]) -> rx.Component:
    return rx.el.li(
        rx.el.span(class_name="dot", aria_hidden="true"),
        rx.el.span(
            rx.el.b(row.name),
            " ",
            rx.el.span(row.class_name, class_name="soft"),
            rx.foreach(row.lines, lambda line: rx.el.span(rx.el.br(), t(line), class_name="small soft")),
            class_name="grow",
        ),
        rx.el.span(t("cases.days", n=row.days), class_name="small soft num"),
        button(
            t("cases.begin"),
            rx.el.span(" ", row.name, class_name="sr"),
            on_click=CasesState.begin(row.student_id),
        ),
    )


def _limits() -> rx.Component:
    rows, more = CasesState.limits, CasesState.more
    return section(
        t("cases.limits"),
        rx.cond(
            rows.length() > 0,
            rx.el.ul(rx.foreach(rows, _limit), class_name="list"),
            rx.el.p(t("cases.limits.none"), class_name="soft"),
        ),
        rx.cond(
            more.length() > 0,
            details(t("cases.limits.more", n=more.length()), rx.el.ul(rx.foreach(more, _limit), class_name="list")),
        ),
        id="limits",
        line=t("cases.limits.line"),
    )


def _match(row: rx.Var[FoundStudent]) -> rx.Component:
    return rx.el.li(
        rx.el.span(row.name, " ", rx.el.span(row.class_name, class_name="soft"), class_name="grow"),
        button(t("cases.begin"), rx.el.span(" ", row.name, class_name="sr"), on_click=CasesState.begin(row.id)),
    )


def _by_hand() -> rx.Component:
    """A student who passes no limit, but whom somebody worries about."""
    state = CasesState
    return section(
        t("cases.by_hand"),
        search_field(t("cases.by_hand.search"), max_length=60, on_change=state.search.debounce(400)),
        rx.cond(
            state.found.length() > 0,
            rx.el.ul(rx.foreach(state.found, _match), class_name="list"),
            rx.cond(state.has_searched, rx.el.p(t("cases.by_hand.none"), class_name="small soft")),
        ),
        id="by-hand",
        line=t("cases.by_hand.line"),
    )


def _cells(row: rx.Var[CaseRow]) -> list[rx.Component]:
    return [
        go(row.name, to="/franvaroarenden/" + row.id),
        rx.el.span(row.class_name),
        rx.el.span(t_among("cases.stage." + row.stage, STAGE_KEYS)),
        rx.el.span(t_among("cases.kind." + row.kind, KIND_KEYS)),
        rx.cond(row.late, chip(t("cases.days", n=row.days), needs_you=True), rx.el.span(t("cases.days", n=row.days))),
        rx.el.span(t(row.follow_up)),
        rx.el.span(row.responsible),
    ]


def _cases() -> rx.Component:
    state = CasesState
    columns = [
        Column(t("cases.student")),
        Column(t("cases.class")),
        Column(t("cases.stage")),
        Column(t("cases.kind")),
        Column(t("cases.clock")),
        Column(t("cases.follow_up")),
        Column(t("cases.responsible")),
    ]
    options = [(one, t(f"cases.filter.{one}")) for one in FILTERS]
    return section(
        t("cases.list"),
        select_field("chosen", t("cases.show"), options, value=state.chosen, on_change=state.choose),
        rx.cond(
            state.rows.length() > 0,
            table(columns, state.rows, _cells, caption=t("cases.list")),
            empty(t("cases.none"), t("cases.none.why")),
        ),
        pager(state.number, state.last, state.turn, label=t("cases.list")),
        id="cases",
        kind="",
    )


@page(
    "/franvaroarenden",
    title="cases.title",
    right=VIEW_CASES,
    workspace=(Workspace.TEACHER, Workspace.PRINCIPAL, Workspace.STUDENT_HEALTH),
    on_load=CasesState.load,
)
def view() -> rx.Component:
    """The list."""
    content = stack(_limits(), _cases(), _by_hand(), gap="32px")
    return rx.fragment(head(t("cases.title"), line=t("cases.title.line")), loaded(CasesState.ready, content, lines=8))
