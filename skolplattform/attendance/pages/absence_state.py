"""What the page of told absence holds, and what a guardian, or a student of age, does on it."""

from uuid import UUID

import reflex as rx

from skolplattform.attendance import queries, service
from skolplattform.attendance.forms import HistoryOf, OneReport, TellForm, absence_asked_for
from skolplattform.attendance.permissions import REPORT
from skolplattform.attendance.views import OwnReport, ReportableChild
from skolplattform.core import clock
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n import Text as Said
from skolplattform.ui import live
from skolplattform.ui.address import asked
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say

ALL = "alla"


class AbsenceState(rx.State):
    """Telling the school of absence, and what has been told."""

    ready: bool = False
    today: str = ""
    key: str = ""
    chosen: tuple[str, ...] = ()
    whose: str = ""
    skipped: int = 0
    asks_reason: bool = False
    has_older: bool = False
    children: tuple[ReportableChild, ...] = ()
    reports: tuple[OwnReport, ...] = ()
    errors: dict[str, Said] = {}
    _told: tuple[tuple[str, int], ...] = ()

    @rx.event
    @guarded(REPORT)
    async def load(self) -> None:
        """Opened: who can be reported, and what has been told."""
        self.errors, self._told = {}, ()
        async with problems(self):
            await self._show()
            self.chosen = _chosen(self.children, asked(self, "barn"))
            live.watch(self, AbsenceState.refresh, *(f"student:{child.id}" for child in self.children))
        self.ready = True

    @rx.event
    @guarded(REPORT, keeps_awake=False)
    async def refresh(self) -> None:
        """The other guardian told something, or took it back."""
        async with problems(self):
            await self._show()

    @rx.event
    @guarded(REPORT, TellForm)
    async def send(self, form_data: dict[str, str]) -> None:
        """Tell the school."""
        async with problems(self):
            told = await in_unit(service.report_absence, **absence_asked_for(form_data), key=self.key)
            self._told, self.key = tuple((str(report), 1) for report in told.report_ids), str(new_id())
            await self._show()
            await say(self, "attendance.absence.sent", undo=True, n=len(told.report_ids))

    @rx.event
    @guarded(REPORT)
    async def undo(self) -> None:
        """Take back what was just told."""
        async with problems(self):
            for report, version in self._told:
                await in_unit(service.withdraw_report, UUID(report), version=version)
            self._told = ()
            await self._show()
            await say(self, "attendance.absence.withdrawn")

    @rx.event
    @guarded(REPORT, OneReport)
    async def withdraw(self, report_id: UUID, version: int) -> None:
        """Take a report back."""
        async with problems(self):
            await in_unit(service.withdraw_report, report_id, version=version)
            await self._show()
            await say(self, "attendance.absence.withdrawn")

    @rx.event
    @guarded(REPORT, OneReport)
    async def end(self, report_id: UUID, version: int) -> None:
        """The student is back in school."""
        async with problems(self):
            await in_unit(service.end_report, report_id, version=version)
            await self._show()
            await say(self, "attendance.absence.ended")

    @rx.event
    @guarded(REPORT, HistoryOf)
    async def history(self, whose: str, skip: int) -> None:
        """What was told of one child, or of all; a page of it."""
        self.whose = whose if whose in {child.id for child in self.children} else ""
        self.skipped = skip
        async with problems(self):
            await self._show()

    async def _show(self) -> None:
        self.children = tuple(await in_read(queries.reportable_students))
        whose = UUID(self.whose) if self.whose else None
        self.reports = tuple(await in_read(queries.own_reports, whose, self.skipped))
        self.has_older = len(self.reports) == queries.REPORTS
        self.asks_reason = await in_read(queries.asks_reason)
        self.today = clock.today().isoformat()
        self.key = self.key or str(new_id())


def _chosen(children: tuple[ReportableChild, ...], wanted: str) -> tuple[str, ...]:
    """The child of the card one came from, or all of them; the only child when there is one."""
    ids = tuple(child.id for child in children)
    if wanted == ALL or len(ids) == 1:
        return ids
    return (wanted,) if wanted in ids else ()
