"""/las-och-svara/[response_id]: a student reads a classmate's work and says what works and what the next step is."""

from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.db import in_follow, in_read, in_unit
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.i18n import Text as Said
from skolplattform.i18n import both
from skolplattform.planning.pages.drafting import Drafting, Place
from skolplattform.planning.pages.peer_respond_parts import body
from skolplattform.planning.peer_response import rules, service
from skolplattform.planning.peer_response.forms import WordsSent, WriteWords
from skolplattform.planning.peer_response.permissions import RESPOND
from skolplattform.planning.peer_response.queries import answering
from skolplattform.planning.peer_response.views import Answering
from skolplattform.planning.written import Saved, Seen
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


def _own(session: Session, actor: Actor, response_id: UUID) -> tuple[str, Answering]:
    return f"student:{actor.person_id}", answering(session, actor, response_id)


class PeerRespondState(Drafting, rx.State):
    """One response in one tab."""

    ready: bool = False
    missing: bool = False
    shown: Answering = Answering()
    errors: dict[str, Said] = {}

    @rx.event
    @guarded(RESPOND)
    async def load(self) -> None:
        """The classmate's work of the address."""
        self.reset()
        try:
            topic, found = await in_read(_own, asked_id(self, "response_id"))
            self._begin(found)
            live.watch(self, PeerRespondState.refresh, topic)
        except NotFound:
            self.missing = True
        self.ready = True

    @rx.event
    @guarded(RESPOND, keeps_awake=False)
    async def refresh(self) -> None:
        """A teacher has hidden it, ended the exchange or dealt it to somebody else."""
        try:
            _, found = await in_follow(_own, shown_id(self.shown.id))
            if found.may_write != self.shown.may_write:
                self._begin(found)
            self.shown = found
        except NotFound:
            self.shown, self.missing = Answering(), True

    @rx.event
    @guarded(RESPOND, WriteWords)
    async def write(self, response_id, field, text) -> None:
        """A second after the last letter, and when the field is left."""
        async with problems(self):
            await self._autosave((str(response_id), field), text)

    @rx.event
    @guarded(RESPOND, WordsSent)
    async def send(self, form_data: dict[str, str | None]) -> None:
        """What is written, to the teacher and the one who wrote the work."""
        async with problems(self):
            if await self._send(form_data):
                await self._again()
                await say(self, "peer.said.sent")

    @rx.event
    @guarded(RESPOND)
    async def keep_mine(self) -> None:
        """Of two texts, the one that was written here."""
        async with problems(self):
            await self._keep_mine()

    @rx.event
    @guarded(RESPOND)
    async def take_theirs(self) -> None:
        """Of two texts, the one that was written elsewhere."""
        async with problems(self):
            await self._again()

    def _begin(self, found: Answering) -> None:
        """Show it from the beginning: the fields hold what is saved."""
        self.shown = found
        self._hold({(found.id, field): Seen(getattr(found, field), found.version) for field in rules.FIELDS})

    async def _again(self) -> None:
        _, found = await in_read(_own, shown_id(self.shown.id))
        self._begin(found)

    async def _save(self, place: Place, **words: Any) -> Saved:
        response, field = place
        return await in_unit(service.write, shown_id(response), field=field, **words)

    def _called(self, place: Place) -> Said:
        return both(f"peer.field.{place[-1]}")

    async def _send(self, form_data: dict[str, str | None]) -> bool:
        response = self.shown.id
        for field in rules.FIELDS:
            text = form_data.get(field)
            if text is not None and not await self._write((response, field), text):
                return False
        await in_unit(service.send, shown_id(response), version=self._version(response), key=self.key)
        return True


@page(
    "/las-och-svara/[response_id]",
    title="peer.read_and_answer",
    right=RESPOND,
    workspace=Workspace.STUDENT,
    nav="/idag",
    on_load=PeerRespondState.load,
)
def view() -> rx.Component:
    """A classmate's work, and what to say of it."""
    return body(PeerRespondState)
