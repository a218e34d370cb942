"""Answers of Skolverket's Syllabus API, saved as files, into the platform's curricula.

A file is one subject (`{"subject": {...}}`), a list of them (`{"subjects": [...]}`) or a bare list; a folder holds
such files. A version that has an error is left out alone; nothing is taken in unless all are good, or it is asked for.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from sqlmodel import Session

from skolplattform.core import modules
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Invalid
from skolplattform.interop.formats import syllabus
from skolplattform.interop.formats.faults import Fault, Severity, Unreadable
from skolplattform.interop.formats.files import CHUNK, MEGABYTE, ListFile
from skolplattform.planning.contract import Brought, CurriculumIntake, SubjectBrought

MOST_FILES = 2_000
MOST_BYTES = 32 * MEGABYTE
MOST_SUBJECTS = 2_000


@dataclass(frozen=True, slots=True)
class Problem:
    """A line of the report: where, which subject, and why."""

    file: str
    place: int
    code: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class Read:
    """A good version, and where it stands."""

    file: str
    place: int
    subject: SubjectBrought


@dataclass(slots=True)
class Report:
    """What was read and what became of it."""

    problems: list[Problem] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def errors(self) -> int:
        """How many problems keep something out."""
        return sum(problem.fault.severity is Severity.ERROR for problem in self.problems)


def read(source: Path, report: Report) -> list[Read]:
    """Every good version in the file or folder; the report hears of the others."""
    good: dict[tuple[str, int, tuple[str, ...]], Read] = {}
    for file in _files(source, report):
        for place, raw in _rows(file, report):
            _read_one(file.name, place, raw, good, report)
    return list(good.values())


def _read_one(
    file: str, place: int, raw: Any, good: dict[tuple[str, int, tuple[str, ...]], Read], report: Report
) -> None:
    subject, row = syllabus.subject(raw)
    faults = list(row.faults)
    if subject is not None:
        first = good.setdefault((subject.code, subject.version, subject.school_types), Read(file, place, subject))
        if (first.file, first.place) != (file, place):
            faults.append(Fault("", "syllabus_twice", {"row": first.place, "file": first.file}))
    report.problems += [Problem(file, place, row.id, fault) for fault in faults]
    report.counts["bad"] += any(fault.severity is Severity.ERROR for fault in faults)


def bring(
    session: Session, actor: Actor, found: Sequence[Read], report: Report, *, used_from: date | None, look_only: bool
) -> None:
    """Take in what was read, or look what would become of it; the report counts.

    Raises:
        Invalid: planning is not installed.
    """
    intake = modules.get(CurriculumIntake)
    if intake is None:
        raise Invalid("source", "interop.error.no_planning")
    subjects = [item.subject for item in found]
    done = intake.bring(session, actor, subjects, used_from=used_from, look_only=look_only)
    for item, became in zip(found, done, strict=True):
        report.counts[became.value if became.is_taken else "bad"] += 1
        if not became.is_taken:
            severity = Severity.WARNING if became is Brought.OVER else Severity.ERROR
            fault = Fault("", became.value, severity=severity)
            report.problems.append(Problem(item.file, item.place, item.subject.code, fault))


def _files(source: Path, report: Report) -> Iterator[ListFile]:
    """The file, or the JSON files of the folder; links are not followed."""
    if source.is_dir():
        paths = [path for path in sorted(source.glob("*.json")) if path.is_file() and not path.is_symlink()]
        if not paths:
            report.problems.append(Problem(source.name, 0, "", Fault("", "no_syllabus")))
        if len(paths) > MOST_FILES:
            report.problems.append(Problem(source.name, 0, "", Fault("", "too_many_files", {"limit": MOST_FILES})))
            return
    elif source.is_file():
        paths = [source]
    else:
        report.problems.append(Problem(source.name, 0, "", Fault("", "no_such_path")))
        return
    for path in paths:
        yield ListFile("syllabus", path.name, path.stat().st_size, lambda path=path: path.open("rb"))


def _rows(file: ListFile, report: Report) -> Iterator[tuple[int, Any]]:
    """(place from 1, value) of each subject of the file."""
    try:
        found = _subjects(file, _parsed(file))
    except Unreadable as error:
        code = "too_big" if error.code == "too_large" else error.code
        report.problems.append(Problem(file.name, 0, "", Fault("", code, dict(error.params))))
        return
    yield from enumerate(found, 1)


def _parsed(file: ListFile) -> Any:
    """The file's JSON, read whole within its bounds of size and depth."""
    parts: list[bytes] = []
    with file.open(MOST_BYTES) as stream:
        while data := stream.read(CHUNK):
            parts.append(data)
    try:
        return json.loads(b"".join(parts).decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise Unreadable("not_json", file.name) from error


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _subjects(file: ListFile, parsed: Any) -> list[Any]:
    found = parsed
    if isinstance(parsed, dict):
        found = [parsed["subject"]] if "subject" in parsed else parsed.get("subjects")
    if not isinstance(found, list) or not found:
        raise Unreadable("no_syllabus", file.name)
    if len(found) > MOST_SUBJECTS:
        raise Unreadable("too_many_items", file.name, limit=MOST_SUBJECTS)
    return found
