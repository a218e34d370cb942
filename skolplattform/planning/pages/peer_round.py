"""/kamratrespons/[round_id]: an exchange as its teacher follows it: deal out, release, hide, end."""

from uuid import UUID

import reflex as rx
from sqlmodel import Session

from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.db import in_follow, in_read, in_unit
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n import Text as Said
from skolplattform.planning.pages.peer_round_parts import body
from skolplattform.planning.peer_response import service
from skolplattform.planning.peer_response.forms import Once, OneResponse, OneStudent, WordsSent
from skolplattform.planning.peer_response.permissions import LEAD_PEERS
from skolplattform.planning.peer_response.queries import round_shown
from skolplattform.planning.peer_response.views import RoundShown
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


def _topics(session: Session, actor: Actor, round_id: UUID) -> tuple[tuple[str, ...], RoundShown]:
    found = round_shown(session, actor, round_id)
    return (f"peer_round:{found.id}", f"hand_in:{found.work_id}"), found


class PeerRoundState(rx.State):
    """One exchange. `hiding` is the response that a reason is being written for."""

    shown: RoundShown = RoundShown()
    hiding: str = ""
    errors: dict[str, Said] = {}
    missing: bool = False
    ready: bool = False
    key: str = ""

    @rx.event
    @guarded(LEAD_PEERS)
    async def load(self) -> None:
        """The exchange of the address."""
        self.reset()
        try:
            topics, self.shown = await in_read(_topics, asked_id(self, "round_id"))
            self.key = str(new_id())
            live.watch(self, PeerRoundState.refresh, *topics)
        except NotFound:
            self.missing = True
        self.ready = True

    @rx.event
    @guarded(LEAD_PEERS, keeps_awake=False)
    async def refresh(self) -> None:
        """A student has handed in or responded."""
        async with problems(self):
            self.shown = await in_follow(round_shown, shown_id(self.shown.id))

    @rx.event
    @guarded(LEAD_PEERS, Once)
    async def deal(self, key) -> None:
        """Deal out what is handed in."""
        async with problems(self):
            given = await in_unit(service.deal, shown_id(self.shown.id), key=key)
            await self._done("peer.said.dealt", n=given)

    @rx.event
    @guarded(LEAD_PEERS, OneStudent)
    async def deal_to_others(self, student_id, key) -> None:
        """A student is away: what they have not sent goes to classmates."""
        async with problems(self):
            await in_unit(service.deal_to_others, shown_id(self.shown.id), student_id, key=key)
            await self._done("peer.said.redealt")

    @rx.event
    @guarded(LEAD_PEERS, Once)
    async def release(self, key) -> None:
        """Let everybody read what was said of their work."""
        async with problems(self):
            await in_unit(service.release, shown_id(self.shown.id), version=self.shown.version, key=key)
            await self._done("peer.said.released")

    @rx.event
    @guarded(LEAD_PEERS, Once)
    async def close(self, key) -> None:
        """End it."""
        async with problems(self):
            await in_unit(service.close_round, shown_id(self.shown.id), version=self.shown.version, key=key)
            await self._done("peer.said.closed")

    @rx.event
    @guarded(LEAD_PEERS, OneResponse)
    async def begin_hiding(self, response_id) -> None:
        """Write why this one is hidden; the same one again: not."""
        self.errors = {}
        self.hiding = "" if self.hiding == str(response_id) else str(response_id)

    @rx.event
    @guarded(LEAD_PEERS, WordsSent)
    async def hide(self, form_data: dict[str, str | None]) -> None:
        """Hide the response, with the reason."""
        async with problems(self):
            response, version = self._response(form_data.get("response") or "")
            why = form_data.get("why") or ""
            await in_unit(service.hide, response, why=why, version=version, key=self.key)
            await self._done("peer.said.hidden")

    @rx.event
    @guarded(LEAD_PEERS, OneResponse)
    async def show_again(self, response_id) -> None:
        """It was hidden by mistake."""
        async with problems(self):
            response, version = self._response(str(response_id))
            await in_unit(service.show_again, response, version=version, key=self.key)
            await self._done("peer.said.shown_again")

    def _response(self, response_id: str) -> tuple[UUID, int]:
        """The response as it was seen here."""
        seen = next((one.version for one in self.shown.texts if one.id == response_id), None)
        if seen is None:
            raise NotFound
        return shown_id(response_id), seen

    async def _done(self, words: str, **params: int) -> None:
        self.hiding, self.key = "", str(new_id())
        self.shown = await in_read(round_shown, shown_id(self.shown.id))
        await say(self, words, **params)


@page(
    "/kamratrespons/[round_id]",
    title="peer.title",
    right=LEAD_PEERS,
    workspace=Workspace.TEACHER,
    nav="/planering",
    on_load=PeerRoundState.load,
)
def view() -> rx.Component:
    """The exchange."""
    return body(PeerRoundState)
