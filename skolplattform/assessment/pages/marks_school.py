"""/prov-i-skolan: how many tests have published results, by teaching. No result, no draft and no name of a student."""

import reflex as rx
from reflex.vars import Var

from skolplattform.assessment.marks import queries
from skolplattform.assessment.marks.views import GroupTests
from skolplattform.assessment.permissions import FOLLOW_SCHOOL
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.ui.components.layout import crumbs, empty, head, loaded
from skolplattform.ui.components.tables import Column, table
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


class SchoolTestsState(rx.State):
    """The teaching of the school that has tests."""

    ready: bool = False
    groups: tuple[GroupTests, ...] = ()

    @rx.event
    @guarded(FOLLOW_SCHOOL)
    async def load(self) -> None:
        """The page was opened."""
        self.reset()
        async with problems(self):
            self.groups = await in_read(queries.published_tests)
        self.ready = True


def _cells(group: Var[GroupTests]) -> list:
    return [group.name, group.teachers, group.published, t(group.latest)]


@page(
    "/prov-i-skolan",
    title="marks.school.title",
    right=FOLLOW_SCHOOL,
    workspace=Workspace.PRINCIPAL,
    nav="/maluppfyllelse",
    on_load=SchoolTestsState.load,
)
def view() -> rx.Component:
    """The school."""
    columns = [
        Column(t("marks.school.group")),
        Column(t("marks.school.teachers")),
        Column(t("marks.school.published"), numeric=True),
        Column(t("marks.school.latest")),
    ]
    groups = SchoolTestsState.groups
    some = table(columns, groups, _cells, caption=t("marks.school.title"))
    none = empty(t("marks.school.empty"), t("marks.school.empty_why"), level=2)
    return rx.fragment(
        crumbs((t("progress.nav"), "/maluppfyllelse"), here=t("marks.school.title")),
        head(t("marks.school.title"), line=t("marks.school.line")),
        loaded(SchoolTestsState.ready, rx.cond(groups.length() > 0, some, none), lines=8),
    )
