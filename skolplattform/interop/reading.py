"""An export onto the stage: every file read to its end, every row checked, every fault told with its place."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from skolplattform.interop.formats import stream
from skolplattform.interop.formats.faults import Fault, Severity, Unreadable
from skolplattform.interop.formats.fields import as_id
from skolplattform.interop.formats.files import DELETED, ENTITIES, Export, ListFile, open_export
from skolplattform.interop.formats.shapes import read_row
from skolplattform.interop.progress import Progress, Step
from skolplattform.interop.stage import Stage

ROWS_AT_A_TIME = 1_000
BYTES_A_BATCH = 50_000
CORE = ("organisations", "persons", "groups", "duties", "activities", "calendarEvents")


def read_export(stage: Stage, path: Path, *, limit: int, mode: str, progress: Progress) -> None:
    """Stage the export at `path`. `limit` is bytes per unpacked file, `mode` the installation's.

    What cannot be read at all becomes a line of the report; nothing is raised.
    """
    try:
        with open_export(path, limit) as export:
            _read_files(stage, export, limit, mode, progress)
    except Unreadable as error:
        _tell_unreadable(stage, error)
        stage.finish_reading(())


def _read_files(stage: Stage, export: Export, limit: int, mode: str, progress: Progress) -> None:
    for name, note in export.notes:
        stage.tell(note, file=name)
    total, done = sum(file.size for file in export.files), 0
    for file in export.files:
        for share in _read_file(stage, file, limit, mode):
            progress.show(Step.READING, done + min(share, file.size), total)
        done += file.size
        progress.show(Step.READING, done, total)
    for entity in CORE:
        if entity not in export.entities:
            stage.tell(Fault("", "left_out", {"list": entity}, Severity.WARNING), file=f"{entity}.json", entity=entity)
    stage.finish_reading(entity for entity in ENTITIES if entity in export.entities)


def _read_file(stage: Stage, file: ListFile, limit: int, mode: str) -> Iterator[int]:
    """Stage the rows of a file; says after each batch about how many of its bytes, as stored, are behind."""
    if file.entity == DELETED:
        _read_deleted(stage, file, limit)
        return
    try:
        found = stream.rows(file, limit, lambda fault: stage.tell(fault, file=file.name, entity=file.entity))
        for number, batch in enumerate(_batches(found), 1):
            stage.add(file.entity, file.name, [(place, read_row(file.entity, raw, mode)) for place, raw in batch])
            yield number * BYTES_A_BATCH
    except Unreadable as error:
        _tell_unreadable(stage, error, file.entity)
        stage.set_aside_file(file.name)


def _read_deleted(stage: Stage, file: ListFile, limit: int) -> None:
    """Which rows the other system has removed. Lists that are not read here are passed by."""
    try:
        for batch in _batches((place, (entity, as_id(value))) for place, entity, value in stream.deleted(file, limit)):
            found = [(entity, bytes.fromhex(key), file.name) for _, (entity, key) in batch if key]
            stage.many("INSERT OR IGNORE INTO gone VALUES (?, ?, ?)", found)
            for place, entity in ((place, entity) for place, (entity, key) in batch if not key):
                stage.tell(Fault(entity[:40], "not_an_id"), file=file.name, entity=DELETED, place=place)
        stage.run(f"DELETE FROM gone WHERE entity NOT IN ({','.join('?' * len(ENTITIES))})", ENTITIES)  # noqa: S608
    except Unreadable as error:
        _tell_unreadable(stage, error, DELETED)
        stage.run("DELETE FROM gone")


def _batches(rows: Iterator[tuple[int, Any]]) -> Iterator[list[tuple[int, Any]]]:
    while batch := list(islice(rows, ROWS_AT_A_TIME)):
        yield batch


def _tell_unreadable(stage: Stage, error: Unreadable, entity: str = "") -> None:
    place = error.params.get("row", 0)
    stage.tell(
        Fault("", error.code, dict(error.params)),
        file=error.file,
        entity=entity,
        place=int(place) + 1 if error.code == "broken_json" else 0,
    )
