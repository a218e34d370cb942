"""Planering i skolan: how much of the syllabuses the groups of a principal have met, subject by subject and stage."""

from uuid import UUID

import reflex as rx
from reflex.vars import Var

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.planning.coverage.forms import AskCell
from skolplattform.planning.coverage.queries import school_map
from skolplattform.planning.coverage.views import PointGap, SchoolMap, StageCell, SubjectRow
from skolplattform.planning.permissions import FOLLOW
from skolplattform.planning.views import GroupMet
from skolplattform.registry.pages.school_choice import SchoolAsked, school_choice
from skolplattform.ui.address import shown_id
from skolplattform.ui.components.layout import chip, empty, go, head, loaded, section, stack, ways
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


class FollowState(rx.State):
    """A school's subjects, and the one that is looked at."""

    shown: SchoolMap = SchoolMap()
    ready: bool = False

    @rx.event
    @guarded(FOLLOW)
    async def load(self) -> None:
        """The school and subject that were looked at last, or the first."""
        async with problems(self):
            unit = UUID(self.shown.unit_id) if self.shown.unit_id else None
            self.shown = await in_read(school_map, unit, self.shown.subject, self.shown.stage_id)
            self.ready = True

    @rx.event
    @guarded(FOLLOW, SchoolAsked)
    async def choose_school(self, unit_id) -> None:
        """Another school."""
        async with problems(self):
            self.shown = await in_read(school_map, unit_id)

    @rx.event
    @guarded(FOLLOW, AskCell)
    async def choose(self, subject, stage_id) -> None:
        """Another subject or stage."""
        async with problems(self):
            self.shown = await in_read(school_map, shown_id(self.shown.unit_id), subject, str(stage_id))


def _map() -> rx.Component:
    shown = FollowState.shown
    caption = t("plans.coverage.school.caption")
    heads = rx.foreach(shown.columns, lambda years: rx.el.th(t(years), scope="col"))
    row = lambda one: rx.el.tr(  # noqa: E731
        rx.el.th(one.subject, scope="row"), rx.foreach(one.cells, lambda cell, at: _cell(one, cell, shown.columns[at]))
    )
    return rx.el.div(
        rx.el.table(
            rx.el.caption(caption, class_name="sr"),
            rx.el.thead(rx.el.tr(rx.el.th(t("plans.coverage.subject"), scope="col"), heads)),
            rx.el.tbody(rx.foreach(shown.rows, lambda one: row(one.to(SubjectRow)))),
            class_name="cards",
        ),
        class_name="scroll card",
        role="region",
        tab_index=0,
        aria_label=t("ui.table", caption=caption),
    )


def _cell(row: Var[SubjectRow], cell: Var[StageCell], years: Var) -> rx.Component:
    shown = FollowState.shown
    here = (shown.subject == row.subject) & (shown.stage_id == cell.stage_id)
    choose = rx.el.button(
        t("plans.coverage.percent", n=cell.percent),
        rx.el.span(" ", t("plans.coverage.groups", n=cell.groups), class_name="tiny soft"),
        type="button",
        class_name="link",
        aria_label=t("plans.coverage.choose", subject=row.subject, years=years, percent=cell.percent),
        aria_pressed=here,
        on_click=FollowState.choose(row.subject, cell.stage_id),
    )
    return rx.el.td(rx.el.span(rx.cond(cell.stage_id != "", choose)), custom_attrs={"data-th": t(years)})


def _group(row: Var[GroupMet]) -> rx.Component:
    words = t("planning.follow.of", met=row.met, total=row.total)
    return rx.el.li(
        go(
            row.group,
            to="/tackning/" + row.group_id + "/" + row.syllabus_id,
            aria_label=t("plans.coverage.of", group=row.group, subject=FollowState.shown.subject),
        ),
        rx.el.progress(value=row.met, max=row.total, style={"--n": row.total}, aria_label=row.group),
        rx.el.span(words, class_name="num small"),
    )


def _gap(point: Var[PointGap]) -> rx.Component:
    shown = FollowState.shown
    planned = rx.cond(point.planned > 0, rx.fragment(", ", t("plans.coverage.gap.planned", n=point.planned)))
    met = t("plans.coverage.gap.met", n=point.met, of=shown.groups.length())
    return rx.el.li(
        chip(point.area),
        rx.el.span(rx.el.span(point.text, lang="sv"), rx.el.br(), rx.el.span(met, planned, class_name="small soft")),
    )


def _chosen() -> rx.Component:
    shown = FollowState.shown
    groups = rx.el.ul(rx.foreach(shown.groups, _group), class_name="goals", aria_label=shown.subject)
    gaps = rx.cond(
        shown.gaps.length() > 0,
        rx.el.ul(rx.foreach(shown.gaps, _gap), class_name="list points", id="gaps"),
        rx.el.p(t("plans.coverage.no_gaps"), class_name="small soft"),
    )
    line = t("plans.coverage.met_by_all", met=shown.met_by_all, total=shown.points)
    name = t("plans.coverage.subject_years", subject=shown.subject, years=shown.years)
    return stack(
        section(name, groups, id="coverage-groups"),
        section(t("plans.coverage.gaps"), gaps, id="coverage-gaps", line=line),
        gap="32px",
    )


@page(
    "/planering-i-skolan",
    title="planning.follow.title",
    right=FOLLOW,
    workspace=Workspace.PRINCIPAL,
    on_load=FollowState.load,
)
def view() -> rx.Component:
    """The subjects by stage, and one of them."""
    nothing = empty(t("planning.follow.empty.title"), t("planning.follow.empty.why"))
    map_ = FollowState.shown
    school = school_choice(map_.units, map_.unit_id, FollowState.choose_school)
    shown = rx.cond(map_.rows.length() > 0, stack(_map(), _chosen(), gap="32px"), nothing)
    beside = ways(
        (t("work.school.title"), "/provbelastning"),
        (t("decision.title"), "/kursplanebeslut"),
        (t("council.school"), "/klassrad"),
        (t("journal.board.link"), "/dagboksoversikt"),
        (t("plans.asked.open"), "/dokumentation"),
    )
    return rx.fragment(
        head(t("planning.follow.title"), line=t("planning.follow.line")),
        beside,
        loaded(FollowState.ready, stack(school, shown, gap="24px")),
    )
