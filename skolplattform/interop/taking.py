"""The staged rows against the register, list by list: only counted for the preview, or taken in.

`Looking` and `Taking` are the two hands: the walk is the same, so the preview says what the import does.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.assessment.contract import GradeGiven, GradeIntake, GradeRefused, GradesTaken
from skolplattform.attendance.contract import AttendanceIntake, Taken, TakenAbsence, TakenLesson
from skolplattform.core import audit, clock, modules
from skolplattform.core.actor import Actor
from skolplattform.interop import compare, happened, write
from skolplattform.interop.compare import Changes, Today
from skolplattform.interop.progress import Progress, Step
from skolplattform.interop.stage import Stage, StagedRow
from skolplattform.interop.targets import RESPONSIBLES, TARGETS, Belongings, Target
from skolplattform.registry.tables import Person

AUDITED_AT_ONCE = 200
UNKNOWN = "assessment.error.unknown_reference"


@dataclass(slots=True)
class Counts:
    """How many rows of a kind are new, changed, ended or as before."""

    new: int = 0
    changed: int = 0
    ended: int = 0
    unchanged: int = 0

    def add(self, changes: Changes) -> None:
        """Count a batch."""
        self.new += len(changes.new)
        self.changed += len(changes.changed)
        self.ended += len(changes.ended) + len(changes.removed)
        self.unchanged += changes.unchanged

    def add_taken(self, taken: Taken) -> None:
        """Count what a module took."""
        self.new, self.changed = self.new + taken.new, self.changed + taken.changed
        self.unchanged += taken.unchanged


class Hand(Protocol):
    """What is done with each batch of changes. `refused` are grades that assessment would not take."""

    step: Step
    refused: list[GradeRefused]

    def rows(self, session: Session, target: Target, changes: Changes) -> None:
        """Rows of a list."""
        ...

    def list_done(self, session: Session, target: Target) -> None:
        """The list has come to its end."""
        ...

    def belongings(self, session: Session, kind: Belongings, changes: Changes) -> None:
        """What belongs to them."""
        ...

    def lessons(self, session: Session, lessons: Sequence[TakenLesson]) -> Taken:
        """Reported lessons."""
        ...

    def absences(self, session: Session, absences: Sequence[TakenAbsence]) -> Taken:
        """Absence told beforehand."""
        ...

    def grades(self, session: Session, grades: Sequence[GradeGiven]) -> Taken:
        """Grades."""
        ...


class Looking:
    """Counts, and changes nothing."""

    step = Step.COMPARING

    def __init__(self, actor: Actor) -> None:
        self.refused: list[GradeRefused] = []
        self._actor = actor
        self._attendance = modules.get(AttendanceIntake)
        self._grades = modules.get(GradeIntake)

    def rows(self, session: Session, target: Target, changes: Changes) -> None:
        """Nothing."""

    def list_done(self, session: Session, target: Target) -> None:
        """Nothing."""

    def belongings(self, session: Session, kind: Belongings, changes: Changes) -> None:
        """Nothing."""

    def lessons(self, session: Session, lessons: Sequence[TakenLesson]) -> Taken:
        """Weighed by attendance; nothing where it is not installed."""
        return self._attendance.weigh_lessons(session, self._actor, lessons) if self._attendance else Taken()

    def absences(self, session: Session, absences: Sequence[TakenAbsence]) -> Taken:
        """Weighed by attendance."""
        return self._attendance.weigh_absences(session, self._actor, absences) if self._attendance else Taken()

    def grades(self, session: Session, grades: Sequence[GradeGiven]) -> Taken:
        """Weighed by assessment."""
        if self._grades is None:
            return Taken()
        return self._but_for_new(self._grades.weigh_grades(session, self._actor, grades))

    def _but_for_new(self, found: GradesTaken) -> Taken:
        """A grade whose student or subject comes with this import is refused today and new tomorrow."""
        unknown = [one for one in found.refused if one.key == UNKNOWN]
        self.refused.extend(one for one in found.refused if one.key != UNKNOWN)
        return Taken(found.new + len(unknown), found.changed, found.unchanged)


class Taking:
    """Stores everything, in the caller's transaction."""

    step = Step.TAKING

    def __init__(self, actor: Actor, run_id: UUID) -> None:
        self.refused: list[GradeRefused] = []
        self._actor, self._run_id = actor, run_id
        self._attendance = modules.get(AttendanceIntake)
        self._grades = modules.get(GradeIntake)
        self._parents: dict[UUID, UUID] = {}
        self.units: set[UUID] = set()
        self.days: set[date] = set()

    def rows(self, session: Session, target: Target, changes: Changes) -> None:
        """Rows of a list; persons are audited in batches."""
        if target.entity == "organisations":
            self._without_parents(changes)
        if target.entity == "persons":
            write.free_civic_numbers(session, changes)
            self._audit(session, "create", [row["id"] for row in changes.new])
            self._audit(session, "change", [row["id"] for row in changes.changed])
        if target.entity == "calendarEvents":
            moved = (*changes.new, *changes.changed)
            self.units.update(row["unit_id"] for row in moved)
            self.days.update(row["day"] for row in moved)
        write.store(session, changes)

    def list_done(self, session: Session, target: Target) -> None:
        """Organisations are put under theirs when all of them are in."""
        if target.entity == "organisations":
            write.link_organisations(session, self._parents)

    def _without_parents(self, changes: Changes) -> None:
        """A new organisation may stand before the one above it."""
        self._parents.update((row["id"], row["parent_id"]) for row in changes.new if row["parent_id"])
        for row in changes.new:
            row["parent_id"] = None

    def _audit(self, session: Session, verb: str, ids: list[UUID]) -> None:
        for start in range(0, len(ids), AUDITED_AT_ONCE):
            chosen = [str(i) for i in ids[start : start + AUDITED_AT_ONCE]]
            detail = {"verb": verb, "persons": chosen}
            audit.record(session, self._actor, "interop.import", "person", self._run_id, detail=detail)

    def belongings(self, session: Session, kind: Belongings, changes: Changes) -> None:
        """What belongs to them."""
        if kind.name == "principal_names":
            write.free_principal_names(session, changes)
        write.store(session, changes)

    def lessons(self, session: Session, lessons: Sequence[TakenLesson]) -> Taken:
        """Taken by attendance."""
        if self._attendance is None:
            return Taken()
        taken = self._attendance.take_lessons(session, self._actor, lessons)
        if taken.new or taken.changed:
            self.units.update(lesson.unit_id for lesson in lessons)
            self.days.update(lesson.day for lesson in lessons)
        return taken

    def absences(self, session: Session, absences: Sequence[TakenAbsence]) -> Taken:
        """Taken by attendance."""
        return self._attendance.take_absences(session, self._actor, absences) if self._attendance else Taken()

    def grades(self, session: Session, grades: Sequence[GradeGiven]) -> Taken:
        """Taken by assessment."""
        if self._grades is None:
            return Taken()
        found = self._grades.take_grades(session, self._actor, grades)
        self.refused.extend(found.refused)
        return Taken(found.new, found.changed, found.unchanged)


def walk(stage: Stage, session: Session, hand: Hand, progress: Progress) -> dict[str, dict[str, int]]:
    """Everything on the stage through the hand, in the order in which rows may point at each other.

    Answers the counts by kind.
    """
    counts: defaultdict[str, Counts] = defaultdict(Counts)
    total = stage.one("SELECT count(*) FROM row WHERE bad = 0") or 0
    meter = _Meter(progress, hand.step, total)
    today = Today(clock.today(), _silent_protected(stage, session))
    for target in TARGETS:
        for batch in stage.good(target.entity):
            _take_batch(session, hand, target, batch, today, counts)
            meter.passed(len(batch))
        hand.list_done(session, target)
        if target.entity == "persons":
            _take_responsibles(stage, session, hand, today, counts)
    for kind, batches, take in (
        ("attendances", happened.lessons(stage, session, today.silent), hand.lessons),
        ("absences", happened.absences(stage), hand.absences),
        ("grades", happened.grades(stage), hand.grades),
    ):
        _take_happened(session, batches, take, counts[kind], meter)
    meter.end()
    return {kind: asdict(found) for kind, found in counts.items()}


def _take_batch(
    session: Session,
    hand: Hand,
    target: Target,
    batch: list[StagedRow],
    today: Today,
    counts: defaultdict[str, Counts],
) -> None:
    changes = compare.rows(session, target, batch)
    new = frozenset(row["id"] for row in changes.new)
    counts[target.entity].add(changes)
    hand.rows(session, target, changes)
    for kind in target.belongings:
        found = compare.belongings(session, kind, batch, new, today)
        counts[kind.kind].add(found)
        hand.belongings(session, kind, found)


def _take_responsibles(
    stage: Stage, session: Session, hand: Hand, today: Today, counts: defaultdict[str, Counts]
) -> None:
    for batch in stage.good("persons"):
        found = compare.belongings(session, RESPONSIBLES, batch, frozenset(), today)
        counts[RESPONSIBLES.kind].add(found)
        hand.belongings(session, RESPONSIBLES, found)


def _take_happened(
    session: Session,
    batches: Iterator[list[Any]],
    take: Callable[[Session, Sequence[Any]], Taken],
    counts: Counts,
    meter: "_Meter",
) -> None:
    for batch in batches:
        if batch:
            counts.add_taken(take(session, batch))
            meter.passed(len(batch))


def _silent_protected(stage: Stage, session: Session) -> frozenset[UUID]:
    """Protected persons that the export leaves out: what it does not say of them changes nothing (R-X04)."""
    marked = session.exec(select(Person.id).where(col(Person.security_marking) != "Ingen")).all()
    staged = "SELECT 1 FROM row WHERE entity = 'persons' AND id = ? AND bad = 0"
    return frozenset(person for person in marked if not stage.one(staged, (person.bytes,)))


class _Meter:
    """Counts rows up to the total."""

    def __init__(self, progress: Progress, step: Step, total: int) -> None:
        self._progress, self._step, self._total, self._done = progress, step, total, 0

    def passed(self, rows: int) -> None:
        """So many more are done."""
        self._done = min(self._total, self._done + rows)
        self._progress.show(self._step, min(self._done, self._total - 1), self._total)

    def end(self) -> None:
        """All are done."""
        self._progress.show(self._step, self._total, self._total)
