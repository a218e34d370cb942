"""A student's subjects: the own matrix and feedback in each, as published."""

import reflex as rx
from sqlmodel import Session

from skolplattform.assessment.pages.subject_parts import Shown, shown_of, subject_cards
from skolplattform.assessment.permissions import VIEW_OWN
from skolplattform.core.actor import Actor, Workspace, current_actor
from skolplattform.core.db import in_read
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.ui import live
from skolplattform.ui.components.layout import button_link, head, loaded
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


def _own(session: Session, actor: Actor) -> Shown:
    return shown_of(session, actor, actor.person_id)


class SubjectsState(rx.State):
    """The student's own subjects."""

    ready: bool = False
    shown: Shown = Shown()

    @rx.event
    @guarded(VIEW_OWN)
    async def load(self):
        """The page was opened."""
        async with problems(self):
            self.shown = await in_read(_own)
            live.watch(self, SubjectsState.refresh, f"student:{current_actor().person_id}")
        self.ready = True

    @rx.event
    @guarded(VIEW_OWN, keeps_awake=False)
    async def refresh(self):
        """A teacher has published, or taken back."""
        self.shown = await in_read(_own)


@page(
    "/mina-amnen",
    title="assessment.subjects.title",
    right=VIEW_OWN,
    workspace=Workspace.STUDENT,
    on_load=SubjectsState.load,
)
def view() -> rx.Component:
    """The page."""
    return rx.fragment(
        head(
            t("assessment.subjects.title"),
            line=t("assessment.subjects.line"),
            actions=[button_link(t("self.own.title"), to="/sjalvbedomning")],
        ),
        loaded(SubjectsState.ready, subject_cards(SubjectsState.shown)),
    )
