"""/barn/[child_id]/kartlaggning: what was done in reading and mathematics, what was seen, and what comes next."""

from typing import Any
from uuid import UUID

import reflex as rx
from reflex.vars import Var
from sqlmodel import Session

from skolplattform.assessment.pages.screening_parts import subject_name
from skolplattform.assessment.screening.permissions import READ_CHILD
from skolplattform.assessment.screening.queries import home_screening
from skolplattform.assessment.screening.views import HomeScreening
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.registry.pages.of_child import OfChild, child_page
from skolplattform.ui.components.layout import empty
from skolplattform.ui.page import page


def _told(session: Session, actor: Actor, child_id: UUID) -> dict[str, Any]:
    return {"told": home_screening(session, actor, child_id)}


class ScreeningHomeState(OfChild, rx.State):
    """One of the guardian's children."""

    told: tuple[HomeScreening, ...] = ()

    @rx.event
    @guarded(READ_CHILD)
    async def load(self) -> None:
        """The child of the address."""
        await self._open(_told, ScreeningHomeState.refresh)

    @rx.event
    @guarded(READ_CHILD, keeps_awake=False)
    async def refresh(self) -> None:
        """A teacher has told something."""
        await self._follow(_told)


def _subject(one: Var[HomeScreening]) -> rx.Component:
    done = rx.el.p(t("screening.home.done"), " ", rx.el.span(one.done, lang="sv"), class_name="small soft")
    return rx.el.article(
        rx.el.h2(subject_name(one.subject), ", ", t(one.school_year)),
        rx.cond(one.done != "", done),
        rx.el.h3(t("screening.home.seen")),
        rx.el.p(one.seen, class_name="pre", lang="sv"),
        rx.el.h3(t("screening.home.next")),
        rx.el.p(one.next_step, class_name="pre", lang="sv"),
        rx.el.p(t("screening.home.by", day=one.when, name=one.by), class_name="small soft"),
        class_name="card stack",
        style={"--gap": "8px"},
    )


@page(
    "/barn/[child_id]/kartlaggning",
    title="screening.home.title",
    right=READ_CHILD,
    workspace=Workspace.GUARDIAN,
    nav="/hem",
    on_load=ScreeningHomeState.load,
)
def view() -> rx.Component:
    """What the teachers have told."""
    state = ScreeningHomeState
    some = rx.el.div(rx.foreach(state.told, _subject), class_name="stack", style={"maxWidth": "48rem"})
    none = empty(t("screening.home.none"), t("screening.home.none_why"), level=2)
    content = rx.cond(state.told.length() > 0, some, none)
    return child_page(
        state, content, title="screening.home.title", of="screening.home.of", line=t("screening.home.line")
    )
