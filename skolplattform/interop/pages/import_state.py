"""The state behind Register > Import: the administrator's latest import, its report, and those before it."""

from dataclasses import replace
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from skolplattform.core.actor import Actor
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.gate import Id, Name, Number, Payload, guarded
from skolplattform.interop import queries, service, work
from skolplattform.interop.contract import TOPIC, RunShown, RunState
from skolplattform.interop.permissions import IMPORT
from skolplattform.interop.progress import Standing, written
from skolplattform.interop.queries import ProblemPage
from skolplattform.ui import live
from skolplattform.ui.problems import problems

REFUSALS = [f"interop.refusal.{name}" for name in ("no_files", "one_zip", "not_lists", "busy")]


class Which(Payload):
    """An import."""

    run_id: Id


class Look(Payload):
    """A page of the report's errors or warnings."""

    severity: Name
    number: Number(1, 10_000)


def _read(session: Session, actor: Actor, severity: str, number: int) -> tuple[list[RunShown], ProblemPage]:
    runs = queries.latest_runs(session, actor)
    if not runs:
        return runs, ProblemPage()
    return runs, queries.problems(session, actor, UUID(runs[0].id), severity=severity, page=number)


class ImportState(rx.State):
    """The administrator's latest import and those before it."""

    run: RunShown = RunShown()
    earlier: list[RunShown] = []
    standing: Standing = Standing()
    report: ProblemPage = ProblemPage()
    severity: str = "error"
    refusal: str = ""
    is_going: bool = False
    is_stopping: bool = False
    is_ready: bool = False

    @rx.event
    @guarded(IMPORT)
    async def load(self) -> None:
        """Opened, perhaps after files were handed over."""
        asked = self.router.url.query_parameters.get("fel", "")
        self.refusal = f"interop.refusal.{asked}" if f"interop.refusal.{asked}" in REFUSALS else ""
        self.severity = "error"
        await self._look(1)
        live.watch(self, ImportState.refresh, TOPIC)

    @rx.event
    @guarded(IMPORT, keeps_awake=False)
    async def refresh(self) -> None:
        """The import has come further."""
        await self._look(self.report.number)

    @rx.event
    @guarded(IMPORT, Look)
    async def show(self, severity: str, number: int) -> None:
        """Another page of the report."""
        self.severity = "warning" if severity == "warning" else "error"
        await self._look(number)

    @rx.event
    @guarded(IMPORT, Which)
    async def take(self, run_id) -> None:
        """Take everything in."""
        async with problems(self):
            await in_unit(service.approve, run_id)
            work.start("take", run_id)
        await self._look(1)

    @rx.event
    @guarded(IMPORT, Which)
    async def take_good(self, run_id) -> None:
        """Take in what has no errors."""
        async with problems(self):
            await in_unit(service.approve_good, run_id)
            work.start("take-good", run_id)
        await self._look(1)

    @rx.event
    @guarded(IMPORT, Which)
    async def cancel(self, run_id) -> None:
        """Let the import go; what is at work stops before its next rows."""
        async with problems(self):
            if await in_read(service.working, run_id):
                work.ask_to_stop(run_id)
            else:
                await in_unit(service.cancel, run_id)
                work.forget_files(run_id)
        await self._look(1)

    async def _look(self, number: int) -> None:
        async with problems(self):
            runs, self.report = await in_read(_read, self.severity, number)
            self.run = runs[0] if runs else RunShown()
            self.earlier = [replace(run, kinds=[]) for run in runs[1:]]
            self.is_going = bool(runs) and RunState(self.run.state).is_going
            self.is_stopping = self.is_going and work.is_stopping(UUID(self.run.id))
            self.standing = written(work.progress_of(UUID(self.run.id))) if self.is_going else Standing()
            self.is_ready = True
