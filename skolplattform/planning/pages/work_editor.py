"""/provkalender/[group_id]/[work_id]: a test or a task as its teacher writes it, weighed against the chosen week."""

from dataclasses import replace
from uuid import UUID

import reflex as rx

from skolplattform.core import clock
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.errors import Conflict, NotFound
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n import Text as Said
from skolplattform.planning.pages.work_editor_parts import body
from skolplattform.planning.set_work import queries, service
from skolplattform.planning.set_work.forms import Chosen, Ticked, WorkSent, work_wanted
from skolplattform.planning.set_work.permissions import SET
from skolplattform.planning.set_work.rules import AHEAD
from skolplattform.planning.set_work.views import Weighed, WorkForm
from skolplattform.ui.address import asked, asked_id, shown_day, shown_id
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say

NEW = "ny"


class WorkEditorState(rx.State):
    """One test or task. `theirs` is what somebody else saved meanwhile; `taken` the version that was taken away."""

    ready: bool = False
    missing: bool = False
    form: WorkForm = WorkForm()
    weighed: Weighed = Weighed()
    theirs: WorkForm = WorkForm()
    taken: int = 0
    key: str = ""
    first: str = ""
    last: str = ""
    errors: dict[str, Said] = {}

    @rx.event
    @guarded(SET)
    async def load(self) -> None:
        """What the address names, or a new one."""
        self.reset()
        try:
            await self._open(asked_id(self, "group_id"), asked(self, "work_id"))
        except NotFound:
            self.missing = True
        self.ready = True

    @rx.event
    @guarded(SET, Chosen)
    async def choose(self, field, value) -> None:
        """Another kind, day or subject: the week is weighed again."""
        async with problems(self):
            if field == "syllabus_id":
                await self._another_subject(value)
            else:
                self.form = replace(self.form, **{field: value})
            await self._weigh()

    @rx.event
    @guarded(SET, Ticked)
    async def tick(self, group_id, picked) -> None:
        """For this group as well, or not."""
        groups = self.form.groups
        ticked = tuple(replace(one, picked=picked) if one.id == str(group_id) else one for one in groups)
        self.form = replace(self.form, groups=ticked)
        async with problems(self):
            await self._weigh()

    @rx.event
    @guarded(SET, WorkSent)
    async def save(self, form_data: dict[str, str | None]) -> rx.event.EventSpec | None:
        """Into the calendar, and back to it."""
        async with problems(self):
            await self._save(form_data)
            await say(self, "work.saved")
            return rx.redirect(f"/provkalender/{self.form.group_id}")
        return None

    @rx.event
    @guarded(SET)
    async def take_away(self) -> None:
        """Out of the calendar, with a way back."""
        async with problems(self):
            work = shown_id(self.form.id)
            self.taken = await in_unit(service.take_away, work, version=self.form.version, key=self.key)
            self.key = str(new_id())
            await say(self, "work.taken", undo=True)

    @rx.event
    @guarded(SET)
    async def undo(self) -> None:
        """Back into the calendar."""
        async with problems(self):
            work = shown_id(self.form.id)
            await in_unit(service.bring_back, work, version=self.taken, key=self.key)
            await self._open(shown_id(self.form.group_id), self.form.id)
            await say(self, "work.back")

    async def _open(self, group: UUID, work: str) -> None:
        if work == NEW:
            self.form = await in_read(queries.new_form, group)
        else:
            self.form = await in_read(queries.work_form, group, shown_id(work))
        today = clock.today()
        self.first, self.last = today.isoformat(), (today + AHEAD).isoformat()
        self.key, self.taken = str(new_id()), 0
        await self._weigh()

    async def _another_subject(self, syllabus: str) -> None:
        new = await in_read(queries.new_form, shown_id(self.form.group_id), shown_id(syllabus))
        self.form = replace(new, kind=self.form.kind, day=self.form.day)

    async def _weigh(self) -> None:
        day = shown_day(self.form.day)
        groups = {UUID(one.id) for one in self.form.groups if one.picked}
        work = UUID(self.form.id) if self.form.id else None
        given = {"groups": groups, "day": day, "kind": self.form.kind, "work_id": work}
        self.weighed = await in_read(queries.weighed, **given) if day and groups else Weighed()

    async def _save(self, form_data: dict[str, str | None]) -> None:
        wanted = work_wanted(form_data)
        if not self.form.id:
            await in_unit(service.set_work, syllabus_id=shown_id(self.form.syllabus_id), wanted=wanted, key=self.key)
            return
        work = shown_id(self.form.id)
        try:
            await in_unit(service.change_work, work, wanted=wanted, version=self.form.version, key=self.key)
        except Conflict as clash:
            self.theirs = await in_read(queries.work_form, shown_id(self.form.group_id), work)
            self.form = replace(self.form, version=clash.current)
            raise


@page(
    "/provkalender/[group_id]/[work_id]",
    title="work.one",
    right=SET,
    workspace=Workspace.TEACHER,
    nav="/planering",
    on_load=WorkEditorState.load,
    undo=WorkEditorState.undo,
)
def view() -> rx.Component:
    """One test or task."""
    return body(WorkEditorState)
