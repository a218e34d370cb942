"""/utveckling/[group_id]: how far the students of a group have come in each subject, for teacher and mentor."""

import reflex as rx
from reflex.vars import Var

from skolplattform.assessment import queries
from skolplattform.assessment.permissions import FOLLOW_CLASS
from skolplattform.assessment.views import ClassProgress, ProgressCell, ProgressRow
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.ui.address import asked_id
from skolplattform.ui.components.layout import chip, crumbs, empty, head, loaded
from skolplattform.ui.page import page


class ClassProgressState(rx.State):
    """One group."""

    ready: bool = False
    missing: bool = False
    shown: ClassProgress = ClassProgress()

    @rx.event
    @guarded(FOLLOW_CLASS)
    async def load(self) -> None:
        """The group of the address."""
        self.reset()
        try:
            self.shown = await in_read(queries.class_progress, asked_id(self, "group_id"))
        except NotFound:
            self.missing = True
        self.ready = True


def _cell(cell: Var[ProgressCell], subject: Var) -> rx.Component:
    judged = cell.reached + cell.below + cell.lacking
    below = rx.cond(cell.below > 0, chip(t("progress.below", n=cell.below), needs_you=True))
    lacking = rx.cond(cell.lacking > 0, chip(t("progress.lacking", n=cell.lacking)))
    words = rx.el.span(
        rx.el.span(t("progress.reached", reached=cell.reached, total=cell.total)), below, lacking, class_name="with"
    )
    none = rx.el.span(t("progress.none"), class_name="small soft")
    return rx.el.td(rx.cond(judged > 0, words, none), custom_attrs={"data-th": subject})


def _row(row: Var[ProgressRow]) -> rx.Component:
    cells = rx.foreach(row.cells, lambda cell, at: _cell(cell, ClassProgressState.shown.subjects[at]))
    return rx.el.tr(rx.el.th(row.name, scope="row"), cells)


def _table() -> rx.Component:
    shown = ClassProgressState.shown
    caption = t("progress.caption", group=shown.group)
    subjects = rx.foreach(shown.subjects, lambda name: rx.el.th(name, scope="col", lang="sv"))
    return rx.el.div(
        rx.el.table(
            rx.el.caption(caption, class_name="sr"),
            rx.el.thead(rx.el.tr(rx.el.th(t("progress.student"), scope="col"), subjects)),
            rx.el.tbody(rx.foreach(shown.rows, _row)),
            class_name="cards",
        ),
        class_name="scroll card",
        role="region",
        tab_index=0,
        aria_label=t("ui.table", caption=caption),
    )


@page(
    "/utveckling/[group_id]",
    title="progress.title",
    right=FOLLOW_CLASS,
    workspace=Workspace.TEACHER,
    nav="/grupper",
    on_load=ClassProgressState.load,
)
def view() -> rx.Component:
    """The group."""
    shown = ClassProgressState.shown
    none = empty(t("progress.empty"), t("progress.empty_why"), level=2)
    gone = empty(t("ui.not_found.title"), t("ui.not_found.text"), level=2)
    body = rx.cond(shown.subjects.length() > 0, _table(), none)
    name = rx.cond(shown.group != "", t("progress.of", group=shown.group), t("progress.title"))
    line = rx.cond(shown.is_mentored, t("progress.line_mentor"), t("progress.line_teacher"))
    return rx.fragment(
        crumbs((t("assessment.groups.title"), "/grupper"), here=t("progress.title")),
        head(name, line=line),
        loaded(ClassProgressState.ready, rx.cond(ClassProgressState.missing, gone, body), lines=8),
    )
