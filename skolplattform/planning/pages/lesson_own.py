"""/lektionerna: what a student's teachers show of the coming lessons."""

import reflex as rx
from sqlmodel import Session

from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.db import in_read
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.planning.lesson_plans.queries import shown_days
from skolplattform.planning.lesson_plans.views import ShownDay
from skolplattform.planning.pages.lesson_reader_parts import lesson_days
from skolplattform.planning.permissions import READ_OWN
from skolplattform.ui import live
from skolplattform.ui.components.layout import crumbs, head, loaded
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


def _own(session: Session, actor: Actor) -> tuple[str, tuple[ShownDay, ...]]:
    return f"student:{actor.person_id}", shown_days(session, actor, actor.person_id)


class OwnLessonsState(rx.State):
    """The student's own lessons."""

    days: tuple[ShownDay, ...] = ()
    ready: bool = False

    @rx.event
    @guarded(READ_OWN)
    async def load(self) -> None:
        """From today on."""
        async with problems(self):
            topic, self.days = await in_read(_own)
            live.watch(self, OwnLessonsState.refresh, topic)
        self.ready = True

    @rx.event
    @guarded(READ_OWN, keeps_awake=False)
    async def refresh(self) -> None:
        """A teacher has written, moved or hidden something."""
        _, self.days = await in_read(_own)


@page(
    "/lektionerna",
    title="lesson.shown.title",
    right=READ_OWN,
    workspace=Workspace.STUDENT,
    nav="/idag",
    on_load=OwnLessonsState.load,
)
def view() -> rx.Component:
    """What comes, day by day."""
    return rx.fragment(
        crumbs((t("workspaces.student.title"), "/idag"), here=t("lesson.shown.title")),
        head(t("lesson.shown.title"), line=t("lesson.shown.line")),
        loaded(OwnLessonsState.ready, lesson_days(OwnLessonsState.days)),
    )
