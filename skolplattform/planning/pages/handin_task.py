"""/prov/[work_id]: a task with hand-in: what is asked, the draft, what was handed in and answered."""

from uuid import UUID

import reflex as rx
from sqlmodel import Session

from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.errors import Conflict, NotFound
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n import Text as Said
from skolplattform.planning.hand_in import queries, service
from skolplattform.planning.hand_in.forms import AboutFile, HandInSent, WriteDraft
from skolplattform.planning.hand_in.permissions import HAND_IN
from skolplattform.planning.hand_in.views import Clash, Task
from skolplattform.planning.pages.handin_task_parts import body
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say

FIELDS = ("text", "link")


def _own(session: Session, actor: Actor, work_id: UUID) -> tuple[str, Task]:
    return f"student:{actor.person_id}", queries.task(session, actor, work_id)


class HandInState(rx.State):
    """One task in one tab. `revision` changes when the fields must show other words than those in them."""

    ready: bool = False
    missing: bool = False
    task: Task = Task()
    clash: Clash = Clash()
    errors: dict[str, Said] = {}
    saved_at: str = ""
    revision: int = 0
    key: str = ""
    _work: str = ""
    _was: dict[str, str] = {}
    _version: int = 0

    @rx.event
    @guarded(HAND_IN)
    async def load(self) -> None:
        """The task of the address."""
        self.reset()
        try:
            topic, found = await in_read(_own, asked_id(self, "work_id"))
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
            _, found = await in_read(_own, shown_id(self.task.work_id))
            if found.may_write != self.task.may_write:
                self._begin(found)
            self.task = found

    @rx.event
    @guarded(HAND_IN, WriteDraft)
    async def write(self, work_id, field, text) -> None:
        """A second after the last letter, and when the field is left."""
        async with problems(self):
            if self._work != str(work_id) or self._was.get(field) != text:
                await self._write(work_id, field, text)

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
            _, self.task = await in_read(_own, shown_id(self.task.work_id))

    @rx.event
    @guarded(HAND_IN)
    async def keep_mine(self) -> None:
        """Of two texts, the one that was written here."""
        clash, self.clash = self.clash, Clash()
        async with problems(self):
            self._was[clash.field] = clash.theirs
            await self._write(shown_id(self._work), clash.field, clash.mine)

    @rx.event
    @guarded(HAND_IN)
    async def take_theirs(self) -> None:
        """Of two texts, the one that was written elsewhere."""
        async with problems(self):
            await self._again()

    def _begin(self, found: Task) -> None:
        """Show it from the beginning: the fields hold what is saved."""
        self.task, self.clash, self.saved_at = found, Clash(), ""
        self._work, self._was, self._version = found.work_id, {"text": found.text, "link": found.link}, found.version
        self.key, self.revision = str(new_id()), self.revision + 1

    async def _again(self) -> None:
        _, found = await in_read(_own, shown_id(self.task.work_id))
        self._begin(found)

    async def _write(self, work_id: UUID, field: str, text: str) -> bool:
        """Save the words of a field; False when they were changed elsewhere, which is shown then.

        A tab that has lost what it saw (the server was restarted) names no words to start from.
        """
        if self._work != str(work_id):
            self._work, self._was, self._version = str(work_id), {}, 0
        words = {"field": field, "was": self._was.get(field, ""), "text": text, "version": self._version}
        try:
            saved = await in_unit(service.write_draft, work_id, **words)
        except Conflict as clash:
            self.clash = Clash(field, text, clash.current)
            return False
        self._was[field], self._version, self.saved_at = text, saved.version, saved.at
        return True

    async def _hand_in(self, form_data: dict[str, str | None]) -> bool:
        work = shown_id(self.task.work_id)
        sent = {field: form_data[field] or "" for field in FIELDS if field in form_data}
        for field, text in (sent or {"text": self._was.get("text", "")}).items():
            if not await self._write(work, field, text):
                return False
        await in_unit(service.hand_in, work, version=self._version, key=self.key)
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
