"""/dagboksinlagg/[entry_id]: one entry of the journal: a draft that saves itself, or what the homes read."""

from uuid import UUID

import reflex as rx

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_follow, in_read, in_unit
from skolplattform.core.errors import Conflict, NotFound
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n import Text as Said
from skolplattform.i18n import both
from skolplattform.planning.journal import queries, service
from skolplattform.planning.journal.forms import Sent, TickChild, TickGoal, WhoseEntry, WriteEntry
from skolplattform.planning.journal.permissions import KEEP_JOURNAL
from skolplattform.planning.journal.rules import Field
from skolplattform.planning.journal.service.held import topic
from skolplattform.planning.journal.views import OpenEntry
from skolplattform.planning.pages.journal_entry_parts import body
from skolplattform.planning.pictures.forms import AboutPicture, told_about
from skolplattform.planning.views import Clash
from skolplattform.registry.consents.service import topic as consents_of
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


class JournalEntryState(rx.State):
    """One entry in one tab. `revision` changes when the fields must show other words than those in them."""

    ready: bool = False
    missing: bool = False
    shown: OpenEntry = OpenEntry()
    clash: Clash = Clash()
    errors: dict[str, Said] = {}
    saved_at: str = ""
    revision: int = 0
    key: str = ""
    _entry: str = ""
    _was: dict[str, str] = {}
    _version: int = 0

    @rx.event
    @guarded(KEEP_JOURNAL)
    async def load(self) -> None:
        """The entry of the address."""
        self.reset()
        try:
            self._begin(await in_read(queries.open_entry, asked_id(self, "entry_id")))
            group = shown_id(self.shown.group_id)
            live.watch(self, JournalEntryState.refresh, topic(group), consents_of(group))
        except NotFound:
            self.missing = True
        self.ready = True

    @rx.event
    @guarded(KEEP_JOURNAL, keeps_awake=False)
    async def refresh(self) -> None:
        """A colleague has ticked something or put a picture there. What is being written stays as it is."""
        async with problems(self):
            found = await in_follow(queries.open_entry, shown_id(self._entry))
            if found.entry.is_published != self.shown.entry.is_published:
                self._begin(found)
            self.shown = found

    @rx.event
    @guarded(KEEP_JOURNAL, WriteEntry)
    async def write(self, entry_id, field, text) -> None:
        """A second after the last letter, and when the field is left."""
        async with problems(self):
            if self._entry != str(entry_id) or self._was.get(field) != text:
                await self._write(entry_id, field, text)

    @rx.event
    @guarded(KEEP_JOURNAL, WhoseEntry)
    async def about(self, whose) -> None:
        """For every home, or for that of one child."""
        async with problems(self):
            child = None if whose == "all" else shown_id(whose)
            entry = shown_id(self._entry)
            self._version = await in_unit(service.about, entry, child, version=self.shown.version)
            await self._look()

    @rx.event
    @guarded(KEEP_JOURNAL, TickGoal)
    async def tick_goal(self, code, touched) -> None:
        """The entry touches the goal, or does not."""
        async with problems(self):
            await in_unit(service.tick_goal, shown_id(self._entry), code, touched=touched)
            await self._look()

    @rx.event
    @guarded(KEEP_JOURNAL, TickChild)
    async def tick_child(self, child_id, took_part) -> None:
        """The child took part, or did not."""
        async with problems(self):
            await in_unit(service.tick_child, shown_id(self._entry), child_id, took_part=took_part)
            await self._look()

    @rx.event
    @guarded(KEEP_JOURNAL)
    async def tick_everybody(self) -> None:
        """All of them, or none."""
        async with problems(self):
            await in_unit(service.tick_everybody, shown_id(self._entry))
            await self._look()

    @rx.event
    @guarded(KEEP_JOURNAL, Sent)
    async def tell_picture(self, form_data: dict[str, str | None]) -> None:
        """What a picture shows, and who is in it."""
        async with problems(self):
            picture, version, told = told_about(form_data)
            await in_unit(service.tell_picture, shown_id(self._entry), picture, told=told, version=version)
            await self._look()
            await say(self, "pictures.said")

    @rx.event
    @guarded(KEEP_JOURNAL, AboutPicture)
    async def remove_picture(self, picture_id) -> None:
        """A picture less."""
        async with problems(self):
            await in_unit(service.remove_picture, shown_id(self._entry), picture_id)
            await self._look()
            await say(self, "pictures.removed")

    @rx.event
    @guarded(KEEP_JOURNAL, Sent)
    async def publish(self, form_data: dict[str, str | None]) -> None:
        """What is written, to the homes."""
        async with problems(self):
            if await self._publish(form_data):
                await self._again()
                await say(self, "journal.said.published")

    @rx.event
    @guarded(KEEP_JOURNAL)
    async def take_back(self) -> None:
        """A draft again."""
        async with problems(self):
            await in_unit(service.take_back, shown_id(self._entry), version=self.shown.version, key=self.key)
            await self._again()
            await say(self, "journal.said.taken_back")

    @rx.event
    @guarded(KEEP_JOURNAL)
    async def delete(self) -> rx.event.EventSpec | None:
        """The draft is thrown away; back to the journal."""
        async with problems(self):
            await in_unit(service.delete_entry, shown_id(self._entry), version=self.shown.version, key=self.key)
            await say(self, "journal.said.deleted")
            return rx.redirect(f"/dagbok/{self.shown.group_id}")
        return None

    @rx.event
    @guarded(KEEP_JOURNAL)
    async def keep_mine(self) -> None:
        """Of two texts, the one that was written here."""
        clash, self.clash = self.clash, Clash()
        async with problems(self):
            self._was[clash.field] = clash.theirs
            await self._write(shown_id(self._entry), clash.field, clash.mine)

    @rx.event
    @guarded(KEEP_JOURNAL)
    async def take_theirs(self) -> None:
        """Of two texts, the one that a colleague wrote."""
        async with problems(self):
            await self._again()

    def _begin(self, found: OpenEntry) -> None:
        """Show it from the beginning: the fields hold what is saved."""
        self.shown, self.clash, self.saved_at = found, Clash(), ""
        self._entry, self._version = found.entry.id, found.version
        self._was = {field.value: getattr(found.entry, field.value) for field in Field}
        self.key, self.revision = str(new_id()), self.revision + 1

    async def _look(self) -> None:
        self.shown = await in_follow(queries.open_entry, shown_id(self._entry))

    async def _again(self) -> None:
        self._begin(await in_read(queries.open_entry, shown_id(self._entry)))

    async def _write(self, entry_id: UUID, field: str, text: str) -> bool:
        """Save the words of a field; False when a colleague changed them, which is shown then.

        A tab that has lost what it saw (the server was restarted) names no words to start from.
        """
        if self._entry != str(entry_id):
            self._entry, self._was, self._version = str(entry_id), {}, 0
        words = {"field": field, "was": self._was.get(field, ""), "text": text, "version": self._version}
        try:
            saved = await in_unit(service.write_entry, entry_id, **words)
        except Conflict as clash:
            self.clash = Clash(field, both(f"journal.field.{field}"), text, clash.current)
            return False
        self._was[field], self._version, self.saved_at = text, saved.version, saved.at
        return True

    async def _publish(self, form_data: dict[str, str | None]) -> bool:
        entry = shown_id(self._entry)
        for field in Field:
            text = form_data.get(field.value)
            if text is not None and not await self._write(entry, field.value, text):
                return False
        await in_unit(service.publish_entry, entry, version=self._version, key=self.key)
        return True


@page(
    "/dagboksinlagg/[entry_id]",
    title="journal.entry",
    right=KEEP_JOURNAL,
    workspace=Workspace.TEACHER,
    nav="/dagbok",
    on_load=JournalEntryState.load,
)
def view() -> rx.Component:
    """One entry."""
    return body(JournalEntryState)
