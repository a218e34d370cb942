"""/diskussioner/[discussion_id]: a discussion, for the students of its group and those who teach them."""

from typing import Any
from uuid import UUID

import reflex as rx

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_follow, in_read, in_unit
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.i18n import Text as Said
from skolplattform.i18n import both
from skolplattform.planning.discussion import queries, service
from skolplattform.planning.discussion.forms import Begin, CloseNow, OneContribution, Sent, Write, task_of
from skolplattform.planning.discussion.permissions import LEAD, TAKE_PART
from skolplattform.planning.discussion.rules import DRAFTED, Task
from skolplattform.planning.discussion.views import Thread, Writing
from skolplattform.planning.library.forms import AskPage
from skolplattform.planning.pages.discussion_thread_parts import body
from skolplattform.planning.pages.discussion_unit import Form, terms_in
from skolplattform.planning.pages.drafting import Drafting, Place
from skolplattform.planning.written import Saved, Seen
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


class ThreadState(Drafting, rx.State):
    """A discussion in one tab: what is shown of it, and the one thing that is being written."""

    shown: Thread = Thread()
    writing: Writing = Writing()
    errors: dict[str, Said] = {}
    missing: bool = False
    ready: bool = False

    @rx.event
    @guarded(TAKE_PART)
    async def load(self) -> None:
        """The newest page of the discussion in the address, and what one was writing there."""
        self.reset()
        try:
            self.shown = await in_read(queries.thread, asked_id(self, "discussion_id"))
            await self._begin(shown_id(self.shown.id), Task.NEW)
            live.watch(self, ThreadState.refresh, f"discussion:{self.shown.id}")
        except NotFound:
            self.missing = True
        self.ready = True

    @rx.event
    @guarded(TAKE_PART, keeps_awake=False)
    async def refresh(self) -> None:
        """Somebody has written something, or a teacher has hidden it. What is being written stays as it is."""
        async with problems(self):
            await self._again(self.shown.number)

    @rx.event
    @guarded(TAKE_PART, AskPage)
    async def turn(self, number) -> None:
        """Another page."""
        async with problems(self):
            await self._again(number)

    @rx.event
    @guarded(TAKE_PART, Begin)
    async def begin(self, task, about) -> None:
        """Write something new, an answer, other words, a reason or a report; a draft is gone on with."""
        async with problems(self):
            await self._begin(about, Task(task))

    @rx.event
    @guarded(TAKE_PART, Write)
    async def write(self, task, about, text) -> None:
        """A second after the last letter, and when the field is left."""
        async with problems(self):
            if Task(task) in DRAFTED:
                await self._autosave((str(about), task), text)

    @rx.event
    @guarded(TAKE_PART, Sent)
    async def send(self, form_data: Form) -> None:
        """What is written, to those whom it is for."""
        async with problems(self):
            task = task_of(form_data)
            await self._send(task, shown_id(str(form_data.get("about"))), str(form_data.get("text") or ""))
            await self._done(f"discussion.said.{task.value}")

    @rx.event
    @guarded(TAKE_PART, OneContribution)
    async def withdraw(self, contribution_id, version) -> None:
        """One's own contribution, back."""
        async with problems(self):
            await in_unit(service.withdraw, contribution_id, version=version, key=self.key)
            await self._done("discussion.said.withdraw")

    @rx.event
    @guarded(LEAD, OneContribution)
    async def show_again(self, contribution_id, version) -> None:
        """What was hidden, to the class again."""
        async with problems(self):
            await in_unit(service.show_again, contribution_id, version=version, key=self.key)
            await self._done("discussion.said.show_again")

    @rx.event
    @guarded(LEAD, OneContribution)
    async def let_stand(self, contribution_id, version) -> None:
        """What was reported stays."""
        async with problems(self):
            await in_unit(service.let_stand, contribution_id, key=self.key)
            await self._done("discussion.said.let_stand")

    @rx.event
    @guarded(LEAD, Sent)
    async def change_terms(self, form_data: Form) -> None:
        """Another last day or address."""
        async with problems(self):
            ids = {"version": self.shown.version, "key": self.key}
            await in_unit(service.change_terms, shown_id(self.shown.id), terms=terms_in(form_data), **ids)
            await self._done("discussion.said.terms")

    @rx.event
    @guarded(LEAD, CloseNow)
    async def close(self, key) -> None:
        """Nobody writes any more."""
        async with problems(self):
            await in_unit(service.close_discussion, shown_id(self.shown.id), version=self.shown.version, key=key)
            await self._done("discussion.said.close")

    @rx.event
    @guarded(TAKE_PART)
    async def keep_mine(self) -> None:
        """Of two texts, the one that was written here."""
        async with problems(self):
            await self._keep_mine()

    @rx.event
    @guarded(TAKE_PART)
    async def take_theirs(self) -> None:
        """Of two texts, the one that was written elsewhere."""
        async with problems(self):
            await self._begin(shown_id(self.writing.about), Task(self.writing.task))

    async def _begin(self, about: UUID, task: Task) -> None:
        self.writing, self.errors = await in_read(queries.writing, about, task), {}
        self._hold({(str(about), task.value): Seen(self.writing.text, self.writing.version)})

    async def _save(self, place: Place, **words: Any) -> Saved:
        """A tab that has lost what it saw (the server was restarted) learns from the words what they are about."""
        about, task = place
        if not self.writing.about:
            self.writing = Writing(task, about)
        return await in_unit(service.keep_draft, shown_id(about), task=Task(task), **words)

    def _called(self, place: Place) -> Said:
        return both("discussion.draft")

    async def _send(self, task: Task, about: UUID, text: str) -> None:
        seen = {"version": self.writing.of_version, "key": self.key}
        match task:
            case Task.NEW:
                await in_unit(service.say, about, text=text, key=self.key)
            case Task.ANSWER:
                await in_unit(service.answer, about, text=text, key=self.key)
            case Task.EDIT:
                await in_unit(service.edit, about, text=text, **seen)
            case Task.HIDE:
                await in_unit(service.hide, about, why=text, **seen)
            case Task.REPORT:
                await in_unit(service.report, about, words=text, key=self.key)

    async def _done(self, said: str) -> None:
        await self._again(1 if said == "discussion.said.new" else self.shown.number)
        await self._begin(shown_id(self.shown.id), Task.NEW)
        await say(self, said)

    async def _again(self, number: int) -> None:
        self.shown = await in_follow(queries.thread, shown_id(self.shown.id), number)


@page(
    "/diskussioner/[discussion_id]",
    title="discussion.one",
    right=TAKE_PART,
    workspace=(Workspace.STUDENT, Workspace.TEACHER),
    nav="/planeringar",
    on_load=ThreadState.load,
)
def view() -> rx.Component:
    """One discussion."""
    return body(ThreadState)
