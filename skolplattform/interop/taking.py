"""The staged rows against the register, list by list: only counted for the preview, or taken in.

`Looking` and `Taking` are the two hands: the walk is the same, so the preview says what the import does.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlmodel import Session

from skolplattform.attendance.contract import Taken
from skolplattform.core import clock
from skolplattform.interop import compare, happened
from skolplattform.interop.compare import Changes, Today
from skolplattform.interop.ending import endings
from skolplattform.interop.hands import Hand
from skolplattform.interop.leaving import silent_protected
from skolplattform.interop.progress import Progress, Step
from skolplattform.interop.stage import Stage, StagedRow
from skolplattform.interop.targets import RESPONSIBLES, TARGETS, Target


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


def walk(stage: Stage, session: Session, hand: Hand, progress: Progress) -> dict[str, dict[str, int]]:
    """Everything on the stage through the hand, in the order in which rows may point at each other.

    Answers the counts by kind.
    """
    counts: defaultdict[str, Counts] = defaultdict(Counts)
    total = stage.one("SELECT count(*) FROM row WHERE bad = 0") or 0
    meter = _Meter(progress, hand.step, total)
    today = Today(clock.today(), silent_protected(stage, session))
    for target in TARGETS:
        for batch in stage.good(target.entity):
            _take_batch(session, hand, target, batch, today, counts)
            meter.passed(len(batch))
        hand.list_done(session, target)
        if target.entity == "persons":
            _take_responsibles(stage, session, hand, today, counts)
    _take_endings(stage, session, hand, today, counts)
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


def _take_endings(stage: Stage, session: Session, hand: Hand, today: Today, counts: defaultdict[str, Counts]) -> None:
    for kind, changes in endings(stage, session, today):
        counts[kind].add(changes)
        hand.endings(session, kind, changes)
    for ids in stage.gone("absences"):
        counts["absences"].ended += hand.withdrawn(session, ids)


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
