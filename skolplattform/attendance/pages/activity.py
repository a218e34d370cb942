"""/aktivitet: a group of adult students in one period: hours offered and taken, and who takes part no more (R-V06)."""

from uuid import UUID, uuid4

import reflex as rx

from skolplattform.attendance import service
from skolplattform.attendance.forms_adult import GroupAsked, PeriodAsked, Whom
from skolplattform.attendance.pages.adult_tabs import adult_tabs
from skolplattform.attendance.permissions import VIEW_ACTIVITY, VIEW_CASES
from skolplattform.attendance.queries.activity import ActiveRow, GroupActivity, group_activity
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.ui.address import shown_day
from skolplattform.ui.components.forms import button, select_field
from skolplattform.ui.components.layout import banner, chip, columns, empty, go, head, loaded, stack
from skolplattform.ui.components.tables import Column, table
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


class ActivityState(rx.State):
    """One group in one period."""

    ready: bool = False
    shown: GroupActivity = GroupActivity()

    @rx.event
    @guarded(VIEW_ACTIVITY)
    async def load(self) -> None:
        """Opened: the group and the period shown last, else the first and the one that goes on."""
        async with problems(self):
            await self._show(self.shown.group, self.shown.period)
        self.ready = True

    @rx.event
    @guarded(VIEW_ACTIVITY, GroupAsked)
    async def choose_group(self, group_id: str) -> None:
        """Another group."""
        async with problems(self):
            await self._show(str(group_id), self.shown.period)

    @rx.event
    @guarded(VIEW_ACTIVITY, PeriodAsked)
    async def choose_period(self, first: str) -> None:
        """Another period."""
        async with problems(self):
            await self._show(self.shown.group, first)

    @rx.event
    @guarded(VIEW_CASES, Whom)
    async def follow(self, student_id: UUID) -> rx.event.EventSpec | None:
        """Follow a student up."""
        async with problems(self):
            found = await in_unit(service.open_case, student_id, key=uuid4().hex)
            return rx.redirect(f"/franvaroarenden/{found}")
        return None

    async def _show(self, group: str, first: str) -> None:
        self.shown = await in_read(group_activity, UUID(group) if group else None, shown_day(first))


def _choices() -> rx.Component:
    state, shown = ActivityState, ActivityState.shown
    periods = rx.foreach(shown.periods, lambda pair: rx.el.option(t(pair[1]), value=pair[0]))
    return rx.el.div(
        columns(
            select_field("group", t("adult.group"), shown.groups, value=shown.group, on_change=state.choose_group),
            rx.el.div(
                rx.el.label(t("adult.period"), html_for="period"),
                rx.el.select(periods, id="period", name="period", value=shown.period, on_change=state.choose_period),
                class_name="field",
            ),
            least="14rem",
        ),
        style={"maxWidth": "40rem"},
    )


def _sum() -> rx.Component:
    """What the group was offered a week, held against the law where it names a least; who is to be followed up."""
    shown = ActivityState.shown
    offered = t("adult.sum", a_week=shown.a_week)
    law = rx.match(
        shown.enough,
        ("yes", banner(offered, " ", t("adult.sum.enough", n=shown.least), sign="check")),
        ("no", banner(rx.el.b(offered), " ", t("adult.sum.short", n=shown.least), kind="need", sign="alert")),
        banner(offered, sign="info"),
    )
    late = banner(rx.el.b(t("adult.late", n=shown.late)), " ", t("adult.late.why", n=shown.idle_weeks), kind="need")
    return stack(law, rx.cond(shown.late > 0, late), gap="8px")


def _cells(row: rx.Var[ActiveRow]) -> list:
    idle = rx.cond(row.late, chip(t(row.idle), needs_you=True), rx.el.span(t(row.idle)))
    begin = button(t("cases.begin"), rx.el.span(" ", row.name, class_name="sr"),
                   on_click=ActivityState.follow(row.student_id))  # fmt: skip
    return [
        row.name,
        t(row.offered),
        t(row.taken),
        t(row.workplace),
        t(row.a_week),
        t(row.unreported),
        t(row.last),
        idle,
        rx.cond(row.late & ActivityState.shown.can_follow, begin, rx.fragment()),
    ]


def _rows() -> rx.Component:
    shown = ActivityState.shown
    numbers = ("offered", "taken", "workplace", "a_week", "unreported")
    heads = [
        Column(t("adult.student")),
        *(Column(t(f"adult.column.{name}"), numeric=True) for name in numbers),
        *(Column(t(f"adult.column.{name}")) for name in ("last", "idle", "do")),
    ]
    return rx.cond(
        shown.rows.length() > 0,
        table(heads, shown.rows, _cells, caption=t("adult.caption", group=shown.name, span=shown.span)),
        empty(t("adult.none"), t("adult.none.why"), level=2),
    )


def _body() -> rx.Component:
    some = stack(_choices(), _sum(), _rows(), rx.el.p(t("adult.note"), class_name="small soft"), gap="20px")
    return rx.cond(
        ActivityState.shown.groups.length() > 0, some, empty(t("adult.no_groups"), t("adult.no_groups.why"), level=2)
    )


@page(
    "/aktivitet",
    title="adult.title",
    right=VIEW_ACTIVITY,
    workspace=(Workspace.TEACHER, Workspace.PRINCIPAL),
    on_load=ActivityState.load,
)
def view() -> rx.Component:
    """The group's activity."""
    export = rx.cond(
        ActivityState.shown.can_export, go(t("adult.export"), to="/narvarorapporter", class_name="btn"), rx.fragment()
    )
    return rx.fragment(
        head(t("adult.title"), line=t("adult.line"), actions=[export]),
        adult_tabs("activity"),
        loaded(ActivityState.ready, _body(), lines=8),
    )
