"""/kartlaggning-i-skolan: how far the classes F-3 have come this term, in counts."""

import reflex as rx
from reflex.vars import Var

from skolplattform.assessment.pages.screening_parts import done_of, left_of, subject_name
from skolplattform.assessment.screening.permissions import OF_SCHOOL
from skolplattform.assessment.screening.queries import school_screening
from skolplattform.assessment.screening.views import MaterialLine, SchoolScreening
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.ui.components.layout import banner, chip, empty, head, loaded, stack
from skolplattform.ui.components.tables import Column, table
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


class ScreeningSchoolState(rx.State):
    """The classes of the head's schools."""

    ready: bool = False
    shown: SchoolScreening = SchoolScreening()

    @rx.event
    @guarded(OF_SCHOOL)
    async def load(self) -> None:
        """Opened."""
        async with problems(self):
            self.shown = await in_read(school_screening)
        self.ready = True


def _cells(line: Var[MaterialLine]) -> list:
    must = rx.cond(line.mandatory, rx.fragment(), rx.fragment(" ", chip(t("screening.is_optional"))))
    few = rx.el.span(t("progress.few"), class_name="small soft")
    return [
        line.class_name,
        rx.el.span(rx.el.span(line.name, lang="sv"), must),
        subject_name(line.subject),
        done_of(line),
        left_of(line),
        rx.cond(line.is_small, few, line.signals),
    ]


def _waiting() -> rx.Component:
    shown = ScreeningSchoolState.shown
    counted = rx.el.p(t("screening.school.waiting", n=shown.waiting, late=shown.late))
    words = rx.cond(shown.is_small, rx.el.p(t("screening.school.waiting_few")), counted)
    return banner(words, kind=rx.cond(shown.late > 0, "need", ""), sign="info")


@page(
    "/kartlaggning-i-skolan",
    title="screening.school.title",
    right=OF_SCHOOL,
    workspace=Workspace.PRINCIPAL,
    on_load=ScreeningSchoolState.load,
)
def view() -> rx.Component:
    """The school."""
    shown = ScreeningSchoolState.shown
    heads = [
        Column(t(f"screening.column.{name}")) for name in ("class", "material", "subject", "done", "left", "closer")
    ]
    some = stack(_waiting(), table(heads, shown.lines, _cells, caption=t("screening.school.caption")), gap="24px")
    none = empty(t("screening.school.none"), t("screening.school.none_why"), level=2)
    return rx.fragment(
        head(t("screening.school.title"), line=t("screening.school.line")),
        loaded(ScreeningSchoolState.ready, rx.cond(shown.lines.length() > 0, some, none), lines=8),
    )
