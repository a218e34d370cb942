"""What a point of core content has become of: pure functions, no database and no clock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class PointState(StrEnum):
    """Where a point of core content stands for a group."""

    TAUGHT = "taught"
    PLANNED = "planned"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class TakenUp:
    """A unit or a lesson that takes up a point for a group; `stands` once it is published, or the lesson ticked off.

    `page` is the address of a lesson, for who holds it.
    """

    point_id: UUID
    plan_id: UUID
    group_id: UUID
    title: str
    start: date
    end: date
    stands: bool = True
    is_lesson: bool = False
    page: str = ""

    def is_taught(self, today: date) -> bool:
        """A published unit is taught from its first day, a lesson when it is ticked off (PLA-03)."""
        return self.stands and self.start <= today


@dataclass(frozen=True, slots=True)
class Member:
    """A student of today's group, in this or an earlier group of theirs."""

    person_id: UUID
    group_id: UUID
    start: date
    end: date | None = None

    def was_there(self, unit: TakenUp) -> bool:
        """Was the student in its group at some time of the unit, or on the day of the lesson?"""
        inside = self.start <= unit.end and (self.end is None or self.end >= unit.start)
        return self.group_id == unit.group_id and inside


def state(units: Iterable[TakenUp], today: date) -> PointState:
    """Taught once one of them is; planned while all that take it up are to come, or drafts."""
    found = list(units)
    if any(unit.is_taught(today) for unit in found):
        return PointState.TAUGHT
    return PointState.PLANNED if found else PointState.GAP


def met_by(units: Sequence[TakenUp], members: Sequence[Member], today: date) -> dict[UUID, int]:
    """How many of the students have met each point: whoever was in a group when it was taught there.

    A student who has come from another class brings what was taught in that; each student is counted once a point.
    """
    by_group: dict[UUID, list[Member]] = {}
    for member in members:
        by_group.setdefault(member.group_id, []).append(member)
    met: dict[UUID, set[UUID]] = {}
    for unit in units:
        if unit.is_taught(today):
            there = (m.person_id for m in by_group.get(unit.group_id, ()) if m.was_there(unit))
            met.setdefault(unit.point_id, set()).update(there)
    return {point: len(persons) for point, persons in met.items()}


def percent(met: int, total: int) -> int:
    """Whole per cent, rounded down: not everything is never 100."""
    return 100 * met // total if total else 0


def counted(states: Mapping[UUID, PointState]) -> dict[PointState, int]:
    """How many points stand in each state."""
    return {kind: sum(state == kind for state in states.values()) for kind in PointState}
