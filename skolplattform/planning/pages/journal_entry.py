"""/dagboksinlagg/[entry_id]: one entry of the journal: a draft that saves itself, or what the homes read."""

from typing import Any

import reflex as rx

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_follow, in_read, in_unit
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.i18n import Text as Said
from skolplattform.i18n import both
from skolplattform.planning.journal import queries, service
from skolplattform.planning.journal.forms import Sent, TickChild, TickGoal, WhoseEntry, WriteEntry
from skolplattform.planning.journal.permissions import KEEP_JOURNAL
from skolplattform.planning.journal.rules import Field
from skolplattform.planning.journal.service.held import topic
from skolplattform.planning.journal.views import OpenEntry
from skolplattform.planning.pages.drafting import Drafting, Place
from skolplattform.planning.pages.journal_entry_parts import body
from skolplattform.planning.pictures.forms import AboutPicture, told_about
from skolplattform.planning.written import Saved, Seen
from skolplattform.registry.consents.service import topic as consents_of
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


class JournalEntryState(Drafting, rx.State):
    """One entry in one tab."""

    ready: bool = False
    missing: bool = False
    shown: OpenEntry = OpenEntry()
    errors: dict[str, Said] = {}
    _entry: str = ""

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
            await self._autosave((str(entry_id), field), text)

    @rx.event
    @guarded(KEEP_JOURNAL, WhoseEntry)
    async def about(self, whose) -> None:
        """For every home, or for that of one child."""
        async with problems(self):
            child = None if whose == "all" else shown_id(whose)
            entry = shown_id(self._entry)
            self._versions[(self._entry,)] = await in_unit(service.about, entry, child, version=self.shown.version)
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
        async with problems(self):
            await self._keep_mine()

    @rx.event
    @guarded(KEEP_JOURNAL)
    async def take_theirs(self) -> None:
        """Of two texts, the one that a colleague wrote."""
        async with problems(self):
            await self._again()

    def _begin(self, found: OpenEntry) -> None:
        """Show it from the beginning: the fields hold what is saved."""
        self.shown, self._entry = found, found.entry.id
        seen = {(self._entry, field.value): Seen(getattr(found.entry, field.value), found.version) for field in Field}
        self._hold(seen)

    async def _look(self) -> None:
        self.shown = await in_follow(queries.open_entry, shown_id(self._entry))

    async def _again(self) -> None:
        self._begin(await in_read(queries.open_entry, shown_id(self._entry)))

    async def _save(self, place: Place, **words: Any) -> Saved:
        self._entry, field = place
        return await in_unit(service.write_entry, shown_id(self._entry), field=field, **words)

    def _called(self, place: Place) -> Said:
        return both(f"journal.field.{place[-1]}")

    async def _publish(self, form_data: dict[str, str | None]) -> bool:
        for field in Field:
            text = form_data.get(field.value)
            if text is not None and not await self._write((self._entry, field.value), text):
                return False
        await in_unit(service.publish_entry, shown_id(self._entry), version=self._version(self._entry), key=self.key)
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
