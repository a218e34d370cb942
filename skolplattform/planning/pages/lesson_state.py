"""What the page of a group's lessons does: saves as one writes, moves plans, and never writes over anybody."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import reflex as rx

from skolplattform.core.db import in_read, in_unit
from skolplattform.core.errors import Conflict, NotFound
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n import Text, both
from skolplattform.planning.lesson_plans import queries, service
from skolplattform.planning.lesson_plans.forms import (
    AboutLesson,
    ChooseUnit,
    MoveLesson,
    SetFlag,
    TakeUp,
    WriteLesson,
)
from skolplattform.planning.lesson_plans.permissions import TEACH
from skolplattform.planning.lesson_plans.service import LessonEdit
from skolplattform.planning.lesson_plans.views import LessonRow, LessonSequence, Moved, Planned
from skolplattform.planning.lesson_plans.words import LENGTHS
from skolplattform.planning.views import Clash
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say

Change = Callable[[Planned], tuple[LessonEdit, LessonEdit]]
EMPTY = Planned()
UNSEEN = 0
"""The version of a plan that says something else than what the words began from."""


def unit_of(plan: Planned) -> UUID:
    """The unit plan that a lesson belongs to, as an edit names it."""
    return UUID(plan.unit) if plan.unit else service.NO_UNIT


def _places(shown: LessonSequence) -> dict[str, str]:
    """On which lesson each plan stands."""
    return {row.plan.id: row.id for row in shown.lessons if row.plan.id}


class LessonSequenceState(rx.State):
    """One group's lessons in one tab. `opened` is the lesson whose plan is unfolded, `clash_on` the plan of a clash.

    `revision` changes when the fields must show other words than those in them; `_own` are the words that this tab
    saved last, by plan and field.
    """

    ready: bool = False
    missing: bool = False
    shown: LessonSequence = LessonSequence()
    opened: str = ""
    earlier: bool = False
    whole: bool = False
    clash: Clash = Clash()
    clash_on: str = ""
    revision: int = 0
    errors: dict[str, Text] = {}
    key: str = ""
    _move: str = ""
    _begun: dict[str, str] = {}
    _own: dict[str, str] = {}

    @rx.event
    @guarded(TEACH)
    async def load(self) -> None:
        """The group's lessons as the timetable has them now, with the plans moved along."""
        self.reset()
        try:
            await self._open(asked_id(self, "activity_id"))
        except NotFound:
            self.missing = True
        self.ready = True

    @rx.event
    @guarded(TEACH, keeps_awake=False)
    async def refresh(self) -> None:
        """The timetable or a colleague has moved plans, or a colleague has written in one."""
        async with problems(self):
            await self._read(shown_id(self.shown.activity_id))

    @rx.event
    @guarded(TEACH, AboutLesson)
    def unfold(self, lesson_id) -> None:
        """Show all fields of a lesson's plan, or fold them again."""
        self.opened = "" if self.opened == str(lesson_id) else str(lesson_id)

    @rx.event
    @guarded(TEACH, WriteLesson)
    async def write(self, lesson_id, plan, field, text, began) -> None:
        """Words, a second after the last letter and when the field is left."""
        async with problems(self):
            await self._write(lesson_id, plan, field, text, began)

    @rx.event
    @guarded(TEACH, ChooseUnit)
    async def choose_unit(self, plan_id, unit) -> None:
        """Another unit plan, or none."""
        chosen = shown_id(unit) if unit else service.NO_UNIT
        await self._choose(plan_id, lambda plan: (LessonEdit(plan_id=unit_of(plan)), LessonEdit(plan_id=chosen)))

    @rx.event
    @guarded(TEACH, TakeUp)
    async def take_up(self, plan_id, point, picked) -> None:
        """A point of core content, or not."""

        def change(plan: Planned) -> tuple[LessonEdit, LessonEdit]:
            now = frozenset(UUID(one.id) for one in plan.points if one.picked)
            return LessonEdit(contents=now), LessonEdit(contents=now | {point} if picked else now - {point})

        await self._choose(plan_id, change)

    @rx.event
    @guarded(TEACH, SetFlag)
    async def set_flag(self, plan_id, flag, on) -> None:
        """Shown to students, or pinned to its day; or not."""
        await self._choose(plan_id, lambda plan: (LessonEdit(**{flag: getattr(plan, flag)}), LessonEdit(**{flag: on})))

    @rx.event
    @guarded(TEACH, MoveLesson)
    async def move(self, plan_id, way, key) -> None:
        """To another lesson, with a way back."""
        async with problems(self):
            self._move = str(await in_unit(service.move_plan, plan_id, way=way, key=key))
            self.key = str(new_id())
            await self._read(shown_id(self.shown.activity_id))
            await say(self, "lesson.said.moved", undo=True)

    @rx.event
    @guarded(TEACH)
    async def undo(self) -> None:
        """The last move by hand."""
        await self._take_back(self._move)

    @rx.event
    @guarded(TEACH)
    async def undo_moved(self) -> None:
        """What the timetable moved: every plan back, and the one whose lesson fell away waits."""
        await self._take_back(self.shown.moved.id)

    @rx.event
    @guarded(TEACH)
    async def note_moved(self) -> None:
        """What the timetable moved may stand so."""
        async with problems(self):
            await in_unit(service.note_moved, shown_id(self.shown.moved.id))
            self.shown = replace(self.shown, moved=Moved())

    @rx.event
    @guarded(TEACH)
    async def more(self) -> None:
        """All lessons that are to come."""
        self.whole = True
        await self._read(shown_id(self.shown.activity_id))

    @rx.event
    @guarded(TEACH)
    async def before(self) -> None:
        """The lessons of the last weeks as well."""
        self.earlier = True
        await self._read(shown_id(self.shown.activity_id))

    @rx.event
    @guarded(TEACH)
    async def keep_mine(self) -> None:
        """Of two texts, the one in the field here."""
        async with problems(self):
            clash, plan = self.clash, shown_id(self.clash_on)
            self.clash = Clash()
            before, after = (LessonEdit(**{clash.field: text}) for text in (clash.theirs, clash.mine))
            await self._save(plan, before, after)

    @rx.event
    @guarded(TEACH)
    def take_theirs(self) -> None:
        """Of two texts, the one that somebody else saved."""
        self.clash, self.revision = Clash(), self.revision + 1

    async def _open(self, activity: UUID) -> None:
        await in_unit(service.settle, activity)
        await self._read(activity)
        live.watch(self, LessonSequenceState.refresh, f"lessons:{activity}")

    async def _read(self, activity: UUID) -> None:
        """Fields are drawn anew only where a plan has come to stand on another lesson: who writes goes on writing."""
        before = _places(self.shown)
        self.shown = await in_read(queries.lesson_sequence, activity, earlier=self.earlier, whole=self.whole)
        now = _places(self.shown)
        if any(now.get(plan) != lesson for plan, lesson in before.items()):
            self.revision += 1
        self.key = self.key or str(new_id())

    async def _take_back(self, move: str) -> None:
        async with problems(self):
            await in_unit(service.take_back, shown_id(move))
            await self._read(shown_id(self.shown.activity_id))
            await say(self, "lesson.said.back")

    def _plan(self, plan_id: str) -> Planned:
        """The plan as this tab last saw it."""
        found = (row.plan for row in self.shown.lessons if row.plan.id == plan_id)
        return next(found, EMPTY)

    async def _write(self, lesson_id: UUID, plan: str, field: str, text: str, began: str) -> None:
        """A plan that this tab has just begun is known by its lesson, until the field has heard its name."""
        lesson = str(lesson_id)
        seen = self._plan(plan or self._begun.get(lesson, ""))
        said = getattr(seen, field)
        if said == text:
            return
        try:
            if seen.id:
                before = said if self._own.get(f"{seen.id}.{field}") == said else began
                await self._save(UUID(seen.id), LessonEdit(**{field: before}), LessonEdit(**{field: text}))
            else:
                await self._begin(lesson_id, LessonEdit(**{field: text}))
        except Conflict as conflict:
            self._show_both(lesson, conflict.current, field, text)
            return
        self._own[f"{seen.id or self._begun[lesson]}.{field}"] = text

    async def _begin(self, lesson_id: UUID, words: LessonEdit) -> None:
        begun = await in_unit(service.begin_plan, lesson_id, after=words)
        self._begun[str(lesson_id)] = begun.id
        self._put(begun, lesson_id=str(lesson_id))
        if begun.unit:
            await self._read(shown_id(self.shown.activity_id))

    async def _save(self, plan_id: UUID, before: LessonEdit, after: LessonEdit) -> None:
        seen = self._plan(str(plan_id))
        same = all(getattr(seen, name, None) == value for name, value in before.touched().items() if name in LENGTHS)
        version = seen.version if same else UNSEEN
        self._put(await in_unit(service.save_plan, plan_id, before=before, after=after, version=version))

    async def _choose(self, plan_id: UUID, change: Change) -> None:
        """A choice is made from what this tab saw or, where a colleague has chosen since, from what stands."""
        async with problems(self):
            try:
                await self._save(plan_id, *change(self._plan(str(plan_id))))
            except Conflict:
                await self._read(shown_id(self.shown.activity_id))
                await self._save(plan_id, *change(self._plan(str(plan_id))))
            await self._read(shown_id(self.shown.activity_id))

    def _show_both(self, lesson: str, current: Planned, field: str, text: str) -> None:
        self._put(current, lesson_id=lesson)
        theirs, label = getattr(current, field), both(f"lesson.field.{field}")
        self.clash = Clash(field, label, text, theirs, current.edited_by, current.edited_at)
        self.clash_on = current.id

    def _put(self, plan: Planned, *, lesson_id: str = "") -> None:
        """The plan as it stands now, without asking for the rest again: its points stay as they were read."""
        rows: list[LessonRow] = []
        for row in self.shown.lessons:
            if row.plan.id == plan.id or row.id == lesson_id:
                free = row.state == "coming" and not plan.pinned and not plan.taught
                row = replace(row, plan=replace(plan, points=row.plan.points), moves=free)
            rows.append(row)
        self.shown = replace(self.shown, lessons=tuple(rows), unplanned=queries.unplanned(rows))
