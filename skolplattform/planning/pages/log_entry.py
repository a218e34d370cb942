"""/loggen/[entry_id]: one entry of a student's own log: a draft that saves itself, or what others read of it."""

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
from skolplattform.planning.learning_log import queries, service
from skolplattform.planning.learning_log.forms import PlaceEntry, Sent, WriteEntry
from skolplattform.planning.learning_log.permissions import LOG
from skolplattform.planning.learning_log.rules import Field
from skolplattform.planning.learning_log.views import OpenEntry
from skolplattform.planning.pages.drafting import Drafting, Place
from skolplattform.planning.pages.log_entry_parts import body
from skolplattform.planning.pictures.forms import AboutPicture, told_about
from skolplattform.planning.written import Saved, Seen
from skolplattform.registry.consents.service import topics_of
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


def _own(session: Session, actor: Actor, entry_id: UUID) -> tuple[tuple[str, ...], OpenEntry]:
    topics = f"student:{actor.person_id}", *topics_of(session, actor.person_id)
    return topics, queries.open_entry(session, actor, entry_id)


def _place(place: str) -> service.Place:
    group, _, syllabus = place.partition(":")
    return (shown_id(group), shown_id(syllabus)) if syllabus else None


class LogEntryState(Drafting, rx.State):
    """One entry in one tab."""

    ready: bool = False
    missing: bool = False
    shown: OpenEntry = OpenEntry()
    errors: dict[str, Said] = {}
    _entry: str = ""

    @rx.event
    @guarded(LOG)
    async def load(self) -> None:
        """The entry of the address."""
        self.reset()
        try:
            topics, found = await in_read(_own, asked_id(self, "entry_id"))
            self._begin(found)
            live.watch(self, LogEntryState.refresh, *topics)
        except NotFound:
            self.missing = True
        self.ready = True

    @rx.event
    @guarded(LOG, keeps_awake=False)
    async def refresh(self) -> None:
        """A teacher has said something. What is being written stays as it is."""
        async with problems(self):
            _, found = await in_read(_own, shown_id(self.shown.entry.id))
            if found.may_write != self.shown.may_write:
                self._begin(found)
            self.shown = found

    @rx.event
    @guarded(LOG, WriteEntry)
    async def write(self, entry_id, field, text) -> None:
        """A second after the last letter, and when the field is left."""
        async with problems(self):
            await self._autosave((str(entry_id), field), text)

    @rx.event
    @guarded(LOG, PlaceEntry)
    async def move(self, place) -> None:
        """Another subject, or none."""
        async with problems(self):
            ids = {"place": _place(place), "version": self._version(self._entry)}
            self._versions[(self._entry,)] = await in_unit(service.place_entry, shown_id(self._entry), **ids)
            _, self.shown = await in_read(_own, shown_id(self._entry))

    @rx.event
    @guarded(LOG, Sent)
    async def tell_picture(self, form_data: dict[str, str | None]) -> None:
        """What a picture shows, and who is in it."""
        async with problems(self):
            picture, version, told = told_about(form_data)
            entry = shown_id(self._entry)
            await in_unit(service.tell_picture, entry, picture, told=told, version=version)
            _, self.shown = await in_read(_own, entry)
            await say(self, "pictures.said")

    @rx.event
    @guarded(LOG, AboutPicture)
    async def remove_picture(self, picture_id) -> None:
        """A picture less."""
        async with problems(self):
            await in_unit(service.remove_picture, shown_id(self._entry), picture_id)
            _, self.shown = await in_read(_own, shown_id(self._entry))
            await say(self, "pictures.removed")

    @rx.event
    @guarded(LOG)
    async def delete(self) -> rx.event.EventSpec | None:
        """The draft is thrown away; back to the log."""
        async with problems(self):
            await in_unit(service.delete_entry, shown_id(self._entry), version=self.shown.version, key=self.key)
            await say(self, "log.said.deleted")
            return rx.redirect("/loggen")
        return None

    @rx.event
    @guarded(LOG, Sent)
    async def show(self, form_data: dict[str, str | None]) -> None:
        """What is written, to the teachers of the subject and home."""
        async with problems(self):
            if await self._show(form_data):
                await self._again()
                await say(self, "log.said.shown")

    @rx.event
    @guarded(LOG)
    async def take_back(self) -> None:
        """Only the student's again, to go on with it."""
        async with problems(self):
            entry = shown_id(self.shown.entry.id)
            await in_unit(service.hide_entry, entry, version=self.shown.version, key=self.key)
            await self._again()
            await say(self, "log.said.taken_back")

    @rx.event
    @guarded(LOG)
    async def keep_mine(self) -> None:
        """Of two texts, the one that was written here."""
        async with problems(self):
            await self._keep_mine()

    @rx.event
    @guarded(LOG)
    async def take_theirs(self) -> None:
        """Of two texts, the one that was written elsewhere."""
        async with problems(self):
            await self._again()

    def _begin(self, found: OpenEntry) -> None:
        """Show it from the beginning: the fields hold what is saved."""
        self.shown, self._entry = found, found.entry.id
        seen = {(self._entry, field.value): Seen(getattr(found.entry, field.value), found.version) for field in Field}
        self._hold(seen)

    async def _again(self) -> None:
        _, found = await in_read(_own, shown_id(self._entry))
        self._begin(found)

    async def _save(self, place: Place, **words: Any) -> Saved:
        self._entry, field = place
        return await in_unit(service.write_entry, shown_id(self._entry), field=field, **words)

    def _called(self, place: Place) -> Said:
        return both(f"log.field.{place[-1]}")

    async def _show(self, form_data: dict[str, str | None]) -> bool:
        for field in Field:
            text = form_data.get(field.value)
            if text is not None and not await self._write((self._entry, field.value), text):
                return False
        await in_unit(service.show_entry, shown_id(self._entry), version=self._version(self._entry), key=self.key)
        return True


@page(
    "/loggen/[entry_id]",
    title="log.entry",
    right=LOG,
    workspace=Workspace.STUDENT,
    nav="/planeringar",
    on_load=LogEntryState.load,
)
def view() -> rx.Component:
    """One entry."""
    return body(LogEntryState)
