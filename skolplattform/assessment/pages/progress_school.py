"""/maluppfyllelse: a head's classes, in one subject or all: what is reached of what is judged, without names."""

import reflex as rx
from reflex.vars import Var

from skolplattform.assessment import queries
from skolplattform.assessment.permissions import FOLLOW_SCHOOL
from skolplattform.assessment.views import ClassFar, SchoolProgress
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read
from skolplattform.core.gate import Payload, Text, guarded
from skolplattform.i18n.client import t
from skolplattform.ui.components.layout import button_link, empty, head, loaded, stack
from skolplattform.ui.components.tables import Column, table
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


class SubjectAsked(Payload):
    """The subject to show; empty: all."""

    subject: Text(80)  # type: ignore[valid-type]


class SchoolProgressState(rx.State):
    """The classes."""

    ready: bool = False
    shown: SchoolProgress = SchoolProgress()

    @rx.event
    @guarded(FOLLOW_SCHOOL)
    async def load(self) -> None:
        """All subjects."""
        self.reset()
        async with problems(self):
            self.shown = await in_read(queries.school_progress)
        self.ready = True

    @rx.event
    @guarded(FOLLOW_SCHOOL, SubjectAsked)
    async def choose(self, subject) -> None:
        """One subject."""
        async with problems(self):
            self.shown = await in_read(queries.school_progress, subject)


def _cells(row: Var[ClassFar]) -> list:
    judged = row.reached + row.below + row.lacking
    words = t("progress.of_judged", reached=row.reached, judged=judged)
    few = rx.el.span(t("progress.few"), class_name="small soft")
    bar = rx.cond(
        row.is_small,
        few,
        rx.el.div(
            rx.el.progress(value=row.reached, max=judged, aria_label=words),
            rx.el.span(words, class_name="num small"),
            class_name="progress",
        ),
    )
    return [
        row.name,
        row.students,
        bar,
        rx.cond(row.is_small, "", row.below),
        rx.cond(row.is_small, "", row.lacking),
    ]


def _subject() -> rx.Component:
    shown = SchoolProgressState.shown
    choose = rx.el.select(
        rx.el.option(t("progress.school.all"), value=""),
        rx.foreach(shown.subjects, lambda name: rx.el.option(name, value=name)),
        id="subject",
        value=shown.subject,
        on_change=SchoolProgressState.choose,
    )
    label = rx.el.label(t("progress.school.subject"), html_for="subject")
    return rx.el.div(label, choose, class_name="field", style={"maxWidth": "24rem"})


@page(
    "/maluppfyllelse",
    title="progress.school.title",
    right=FOLLOW_SCHOOL,
    workspace=Workspace.PRINCIPAL,
    on_load=SchoolProgressState.load,
)
def view() -> rx.Component:
    """The school."""
    shown = SchoolProgressState.shown
    columns = [
        Column(t("progress.school.class")),
        Column(t("progress.school.students"), numeric=True),
        Column(t("progress.school.reached")),
        Column(t("progress.school.below"), numeric=True),
        Column(t("progress.school.lacking"), numeric=True),
    ]
    classes = table(columns, shown.classes, _cells, caption=t("progress.school.caption"))
    some = stack(_subject(), classes, gap="24px")
    none = empty(t("progress.empty"), t("progress.empty_why"), level=2)
    return rx.fragment(
        head(
            t("progress.school.title"),
            line=t("progress.school.line"),
            actions=[button_link(t("marks.school.title"), to="/prov-i-skolan")],
        ),
        loaded(SchoolProgressState.ready, rx.cond(shown.subjects.length() > 0, some, none), lines=8),
    )
