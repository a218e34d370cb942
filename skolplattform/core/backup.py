"""Copies of the database and the files handed over, that can leave the house: encrypted, and refused when damaged, cut
short or not ours.

What is sealed is a tar of the database and the files; in copies made before there were files it is the database alone.
A copy is a header line and pieces of at most 1 MB. Each piece is compressed, then sealed with AES-256-GCM under a key
derived from the installation's backup key; its number and whether it is the last are sealed with it, so that a
missing, moved or added piece is found before anything is restored.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from sqlalchemy import make_url

from skolplattform.core import clock, files

MAGIC = b"SKOLPLATTFORM-BACKUP-1\n"
PIECE = 1024 * 1024
LONGEST_SEALED = PIECE + 4096
SHORTEST_KEY = 32
SQLITE, POSTGRESQL = "sqlite", "postgresql"
DATABASE, FILES = "database", "files/"


class Unusable(Exception):
    """The copy cannot be restored, or no copy can be made; nothing was changed."""


def _key(secret: str, salt: bytes) -> bytes:
    if len(secret) < SHORTEST_KEY:
        raise Unusable("the backup key is missing or too short")
    return Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(secret.encode())


def save(database_url: str, target: Path, *, secret: str) -> int:
    """Copy the running database and the files into `target`; its size in bytes. The platform need not stop.

    Raises:
        Unusable: no key, or the database cannot be read.
    """
    salt = os.urandom(16)
    key = _key(secret, salt)
    url = make_url(database_url)
    kind = SQLITE if url.get_backend_name() == "sqlite" else POSTGRESQL
    header = {"made": clock.wall().isoformat(), "kind": kind, "salt": salt.hex(), "packed": True}
    line = MAGIC + json.dumps(header, sort_keys=True).encode() + b"\n"
    unfinished = target.with_suffix(target.suffix + ".unfinished")
    with TemporaryDirectory(dir=target.parent) as folder:
        plain = Path(folder) / "plain"
        _dump_sqlite(str(url.database), plain) if kind == SQLITE else _dump_postgresql(database_url, plain)
        packed = _packed(plain, Path(folder) / "packed")
        with packed.open("rb") as source, unfinished.open("wb") as sealed:
            sealed.write(line)
            _seal(source, sealed, AESGCM(key), line)
            sealed.flush()
            os.fsync(sealed.fileno())
    unfinished.replace(target)
    return target.stat().st_size


def restore(source: Path, database_url: str, *, secret: str) -> None:
    """Replace the database's content by the copy's and bring back its files, after the whole copy has been checked.

    Raises:
        Unusable: damaged, cut short, of another kind of database, or locked with another key.
    """
    url = make_url(database_url)
    with TemporaryDirectory() as folder:
        plain = Path(folder) / "plain"
        kind, is_packed = open_copy(source, plain, secret=secret)
        if kind != (SQLITE if url.get_backend_name() == "sqlite" else POSTGRESQL):
            raise Unusable("the copy is of another kind of database")
        plain = _unpacked(plain, Path(folder) / DATABASE) if is_packed else plain
        if kind == SQLITE:
            _load_sqlite(plain, str(url.database))
        else:
            _load_postgresql(plain, database_url)


def open_copy(source: Path, plain: Path, *, secret: str) -> tuple[str, bool]:
    """Decrypt and check the whole copy into `plain`; the kind of its database, and whether files lie beside it.

    Raises:
        Unusable: damaged, cut short, or another key.
    """
    try:
        with source.open("rb") as sealed, plain.open("wb") as opened:
            line = sealed.readline(len(MAGIC)) + sealed.readline(1_000)
            if not line.startswith(MAGIC):
                raise Unusable("not a copy of ours")
            header = json.loads(line[len(MAGIC) :])
            key = _key(secret, bytes.fromhex(header["salt"]))
            for piece in _unseal(sealed, AESGCM(key), line):
                opened.write(piece)
            return str(header["kind"]), "packed" in header
    except (OSError, ValueError, KeyError, TypeError, InvalidTag, zlib.error) as error:
        raise Unusable("damaged, cut short, or another key") from error


def _packed(database: Path, packed: Path) -> Path:
    """The database and every file in one. A file that is handed over meanwhile may be there without its row."""
    with tarfile.open(packed, "w") as tar:
        tar.add(database, DATABASE)
        for path in filter(lambda path: files.is_name(path.name), sorted(files.folder().glob("??/*"))):
            with suppress(FileNotFoundError):
                tar.add(path, FILES + path.name)
    database.unlink()
    return packed


def _unpacked(packed: Path, database: Path) -> Path:
    """The database of the copy, when its files lie where they belong: they are in nobody's way without their rows."""
    with tarfile.open(packed) as tar:
        for member in tar:
            content = tar.extractfile(member)
            name = member.name.removeprefix(FILES)
            if content is None or not (member.name == DATABASE or files.is_name(name)):
                raise Unusable("the copy is of another program")
            files.put(database if member.name == DATABASE else files.path_of(UUID(name)), content)
    return database


def _seal(source: BinaryIO, sealed: BinaryIO, cipher: AESGCM, line: bytes) -> None:
    number, piece = 0, source.read(PIECE)
    while True:
        following = source.read(PIECE)
        last = not following
        box = cipher.encrypt(number.to_bytes(12, "big"), zlib.compress(piece, 6), _bound(line, last=last))
        sealed.write(len(box).to_bytes(4, "big") + bytes([last]) + box)
        if last:
            return
        number, piece = number + 1, following


def _unseal(sealed: BinaryIO, cipher: AESGCM, line: bytes) -> Iterator[bytes]:
    number, last = 0, False
    while not last:
        prefix = sealed.read(5)
        if len(prefix) < 5:
            raise Unusable("cut short")
        length, last = int.from_bytes(prefix[:4], "big"), prefix[4] == 1
        if length > LONGEST_SEALED:
            raise Unusable("damaged")
        box = cipher.decrypt(number.to_bytes(12, "big"), sealed.read(length), _bound(line, last=last))
        yield zlib.decompress(box)
        number += 1
    if sealed.read(1):
        raise Unusable("something follows the end")


def _bound(line: bytes, *, last: bool) -> bytes:
    return line + (b"last" if last else b"more")


def _dump_sqlite(database: str, plain: Path) -> None:
    if not Path(database).exists():
        raise Unusable("there is no database")
    source, copy = sqlite3.connect(database), sqlite3.connect(plain)
    try:
        source.backup(copy, pages=2_000)
    finally:
        source.close()
        copy.close()


def _load_sqlite(plain: Path, database: str) -> None:
    source = sqlite3.connect(plain)
    try:
        if source.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise Unusable("the copy's database is damaged")
        if not source.execute("SELECT 1 FROM sqlite_master WHERE name = 'audit_chain'").fetchone():
            raise Unusable("the copy is of another program")
        Path(database).parent.mkdir(parents=True, exist_ok=True)
        target = sqlite3.connect(database, timeout=30)
        try:
            source.backup(target)
            target.execute("PRAGMA journal_mode=WAL")
        finally:
            target.close()
    except sqlite3.DatabaseError as error:
        raise Unusable("the copy's database is damaged") from error
    finally:
        source.close()


def _program(name: str) -> str:
    """PostgreSQL's own program: installed on the machine, or the one that comes with the test server."""
    found = shutil.which(name)
    if found is None:
        raise Unusable(f"{name} is not installed")
    return found


def _plain_url(database_url: str) -> str:
    return database_url.replace("postgresql+psycopg://", "postgresql://", 1)


def _dump_postgresql(database_url: str, plain: Path) -> None:
    _run(
        _program("pg_dump"), "--format=custom", "--no-owner", f"--file={plain}", f"--dbname={_plain_url(database_url)}"
    )


def _load_postgresql(plain: Path, database_url: str) -> None:
    _run(
        _program("pg_restore"),
        "--clean",
        "--if-exists",
        "--no-owner",
        "--single-transaction",
        "--exit-on-error",
        f"--dbname={_plain_url(database_url)}",
        str(plain),
    )


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - fixed programs, our own settings
    if done.returncode:
        raise Unusable("PostgreSQL refused")
