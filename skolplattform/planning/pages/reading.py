"""/laroplaner: which curricula the students of a teacher's groups read by, and which groups mix them (OWN-13)."""

import reflex as rx
from reflex.vars import Var

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.planning.permissions import PLAN
from skolplattform.planning.queries.reading import groups_read
from skolplattform.planning.views import CurriculumRead, GroupReads
from skolplattform.ui.components.layout import banner, chip, crumbs, empty, go, head, loaded, stack
from skolplattform.ui.components.tables import Column, table
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


class ReadingState(rx.State):
    """The teacher's groups."""

    groups: tuple[GroupReads, ...] = ()
    mixed: int = 0
    ready: bool = False

    @rx.event
    @guarded(PLAN)
    async def load(self) -> None:
        """As the enrolments say today."""
        async with problems(self):
            self.groups = await in_read(groups_read)
            self.mixed = sum(group.is_mixed for group in self.groups)
            self.ready = True


def _read(item: Var[CurriculumRead]) -> rx.Component:
    return rx.el.li(
        t("planning.editor.mixed.row", curriculum=item.curriculum, n=item.students),
        rx.cond(item.other_form.sv != "", rx.el.span(", ", t(item.other_form)), ""),
        rx.cond(item.here, "", rx.el.span(", ", t("planning.editor.mixed.missing"), class_name="soft")),
    )


def _cells(group: Var[GroupReads]) -> list[rx.Component]:
    address = "/tackning/" + group.group_id + "/" + group.syllabus_id
    mixed = rx.cond(group.is_mixed, chip(icon("info"), t("plans.reading.mixed"), needs_you=True))
    return [
        rx.el.span(go(group.group + " " + group.subject, to=address), " ", mixed),
        rx.el.span(t(group.years)),
        rx.el.ul(rx.foreach(group.curricula, _read)),
    ]


@page(
    "/laroplaner",
    title="plans.reading.title",
    right=PLAN,
    workspace=Workspace.TEACHER,
    nav="/planering",
    on_load=ReadingState.load,
)
def view() -> rx.Component:
    """Group by group."""
    state = ReadingState
    columns = [Column(t(f"plans.reading.column.{name}")) for name in ("group", "years", "curricula")]
    told = rx.cond(
        state.mixed > 0,
        banner(rx.el.p(t("plans.reading.some_mixed", n=state.mixed)), kind="need", sign="info"),
        rx.el.p(t("plans.reading.none_mixed"), class_name="small soft"),
    )
    rows = table(columns, state.groups, _cells, caption=t("plans.reading.title"))
    nothing = empty(t("planning.list.empty.title"), t("planning.list.empty.why"), level=2)
    return rx.fragment(
        crumbs((t("planning.list.title"), "/planering"), here=t("plans.reading.title")),
        head(t("plans.reading.title"), line=t("plans.reading.line")),
        loaded(state.ready, rx.cond(state.groups.length() > 0, stack(told, rows), nothing)),
    )
