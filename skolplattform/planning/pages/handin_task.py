"""/prov/[work_id]: a task with hand-in: what is asked, the draft, what was handed in and answered."""

from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.i18n import Text as Said
from skolplattform.i18n import both
from skolplattform.planning.hand_in import queries, service
from skolplattform.planning.hand_in.forms import AboutFile, HandInSent, WriteDraft
from skolplattform.planning.hand_in.permissions import HAND_IN
from skolplattform.planning.hand_in.views import Task
from skolplattform.planning.pages.drafting import Drafting, Place
from skolplattform.planning.pages.handin_task_parts import body
from skolplattform.planning.peer_response.queries import exchange_of
from skolplattform.planning.peer_response.views import Exchange
from skolplattform.planning.written import Saved, Seen
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say

FIELDS = ("text", "link")


def _own(session: Session, actor: Actor, work_id: UUID) -> tuple[str, Task, Exchange]:
    own = queries.task(session, actor, work_id), exchange_of(session, actor, work_id)
    return f"student:{actor.person_id}", *own


class HandInState(Drafting, rx.State):
    """One task in one tab."""

    ready: bool = False
    missing: bool = False
    task: Task = Task()
    peers: Exchange = Exchange()
    errors: dict[str, Said] = {}

    @rx.event
    @guarded(HAND_IN)
    async def load(self) -> None:
        """The task of the address."""
        self.reset()
        try:
            topic, found, self.peers = await in_read(_own, asked_id(self, "work_id"))
            self._begin(found)
            live.watch(self, HandInState.refresh, topic)
        except NotFound:
            self.missing = True
        self.ready = True

    @rx.event
    @guarded(HAND_IN, keeps_awake=False)
    async def refresh(self) -> None:
        """A file is there, the teacher has answered or changed something. What is being written stays as it is."""
        async with problems(self):
            _, found, self.peers = await in_read(_own, shown_id(self.task.work_id))
            if found.may_write != self.task.may_write:
                self._begin(found)
            self.task = found

    @rx.event
    @guarded(HAND_IN, WriteDraft)
    async def write(self, work_id, field, text) -> None:
        """A second after the last letter, and when the field is left."""
        async with problems(self):
            await self._autosave((str(work_id), field), text)

    @rx.event
    @guarded(HAND_IN, HandInSent)
    async def hand_in(self, form_data: dict[str, str | None]) -> None:
        """What is written and the files, to the teacher."""
        async with problems(self):
            if await self._hand_in(form_data):
                await self._again()
                await say(self, "handin.said.handed_in")

    @rx.event
    @guarded(HAND_IN)
    async def take_back(self) -> None:
        """Back from the teacher, to go on with it."""
        async with problems(self):
            work = shown_id(self.task.work_id)
            await in_unit(service.take_back, work, version=self.task.version, key=self.key)
            await self._again()
            await say(self, "handin.said.taken_back")

    @rx.event
    @guarded(HAND_IN, AboutFile)
    async def remove_file(self, file_id) -> None:
        """A file less."""
        async with problems(self):
            await in_unit(service.remove_file, shown_id(self.task.work_id), file_id=file_id)
            _, self.task, self.peers = await in_read(_own, shown_id(self.task.work_id))

    @rx.event
    @guarded(HAND_IN)
    async def keep_mine(self) -> None:
        """Of two texts, the one that was written here."""
        async with problems(self):
            await self._keep_mine()

    @rx.event
    @guarded(HAND_IN)
    async def take_theirs(self) -> None:
        """Of two texts, the one that was written elsewhere."""
        async with problems(self):
            await self._again()

    def _begin(self, found: Task) -> None:
        """Show it from the beginning: the fields hold what is saved."""
        self.task = found
        seen = {(found.work_id, field): Seen(getattr(found, field), found.version) for field in FIELDS}
        self._hold(seen)

    async def _again(self) -> None:
        _, found, self.peers = await in_read(_own, shown_id(self.task.work_id))
        self._begin(found)

    async def _save(self, place: Place, **words: Any) -> Saved:
        work, field = place
        return await in_unit(service.write_draft, shown_id(work), field=field, **words)

    def _called(self, place: Place) -> Said:
        return both(f"handin.field.{place[-1]}")

    async def _hand_in(self, form_data: dict[str, str | None]) -> bool:
        work = self.task.work_id
        sent = {field: form_data[field] or "" for field in FIELDS if field in form_data}
        for field, text in (sent or {"text": self._said((work, "text")) or ""}).items():
            if not await self._write((work, field), text):
                return False
        await in_unit(service.hand_in, shown_id(work), version=self._version(work), key=self.key)
        return True


@page(
    "/prov/[work_id]",
    title="handin.task",
    right=HAND_IN,
    workspace=Workspace.STUDENT,
    nav="/idag",
    on_load=HandInState.load,
)
def view() -> rx.Component:
    """One task."""
    return body(HandInState)
