"""What the page of leave holds, and what a family does on it."""

from uuid import UUID

import reflex as rx

from skolplattform.attendance.forms_leave import AnswerSent, LeaveChosen, LeaveForm, OneLeave, leave_asked_for
from skolplattform.attendance.permissions import APPLY_LEAVE
from skolplattform.attendance.queries import reportable_students
from skolplattform.attendance.queries.leave import leave_page
from skolplattform.attendance.rules.leave import Answer
from skolplattform.attendance.service import leave as service
from skolplattform.attendance.views import ReportableChild
from skolplattform.attendance.views_leave import LeavePage
from skolplattform.core import clock
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.core.typed import day_typed
from skolplattform.i18n import Text as Said
from skolplattform.ui import live
from skolplattform.ui.address import shown_id
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


class LeaveState(rx.State):
    """The family's applications, and the form of the next or of the one that is changed."""

    ready: bool = False
    today: str = ""
    key: str = ""
    children: tuple[ReportableChild, ...] = ()
    shown: LeavePage = LeavePage()
    changing: str = ""
    first: str = ""
    last: str = ""
    errors: dict[str, Said] = {}

    @rx.event
    @guarded(APPLY_LEAVE)
    async def load(self) -> None:
        """Opened."""
        self.changing, self.errors = "", {}
        async with problems(self):
            self.children = tuple(await in_read(reportable_students))
            await self._show()
            live.watch(self, LeaveState.refresh, *(f"student:{child.id}" for child in self.children))
        self.ready = True

    @rx.event
    @guarded(APPLY_LEAVE, keeps_awake=False)
    async def refresh(self) -> None:
        """The school has decided, or the other custodian answered."""
        async with problems(self):
            self.shown = await in_read(leave_page)

    @rx.event
    @guarded(APPLY_LEAVE, LeaveForm)
    async def send(self, form_data: dict[str, str | None]) -> None:
        """Apply."""
        async with problems(self):
            sent = await in_unit(service.apply_for_leave, **leave_asked_for(form_data), key=self.key)
            await self._show()
            await say(self, "attendance.leave.sent", n=len(sent))

    @rx.event
    @guarded(APPLY_LEAVE, AnswerSent)
    async def answer(self, application_id: UUID, version: int, said: str) -> None:
        """Agree with the other custodian, or not."""
        async with problems(self):
            await in_unit(
                service.answer_application, application_id, answer=Answer(said), version=version, key=self.key
            )
            await self._show()
            await say(self, "attendance.leave.answered")

    @rx.event
    @guarded(APPLY_LEAVE, LeaveChosen)
    async def change(self, application_id: str) -> None:
        """Open the form with the days of one application; or close it."""
        found = {one.id: one for one in self.shown.applications if one.may_change}.get(application_id)
        self.changing, self.errors = (found.id if found else ""), {}
        self.first, self.last = (found.first, found.last) if found else (self.today, self.today)
        self.key = str(new_id())

    @rx.event
    @guarded(APPLY_LEAVE, LeaveForm)
    async def save_change(self, form_data: dict[str, str | None]) -> None:
        """Ask for other days."""
        async with problems(self):
            days = {"first": day_typed(form_data, "first"), "last": day_typed(form_data, "last")}
            await in_unit(
                service.change_application, shown_id(self.changing), **days, version=self._version(), key=self.key
            )
            self.changing = ""
            await self._show()
            await say(self, "attendance.leave.changed")

    @rx.event
    @guarded(APPLY_LEAVE, OneLeave)
    async def withdraw(self, application_id: UUID, version: int) -> None:
        """Take it back."""
        async with problems(self):
            await in_unit(service.withdraw_application, application_id, version=version, key=self.key)
            await self._show()
            await say(self, "attendance.leave.withdrawn")

    def _version(self) -> int:
        return next((one.version for one in self.shown.applications if one.id == self.changing), 0)

    async def _show(self) -> None:
        self.shown = await in_read(leave_page)
        self.today = self.first = self.last = clock.today().isoformat()
        self.key = str(new_id())
