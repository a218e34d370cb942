"""/tidigt-stod: the children whose results ask for a closer look, and what the guarantee asks for next."""

import reflex as rx
from reflex.vars import Var

from skolplattform.assessment.pages.screening_parts import step_due, subject_name
from skolplattform.assessment.screening.permissions import FOLLOW
from skolplattform.assessment.screening.queries import children_in_care
from skolplattform.assessment.screening.views import CareLine
from skolplattform.core.actor import Workspace, current_actor
from skolplattform.core.db import in_follow, in_read
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.ui import live
from skolplattform.ui.components.layout import banner, empty, go, head, loaded, stack
from skolplattform.ui.components.tables import Column, table
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


class ScreeningCareState(rx.State):
    """The children for whom something is left to do, those in most haste first."""

    ready: bool = False
    lines: tuple[CareLine, ...] = ()

    @rx.event
    @guarded(FOLLOW)
    async def load(self) -> None:
        """Opened."""
        async with problems(self):
            self.lines = await in_read(children_in_care)
            live.watch(self, ScreeningCareState.refresh, *(f"screening:{unit}" for unit in current_actor().units))
        self.ready = True

    @rx.event
    @guarded(FOLLOW, keeps_awake=False)
    async def refresh(self) -> None:
        """A teacher has written of a child."""
        async with problems(self):
            self.lines = await in_follow(children_in_care)


def _cells(line: Var[CareLine]) -> list:
    return [
        go(line.name, to="/tidigt-stod/" + line.student_id.to(str)),
        line.class_name,
        subject_name(line.subject),
        rx.el.span(line.signals.join(", "), lang="sv"),
        step_due(line.step, line.by, line.is_late),
    ]


@page(
    "/tidigt-stod",
    title="screening.care.title",
    right=FOLLOW,
    workspace=(Workspace.TEACHER, Workspace.STUDENT_HEALTH),
    nav="/tidigt-stod",
    on_load=ScreeningCareState.load,
)
def view() -> rx.Component:
    """The list."""
    state = ScreeningCareState
    heads = [Column(t(f"screening.column.{name}")) for name in ("child", "class", "subject", "parts", "step")]
    some = stack(
        banner(rx.el.p(t("screening.care.law")), sign="info"),
        table(heads, state.lines, _cells, caption=t("screening.care.caption")),
        gap="24px",
    )
    none = empty(t("screening.care.none"), t("screening.care.none_why"), level=2)
    return rx.fragment(
        head(t("screening.care.title"), line=t("screening.care.line")),
        loaded(state.ready, rx.cond(state.lines.length() > 0, some, none), lines=8),
    )
