"""/prov: what a student has ahead."""

import reflex as rx
from sqlmodel import Session

from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.db import in_read
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.planning.pages.work_parts import coming_weeks
from skolplattform.planning.permissions import READ_OWN
from skolplattform.planning.set_work.queries import coming
from skolplattform.planning.set_work.views import Coming
from skolplattform.ui import live
from skolplattform.ui.components.layout import crumbs, head, loaded
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


def _own(session: Session, actor: Actor) -> tuple[str, Coming]:
    return f"student:{actor.person_id}", coming(session, actor, actor.person_id)


class OwnWorkState(rx.State):
    """The student's own tests and tasks."""

    coming: Coming = Coming()
    ready: bool = False

    @rx.event
    @guarded(READ_OWN)
    async def load(self) -> None:
        """From today on."""
        async with problems(self):
            topic, self.coming = await in_read(_own)
            live.watch(self, OwnWorkState.refresh, topic)
        self.ready = True

    @rx.event
    @guarded(READ_OWN, keeps_awake=False)
    async def refresh(self) -> None:
        """A teacher has set, moved or taken away something."""
        _, self.coming = await in_read(_own)


@page(
    "/prov",
    title="work.title",
    right=READ_OWN,
    workspace=Workspace.STUDENT,
    nav="/idag",
    on_load=OwnWorkState.load,
)
def view() -> rx.Component:
    """What comes, week by week."""
    return rx.fragment(
        crumbs((t("workspaces.student.title"), "/idag"), here=t("work.title")),
        head(t("work.title"), line=t("work.coming.line")),
        loaded(OwnWorkState.ready, coming_weeks(OwnWorkState.coming)),
    )
