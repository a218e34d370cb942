"""What the editor of a plan does: saves as one writes, chooses, publishes, undoes, and never writes over anybody."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID, uuid4

import reflex as rx

from skolplattform.core.db import in_read, in_unit
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
from skolplattform.planning.service import Edit
from skolplattform.planning.views import Area, AssessmentRow, Clash, Draft, Published
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.problems import field_errors, problems
from skolplattform.ui.shell_state import say

UNSEEN = 0


class EditorState(rx.State):
    """One plan in one tab. `revision` changes when the fields must show other words than those in them."""

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
    _edition: int = 0
    _archived: str = ""

    @rx.event
    @guarded(PLAN)
    async def load(self) -> None:
        """The plan of the address."""
        self.ready, self.clash, self.errors, self.sought, self.key = False, Clash(), {}, "", uuid4().hex
        try:
            self._put(await in_read(queries.plan_draft, asked_id(self, "plan_id")))
            self.missing = False
        except NotFound:
            self.missing = True
        self.ready, self.revision = True, self.revision + 1

    @rx.event
    @guarded(PLAN, WriteText)
    async def write(self, plan_id, field, text) -> None:
        """The title or the purpose, a second after the last letter and when the field is left."""
        await self._save(plan_id, changes.words(field, text), field)

    @rx.event
    @guarded(PLAN, WriteWeek)
    async def write_week(self, plan_id, monday, text) -> None:
        """What is done in a week."""
        await self._save(plan_id, changes.words(monday.isoformat(), text), monday.isoformat())

    @rx.event
    @guarded(PLAN, MoveEdge)
    async def move(self, plan_id, edge, day) -> None:
        """Another first or last week."""
        await self._save(plan_id, changes.edge(edge, day), reread=True)

    @rx.event
    @guarded(PLAN, Pick)
    async def pick(self, plan_id, kind, chosen, picked) -> None:
        """A group, a point of core content or an aspect, chosen or not."""
        await self._save(plan_id, changes.choice(kind, chosen, picked=picked), reread=True)

    @rx.event
    @guarded(PLAN, AboutPlan)
    async def add_show(self, plan_id) -> None:
        """One more way to show what one can."""
        await self._shows(plan_id, lambda rows: (*rows, AssessmentRow(uuid4().hex[:8], "", "", "")))

    @rx.event
    @guarded(PLAN, WriteShow)
    async def write_show(self, plan_id, row, field, text) -> None:
        """What it is, when, or what is assessed."""
        await self._shows(plan_id, lambda rows: tuple(replace(r, **{field: text}) if r.id == row else r for r in rows))

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
        await self._save(plan_id, changes.words(clash.field, clash.mine), clash.field)

    @rx.event
    @guarded(PLAN)
    def take_theirs(self) -> None:
        """Of two texts, the one that somebody else saved."""
        self.clash, self.revision = Clash(), self.revision + 1

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
        await self._save(plan_id, changes.rows(change), reread=True)

    async def _save(self, plan_id: UUID, change: changes.Change, field: str = "", *, reread: bool = False) -> None:
        """Save a change made from what this tab last saw; `field` names the words that may clash with another's.

        Words that stand already are not sent again: the pause after the last letter often ends after the field
        was left, and must not take away what publishing said in between.
        """
        was, wanted = change(self.plan)
        if self.plan.id == str(plan_id) and was == wanted:
            return
        async with problems(self):
            if self.plan.id != str(plan_id):
                self._put(replace(await in_read(queries.plan_draft, plan_id), version=UNSEEN))
            try:
                await self._try(plan_id, change)
            except Conflict as conflict:
                await self._settle(plan_id, change, conflict.current, field)
            if reread:
                self._put(await in_read(queries.plan_draft, plan_id))

    async def _try(self, plan_id: UUID, change: changes.Change) -> None:
        """A tab that has lost what it saw names no words to start from: then only the same words are taken."""
        before, after = change(self.plan)
        before = before if self.plan.version != UNSEEN else Edit()
        saved = await in_unit(service.save_draft, plan_id, before=before, after=after, version=self.plan.version)
        self._put(changes.settled(self.plan, saved, after))

    async def _settle(self, plan_id: UUID, change: changes.Change, current: Draft, field: str) -> None:
        """Somebody else saved: a choice is made anew from what stands; of two texts both are shown."""
        self._put(current)
        if field:
            self.clash = changes.clash(field, change, current)
        else:
            await self._try(plan_id, change)
            await say(self, "planning.said.merged")
