"""How a sequence of lesson plans moves along with the timetable (R-L01 to R-L04). No database and no clock."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson of the activity. `holds`: it takes place, neither cancelled nor on a day without school."""

    id: UUID
    starts_at: datetime
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan in the sequence, and the lesson it stands on; none: it waits for one.

    `stands_at` is when that lesson began as the plan was put there: the order of the sequence, whatever the timetable
    has done since.
    """

    id: UUID
    lesson_id: UUID | None
    stands_at: datetime
    pinned: bool = False
    taught: bool = False


Moves = Mapping[UUID, UUID | None]
"""Where plans that move come to stand; none: there is no lesson left, and the plan waits for one."""


class Fixed(Exception):
    """This plan is not moved: it is taught, pinned to its day, its lesson has begun, or there is nowhere to go."""


@dataclass(frozen=True, slots=True)
class _Board:
    """What can move, in order, and where: the coming lessons that hold and that no fixed plan stands on."""

    moving: tuple[Plan, ...]
    open: tuple[Lesson, ...]
    wanted: tuple[int, ...]

    def pushed_on(self, wanted: Sequence[int]) -> Moves:
        """Each plan at its place or, where that is taken, at the next one: order kept, and no further than needed."""
        moves: dict[UUID, UUID | None] = {}
        last = -1
        for plan, place in zip(self.moving, wanted, strict=True):
            last = max(place, last + 1)
            lesson = self.open[last].id if last < len(self.open) else None
            if lesson != plan.lesson_id:
                moves[plan.id] = lesson
        return moves

    def place_of(self, plan_id: UUID) -> int:
        """Which of the moving plans it is.

        Raises:
            Fixed: it is none of them.
        """
        for at, plan in enumerate(self.moving):
            if plan.id == plan_id:
                return at
        raise Fixed


def _board(plans: Sequence[Plan], lessons: Sequence[Lesson], now: datetime) -> _Board:
    known = {lesson.id: lesson for lesson in lessons}
    in_order = sorted(plans, key=lambda plan: (plan.stands_at, plan.id))
    moving = tuple(plan for plan in in_order if not _is_fixed(plan, known, now))
    held = {plan.lesson_id for plan in plans} - {plan.lesson_id for plan in moving}
    coming = (lesson for lesson in lessons if lesson.holds and lesson.starts_at > now and lesson.id not in held)
    free = tuple(sorted(coming, key=lambda lesson: (lesson.starts_at, lesson.id)))
    begins = [lesson.starts_at for lesson in free]
    place: dict[UUID | None, int] = {lesson.id: at for at, lesson in enumerate(free)}
    wanted = sorted(
        place[plan.lesson_id] if plan.lesson_id in place else bisect_left(begins, plan.stands_at) for plan in moving
    )
    return _Board(moving, free, tuple(wanted))


def _is_fixed(plan: Plan, lessons: Mapping[UUID, Lesson], now: datetime) -> bool:
    """R-L02: what is taught never moves, what is pinned stays on its day, what waits is put in place by hand, and
    what stands on a lesson that has begun is what was planned for it."""
    if plan.taught or plan.pinned or plan.lesson_id is None:
        return True
    lesson = lessons.get(plan.lesson_id)
    return lesson is not None and lesson.holds and lesson.starts_at <= now


def moved_along(plans: Sequence[Plan], lessons: Sequence[Lesson], now: datetime) -> Moves:
    """R-L01: when a lesson falls away or changes places, the plans keep their order and move to the next lessons.

    A free lesson on the way takes up the push: those after it stay. `lessons` are the activity's, in any order.
    """
    board = _board(plans, lessons, now)
    return board.pushed_on(board.wanted)


def shifted(plans: Sequence[Plan], lessons: Sequence[Lesson], plan_id: UUID, now: datetime) -> Moves:
    """R-L03: this plan one lesson later, and those after it as far as that pushes them.

    Raises:
        Fixed: it is not moved.
    """
    board = _board(plans, lessons, now)
    at = board.place_of(plan_id)
    wanted = [place + (number == at) for number, place in enumerate(board.wanted)]
    return board.pushed_on(wanted)


def swapped(plans: Sequence[Plan], lessons: Sequence[Lesson], plan_id: UUID, step: int, now: datetime) -> Moves:
    """R-L03: this plan to the lesson before (-1) or after (1); a plan that stands there takes its place.

    Raises:
        Fixed: it is not moved, or there is no such lesson.
    """
    board = _board(plans, lessons, now)
    plan = board.moving[board.place_of(plan_id)]
    places: dict[UUID | None, int] = {lesson.id: at for at, lesson in enumerate(board.open)}
    if plan.lesson_id not in places or not 0 <= places[plan.lesson_id] + step < len(board.open):
        raise Fixed
    target = board.open[places[plan.lesson_id] + step].id
    other = next((one for one in board.moving if one.lesson_id == target), None)
    return {plan.id: target} | ({other.id: plan.lesson_id} if other else {})


def put_in_place(plans: Sequence[Plan], lessons: Sequence[Lesson], plan_id: UUID, now: datetime) -> Moves:
    """R-L03: a plan that waits to the first coming lesson without a plan.

    Raises:
        Fixed: it does not wait, or every lesson has its plan.
    """
    waits = any(plan.id == plan_id and plan.lesson_id is None for plan in plans)
    taken = {plan.lesson_id for plan in plans}
    free = (lesson for lesson in lessons if lesson.holds and lesson.starts_at > now and lesson.id not in taken)
    first = min(free, key=lambda lesson: (lesson.starts_at, lesson.id), default=None)
    if not waits or first is None:
        raise Fixed
    return {plan_id: first.id}


def taken_back(before: Moves, after: Moves, plans: Sequence[Plan], lessons: Sequence[Lesson]) -> Moves:
    """R-L04: "Ångra". Each plan back where it stood; where that lesson is not held any more, it waits.

    Raises:
        Fixed: somebody has moved or taught one of them since, or put another where it stood.
    """
    now_at = {plan.id: plan for plan in plans}
    back: dict[UUID, UUID | None] = {}
    for plan_id, came_to in after.items():
        plan = now_at.get(plan_id)
        if plan is None or plan.taught or plan.lesson_id != came_to:
            raise Fixed
        back[plan_id] = before[plan_id]
    held = {lesson.id for lesson in lessons if lesson.holds}
    back = {plan_id: lesson if lesson in held else None for plan_id, lesson in back.items()}
    others = {plan.lesson_id for plan in plans if plan.id not in back}
    if any(lesson is not None and lesson in others for lesson in back.values()):
        raise Fixed
    return back
