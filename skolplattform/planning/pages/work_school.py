"""/provbelastning: a head's classes week by week, and at how much the teachers are warned."""

from uuid import UUID

import reflex as rx

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.gate import guarded
from skolplattform.core.typed import day_typed
from skolplattform.i18n.client import t
from skolplattform.planning.hand_in.queries import hand_ins_of_school
from skolplattform.planning.hand_in.views import SubjectCounts
from skolplattform.planning.pages.handin_school import hand_in_counts
from skolplattform.planning.pages.work_parts import amounts, legend, level_chip
from skolplattform.planning.set_work.forms import LimitsSent, limits_wanted
from skolplattform.planning.set_work.permissions import LIMIT
from skolplattform.planning.set_work.queries import school_weeks
from skolplattform.planning.set_work.queries.school import ClassRow, ClassWeek, SchoolWeeks
from skolplattform.planning.set_work.service import decide_limits
from skolplattform.registry.pages.school_choice import SchoolAsked, school_choice
from skolplattform.ui import live
from skolplattform.ui.address import shown_id
from skolplattform.ui.components.decisions import Deciding, numbers_decided
from skolplattform.ui.components.layout import crumbs, empty, head, loaded, stack
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say

NUMBERS = ("tests_a_day", "tests_a_week", "work_a_week")


class SchoolWorkState(Deciding, rx.State):
    """One school that the head leads."""

    ready: bool = False
    shown: SchoolWeeks = SchoolWeeks()
    hand_ins: tuple[SubjectCounts, ...] = ()

    @rx.event
    @guarded(LIMIT)
    async def load(self) -> None:
        """The first school."""
        async with problems(self):
            await self._show(None)
        self.ready = True

    @rx.event
    @guarded(LIMIT, keeps_awake=False)
    async def refresh(self) -> None:
        """A teacher has set something, or somebody has decided."""
        async with problems(self):
            self.shown = await in_read(school_weeks, shown_id(self.shown.unit_id))

    @rx.event
    @guarded(LIMIT, SchoolAsked)
    async def choose(self, unit_id) -> None:
        """Another school."""
        async with problems(self):
            await self._show(unit_id)

    @rx.event
    @guarded(LIMIT, LimitsSent)
    async def decide(self, form_data: dict[str, str | None]) -> None:
        """Warn at these numbers from that day."""
        async with problems(self):
            unit, wanted = shown_id(self.shown.unit_id), {"limits": limits_wanted(form_data), "key": self.key}
            since = day_typed(form_data, "valid_from")
            await in_unit(decide_limits, unit, valid_from=since, version=self.shown.version, **wanted)
            await self._show(unit)
            await say(self, "work.school.saved")

    async def _show(self, unit) -> None:
        self.shown = await in_read(school_weeks, unit)
        self.hand_ins = await in_read(hand_ins_of_school, UUID(self.shown.unit_id)) if self.shown.unit_id else ()
        self._begin()
        live.watch(self, SchoolWorkState.refresh, f"set_work:{self.shown.unit_id}")


def _week(number: rx.Var, week: rx.Var[ClassWeek]) -> rx.Component:
    return rx.el.td(
        level_chip(week.level),
        rx.el.br(),
        amounts(week.tests, week.work),
        custom_attrs={"data-th": t("work.week", week=number)},
    )


def _class(row: rx.Var[ClassRow]) -> rx.Component:
    weeks = rx.foreach(row.weeks, lambda week, at: _week(SchoolWorkState.shown.numbers[at], week))
    return rx.el.tr(rx.el.th(row.name, scope="row"), weeks)


def _classes() -> rx.Component:
    shown = SchoolWorkState.shown
    caption = t("work.school.caption")
    head_ = rx.foreach(shown.numbers, lambda number: rx.el.th(t("work.week", week=number), scope="col"))
    return rx.el.div(
        rx.el.table(
            rx.el.caption(caption, class_name="sr"),
            rx.el.thead(rx.el.tr(rx.el.th(t("work.column.class"), scope="col"), head_)),
            rx.el.tbody(rx.foreach(shown.classes, _class)),
            class_name="cards",
        ),
        class_name="scroll card",
        role="region",
        tab_index=0,
        aria_label=t("ui.table", caption=caption),
    )


def _school() -> rx.Component:
    return school_choice(SchoolWorkState.shown.units, SchoolWorkState.shown.unit_id, SchoolWorkState.choose)


@page(
    "/provbelastning",
    title="work.school.title",
    right=LIMIT,
    workspace=Workspace.PRINCIPAL,
    nav="/planering-i-skolan",
    on_load=SchoolWorkState.load,
)
def view() -> rx.Component:
    """The classes and the numbers."""
    shown, line = SchoolWorkState.shown, t("work.school.limits.line")
    limits = numbers_decided(SchoolWorkState, NUMBERS, words="work.school", id="limits", line=line)
    body = rx.cond(
        shown.classes.length() > 0,
        stack(_school(), _classes(), hand_in_counts(SchoolWorkState.hand_ins), legend(), limits, gap="32px"),
        stack(_school(), empty(t("work.school.none"), t("work.school.none.why"), level=2), gap="32px"),
    )
    return rx.fragment(
        crumbs((t("planning.follow.title"), "/planering-i-skolan"), here=t("work.school.title")),
        head(t("work.school.title"), line=t(shown.limits)),
        loaded(SchoolWorkState.ready, body, lines=8),
    )
