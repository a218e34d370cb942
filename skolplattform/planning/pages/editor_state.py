"""What the editor of a plan does: saves as one writes, chooses, publishes, undoes, and never writes over anybody."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from uuid import UUID, uuid4

import reflex as rx

from skolplattform.core.db import in_follow, in_read, in_unit
from skolplattform.core.errors import Conflict, NotFound
from skolplattform.core.gate import guarded
from skolplattform.i18n import Text
from skolplattform.planning import queries, service
from skolplattform.planning.library.service import copy_plan
from skolplattform.planning.pages import editor_changes as changes
from skolplattform.planning.pages.editor_payloads import (
    AboutPlan,
    CopyPlan,
    MoveEdge,
    Pick,
    RemoveShow,
    Search,
    ShowAs,
    WriteShow,
    WriteText,
    WriteWeek,
)
from skolplattform.planning.permissions import PLAN
from skolplattform.planning.views import Area, AssessmentRow, Clash, Draft, Published
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.problems import field_errors, problems
from skolplattform.ui.shell_state import say


class EditorState(rx.State):
    """One plan in one tab. `revision` changes when the fields must show other words than those in them.

    `news` are the places that a colleague has changed since, with the name; `_own` what this tab saved last in each.
    """

    plan: Draft = Draft()
    areas: tuple[Area, ...] = ()
    sought: str = ""
    shown: Published = Published()
    shown_as: str = "student"
    clash: Clash = Clash()
    errors: dict[str, Text] = {}
    ready: bool = False
    missing: bool = False
    revision: int = 0
    key: str = ""
    news: dict[str, str] = {}
    _own: dict[str, str] = {}
    _edition: int = 0
    _archived: str = ""

    @rx.event
    @guarded(PLAN)
    async def load(self) -> None:
        """The plan of the address."""
        self.ready, self.clash, self.errors, self.sought, self.key = False, Clash(), {}, "", uuid4().hex
        try:
            await self._open(asked_id(self, "plan_id"))
        except NotFound:
            self.missing = True
        self.ready, self.revision = True, self.revision + 1

    @rx.event
    @guarded(PLAN, keeps_awake=False)
    async def refresh(self) -> None:
        """A colleague has saved: their words are shown where one has written nothing else, and everywhere marked."""
        with suppress(NotFound):
            now = await in_follow(queries.plan_draft, shown_id(self.plan.id))
            told = changes.told(self.plan, now)
            self.news |= dict.fromkeys(told, now.edited_by) if now.edited_by else {}
            self._own = {place: text for place, text in self._own.items() if place not in told}
            self._put(now)

    @rx.event
    @guarded(PLAN, WriteText)
    async def write(self, plan_id, field, text, began) -> None:
        """The title or the purpose, a second after the last letter and when the field is left."""
        await self._write(plan_id, changes.Words(field, text, began))

    @rx.event
    @guarded(PLAN, WriteWeek)
    async def write_week(self, plan_id, monday, text, began) -> None:
        """What is done in a week."""
        await self._write(plan_id, changes.Words(monday.isoformat(), text, began))

    @rx.event
    @guarded(PLAN, MoveEdge)
    async def move(self, plan_id, edge, day) -> None:
        """Another first or last week."""
        await self._save(plan_id, changes.edge(edge, day))

    @rx.event
    @guarded(PLAN, Pick)
    async def pick(self, plan_id, kind, chosen, picked) -> None:
        """A group, a point of core content or an aspect, chosen or not."""
        await self._save(plan_id, changes.choice(kind, chosen, picked=picked))

    @rx.event
    @guarded(PLAN, AboutPlan)
    async def add_show(self, plan_id) -> None:
        """One more way to show what one can."""
        await self._shows(plan_id, lambda rows: (*rows, AssessmentRow(uuid4().hex[:8], "", "", "")))

    @rx.event
    @guarded(PLAN, WriteShow)
    async def write_show(self, plan_id, row, field, text, began) -> None:
        """What it is, when, or what is assessed."""
        await self._write(plan_id, changes.Words(f"{row}.{field}", text, began))

    @rx.event
    @guarded(PLAN, RemoveShow)
    async def remove_show(self, plan_id, row) -> None:
        """One way less."""
        await self._shows(plan_id, lambda rows: tuple(r for r in rows if r.id != row))

    @rx.event
    @guarded(PLAN, Search)
    def seek(self, words) -> None:
        """Show only the points that hold these words."""
        self.sought = words
        self.areas = changes.holding(self.plan.areas, words)

    @rx.event
    @guarded(PLAN, ShowAs)
    async def show_as(self, plan_id, reader) -> None:
        """The draft as students, or their guardians, would read it now; that one looked is in the log."""
        async with problems(self):
            self.shown, self.shown_as = await in_unit(service.preview_plan, plan_id, reader=reader), reader

    @rx.event
    @guarded(PLAN, AboutPlan)
    async def publish(self, plan_id) -> None:
        """Let the students read it; what is missing is said at its field."""
        async with problems(self):
            try:
                await self._publish(plan_id)
            except service.Unready as lacks:
                self.errors = field_errors(list(lacks.faults))

    @rx.event
    @guarded(PLAN)
    async def undo(self) -> None:
        """What was just done: the publishing, or the removal of the draft."""
        async with problems(self):
            plan_id, said = await self._undo()
            self._put(await in_read(queries.plan_draft, plan_id))
            await say(self, said)

    @rx.event
    @guarded(PLAN, AboutPlan)
    async def withdraw(self, plan_id) -> None:
        """Students no longer see it."""
        async with problems(self):
            await in_unit(service.withdraw_plan, plan_id)
            self._put(await in_read(queries.plan_draft, plan_id))
            await say(self, "planning.said.withdrawn")

    @rx.event
    @guarded(PLAN, AboutPlan)
    async def archive(self, plan_id) -> None:
        """The draft is put away; it can be taken back for a while."""
        async with problems(self):
            await in_unit(service.archive_plan, plan_id)
            self._archived, self.missing = str(plan_id), True
            await say(self, "planning.said.archived", undo=True)

    @rx.event
    @guarded(PLAN, CopyPlan)
    async def copy_plan(self, plan_id, key):
        """A new draft with the same words, opened at once."""
        async with problems(self):
            twin = await in_unit(copy_plan, plan_id, key=key)
            await say(self, "planning.said.copied")
            return rx.redirect(f"/planering/{twin}")

    @rx.event
    @guarded(PLAN, AboutPlan)
    async def keep_mine(self, plan_id) -> None:
        """Of two texts, the one in the field here."""
        clash, self.clash = self.clash, Clash()
        await self._write(plan_id, changes.Words(clash.field, clash.mine, clash.theirs))

    @rx.event
    @guarded(PLAN)
    def take_theirs(self) -> None:
        """Of two texts, the one that somebody else saved."""
        self.clash, self.revision = Clash(), self.revision + 1

    async def _open(self, plan_id: UUID) -> None:
        self._put(await in_read(queries.plan_draft, plan_id))
        self.missing, self.news, self._own = False, {}, {}
        live.watch(self, EditorState.refresh, f"plan:{plan_id}")

    async def _publish(self, plan_id: UUID) -> None:
        found = await in_unit(service.publish_plan, plan_id, version=self.plan.version)
        self._edition, self.plan = found.edition, replace(self.plan, status="published")
        await say(self, "planning.said.published", groups=self.plan.group_names, undo=True)

    async def _undo(self) -> tuple[UUID, str]:
        if self._archived:
            plan_id, self._archived, self.missing = UUID(self._archived), "", False
            await in_unit(service.restore_plan, plan_id)
            return plan_id, "planning.said.restored"
        plan_id = shown_id(self.plan.id)
        await in_unit(service.undo_publish, plan_id, edition=self._edition)
        return plan_id, "planning.said.undone"

    def _put(self, plan: Draft) -> None:
        self.plan, self.areas = plan, changes.holding(plan.areas, self.sought)

    async def _shows(self, plan_id: UUID, change: Callable[[changes.Rows], changes.Rows]) -> None:
        await self._save(plan_id, changes.rows(change))

    async def _write(self, plan_id: UUID, words: changes.Words) -> None:
        """Save words that began from what stands, or from what this tab saved; of a colleague's and these show both.

        Words that stand already are not sent again: leaving a field soon after the last letter must not take away
        what publishing said in between.
        """
        if self.plan.id == str(plan_id) and words.said(self.plan) == words.text:
            return
        async with problems(self):
            await self._see(plan_id)
            seen = words.said(self.plan)
            if seen in (words.began, words.text, self._own.get(words.place)):
                await self._save_words(plan_id, words, seen)
            else:
                self._put(await in_read(queries.plan_draft, plan_id))
                self.clash = words.clash(self.plan)

    async def _save_words(self, plan_id: UUID, words: changes.Words, seen: str) -> None:
        try:
            await self._try(plan_id, words.change)
        except Conflict as conflict:
            self._put(conflict.current)
            if words.said(self.plan) != seen:
                self.clash = words.clash(self.plan)
                return
            await self._try(plan_id, words.change)
        self._own[words.place] = words.text
        self.news = {place: name for place, name in self.news.items() if place != words.place}

    async def _see(self, plan_id: UUID) -> None:
        """A tab that has lost what it saw looks again."""
        if self.plan.id != str(plan_id):
            self._put(await in_read(queries.plan_draft, plan_id))

    async def _save(self, plan_id: UUID, change: changes.Change) -> None:
        """Make a choice from what this tab last saw or, where somebody else has saved since, from what stands."""
        async with problems(self):
            await self._see(plan_id)
            try:
                await self._try(plan_id, change)
            except Conflict as conflict:
                self._put(conflict.current)
                await self._try(plan_id, change)
                await say(self, "planning.said.merged")
            self._put(await in_read(queries.plan_draft, plan_id))

    async def _try(self, plan_id: UUID, change: changes.Change) -> None:
        before, after = change(self.plan)
        saved = await in_unit(service.save_draft, plan_id, before=before, after=after, version=self.plan.version)
        self._put(changes.settled(self.plan, saved, after))
