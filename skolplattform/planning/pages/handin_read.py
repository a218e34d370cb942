"""/inlamningar/[work_id]/[student_id]: one student's hand-in, the feedback to it, and the next student."""

from typing import Any
from uuid import UUID

import reflex as rx

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_follow, in_read, in_unit
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n import Text as Said
from skolplattform.i18n import both
from skolplattform.planning.hand_in import queries, rules, service
from skolplattform.planning.hand_in.forms import (
    AboutComment,
    Answered,
    CommentSent,
    Marked,
    OwnSent,
    WriteFeedback,
    own_wanted,
)
from skolplattform.planning.hand_in.permissions import ANSWER
from skolplattform.planning.hand_in.views import Reading
from skolplattform.planning.pages.drafting import Drafting, Place
from skolplattform.planning.pages.handin_read_parts import body
from skolplattform.planning.written import Saved, Seen
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


class ReadingState(Drafting, rx.State):
    """One hand-in in one tab."""

    ready: bool = False
    missing: bool = False
    shown: Reading = Reading()
    errors: dict[str, Said] = {}
    quote: str = ""
    own_key: str = ""
    _sent: tuple[UUID, UUID, int] | None = None
    _marked: tuple[int, int] = (0, 0)

    @rx.event
    @guarded(ANSWER)
    async def load(self) -> None:
        """The student of the address."""
        self.errors, self.ready = {}, bool(self.shown.work_id)
        try:
            self._begin(await in_read(queries.reading, asked_id(self, "work_id"), asked_id(self, "student_id")))
            live.watch(self, ReadingState.refresh, f"hand_in:{self.shown.work_id}")
            self.missing = False
        except NotFound:
            self.missing = True
        self.ready = True

    @rx.event
    @guarded(ANSWER, keeps_awake=False)
    async def refresh(self) -> None:
        """Handed in anew or taken back, or a colleague has written. What is being written stays as it is."""
        async with problems(self):
            found = await in_follow(queries.reading, *self._about())
            if found.number != self.shown.number:
                self._begin(found)
            self.shown = found

    @rx.event
    @guarded(ANSWER, WriteFeedback)
    async def write(self, work_id, student_id, number, text) -> None:
        """A second after the last letter, and when the field is left: also when one has gone on to the next."""
        async with problems(self):
            place = (str(work_id), str(student_id), str(number), "feedback")
            await self._autosave(place, text)
            if place != self._place():
                self.saved_at = ""

    @rx.event
    @guarded(ANSWER, Marked)
    async def mark(self, first, after) -> None:
        """Words in the text, to say something about them."""
        text = self._text()
        self._marked, self.quote = (first, after), text[first:after].strip()[: rules.COMMENT_LENGTH]

    @rx.event
    @guarded(ANSWER, CommentSent)
    async def comment(self, form_data: dict[str, str | None]) -> None:
        """Something about those words."""
        async with problems(self):
            given = {"passage": self._passage(form_data.get("passage") or ""), "text": form_data.get("comment") or ""}
            await in_unit(service.add_comment, *self._about(), number=self.shown.number, **given)
            self.shown, self.quote = await in_follow(queries.reading, *self._about()), ""

    @rx.event
    @guarded(ANSWER, AboutComment)
    async def remove_comment(self, comment_id) -> None:
        """A comment less."""
        async with problems(self):
            await in_unit(service.remove_comment, *self._about(), comment_id=comment_id)
            self.shown = await in_follow(queries.reading, *self._about())

    @rx.event
    @guarded(ANSWER, Answered)
    async def send(self, outcome) -> None:
        """To the student."""
        async with problems(self):
            given = {"outcome": rules.Outcome(outcome), "version": self._version(*self._place()[:-1]), "key": self.key}
            await in_unit(service.send_feedback, *self._about(), number=self.shown.number, **given)
            self._sent = (*self._about(), self.shown.number)
            await self._again()
            await say(self, "handin.said.sent", name=self.shown.name, undo=True)

    @rx.event
    @guarded(ANSWER)
    async def undo(self) -> None:
        """The answer that was just sent is a draft again."""
        async with problems(self):
            if self._sent:
                await in_unit(service.undo_feedback, *self._sent[:2], number=self._sent[2])
                self._sent = None
                await self._again()
                await say(self, "handin.said.undone")

    @rx.event
    @guarded(ANSWER, OwnSent)
    async def own_terms(self, form_data: dict[str, str | None]) -> None:
        """More time, or a task of their own, for this student alone."""
        async with problems(self):
            given = {"own": own_wanted(form_data), "version": self.shown.own_version, "key": self.own_key}
            await in_unit(service.decide_own_terms, *self._about(), **given)
            self.shown, self.own_key = await in_follow(queries.reading, *self._about()), str(new_id())
            await say(self, "handin.said.own")

    @rx.event
    @guarded(ANSWER)
    async def keep_mine(self) -> None:
        """Of two texts, the one that was written here."""
        async with problems(self):
            await self._keep_mine()

    @rx.event
    @guarded(ANSWER)
    async def take_theirs(self) -> None:
        """Of two texts, the one that a colleague wrote."""
        async with problems(self):
            await self._again()

    def _about(self) -> tuple[UUID, UUID]:
        return shown_id(self.shown.work_id), shown_id(self.shown.student_id)

    def _place(self) -> Place:
        """Where the words to this student about this hand-in belong."""
        return self.shown.work_id, self.shown.student_id, str(self.shown.number), "feedback"

    def _begin(self, found: Reading) -> None:
        self.shown, self.quote, self.own_key = found, "", str(new_id())
        self._hold({self._place(): Seen(found.draft, found.version)})

    async def _again(self) -> None:
        self._begin(await in_follow(queries.reading, *self._about()))

    def _text(self) -> str:
        newest = self.shown.handed[0].parts if self.shown.handed else ()
        return "".join(part.text for part in newest)

    def _passage(self, words: str) -> tuple[int, int]:
        """The marked words, or where in the text the typed ones stand first."""
        text, words = self._text(), words.strip()
        if words and words == self.quote:
            return self._marked
        first = text.find(words) if words else -1
        return (first, first + len(words)) if first >= 0 else (0, 0)

    async def _save(self, place: Place, **words: Any) -> Saved:
        work, student, number, _ = place
        about = shown_id(work), shown_id(student)
        return await in_unit(service.write_feedback, *about, number=int(number), **words)

    def _called(self, place: Place) -> Said:
        return both("handin.field.feedback")


@page(
    "/inlamningar/[work_id]/[student_id]",
    title="handin.reading",
    right=ANSWER,
    workspace=Workspace.TEACHER,
    nav="/planering",
    on_load=ReadingState.load,
    undo=ReadingState.undo,
)
def view() -> rx.Component:
    """One hand-in."""
    return body(ReadingState)
