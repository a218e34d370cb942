"""/tackning/[group_id]/[syllabus_id]: what a group is taught of its whole stage, point by point."""

import reflex as rx
from reflex.vars import Var

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_follow, in_read
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t, t_among
from skolplattform.planning.components import teaching_tabs, teaching_trail
from skolplattform.planning.coverage.queries import group_map
from skolplattform.planning.coverage.views import AreaRows, GroupMap, PointRow, UnitOfPoint
from skolplattform.planning.timeline.permissions import TIMELINE
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.components.layout import chip, crumbs, empty, go, head, loaded, stack
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems

STATES = ("taught", "planned", "gap")


class CoverageState(rx.State):
    """One group in one subject."""

    shown: GroupMap = GroupMap()
    missing: bool = False
    ready: bool = False

    @rx.event
    @guarded(TIMELINE)
    async def load(self) -> None:
        """The group and subject in the address."""
        self.reset()
        try:
            self.shown = await in_read(group_map, asked_id(self, "group_id"), asked_id(self, "syllabus_id"))
            live.watch(self, CoverageState.refresh, f"plans:{self.shown.group_id}")
        except NotFound:
            self.missing = True
        self.ready = True

    @rx.event
    @guarded(TIMELINE, keeps_awake=False)
    async def refresh(self) -> None:
        """A unit has been planned, moved or published."""
        async with problems(self):
            ids = shown_id(self.shown.group_id), shown_id(self.shown.syllabus_id)
            self.shown = await in_follow(group_map, *ids)


def _state(state: Var) -> rx.Component:
    words = t_among("plans.coverage.state." + state.to(str), [f"plans.coverage.state.{name}" for name in STATES])
    sign = rx.match(state, ("taught", icon("check")), ("planned", icon("calendar")), icon("alert"))
    return rx.cond(state == "gap", chip(sign, words, needs_you=True), chip(sign, words))


def _unit(unit: Var[UnitOfPoint]) -> rx.Component:
    untitled = rx.cond(unit.is_lesson, t("plans.coverage.lesson"), t("planning.list.untitled"))
    title = rx.cond(unit.title != "", unit.title, untitled)
    where = rx.cond(unit.group != "", rx.fragment(" ", t("plans.coverage.in_group", group=unit.group)))
    draft = rx.cond(unit.is_lesson, t("plans.coverage.not_held"), t("planning.status.draft"))
    named = rx.cond(unit.page != "", go(title, to=unit.page, lang="sv"), rx.el.span(title, lang="sv"))
    return rx.el.li(named, ", ", t(unit.when), where, rx.cond(unit.is_draft, rx.fragment(", ", draft)))


def _point(point: Var[PointRow]) -> rx.Component:
    shown = CoverageState.shown
    students = rx.cond(
        (point.state == "taught") & (point.students < shown.students),
        rx.el.span(t("plans.coverage.students", n=point.students, of=shown.students), class_name="small soft"),
    )
    units = rx.cond(point.units.length() > 0, rx.el.ul(rx.foreach(point.units, _unit), class_name="small soft"))
    return rx.el.li(
        _state(point.state), rx.el.div(rx.el.span(point.text, lang="sv"), rx.el.br(), students, units), class_name="met"
    )


def _area(area: Var[AreaRows]) -> rx.Component:
    count = t("planning.editor.pick.of", picked=area.taught, total=area.points.length())
    return rx.el.section(
        rx.el.h2(area.name, " ", rx.el.span(count, class_name="soft small")),
        rx.el.ul(rx.foreach(area.points, _point), class_name="list"),
    )


def _body() -> rx.Component:
    shown = CoverageState.shown
    line = t("plans.coverage.line", subject=shown.subject, years=shown.years, curriculum=shown.curriculum)
    counts = t("plans.coverage.counts", taught=shown.taught, planned=shown.planned, gaps=shown.gaps, total=shown.total)
    nothing = empty(t("planning.editor.pick.missing.title"), t("planning.editor.pick.missing.why"), level=2)
    areas = stack(rx.foreach(shown.areas, _area), gap="32px")
    whole = rx.fragment(
        rx.el.p(counts, id="coverage-counts"),
        rx.el.progress(
            value=shown.taught,
            max=shown.total,
            style={"--n": shown.total},
            aria_label=t("plans.coverage.of", group=shown.group, subject=shown.subject),
        ),
    )
    return rx.fragment(
        teaching_trail(shown),
        head(t("plans.coverage.of", group=shown.group, subject=shown.subject), line=line),
        teaching_tabs(shown, "coverage"),
        rx.cond(shown.total > 0, stack(whole, areas, gap="24px"), nothing),
    )


def _gone() -> rx.Component:
    return rx.fragment(
        crumbs((t("planning.list.title"), "/planering"), here=t("plans.coverage.title")),
        head(t("plans.coverage.title")),
        empty(t("ui.not_found.title"), t("ui.not_found.text"), level=2),
    )


@page(
    "/tackning/[group_id]/[syllabus_id]",
    title="plans.coverage.title",
    right=TIMELINE,
    workspace=(Workspace.TEACHER, Workspace.PRINCIPAL),
    nav="/planering",
    on_load=CoverageState.load,
)
def view() -> rx.Component:
    """The whole stage."""
    return loaded(CoverageState.ready, rx.cond(CoverageState.missing, _gone(), _body()), lines=8)
