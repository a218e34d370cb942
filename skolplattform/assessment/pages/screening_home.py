"""/barn/[child_id]/kartlaggning: what was done in reading and mathematics, what was seen, and what comes next."""

from uuid import UUID

import reflex as rx
from reflex.vars import Var
from sqlmodel import Session

from skolplattform.assessment.pages.screening_parts import subject_name
from skolplattform.assessment.screening.permissions import READ_CHILD
from skolplattform.assessment.screening.queries import home_screening
from skolplattform.assessment.screening.views import HomeScreening
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.db import in_follow, in_read
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.registry.pages.of_child import child_page
from skolplattform.registry.queries import names
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.components.layout import empty
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


def _of_child(session: Session, actor: Actor, child_id: UUID) -> tuple[str, tuple[HomeScreening, ...]]:
    told = home_screening(session, actor, child_id)
    return names(session, actor, [child_id])[child_id].name, told


class ScreeningHomeState(rx.State):
    """One of the guardian's children."""

    ready: bool = False
    missing: bool = False
    child_id: str = ""
    name: str = ""
    told: tuple[HomeScreening, ...] = ()

    @rx.event
    @guarded(READ_CHILD)
    async def load(self) -> None:
        """The child of the address."""
        self.reset()
        try:
            self.child_id = str(asked_id(self, "child_id"))
            self.name, self.told = await in_read(_of_child, shown_id(self.child_id))
        except NotFound:
            self.missing = True
        live.watch(self, ScreeningHomeState.refresh, f"student:{self.child_id}")
        self.ready = True

    @rx.event
    @guarded(READ_CHILD, keeps_awake=False)
    async def refresh(self) -> None:
        """A teacher has told something."""
        async with problems(self):
            self.name, self.told = await in_follow(_of_child, shown_id(self.child_id))


def _told(one: Var[HomeScreening]) -> rx.Component:
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
    some = rx.el.div(rx.foreach(state.told, _told), class_name="stack", style={"maxWidth": "48rem"})
    none = empty(t("screening.home.none"), t("screening.home.none_why"), level=2)
    content = rx.cond(state.told.length() > 0, some, none)
    return child_page(
        state, content, title="screening.home.title", of="screening.home.of", line=t("screening.home.line")
    )
