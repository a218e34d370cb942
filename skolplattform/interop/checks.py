"""What must hold between the rows of an export, and between them and the register.

Everything runs over the stage in sets; the register is only asked, in batches, about ids that the export does
not bring itself.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import Session, SQLModel, col, select

from skolplattform.interop.formats.faults import Fault, Severity
from skolplattform.interop.stage import BATCH, Stage
from skolplattform.registry.tables import Duty, Group, Organisation, Person, PrincipalName
from skolplattform.schedule.tables import Activity, CalendarEvent, Room, Syllabus

TABLES: dict[str, type[SQLModel]] = {
    "organisations": Organisation,
    "persons": Person,
    "groups": Group,
    "duties": Duty,
    "syllabuses": Syllabus,
    "rooms": Room,
    "activities": Activity,
    "calendarEvents": CalendarEvent,
}


T = TypeVar("T")


def run(stage: Stage, session: Session) -> Iterator[None]:
    """Every check, so that a row that leans on a row with a fault is found as well; a pause after each."""
    yield duplicate_ids(stage)
    yield duplicate_values(stage, session)
    yield circles(stage)
    yield lesson_units(stage, session)
    yield lesson_minutes(stage, session)
    yield references(stage, session)


def in_batches(values: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Lists of at most `size`."""
    remaining = iter(values)
    while batch := list(islice(remaining, size)):
        yield batch


def duplicate_ids(stage: Stage) -> None:
    """One id names one row of a list: the second is in error."""
    question = (
        "SELECT r.n, f.file, f.place FROM row r JOIN"
        " (SELECT entity, id, min(n) AS n FROM row WHERE id IS NOT NULL GROUP BY entity, id HAVING count(*) > 1) d"
        " ON d.entity = r.entity AND d.id = r.id AND r.n > d.n JOIN row f ON f.n = d.n ORDER BY r.n"
    )
    for n, file, place in list(stage.ask(question)):
        stage.tell_rows(Fault("id", "duplicate_id", {"file": file, "row": str(place)}), [n])


def duplicate_values(stage: Stage, session: Session) -> None:
    """A civic number and a sign-in name belong to one person; a student has one attendance per lesson."""
    civic = (
        "SELECT n, id, json_extract(data, '$.values.civic_no') AS value FROM row"
        " WHERE entity = 'persons' AND bad = 0 AND value IS NOT NULL ORDER BY n"
    )
    names = (
        "SELECT row.n, row.id, json_extract(j.value, '$.value') AS value"
        " FROM row, json_each(data, '$.lists.principal_names') j WHERE entity = 'persons' AND bad = 0 ORDER BY n"
    )
    _one_owner(stage, session, civic, "civicNo.value", "civic_taken", col(Person.civic_no), col(Person.id))
    owner = col(PrincipalName.person_id)
    _one_owner(
        stage, session, names, "eduPersonPrincipalNames", "principal_name_taken", col(PrincipalName.value), owner
    )
    twice = (
        "SELECT r.n FROM row r JOIN row e ON e.entity = 'attendances' AND e.first = r.first AND e.second = r.second"
        " AND e.n < r.n AND e.bad = 0 WHERE r.entity = 'attendances' AND r.bad = 0"
    )
    stage.tell_rows(Fault("student", "attendance_twice"), sorted({n for (n,) in stage.ask(twice)}))


def _one_owner(stage: Stage, session: Session, question: str, field: str, code: str, value: Any, owner: Any) -> None:
    stage.run("CREATE TEMP TABLE owned (n INTEGER, id BLOB, value TEXT)")
    stage.run(f"INSERT INTO owned {question}")
    stage.run("CREATE INDEX temp.owned_value ON owned (value)")
    twice = "SELECT DISTINCT o.n FROM owned o JOIN owned e ON e.value = o.value AND e.n < o.n AND e.id <> o.id"
    bad = {n for (n,) in stage.ask(twice)}
    staged = list(stage.ask("SELECT n, id, value FROM owned"))
    for batch in in_batches(staged):
        taken = dict(session.execute(select(value, owner).where(value.in_([v for _, _, v in batch]))).all())
        others = {n: taken[v] for n, i, v in batch if v in taken and taken[v].bytes != i}
        bad.update(n for n, who in others.items() if not _is_staged(stage, who))
    stage.run("DROP TABLE owned")
    stage.tell_rows(Fault(field, code), sorted(bad))


def _is_staged(stage: Stage, person: UUID) -> bool:
    return bool(stage.one("SELECT 1 FROM row WHERE entity = 'persons' AND id = ? AND bad = 0", (person.bytes,)))


def circles(stage: Stage) -> None:
    """An organisation is not above itself."""
    question = (
        "SELECT n, id, json_extract(data, '$.values.parent_id') FROM row WHERE entity = 'organisations' AND bad = 0"
    )
    rows = {row_id: (n, bytes.fromhex(parent) if parent else None) for n, row_id, parent in stage.ask(question)}
    stage.tell_rows(
        Fault("parentOrganisation", "circle"), [n for row_id, (n, _) in rows.items() if _returns(row_id, rows)]
    )


def _returns(start: bytes, rows: dict[bytes, tuple[int, bytes | None]]) -> bool:
    above, steps = rows[start][1], 0
    while above is not None and above != start and steps < len(rows):
        above, steps = rows.get(above, (0, None))[1], steps + 1
    return above == start


def lesson_units(stage: Stage, session: Session) -> None:
    """A lesson is where its activity is: note the unit of each staged lesson."""
    stage.run(
        "UPDATE row SET unit ="
        " (SELECT a.unit FROM row a WHERE a.entity = 'activities' AND a.id = row.first AND a.bad = 0)"
        " WHERE entity = 'calendarEvents'"
    )
    missing = "SELECT DISTINCT first FROM row WHERE entity = 'calendarEvents' AND unit IS NULL AND first IS NOT NULL"
    for batch in in_batches([UUID(bytes=i) for (i,) in stage.ask(missing)]):
        units = session.exec(select(Activity.id, Activity.unit_id).where(col(Activity.id).in_(batch))).all()
        stage.many(
            "UPDATE row SET unit = ? WHERE entity = 'calendarEvents' AND first = ? AND unit IS NULL",
            [(unit.bytes, activity.bytes) for activity, unit in units],
        )


def lesson_minutes(stage: Stage, session: Session) -> None:
    """Nobody is away longer than the lesson."""
    question = (
        "SELECT a.n, a.amount, e.amount FROM row a JOIN row e ON e.entity = 'calendarEvents' AND e.id = a.first"
        " WHERE a.entity = 'attendances' AND a.bad = 0 AND e.bad = 0 AND a.amount > e.amount"
    )
    for n, away, minutes in list(stage.ask(question)):
        stage.tell_rows(Fault("invalidAbsenceMinutes", "longer_than_lesson", {"n": away, "minutes": minutes}), [n])
    alone = (
        "SELECT DISTINCT a.first FROM row a WHERE a.entity = 'attendances' AND a.bad = 0 AND a.first IS NOT NULL AND"
        " NOT EXISTS (SELECT 1 FROM row e WHERE e.entity = 'calendarEvents' AND e.id = a.first)"
    )
    for batch in in_batches([UUID(bytes=i) for (i,) in stage.ask(alone)]):
        found = session.exec(
            select(CalendarEvent.id, CalendarEvent.minutes_student).where(col(CalendarEvent.id).in_(batch))
        )
        for lesson, minutes in found.all():
            longer = "SELECT n FROM row WHERE entity = 'attendances' AND bad = 0 AND first = ? AND amount > ?"
            numbers = [n for (n,) in stage.ask(longer, (lesson.bytes, minutes))]
            stage.tell_rows(Fault("invalidAbsenceMinutes", "longer_than_lesson", {"minutes": minutes}), numbers)


def references(stage: Stage, session: Session) -> None:
    """Everything that is pointed at is in the export or in the register; rows that lean on bad rows fall with them."""
    _learn_known(stage, session)
    _tell_missing_lists(stage)
    while _open_references(stage) or _groupless(stage):
        pass


_UNMET = (
    " FROM ref JOIN row r ON r.n = ref.n AND r.bad = 0"
    " WHERE NOT EXISTS (SELECT 1 FROM bad_item b WHERE b.n = ref.n AND b.list = ref.list AND b.pos = ref.pos)"
    " AND NOT EXISTS (SELECT 1 FROM row t WHERE t.entity = ref.entity AND t.id = ref.target AND t.bad = 0)"
    " AND NOT EXISTS (SELECT 1 FROM known k WHERE k.entity = ref.entity AND k.id = ref.target)"
)


def _learn_known(stage: Stage, session: Session) -> None:
    """Which of the ids that the export does not bring, or brings with a fault, the register has."""
    question = (
        "SELECT DISTINCT entity, target FROM ref"
        " WHERE NOT EXISTS (SELECT 1 FROM row t WHERE t.entity = ref.entity AND t.id = ref.target AND t.bad = 0)"
        " UNION SELECT entity, id FROM row WHERE bad = 1 AND id IS NOT NULL ORDER BY 1"
    )
    for entity, wanted in groupby(stage.ask(question), lambda found: found[0]):
        if entity in TABLES:
            _learn(stage, session, entity, TABLES[entity], (UUID(bytes=target) for _, target in wanted))


def _learn(stage: Stage, session: Session, entity: str, table: type[SQLModel], wanted: Iterable[UUID]) -> None:
    known: list[tuple[str, bytes]] = []
    for batch in in_batches(wanted):
        found = session.exec(select(table.id).where(table.id.in_(batch))).all()  # type: ignore[attr-defined]
        known += [(entity, i.bytes) for i in found]
    stage.many("INSERT OR IGNORE INTO known VALUES (?, ?)", known)


def _tell_missing_lists(stage: Stage) -> None:
    """A list that others point into, that is not in the export and not in the register: one line, not thousands."""
    brought = stage.entities()
    if brought >= TABLES.keys():
        return
    question = f"SELECT ref.entity, count(DISTINCT ref.n){_UNMET} GROUP BY ref.entity"
    for entity, rows in list(stage.ask(question)):
        if entity not in brought and not stage.one("SELECT 1 FROM known WHERE entity = ?", (entity,)):
            stage.tell(Fault("", "missing_file", {"list": entity, "n": rows}), file=f"{entity}.json", entity=entity)
            stage.run("INSERT OR IGNORE INTO list VALUES (?)", (f"-{entity}",))


def _open_references(stage: Stage) -> bool:
    """Note what points at nothing; True when a row fell and others may fall with it."""
    silent = {entity[1:] for entity in stage.entities() if entity.startswith("-")}
    found = list(stage.ask(f"SELECT ref.n, ref.field, ref.list, ref.pos, ref.entity, ref.target{_UNMET}"))
    fallen = set()
    for n, field, name, pos, entity, target in found:
        if entity not in silent:
            _tell_reference(stage, n, field, entity, target)
        if name:
            stage.run("INSERT OR IGNORE INTO bad_item VALUES (?, ?, ?)", (n, name, pos))
        else:
            fallen.add(n)
    stage.many("UPDATE row SET bad = 1 WHERE n = ?", [(n,) for n in fallen])
    return bool(fallen)


def _tell_reference(stage: Stage, n: int, field: str, entity: str, target: bytes) -> None:
    leaned_on = next(stage.ask("SELECT file, place FROM row WHERE entity = ? AND id = ?", (entity, target)), None)
    if leaned_on:
        fault = Fault(field, "leans_on_bad_row", {"file": leaned_on[0], "row": str(leaned_on[1])})
    else:
        fault = Fault(field, "dangling", {"list": entity, "id": str(UUID(bytes=target))})
    stage.tell_at(fault, n)


def _groupless(stage: Stage) -> bool:
    """An activity whose groups all fell has nobody to teach."""
    question = (
        "SELECT n FROM row WHERE entity = 'activities' AND bad = 0 AND NOT EXISTS"
        " (SELECT 1 FROM json_each(data, '$.lists.groups') j WHERE NOT EXISTS (SELECT 1 FROM bad_item b"
        " WHERE b.n = row.n AND b.list = 'groups' AND b.pos = json_extract(j.value, '$._place')))"
    )
    numbers = [n for (n,) in stage.ask(question)]
    stage.tell_rows(Fault("groups", "no_group", severity=Severity.ERROR), numbers)
    return bool(numbers)
