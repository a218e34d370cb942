"""/dagboksmal/[group_id]: a department's term against the goals of the curriculum."""

import reflex as rx
from reflex.vars import Var

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.planning.journal import queries
from skolplattform.planning.journal.permissions import KEEP_JOURNAL
from skolplattform.planning.journal.views import AreaMet, Coverage, GoalMet
from skolplattform.ui.address import asked_id
from skolplattform.ui.components.layout import chip, crumbs, empty, head, loaded, progress, stack
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page


class JournalCoverageState(rx.State):
    """The goals of a department's term."""

    shown: Coverage = Coverage()
    missing: bool = False
    ready: bool = False

    @rx.event
    @guarded(KEEP_JOURNAL)
    async def load(self) -> None:
        """The department in the address."""
        self.reset()
        try:
            self.shown = await in_read(queries.coverage, asked_id(self, "group_id"))
        except NotFound:
            self.missing = True
        self.ready = True


def _goal(goal: Var[GoalMet]) -> rx.Component:
    met = rx.fragment(t("journal.coverage.times", n=goal.times), ", ", t("journal.coverage.latest", day=t(goal.latest)))
    said = rx.cond(goal.times > 0, rx.el.span(rx.el.br(), rx.el.span(met, class_name="small soft")))
    sign = rx.cond(goal.times > 0, icon("check"), icon("minus"))
    not_yet = rx.cond(goal.times > 0, rx.fragment(), chip(t("journal.coverage.not")))
    return rx.el.li(sign, rx.el.span(t(goal.name), said, class_name="grow"), not_yet)


def _area(area: Var[AreaMet], place: Var[int]) -> rx.Component:
    heading, total = "h-area-" + place.to_string(), area.goals.length()
    words = t("journal.coverage.area", met=area.met, total=total)
    return rx.el.section(
        rx.el.div(
            rx.el.h2(t(area.name), id=heading),
            progress(area.met, total, words, label=t(area.name)),
            class_name="between",
        ),
        rx.el.ul(rx.foreach(area.goals, lambda goal: _goal(goal.to(GoalMet))), class_name="list card"),
        class_name="stack",
        aria_labelledby=heading,
    )


@page(
    "/dagboksmal/[group_id]",
    title="journal.coverage.title",
    right=KEEP_JOURNAL,
    workspace=Workspace.TEACHER,
    nav="/dagbok",
    on_load=JournalCoverageState.load,
)
def view() -> rx.Component:
    """The goals by area."""
    state, shown = JournalCoverageState, JournalCoverageState.shown
    trail = (t("journal.title"), "/dagbok")
    line = t("journal.coverage.line", day=t(shown.term), met=shown.met, total=shown.total, n=shown.documented)
    found = rx.fragment(
        crumbs(trail, (shown.group, "/dagbok/" + shown.group_id), here=t("journal.coverage.title")),
        head(t("journal.coverage.of", group=shown.group), line=line),
        stack(
            rx.foreach(shown.areas, lambda area, place: _area(area.to(AreaMet), place)),
            rx.el.p(t("journal.coverage.why"), class_name="small soft"),
            gap="32px",
        ),
    )
    gone = rx.fragment(
        crumbs(trail, here=t("journal.coverage.title")),
        head(t("journal.coverage.title")),
        empty(t("ui.not_found.title"), t("ui.not_found.text"), level=2),
    )
    return loaded(state.ready, rx.cond(state.missing, gone, found), lines=8)
