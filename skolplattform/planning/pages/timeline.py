"""/tidslinje/[group_id]/[syllabus_id]: a group's year in a subject, planned along the weeks by all who teach it."""

from datetime import date
from uuid import UUID, uuid4

import reflex as rx

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_follow, in_read, in_unit
from skolplattform.core.errors import Conflict, NotFound
from skolplattform.core.gate import guarded
from skolplattform.i18n import Text, both
from skolplattform.planning import rules, service
from skolplattform.planning.pages.timeline_parts import body
from skolplattform.planning.permissions import PLAN
from skolplattform.planning.timeline.forms import AskPeriod, Begin, Moved, Placed, days_sent
from skolplattform.planning.timeline.permissions import TIMELINE
from skolplattform.planning.timeline.queries import timeline
from skolplattform.planning.timeline.rules import Days
from skolplattform.planning.timeline.service import Standing, move_plan
from skolplattform.planning.timeline.views import LineUnit, Timeline
from skolplattform.planning.views import Clash
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


class TimelineState(rx.State):
    """One group in one subject. `_wanted` is a move that met somebody else's, `_done` the latest, for undo."""

    shown: Timeline = Timeline()
    clash: Clash = Clash()
    errors: dict[str, Text] = {}
    answered: int = 0
    key: str = ""
    missing: bool = False
    ready: bool = False
    _wanted: tuple[UUID, Days, Days, int] | None = None
    _done: tuple[UUID, Days, Days, int] | None = None

    @rx.event
    @guarded(TIMELINE)
    async def load(self) -> None:
        """This school year, of the group and subject in the address."""
        self.reset()
        try:
            ids = asked_id(self, "group_id"), asked_id(self, "syllabus_id")
            self.shown, self.key = await in_read(timeline, *ids), uuid4().hex
            live.watch(self, TimelineState.refresh, f"plans:{self.shown.group_id}")
        except NotFound:
            self.missing = True
        self.ready = True

    @rx.event
    @guarded(TIMELINE, keeps_awake=False)
    async def refresh(self) -> None:
        """Somebody in the team has begun, moved or published a unit."""
        async with problems(self):
            await self._read(self.shown.period)

    @rx.event
    @guarded(TIMELINE, AskPeriod)
    async def choose(self, period) -> None:
        """Another term or year."""
        async with problems(self):
            await self._read(period)

    @rx.event
    @guarded(PLAN, Begin)
    async def begin(self, key):
        """A new draft for the group, opened at once."""
        async with problems(self):
            ids = {"group_id": shown_id(self.shown.group_id), "syllabus_id": shown_id(self.shown.syllabus_id)}
            return rx.redirect(f"/planering/{await in_unit(service.create_plan, **ids, key=key)}")

    @rx.event
    @guarded(PLAN, Moved)
    async def move(self, plan_id, was_start, was_end, start, end, version) -> None:
        """A bar was dragged, or moved by the arrow keys."""
        async with problems(self):
            await self._move(plan_id, Days(was_start, was_end), Days(start, end), version)
        self.answered += 1

    @rx.event
    @guarded(PLAN, Placed)
    async def place(self, form_data: dict[str, str | None]) -> None:
        """Days were typed in the list."""
        async with problems(self):
            unit = self._unit(form_data.get("unit") or "")
            was = Days(date.fromisoformat(unit.start), date.fromisoformat(unit.end))
            await self._move(UUID(unit.id), was, days_sent(form_data), unit.version)

    @rx.event
    @guarded(PLAN)
    async def keep_mine(self) -> None:
        """Where the person put it, over where somebody else did: both have been seen."""
        wanted, self.clash, self._wanted = self._wanted, Clash(), None
        if wanted:
            async with problems(self):
                await self._move(*wanted)

    @rx.event
    @guarded(PLAN)
    def take_theirs(self) -> None:
        """Where somebody else put it."""
        self.clash, self._wanted = Clash(), None

    @rx.event
    @guarded(PLAN)
    async def undo(self) -> None:
        """The latest move, back again."""
        done, self._done = self._done, None
        if done:
            plan_id, was, to, version = done
            async with problems(self):
                await self._move(plan_id, to, was, version, said="plans.timeline.undone")

    async def _read(self, period: str) -> None:
        ids = shown_id(self.shown.group_id), shown_id(self.shown.syllabus_id)
        self.shown = await in_follow(timeline, *ids, period)

    async def _move(
        self, plan_id: UUID, was: Days, to: Days, version: int, *, said: str = "plans.timeline.moved"
    ) -> None:
        try:
            saved = await in_unit(move_plan, plan_id, was=was, to=to, version=version)
        except Conflict as conflict:
            await self._met(plan_id, to, conflict.current)
            return
        self._done = (plan_id, was, to, saved.version)
        await self._read(self.shown.period)
        weeks, undo = rules.weeks_shown(to.start, to.end), said == "plans.timeline.moved"
        await say(self, said, title=self._unit(str(plan_id)).title, weeks=weeks, undo=undo)

    async def _met(self, plan_id: UUID, to: Days, theirs: Standing) -> None:
        """Somebody else moved it meanwhile: both places are shown, and the person chooses."""
        await self._read(self.shown.period)
        self._wanted = (plan_id, theirs.days, to, theirs.version)
        label = both("plans.clash.weeks_of", title=self._unit(str(plan_id)).title)
        shown = (rules.weeks_shown(days.start, days.end) for days in (to, theirs.days))
        self.clash = Clash("days", label, *shown, theirs.by, theirs.at)

    def _unit(self, plan_id: str) -> LineUnit:
        unit = next((unit for unit in self.shown.units if unit.id == plan_id), None)
        if unit is None:
            raise NotFound
        return unit


@page(
    "/tidslinje/[group_id]/[syllabus_id]",
    title="plans.timeline.title",
    right=TIMELINE,
    workspace=(Workspace.TEACHER, Workspace.PRINCIPAL),
    nav="/planering",
    on_load=TimelineState.load,
    undo=TimelineState.undo,
)
def view() -> rx.Component:
    """The year."""
    return body(TimelineState)
