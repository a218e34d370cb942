"""A batch of staged rows against the register: what is new, what changed, what has ended.

The same comparison makes the preview and the import, so that what was promised is what happens.
"""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from skolplattform.core import clock
from skolplattform.core.ids import new_id
from skolplattform.interop.stage import StagedRow
from skolplattform.interop.targets import Belongings, Columns, Target
from skolplattform.registry.codes import SecurityMarking

Values = dict[str, Any]


@dataclass(slots=True)
class Changes:
    """What happens to the rows of one table. `ended` are changed rows whose last day was set.

    `before` are the changed rows as they stood, in the order of `changed`.
    """

    columns: Columns
    new: list[Values] = field(default_factory=list)
    changed: list[Values] = field(default_factory=list)
    before: list[Values] = field(default_factory=list)
    ended: list[Values] = field(default_factory=list)
    removed: list[Values] = field(default_factory=list)
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Today:
    """The day of the import, and the protected persons that the export keeps silent about."""

    day: date
    silent: frozenset[UUID] = frozenset()

    @property
    def last_day(self) -> date:
        """What is no longer in the export held until the day before."""
        return self.day - timedelta(days=1)


def stored(session: Session, columns: Columns, key: str, ids: Iterable[UUID]) -> list[Values]:
    """The rows whose `key` is among the ids."""
    table = columns.table
    found = session.connection().execute(select(table).where(table.c[key].in_(list(ids))))
    return [dict(row) for row in found.mappings()]


def rows(session: Session, target: Target, batch: Sequence[StagedRow]) -> Changes:
    """The rows themselves, by id."""
    there = {row["id"]: row for row in stored(session, target.columns, "id", [row.id for row in batch])}
    changes, moment = Changes(target.columns), clock.now()
    for row in batch:
        values = target.columns.read(row.values)
        if target.entity == "calendarEvents":
            values["unit_id"] = row.unit
        _weigh(changes, target, row.id, values, there.get(row.id), moment)
    return changes


def _weigh(changes: Changes, target: Target, row_id: UUID, values: Values, there: Values | None, moment: Any) -> None:
    stamp = {"modified_at": moment} if "modified_at" in target.columns.readers else {}
    if there is None:
        changes.new.append({**target.columns.defaults, **target.needed, **values, "id": row_id, **stamp})
        return
    if there.get("security_marking") == SecurityMarking.ASSUMED_IDENTITY:
        values.pop("security_marking", None)
    if all(there[name] == value for name, value in values.items()):
        changes.unchanged += 1
    else:
        changes.changed.append({**there, **values, **stamp})
        changes.before.append(there)


def belongings(
    session: Session, kind: Belongings, batch: Sequence[StagedRow], new: frozenset[UUID], today: Today
) -> Changes:
    """What belongs to the rows of a batch. Rows that say nothing of this list keep what they have."""
    telling = [row for row in batch if kind.name in row.lists]
    known = [row.id for row in telling if row.id not in new]
    there: defaultdict[UUID, list[Values]] = defaultdict(list)
    for values in stored(session, kind.columns, kind.parent, known) if known else ():
        there[values[kind.parent]].append(values)
    changes = Changes(kind.columns)
    weigh = _dated if kind.is_dated else _replaced
    for row in telling:
        wanted = [{kind.parent: row.id, **kind.columns.read(item)} for item in row.lists[kind.name]]
        weigh(changes, kind, wanted, there[row.id], today, kind.name not in row.incomplete)
    return changes


def _replaced(
    changes: Changes, kind: Belongings, wanted: list[Values], there: list[Values], today: Today, is_whole: bool
) -> None:
    """What the export has and the register lacks is added; what it lacks is taken away."""
    defaults = kind.columns.defaults
    left = {tuple(row[name] for name in kind.match): row for row in there}
    seen = set()
    for values in wanted:
        full = {**defaults, **values}
        mark = tuple(full[name] for name in kind.match)
        if mark in seen:
            continue
        seen.add(mark)
        if left.pop(mark, None) is not None:
            changes.unchanged += 1
        else:
            changes.new.append(full)
    if is_whole:
        changes.removed.extend(left.values())


def _dated(
    changes: Changes, kind: Belongings, wanted: list[Values], there: list[Values], today: Today, is_whole: bool
) -> None:
    """Each relation is found by who and, when there are several, by its first day; what has gone is ended."""
    pairs = _by_mark(kind, wanted), _by_mark(kind, there)
    for mark in pairs[0].keys() | pairs[1].keys():
        fresh, old = pairs[0].get(mark, []), pairs[1].get(mark, [])
        if kind.one_each:
            fresh = fresh[:1]
        matched, added, gone = _match(fresh, old)
        for values, row in matched:
            _weigh_dated(changes, values, row)
        changes.new.extend(_new_dated(kind, values) for values in added)
        if is_whole and not (today.silent and today.silent.intersection(mark)):
            end(changes, gone, today)


def _by_mark(kind: Belongings, found: list[Values]) -> dict[tuple[Any, ...], list[Values]]:
    """The relations by who they are with, each in order of its first day, no first day twice."""
    marks: defaultdict[tuple[Any, ...], dict[date, Values]] = defaultdict(dict)
    for values in found:
        marks[tuple(values.get(name) for name in kind.match)].setdefault(values.get("start_date") or date.min, values)
    return {mark: [days[day] for day in sorted(days)] for mark, days in marks.items()}


def _match(fresh: list[Values], old: list[Values]) -> tuple[list[tuple[Values, Values]], list[Values], list[Values]]:
    """Pairs of the same first day, then the rest in order; what is left over on either side."""
    by_day = {row["start_date"]: row for row in old}
    matched, rest = [], []
    for values in fresh:
        same = by_day.pop(values.get("start_date"), None)
        matched.append((values, same)) if same else rest.append(values)
    remaining = list(by_day.values())
    matched.extend(zip(rest, remaining, strict=False))
    return matched, rest[len(remaining) :], remaining[len(rest) :]


def _weigh_dated(changes: Changes, values: Values, there: Values) -> None:
    """A relation that is still there; one without a last day goes on."""
    wanted = {"end_date": None, **values}
    if all(there[name] == value for name, value in wanted.items()):
        changes.unchanged += 1
    elif there["end_date"] is None and wanted["end_date"] is not None:
        changes.ended.append({**there, **wanted})
    else:
        changes.changed.append({**there, **wanted})


def _new_dated(kind: Belongings, values: Values) -> Values:
    key = {"id": new_id()} if kind.columns.keys == ("id",) else {}
    return {**kind.columns.defaults, **key, **values}


def end(changes: Changes, gone: list[Values], today: Today) -> None:
    """The relation held until yesterday; one that had not begun never did."""
    for row in gone:
        if row["end_date"] is not None and row["end_date"] <= today.last_day:
            continue
        if row["start_date"] is not None and row["start_date"] > today.last_day:
            changes.removed.append(row)
        else:
            changes.ended.append({**row, "end_date": today.last_day})
