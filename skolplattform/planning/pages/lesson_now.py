"""/lektion/[lesson_id]: Lektionen nu. Group, plan, register, what is due and what was left, on one page."""

from uuid import UUID

import reflex as rx

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_follow, in_read, in_unit
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.planning.lesson_plans import queries, service
from skolplattform.planning.lesson_plans.forms import Carry, Tick
from skolplattform.planning.lesson_plans.permissions import TEACH
from skolplattform.planning.lesson_plans.service import Carried
from skolplattform.planning.lesson_plans.views import LessonPage
from skolplattform.planning.pages.lesson_now_parts import body, nothing_today
from skolplattform.ui import live
from skolplattform.ui.address import asked, shown_id
from skolplattform.ui.components.layout import loaded
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say

AT_HAND = "nu"
"""In the address: the lesson that goes on, or comes next."""


class LessonNowState(rx.State):
    """One lesson. `missing`: it is not the person's; `free`: there is none today."""

    ready: bool = False
    missing: bool = False
    free: bool = False
    shown: LessonPage = LessonPage()
    key: str = ""
    _carried: Carried | None = None

    @rx.event
    @guarded(TEACH)
    async def load(self) -> None:
        """The lesson of the address, or the one at hand."""
        self.reset()
        try:
            await self._open(asked(self, "lesson_id"))
        except NotFound:
            self.missing = True
        self.ready = True

    @rx.event
    @guarded(TEACH, keeps_awake=False)
    async def refresh(self) -> None:
        """The register was taken, or somebody has written in the plan."""
        async with problems(self):
            self.shown = await in_follow(queries.lesson_page, shown_id(self.shown.id))

    @rx.event
    @guarded(TEACH, Tick)
    async def tick(self, step, done) -> None:
        """A step was done, or was not after all."""
        async with problems(self):
            await self._tick(shown_id(self.shown.id), step, done=done)

    @rx.event
    @guarded(TEACH)
    async def was_done(self) -> None:
        """What stands as left from last time was done all the same."""
        async with problems(self):
            await self._tick(shown_id(self.shown.left.lesson_id), "", done=True)

    @rx.event
    @guarded(TEACH, Carry)
    async def carry(self, key) -> None:
        """What was left from last time comes first in this lesson, with a way back."""
        async with problems(self):
            lesson, left = shown_id(self.shown.id), shown_id(self.shown.left.plan_id)
            self._carried = await in_unit(service.carry_over, lesson, source_id=left, key=key)
            await self._read(lesson)
            await say(self, "lesson.said.carried", undo=True)

    @rx.event
    @guarded(TEACH)
    async def undo(self) -> None:
        """As it was before what was left came in."""
        async with problems(self):
            if self._carried is not None:
                await in_unit(service.put_back, self._carried)
                self._carried = None
                await self._read(shown_id(self.shown.id))

    async def _open(self, asked_for: str) -> None:
        lesson = await in_read(queries.lesson_at_hand) if asked_for == AT_HAND else shown_id(asked_for)
        if lesson is None:
            self.free = True
            return
        await self._read(lesson)
        live.watch(self, LessonNowState.refresh, f"lesson:{lesson}", f"lesson_plan:{lesson}")

    async def _read(self, lesson: UUID) -> None:
        self.shown, self.key = await in_read(queries.lesson_page, lesson), str(new_id())

    async def _tick(self, lesson: UUID, step: str, *, done: bool) -> None:
        await in_unit(service.tick, lesson, step=step, done=done)
        await self._read(shown_id(self.shown.id))


@page(
    "/lektion/[lesson_id]",
    title="lesson.now",
    right=TEACH,
    workspace=Workspace.TEACHER,
    nav="/min-dag",
    on_load=LessonNowState.load,
    undo=LessonNowState.undo,
)
def view() -> rx.Component:
    """The lesson."""
    state = LessonNowState
    return loaded(state.ready, rx.cond(state.missing | state.free, nothing_today(state), body(state)), lines=8)
