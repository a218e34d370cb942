"""/provkalender/[group_id]: the coming weeks of a teacher's group, and how much each holds over all subjects."""

import reflex as rx

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.planning.pages.work_parts import amounts, legend, level_chip, line_words
from skolplattform.planning.set_work.permissions import SET
from skolplattform.planning.set_work.queries import group_calendar
from skolplattform.planning.set_work.views import GroupCalendar, WorkLine, WorkWeek
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.components.forms import button
from skolplattform.ui.components.layout import button_link, crumbs, empty, go, head, loaded, stack
from skolplattform.ui.components.tables import Column, table
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


class WorkCalendarState(rx.State):
    """The weeks of one group."""

    ready: bool = False
    missing: bool = False
    whole: bool = False
    shown: GroupCalendar = GroupCalendar()

    @rx.event
    @guarded(SET)
    async def load(self) -> None:
        """The group of the address, eight weeks."""
        self.reset()
        try:
            self.shown = await in_read(group_calendar, asked_id(self, "group_id"))
            live.watch(self, WorkCalendarState.refresh, f"set_work:{self.shown.unit_id}")
        except NotFound:
            self.missing = True
        self.ready = True

    @rx.event
    @guarded(SET, keeps_awake=False)
    async def refresh(self) -> None:
        """A teacher of the school has set, moved or taken away something."""
        async with problems(self):
            self.shown = await in_read(group_calendar, shown_id(self.shown.group_id), whole=self.whole)

    @rx.event
    @guarded(SET)
    async def more(self) -> None:
        """All weeks that work can be set for."""
        async with problems(self):
            self.shown = await in_read(group_calendar, shown_id(self.shown.group_id), whole=True)
            self.whole = True


def _line(line: rx.Var[WorkLine]) -> rx.Component:
    own = go(line.title, to="/provkalender/" + WorkCalendarState.shown.group_id + "/" + line.id.to(str), lang="sv")
    pile = go(t("handin.title"), to="/inlamningar/" + line.id.to(str), class_name="small")
    return rx.el.li(
        line_words(line, rx.cond(line.own, own, rx.el.span(line.title, lang="sv"))),
        rx.cond(line.own & (line.due != ""), rx.fragment(" ", pile)),
    )


def _cells(week: rx.Var[WorkWeek]) -> list:
    name = rx.el.span(t("work.week", week=week.number), rx.el.br(), rx.el.span(t(week.days), class_name="small soft"))
    lines = rx.cond(
        week.lines.length() > 0,
        rx.el.ul(rx.foreach(week.lines, _line), class_name="stack", style={"--gap": "8px"}),
        rx.el.span(t("work.none"), class_name="soft"),
    )
    return [name, rx.el.span(level_chip(week.level), rx.el.br(), amounts(week.tests, week.work)), lines]


def _weeks() -> rx.Component:
    shown = WorkCalendarState.shown
    columns = [Column(t(f"work.column.{name}")) for name in ("week", "load", "what")]
    return table(columns, shown.weeks, _cells, caption=t("work.calendar.caption", group=shown.group))


def _new() -> rx.Component:
    shown = WorkCalendarState.shown
    return rx.cond(
        shown.can_set,
        button_link(icon("plus"), t("work.new"), to="/provkalender/" + shown.group_id + "/ny", kind="primary"),
    )


def _body() -> rx.Component:
    shown = WorkCalendarState.shown
    more = rx.cond(
        shown.has_more, rx.el.div(button(t("work.more"), on_click=WorkCalendarState.more), class_name="btns")
    )
    return rx.fragment(
        crumbs((t("planning.list.title"), "/planering"), here=t("work.title")),
        head(t("work.calendar.of", group=shown.group), line=t(shown.limits), actions=[_new()]),
        stack(_weeks(), more, legend(), gap="24px"),
    )


def _gone() -> rx.Component:
    return rx.fragment(
        crumbs((t("planning.list.title"), "/planering"), here=t("work.title")),
        head(t("work.title")),
        empty(t("work.gone.group"), t("work.gone.group.why"), level=2),
    )


@page(
    "/provkalender/[group_id]",
    title="work.title",
    right=SET,
    workspace=Workspace.TEACHER,
    nav="/planering",
    on_load=WorkCalendarState.load,
)
def view() -> rx.Component:
    """The weeks of a group."""
    return loaded(WorkCalendarState.ready, rx.cond(WorkCalendarState.missing, _gone(), _body()), lines=8)
