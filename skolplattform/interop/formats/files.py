"""The files of an export: a folder or a zip, gzipped or not, opened with care and never unpacked to disk.

Nothing is trusted: names may climb out of the folder, sizes may lie, and a small zip may hold a flood.
"""

import gzip
import io
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, cast

from skolplattform.interop.formats.depth import Depth
from skolplattform.interop.formats.faults import Fault, Severity, Unreadable

MEGABYTE = 1024 * 1024
MAX_FILES = 400
MAX_DEPTH = 32
CHUNK = 64 * 1024
TAIL = 200

ENTITIES = (
    "organisations",
    "persons",
    "groups",
    "duties",
    "syllabuses",
    "rooms",
    "activities",
    "calendarEvents",
    "attendances",
    "absences",
    "grades",
)
"""The lists that are read, in the order in which rows may point at each other."""

DELETED = "deletedEntities"
"""What the other system has removed since it last told: ids by list."""

_ORDER = (*ENTITIES, DELETED)
_BY_NAME = {name.lower(): name for name in _ORDER}
_FILE_NAME = re.compile(r"([a-z]+)(?:[-_. ]?[0-9]+)?\.json(?:\.gz)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListFile:
    """One file of an export: which list it holds, the name to show, and how to open its bytes as stored."""

    entity: str
    name: str
    size: int
    _open: Callable[[], IO[bytes]]

    @contextmanager
    def open(self, limit: int) -> Iterator["Measured"]:
        """The unpacked bytes; reading past `limit` of them raises `Unreadable`."""
        with self._open() as stored:
            raw: IO[bytes] = (
                cast(IO[bytes], gzip.GzipFile(fileobj=stored)) if self.name.lower().endswith(".gz") else stored
            )
            yield Measured(raw, self.name, limit)


class Measured(io.RawIOBase):
    """A stream that counts what passes, stops at the limit and remembers its end."""

    def __init__(self, raw: IO[bytes], name: str, limit: int) -> None:
        super().__init__()
        self._raw, self._name, self._limit = raw, name, limit
        self._depth = Depth()
        self.passed = 0
        self.tail = b""

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = CHUNK) -> bytes:
        """The next bytes.

        Raises:
            Unreadable: packed wrongly, larger than the limit, or nested so deep that reading it is an attack.
        """
        try:
            data = self._raw.read(CHUNK if size < 0 else size)
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise Unreadable("packed", self._name) from error
        self.passed += len(data)
        if self.passed > self._limit:
            raise Unreadable("too_large", self._name, limit=self._limit // MEGABYTE)
        if self._depth.deepest(data) > MAX_DEPTH:
            raise Unreadable("too_deep", self._name)
        if data:
            self.tail = (self.tail + data)[-TAIL:]
        return data


def entity_of(name: str) -> str | None:
    """Which list a file holds by its name: persons.json, persons.json.gz, persons-2.json. None: not ours."""
    found = _FILE_NAME.fullmatch(PurePosixPath(name).name)
    return _BY_NAME.get(found[1].lower()) if found else None


@dataclass(frozen=True, slots=True)
class Export:
    """The files of an export in reading order, and what is to be said about the rest."""

    files: tuple[ListFile, ...]
    notes: tuple[tuple[str, Fault], ...] = ()

    @property
    def entities(self) -> frozenset[str]:
        """The lists that the export brings."""
        return frozenset(file.entity for file in self.files)


@contextmanager
def open_export(path: Path, limit: int) -> Iterator[Export]:
    """The export in a folder, a zip or a single list file. `limit` is bytes per unpacked file.

    Raises:
        Unreadable: there is nothing there, or it is no export at all.
    """
    if path.is_dir():
        yield _ordered(_in_folder(path))
    elif not path.is_file():
        raise Unreadable("no_such_path", path.name)
    elif zipfile.is_zipfile(path):
        with _opened_zip(path) as archive:
            yield _ordered(_in_zip(archive, limit))
    elif entity_of(path.name):
        yield _ordered([_from_disk(path)])
    else:
        raise Unreadable("not_an_export", path.name)


def _ordered(found: list[ListFile | tuple[str, Fault]]) -> Export:
    files = sorted(
        (item for item in found if isinstance(item, ListFile)), key=lambda f: (_ORDER.index(f.entity), f.name)
    )
    if not files:
        raise Unreadable("empty_export")
    return Export(tuple(files), tuple(item for item in found if not isinstance(item, ListFile)))


def _unused(name: str) -> tuple[str, Fault]:
    return name, Fault("", "unused_file", severity=Severity.WARNING)


def _from_disk(path: Path) -> ListFile:
    return ListFile(entity_of(path.name) or "", path.name, path.stat().st_size, lambda: path.open("rb"))


def _in_folder(folder: Path) -> list[ListFile | tuple[str, Fault]]:
    """Files directly in the folder; links are not followed, so that nothing outside is read."""
    found: list[ListFile | tuple[str, Fault]] = []
    for number, path in enumerate(sorted(folder.iterdir()), 1):
        if number > MAX_FILES:
            raise Unreadable("too_many_files", limit=MAX_FILES)
        is_list = path.is_file() and not path.is_symlink() and entity_of(path.name)
        found.append(_from_disk(path) if is_list else _unused(path.name))
    return found


@contextmanager
def _opened_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable("packed", path.name) from error
    with archive:
        yield archive


def _in_zip(archive: zipfile.ZipFile, limit: int) -> list[ListFile | tuple[str, Fault]]:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > MAX_FILES:
        raise Unreadable("too_many_files", limit=MAX_FILES)
    return [_member(archive, member, limit) for member in members]


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> ListFile | tuple[str, Fault]:
    name = member.filename
    parts = PurePosixPath(name).parts
    if ".." in parts or name.startswith(("/", "\\")) or "\\" in name or ":" in name or "\0" in name:
        raise Unreadable("path_climbs", PurePosixPath(name.replace("\\", "/")).name)
    shown = parts[-1] if parts else name
    if stat.S_ISLNK(member.external_attr >> 16) or shown.startswith(".") or "__MACOSX" in parts or not entity_of(shown):
        return _unused(shown)
    if member.flag_bits & 0x1:
        raise Unreadable("encrypted", shown)
    if member.file_size > limit:
        raise Unreadable("too_large", shown, limit=limit // MEGABYTE)
    return ListFile(entity_of(shown) or "", shown, member.compress_size, lambda: _stored(archive, member, shown))


def _stored(archive: zipfile.ZipFile, member: zipfile.ZipInfo, shown: str) -> IO[bytes]:
    try:
        return archive.open(member)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, zlib.error) as error:
        raise Unreadable("packed", shown) from error
