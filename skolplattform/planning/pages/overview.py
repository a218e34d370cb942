"""Planering: a teacher's groups and subjects, each with its units along the term."""

from uuid import uuid4

import reflex as rx
from reflex.vars import Var

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.gate import Day, Id, Key, Payload, guarded
from skolplattform.i18n.client import t
from skolplattform.planning import queries, service
from skolplattform.planning.components import status_chip
from skolplattform.planning.permissions import PLAN
from skolplattform.planning.views import Overview, PlanBar, Teaching, TermChoice
from skolplattform.ui.components.forms import button
from skolplattform.ui.components.layout import card, empty, go, head, loaded, stack, ways
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


class AskTerm(Payload):
    """A term to show, by its first day."""

    first: Day


class AskNew(Payload):
    """A unit to begin, for a group in a subject."""

    group_id: Id
    syllabus_id: Id
    key: Key


class PlanningState(rx.State):
    """The teacher's term."""

    overview: Overview = Overview()
    ready: bool = False
    key: str = ""

    @rx.event
    @guarded(PLAN)
    async def load(self) -> None:
        """The present term."""
        self.key = uuid4().hex
        async with problems(self):
            self.overview = await in_read(queries.overview)
            self.ready = True

    @rx.event
    @guarded(PLAN, AskTerm)
    async def show_term(self, first) -> None:
        """Another term."""
        async with problems(self):
            self.overview = await in_read(queries.overview, first)

    @rx.event
    @guarded(PLAN, AskNew)
    async def begin(self, group_id, syllabus_id, key):
        """A new draft, opened at once."""
        async with problems(self):
            plan_id = await in_unit(service.create_plan, group_id=group_id, syllabus_id=syllabus_id, key=key)
            return rx.redirect(f"/planering/{plan_id}")


def _axis(overview: Var[Overview]) -> rx.Component:
    """Where the term begins, ends and is now; read from the weeks beside each unit by those who cannot see it."""
    week = lambda number: t("planning.list.axis.week", week=number)  # noqa: E731
    return rx.el.div(
        rx.el.svg(
            rx.el.svg.text(week(overview.first_week), x="0", y="14"),
            rx.cond(
                overview.now_at != "",
                rx.el.svg.text(
                    t("planning.list.axis.now", week=overview.now_week),
                    x=overview.now_at,
                    y="14",
                    text_anchor="middle",
                    class_name="val",
                ),
            ),
            rx.el.svg.text(week(overview.last_week), x="100%", y="14", text_anchor="end"),
            height="20",
        ),
        class_name="chart track",
        custom_attrs={"aria-hidden": "true"},
    )


def _track(bar: Var[PlanBar]) -> rx.Component:
    now_at = PlanningState.overview.now_at
    return rx.el.div(
        rx.el.svg(
            rx.el.svg.line(x1="0", x2="100%", y1="10", y2="10"),
            rx.el.svg.rect(
                x=bar.left,
                width=bar.width,
                y="4",
                height="12",
                rx="3",
                class_name=rx.cond(bar.phase == "now", "fill", "dim"),
            ),
            rx.cond(now_at != "", rx.el.svg.line(x1=now_at, x2=now_at, y1="0", y2="20", class_name="now")),
            height="20",
        ),
        class_name="chart track",
        custom_attrs={"aria-hidden": "true"},
    )


def _plan(bar: Var[PlanBar]) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            go(
                rx.cond(bar.title != "", bar.title, t("planning.list.untitled")),
                to="/planering/" + bar.id,
                class_name="cover",
            ),
            rx.el.br(),
            rx.el.span(t("planning.list.weeks", weeks=bar.weeks), class_name="small soft"),
            class_name="grow",
        ),
        status_chip(bar.status),
        _track(bar),
        class_name="unit",
    )


def _new(teaching: Var[Teaching], *children, **props: object) -> rx.Component:
    return button(
        *children,
        on_click=PlanningState.begin(teaching.group_id, teaching.syllabus_id, PlanningState.key),
        **props,
    )


def _none(teaching: Var[Teaching]) -> rx.Component:
    return rx.el.p(t("planning.list.none.why", group=teaching.group, subject=teaching.subject), class_name="small soft")


def _met(teaching: Var[Teaching]) -> rx.Component:
    return rx.el.div(
        rx.el.p(t("planning.list.met", met=teaching.met, total=teaching.total), class_name="small soft"),
        rx.el.progress(
            value=teaching.met,
            max=teaching.total,
            style={"--n": teaching.total},
            aria_label=t("planning.list.met.label", group=teaching.group, subject=teaching.subject),
        ),
    )


def _ways(teaching: Var[Teaching]) -> tuple[rx.Component, ...]:
    """To the lessons of a group in a subject, its year, its tests and its log."""
    work = go(
        t("work.title"),
        to="/provkalender/" + teaching.group_id,
        class_name="small",
        aria_label=t("work.calendar.of", group=teaching.group),
    )
    line = go(
        t("plans.timeline.open"),
        to="/tidslinje/" + teaching.group_id + "/" + teaching.syllabus_id,
        class_name="small",
        aria_label=t("plans.timeline.open_for", group=teaching.group, subject=teaching.subject),
    )
    lessons = go(
        t("lesson.sequence"),
        to="/lektionsplaner/" + teaching.activity_id,
        class_name="small",
        aria_label=t("lesson.sequence.of", group=teaching.group, subject=teaching.subject),
    )
    log = go(
        t("log.title"),
        to="/logg/" + teaching.group_id + "/" + teaching.syllabus_id,
        class_name="small",
        aria_label=t("log.group.open", group=teaching.group, subject=teaching.subject),
    )
    return lessons, line, work, log


def _teaching(teaching: Var[Teaching]) -> rx.Component:
    name = teaching.group + " " + teaching.subject
    heading = rx.el.h2(name, id="h-" + teaching.group_id + teaching.syllabus_id)
    new = _new(
        teaching,
        icon("plus"),
        t("planning.list.new"),
        kind="quiet",
        aria_label=t("planning.list.new_for", group=teaching.group, subject=teaching.subject),
    )
    units = rx.el.div(
        rx.el.ul(rx.foreach(teaching.plans, _plan), class_name="list units"), _axis(PlanningState.overview)
    )
    return card(
        rx.el.div(heading, rx.el.div(*_ways(teaching), new, class_name="btns"), class_name="between"),
        rx.cond(teaching.plans.length() > 0, units, _none(teaching)),
        rx.cond(teaching.total > 0, _met(teaching)),
        key=teaching.group_id + teaching.syllabus_id,
    )


def _terms(overview: Var[Overview]) -> rx.Component:
    option = lambda term: rx.el.option(t(term.name), value=term.first)  # noqa: E731
    return rx.cond(
        overview.terms.length() > 1,
        rx.el.label(
            rx.el.span(t("planning.list.term"), class_name="sr"),
            rx.el.select(
                rx.foreach(overview.terms, lambda term: option(term.to(TermChoice))),
                value=overview.term,
                on_change=PlanningState.show_term,
            ),
        ),
    )


@page(
    "/planering",
    title="planning.list.title",
    right=PLAN,
    workspace=Workspace.TEACHER,
    on_load=PlanningState.load,
)
def view() -> rx.Component:
    """The term of a teacher."""
    overview = PlanningState.overview
    nothing = empty(t("planning.list.empty.title"), t("planning.list.empty.why"))
    teachings = stack(rx.foreach(overview.teachings, _teaching), gap="24px")
    return rx.fragment(
        head(t("planning.list.title"), line=t("planning.list.line"), actions=[_terms(overview)]),
        _beside(),
        loaded(PlanningState.ready, rx.cond(overview.teachings.length() > 0, teachings, nothing)),
    )


def _beside() -> rx.Component:
    """The ways to what belongs to planning and has a page of its own."""
    return ways(
        (t("handin.title"), "/inlamningar"),
        (t("discussion.title"), "/diskussioner"),
        (t("influence.title"), "/inflytande"),
        (t("lesson.notes"), "/anteckningar"),
        (t("plans.library.title"), "/planeringsbibliotek"),
        (t("plans.reading.title"), "/laroplaner"),
    )
