"""The state of one case: steps, entries, and the analysis that is saved as it is written."""

from datetime import date
from uuid import UUID, uuid4

import reflex as rx

from skolplattform.attendance import service
from skolplattform.attendance.pages.case_forms import AnalysisText, CaseForm, entry_of, step_of
from skolplattform.attendance.permissions import VIEW_CASES
from skolplattform.attendance.queries.cases import CaseView, case_view
from skolplattform.core import clock
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.errors import Conflict
from skolplattform.core.gate import guarded
from skolplattform.core.typed import day_if_typed
from skolplattform.i18n import Text
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say

NO_CASE = CaseView()


class CaseState(rx.State):
    """One case. `_seen` is the version whose analysis the person has before them."""

    ready: bool = False
    case: CaseView = NO_CASE
    is_reported: bool = False
    is_sent: bool = False
    today: str = ""
    errors: dict[str, Text] = {}
    form_key: str = ""
    text_key: str = ""
    saved_at: str = ""
    has_clash: bool = False
    theirs: str = ""
    theirs_by: str = ""
    _seen: int = 0
    _mine: str = ""

    @rx.event
    @guarded(VIEW_CASES)
    async def load(self) -> None:
        """Opened."""
        self.reset()
        async with problems(self):
            self._show(await in_read(case_view, asked_id(self, "case_id")))
            self._seen, self.form_key, self.text_key = self.case.version, uuid4().hex, uuid4().hex
            live.watch(self, CaseState.refresh, f"case:{self.case.id}")
        self.ready = True

    @rx.event
    @guarded(VIEW_CASES, keeps_awake=False)
    async def refresh(self) -> None:
        """A colleague went on with the case."""
        if self.case.id:
            await self._again()

    @rx.event
    @guarded(VIEW_CASES, CaseForm)
    async def step(self, form_data: dict[str, str]) -> None:
        """Start, report, decide, close or reopen."""
        async with problems(self):
            chosen, on, decision = step_of(form_data)
            given = {"on": on, "version": self.case.version, "decision": decision}
            await in_unit(service.take_step, self._id(), chosen, **given)
            await self._again()
            await say(self, "cases.step.done")

    @rx.event
    @guarded(VIEW_CASES, CaseForm)
    async def plan(self, form_data: dict[str, str]) -> None:
        """When the case is looked at next."""
        async with problems(self):
            on: date | None = day_if_typed(form_data, "follow_up_on")
            await in_unit(service.plan_follow_up, self._id(), on=on, version=self.case.version)
            await self._again()
            await say(self, "cases.planned")

    @rx.event
    @guarded(VIEW_CASES, CaseForm)
    async def add(self, form_data: dict[str, str]) -> None:
        """Write a conversation, meeting, measure or note."""
        async with problems(self):
            await in_unit(service.write_entry, self._id(), **entry_of(form_data), key=self.form_key)
            self.form_key = uuid4().hex
            await self._again()
            await say(self, "cases.entry.saved")

    @rx.event
    @guarded(VIEW_CASES, AnalysisText)
    async def write(self, words: str) -> None:
        """The analysis was left: save it when it has changed."""
        if words != self.case.analysis or self.has_clash:
            async with problems(self):
                await self._save(words)

    @rx.event
    @guarded(VIEW_CASES)
    async def keep_mine(self) -> None:
        """Both were shown: one's own holds."""
        async with problems(self):
            self._seen = (await in_read(case_view, self._id())).version
            await self._save(self._mine)

    @rx.event
    @guarded(VIEW_CASES)
    async def take_theirs(self) -> None:
        """Both were shown: the colleague's holds."""
        async with problems(self):
            self._show(await in_read(case_view, self._id()))
            self._seen, self.text_key, self.has_clash = self.case.version, uuid4().hex, False

    def _id(self) -> UUID:
        """The case that was opened."""
        return shown_id(self.case.id)

    async def _save(self, words: str) -> None:
        try:
            self._seen = await in_unit(service.save_analysis, self._id(), words=words, version=self._seen)
        except Conflict:
            found = await in_read(case_view, self._id())
            self.has_clash, self.theirs, self.theirs_by, self._mine = True, found.analysis, found.edited_by, words
            return
        self._show(await in_read(case_view, self._id()))
        self.has_clash, self.saved_at = False, f"{clock.local(clock.now()):%H:%M}"

    async def _again(self) -> None:
        """Read again; while a colleague's analysis is another than the one on the page, the page keeps its own."""
        found, before = await in_read(case_view, self._id()), self.case
        if found.analysis == before.analysis:
            self._seen = found.version
        self._show(found)

    def _show(self, found: CaseView) -> None:
        self.case = found
        self.is_reported, self.is_sent = found.reported.sv != "", found.municipality.sv != ""
        self.today = clock.today().isoformat()
