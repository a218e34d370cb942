"""/kartlaggning: what is to be seen this term in the teacher's classes F-3, what is done, and until when."""

import reflex as rx
from reflex.vars import Var

from skolplattform.assessment.pages.screening_parts import done_of, left_of, subject_name
from skolplattform.assessment.screening.permissions import RECORD
from skolplattform.assessment.screening.queries import screened_classes
from skolplattform.assessment.screening.views import MaterialLine
from skolplattform.core.actor import Workspace, current_actor
from skolplattform.core.db import in_follow, in_read
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.ui import live
from skolplattform.ui.components.layout import button_link, chip, crumbs, empty, go, head, loaded, section, stack
from skolplattform.ui.components.tables import Column, table
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


class ScreeningListState(rx.State):
    """The materials of this term, those that must be done first."""

    ready: bool = False
    mandatory: tuple[MaterialLine, ...] = ()
    optional: tuple[MaterialLine, ...] = ()

    @rx.event
    @guarded(RECORD)
    async def load(self) -> None:
        """Opened."""
        async with problems(self):
            self._show(await in_read(screened_classes))
            live.watch(self, ScreeningListState.refresh, *(f"screening:{unit}" for unit in current_actor().units))
        self.ready = True

    @rx.event
    @guarded(RECORD, keeps_awake=False)
    async def refresh(self) -> None:
        """A colleague has written in a class."""
        async with problems(self):
            self._show(await in_follow(screened_classes))

    def _show(self, lines: tuple[MaterialLine, ...]) -> None:
        self.mandatory = tuple(line for line in lines if line.mandatory)
        self.optional = tuple(line for line in lines if not line.mandatory)


def _cells(line: Var[MaterialLine]) -> list:
    signals = rx.cond(
        line.signals > 0, chip(t("screening.signals", n=line.signals)), rx.el.span("–", class_name="soft")
    )
    return [
        go(line.class_name, to="/kartlaggning/" + line.group_id.to(str) + "/" + line.material.to(str)),
        rx.el.span(line.name, lang="sv"),
        subject_name(line.subject),
        done_of(line),
        left_of(line),
        signals,
    ]


def lines_table(lines: Var, caption: Var) -> rx.Component:
    """Classes and materials."""
    heads = [
        Column(t(f"screening.column.{name}")) for name in ("class", "material", "subject", "done", "left", "closer")
    ]
    return table(heads, lines, _cells, caption=caption)


@page(
    "/kartlaggning",
    title="screening.title",
    right=RECORD,
    workspace=Workspace.TEACHER,
    nav="/grupper",
    on_load=ScreeningListState.load,
)
def view() -> rx.Component:
    """The list."""
    state = ScreeningListState
    must = section(
        t("screening.mandatory"),
        lines_table(state.mandatory, t("screening.mandatory")),
        id="mandatory",
        line=t("screening.mandatory_line"),
    )
    may = section(
        t("screening.optional"),
        lines_table(state.optional, t("screening.optional")),
        id="optional",
        line=t("screening.optional_line"),
    )
    some = stack(rx.cond(state.mandatory.length() > 0, must), rx.cond(state.optional.length() > 0, may), gap="32px")
    none = empty(t("screening.empty"), t("screening.empty_why"), level=2)
    return rx.fragment(
        crumbs((t("assessment.groups.title"), "/grupper"), here=t("screening.title")),
        head(
            t("screening.title"),
            line=t("screening.line"),
            actions=[button_link(t("screening.care.nav"), to="/tidigt-stod")],
        ),
        loaded(state.ready, rx.cond((state.mandatory.length() + state.optional.length()) > 0, some, none), lines=8),
    )
