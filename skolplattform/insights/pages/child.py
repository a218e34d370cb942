"""Utveckling: how a child gets on, for its guardians: goals, weeks, days, feedback, grades, what comes."""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from skolplattform.assessment.contract import ProgressFigures
from skolplattform.core import clock, modules
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.db import in_read
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.insights.pages.child_frame import child_frame
from skolplattform.insights.permissions import VIEW_CHILD
from skolplattform.insights.queries.family import child_term
from skolplattform.insights.shown.child import (
    ChildHead,
    ComingRow,
    FeedbackRow,
    Goal,
    GradeRow,
    ProgressView,
    Published,
    UnitRow,
    child_head,
    progress_view,
)
from skolplattform.planning.contract import PlanningContract
from skolplattform.ui import charts, live
from skolplattform.ui.address import asked_id
from skolplattform.ui.components.layout import card, columns, empty, go, level, section, stack
from skolplattform.ui.components.time import heat_calendar, heat_legend
from skolplattform.ui.page import page

MARKS = ("valid", "invalid", "late", "other", "none")
T = TypeVar("T")


def progress(session: Session, actor: Actor, child_id: UUID) -> tuple[ChildHead, ProgressView]:
    """The child's term and what its teachers have published.

    Raises:
        NotFound: not the actor's child.
    """
    today = clock.today()
    found = child_term(session, actor, child_id, today=today)
    figures, plans = modules.get(ProgressFigures), modules.get(PlanningContract)
    published = Published()
    if figures is not None:
        published = Published(
            figures.criteria_reached(session, actor, child_id),
            figures.latest_feedback(session, actor, child_id),
            figures.grades_of_last_term(session, actor, child_id),
        )
    units = plans.units_of_student(session, actor, child_id, today, today) if plans else ()
    whole = Published(published.progress, published.feedback, published.grades, units)
    return child_head(found), progress_view(found, whole, today)


class ProgressState(rx.State):
    """One child's progress."""

    child: ChildHead = ChildHead()
    view: ProgressView = ProgressView()

    @rx.event
    @guarded(VIEW_CHILD)
    async def load(self) -> None:
        """Opened."""
        self.child, self.view = ChildHead(), ProgressView()
        await self._read()
        live.watch(self, ProgressState.refresh, f"student:{self.child.id}")

    @rx.event
    @guarded(VIEW_CHILD, keeps_awake=False)
    async def refresh(self) -> None:
        """A teacher has reported or published something."""
        await self._read()

    async def _read(self) -> None:
        self.child = ChildHead(is_missing=True)
        with suppress(NotFound):
            self.child, self.view = await in_read(progress, asked_id(self, "child_id"))


def _goal(goal: rx.Var[Goal]) -> rx.Component:
    return rx.el.li(
        rx.el.span(goal.subject),
        rx.el.progress(value=goal.reached, max=goal.total, style={"--n": goal.total}, aria_label=t(goal.said)),
        rx.el.span(t(goal.words), class_name="num small"),
    )


def _goals() -> rx.Component:
    shown = ProgressState.view
    table = rx.el.details(
        rx.el.summary(t("ui.chart.as_table")),
        rx.el.table(
            rx.el.caption(t("insights.child.goals_table"), class_name="sr"),
            rx.el.thead(rx.el.tr(*(_heading(key) for key in ("first", "reached", "judged", "total")))),
            rx.el.tbody(rx.foreach(shown.goals, _goal_row)),
        ),
    )
    known = rx.fragment(
        rx.el.ul(rx.foreach(shown.goals, _goal), class_name="goals"),
        table,
    )
    nothing = empty(t("insights.child.goals_empty"), t("insights.child.goals_empty_why"))
    return section(
        t(shown.goals_title),
        rx.cond(shown.goals.length() > 0, known, nothing),
        id="goals",
        line=t("insights.child.goals_line"),
        kind="card",
    )


def _heading(key: str) -> rx.Component:
    return rx.el.th(t(f"insights.child.goal.{key}"), scope="col", class_name="" if key == "first" else "num")


def _goal_row(goal: rx.Var[Goal]) -> rx.Component:
    return rx.el.tr(
        rx.el.th(goal.subject, scope="row"),
        *(rx.el.td(value, class_name="num") for value in (goal.reached, goal.judged, goal.total)),
    )


def _listed(rows: rx.Var, row: Callable, nothing: str) -> rx.Component:
    return rx.cond(
        rows.length() > 0, rx.el.ul(rx.foreach(rows, row), class_name="list"), rx.el.p(t(nothing), class_name="soft")
    )


def _feedback(row: rx.Var[FeedbackRow]) -> rx.Component:
    return rx.el.li(
        level(row.level),
        rx.el.span(
            rx.el.b(t(row.title)), rx.el.br(),
            rx.cond(row.comment != "", rx.fragment(row.comment, rx.el.br())),
            rx.el.span(t(row.date), class_name="small soft"),
            class_name="grow",
        ),
    )  # fmt: skip


def _unit(row: rx.Var[UnitRow]) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            go(row.title, to=row.href, class_name="cover"),
            rx.el.br(),
            rx.el.span(row.subject, class_name="small soft"),
            class_name="grow",
        ),
        rx.el.span(t(row.weeks), class_name="small soft"),
    )


def _coming(row: rx.Var[ComingRow]) -> rx.Component:
    return rx.el.li(
        rx.el.span(row.name, class_name="grow"), rx.el.span(t(row.when), "–", t(row.ends), class_name="small soft num")
    )


def _grade(row: rx.Var[GradeRow]) -> rx.Component:
    return rx.el.li(level(row.letter), rx.el.span(row.subject, class_name="grow"))


def _heat() -> rx.Component:
    shown = ProgressState.view
    return section(
        t(shown.heat_title),
        heat_calendar(shown.heat_weeks, shown.heat, caption=t(shown.heat_said)),
        heat_legend(*((mark, t(f"insights.{mark}")) for mark in MARKS)),
        id="heat",
        line=t("insights.each_square"),
    )


def _published() -> rx.Component:
    """What the teachers have written and decided."""
    shown = ProgressState.view
    feedback = _listed(shown.feedback, _feedback, "insights.child.feedback_empty")
    grades = _listed(shown.grades, _grade, "insights.child.grades_empty")
    return stack(
        section(t("insights.child.feedback"), feedback, id="feedback"),
        section(t(shown.grades_title), grades, id="grades", line=t("insights.child.grades_line")),
        gap="32px",
    )


def _ahead() -> rx.Component:
    """What goes on and what comes."""
    shown = ProgressState.view
    plans = go(t("insights.child.all_plans"), to="/barn/" + ProgressState.child.id + "/planeringar", class_name="small")
    units = _listed(shown.units, _unit, "insights.child.units_empty")
    coming = _listed(shown.coming, _coming, "insights.child.coming_empty")
    return stack(
        section(t("insights.child.units"), units, id="units", beside=plans),
        section(t("insights.child.coming"), coming, id="coming"),
        gap="32px",
    )


def _content() -> rx.Component:
    weeks = ProgressState.view.weeks
    unknown = card(rx.el.h2(t("insights.finding.nothing_reported")))
    return stack(
        rx.el.div(
            _goals(),
            stack(rx.cond(weeks.rows.length() > 0, card(charts.line(weeks)), unknown), _heat(), gap="32px"),
            class_name="cols",
            style={"--min": "26rem", "alignItems": "start"},
        ),
        columns(_published(), _ahead(), least="26rem"),
        gap="32px",
    )


@page(
    "/barn/[child_id]",
    title="insights.child.title",
    right=VIEW_CHILD,
    workspace=Workspace.GUARDIAN,
    nav="/hem",
    on_load=ProgressState.load,
)
def view() -> rx.Component:
    """The page."""
    return child_frame(ProgressState.child, _content(), here="progress")
