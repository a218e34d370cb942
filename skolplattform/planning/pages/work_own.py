"""/prov: what a student has ahead."""

import reflex as rx
from sqlmodel import Session

from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.db import in_read
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.planning.hand_in.queries import hand_ins_of
from skolplattform.planning.hand_in.views import HandInLine
from skolplattform.planning.pages.handin_parts import hand_in_list, own_row
from skolplattform.planning.pages.peer_parts import to_read
from skolplattform.planning.pages.work_parts import coming_weeks
from skolplattform.planning.peer_response.queries import to_do
from skolplattform.planning.peer_response.views import PeerLine
from skolplattform.planning.permissions import READ_OWN
from skolplattform.planning.set_work.queries import coming
from skolplattform.planning.set_work.views import Coming
from skolplattform.ui import live
from skolplattform.ui.components.layout import crumbs, head, loaded, stack
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


def _own(session: Session, actor: Actor) -> tuple[str, Coming, tuple[HandInLine, ...], tuple[PeerLine, ...]]:
    student = actor.person_id
    own = coming(session, actor, student), hand_ins_of(session, actor, student), to_do(session, actor)
    return f"student:{student}", *own


class OwnWorkState(rx.State):
    """The student's own tests and tasks."""

    coming: Coming = Coming()
    hand_ins: tuple[HandInLine, ...] = ()
    peers: tuple[PeerLine, ...] = ()
    ready: bool = False

    @rx.event
    @guarded(READ_OWN)
    async def load(self) -> None:
        """From today on."""
        async with problems(self):
            topic, self.coming, self.hand_ins, self.peers = await in_read(_own)
            live.watch(self, OwnWorkState.refresh, topic)
        self.ready = True

    @rx.event
    @guarded(READ_OWN, keeps_awake=False)
    async def refresh(self) -> None:
        """A teacher has set, moved, taken away or answered something."""
        _, self.coming, self.hand_ins, self.peers = await in_read(_own)


def _hand_ins() -> rx.Component:
    return hand_in_list(OwnWorkState.hand_ins, own_row)


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
        loaded(
            OwnWorkState.ready,
            stack(to_read(OwnWorkState.peers, named=True), _hand_ins(), coming_weeks(OwnWorkState.coming), gap="40px"),
        ),
    )
