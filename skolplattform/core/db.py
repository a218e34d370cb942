"""The database: one transaction per intention, writers in turn on SQLite, nothing on the event loop.

Engines are made lazily and per process, because production workers fork after the app is imported.
"""

import asyncio
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import copy_context
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine, MetaData, create_engine, event, insert
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, SQLModel

from skolplattform.core import readings
from skolplattform.core.actor import Actor, current_actor
from skolplattform.core.config import settings
from skolplattform.core.permissions import ANSWERS
from skolplattform.core.readings import Reading

P = ParamSpec("P")
T = TypeVar("T")

READERS = 8
WRITERS_POSTGRESQL = 8
ATTEMPTS = 3
MOST_TOGETHER = 50
MAPPED = 2**31 - 2**16
"""Bytes of the file that every connection reads where the system has them, without a copy of its own: SQLite's most."""

SQLModel.metadata.naming_convention = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
).naming_convention


@dataclass(frozen=True)
class _Database:
    """What one process holds of one database."""

    pid: int
    url: str
    write: Engine
    read: Engine
    writers: ThreadPoolExecutor
    readers: ThreadPoolExecutor
    opened: deque[tuple[list[Reading], Future[None]]] = field(default_factory=deque)


_database: _Database | None = None


def _sqlite_engine(url: str, *, read_only: bool) -> Engine:
    """SQLite with WAL and full durability; writers take the lock when they begin, not half-way.

    What goes wrong is logged, so no statement's error says what was sent with it; PostgreSQL's is told the same.
    """
    Path(url.removeprefix("sqlite:///")).expanduser().parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        pool_size=READERS if read_only else 2,
        max_overflow=4,
        hide_parameters=True,
        connect_args={"check_same_thread": False, "timeout": 10},
    )
    pragmas = [
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=10000",
        "cache_size=-65536",
        f"mmap_size={MAPPED}",
        "temp_store=MEMORY",
    ]
    if read_only:
        pragmas.append("query_only=ON")

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def _postgresql_engine(url: str, connections: int, *, read_only: bool) -> Engine:
    """PostgreSQL, told what is asked of it: many short questions, whose rows lie in memory or on a fast disk.

    Each question of a reader is a transaction of its own: it sees what is committed, as it would inside a longer one,
    and no roll-back at the end throws away the plans of the questions that are asked over and over.
    """
    isolation = {"isolation_level": "AUTOCOMMIT"} if read_only else {}
    options = {"pool_size": connections, "max_overflow": 4, "pool_pre_ping": True, "hide_parameters": True}
    engine = create_engine(url, **options, **isolation)
    settings = ["random_page_cost = 1.1", "max_parallel_workers_per_gather = 0", "jit = off"]
    if read_only:
        settings.append("default_transaction_read_only = on")

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        for setting in settings:
            connection.execute(f"SET {setting}")
        connection.commit()

    return engine


def _open(url: str) -> _Database:
    if url.startswith("sqlite"):
        write, read, writers = _sqlite_engine(url, read_only=False), _sqlite_engine(url, read_only=True), 1
    else:
        write = _postgresql_engine(url, WRITERS_POSTGRESQL, read_only=False)
        read = _postgresql_engine(url, READERS, read_only=True)
        writers = WRITERS_POSTGRESQL
    return _Database(
        pid=os.getpid(),
        url=url,
        write=write,
        read=read,
        writers=ThreadPoolExecutor(writers, thread_name_prefix="writer"),
        readers=ThreadPoolExecutor(READERS, thread_name_prefix="reader"),
    )


def _current() -> _Database:
    global _database
    url = settings().database_url
    if _database is None or _database.pid != os.getpid() or _database.url != url:
        if _database is not None and _database.pid == os.getpid():
            close()
        _database = _open(url)
    return _database


def close() -> None:
    """Let go of every connection of this process."""
    global _database
    if _database is not None and _database.pid == os.getpid():
        _database.writers.shutdown(wait=True)
        _database.readers.shutdown(wait=True)
        _database.write.dispose()
        _database.read.dispose()
    readings.forget()
    _database = None


def engine() -> Engine:
    """The engine for writing, of this process."""
    return _current().write


@contextmanager
def unit() -> Iterator[Session]:
    """One transaction: committed at the end of the block and nowhere else, rolled back on any error."""
    with Session(_current().write, expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def reading(*, again: bool = False) -> Iterator[Session]:
    """A session that cannot write. What it opened of secrecy-classed data is in the audit chain when the block ends.

    With `again` an open page reads what it shows already: only what its person has not opened before is noted.
    """
    found: list[Reading] = []
    info: dict[str, Any] = {readings.WAITING: found, ANSWERS: {}}
    with Session(_current().read, expire_on_commit=False, info=info) as session:
        yield session
    found = readings.unwritten(found) if again else found
    if found:
        _note(found)


def _note(found: list[Reading]) -> None:
    """Have the readings written by a writer, together with whatever else waits; return when they are committed."""
    database, done = _current(), Future[None]()
    database.opened.append((found, done))
    database.writers.submit(_write_opened, database)
    done.result()


def _write_opened(database: _Database) -> None:
    waiting: list[tuple[list[Reading], Future[None]]] = []
    with suppress(IndexError):
        while len(waiting) < MOST_TOGETHER:
            waiting.append(database.opened.popleft())
    if not waiting:
        return
    found = [reading for some, _ in waiting for reading in some]
    try:
        _in_transaction(lambda session: readings.write(session, found))
    except Exception as error:
        for _, done in waiting:
            done.set_exception(error)
        return
    readings.remember(found)
    for _, done in waiting:
        done.set_result(None)


def add_rows(session: Session, table: type[SQLModel], rows: list[dict[str, Any]]) -> None:
    """Many rows in one statement, as they stand: thousands are imported at a time, and no object is made of each."""
    if rows:
        session.connection().execute(insert(table.__table__), rows)  # type: ignore[attr-defined]


def _is_transient(error: OperationalError) -> bool:
    """Was it a lock or a serialisation failure that a new attempt may pass?"""
    state = getattr(error.orig, "sqlstate", None)
    return state in {"40001", "40P01", "55P03"} or "database is locked" in str(error.orig)


def _in_transaction(call: Callable[[Session], T]) -> T:
    for attempt in range(ATTEMPTS):
        try:
            with unit() as session:
                return call(session)
        except OperationalError as error:
            if attempt == ATTEMPTS - 1 or not _is_transient(error):
                raise
    raise AssertionError("unreachable")


def _in_reading(call: Callable[[Session], T], *, again: bool = False) -> T:
    with reading(again=again) as session:
        return call(session)


async def _in_thread(pool: ThreadPoolExecutor, work: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(pool, copy_context().run, work)


async def in_unit(intention: Callable[Concatenate[Session, Actor, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Carry out a service function as the current actor, in one transaction, off the event loop.

    Raises:
        Denied: nobody is signed in. And whatever the service raises, after a roll-back.
    """
    actor = current_actor()
    call = partial(_in_transaction, lambda session: intention(session, actor, *args, **kwargs))
    return await _in_thread(_current().writers, call)


async def in_read(query: Callable[Concatenate[Session, Actor, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Ask a query as the current actor, in a session that cannot write, off the event loop.

    Raises:
        Denied: nobody is signed in. And whatever the query raises.
    """
    actor = current_actor()
    call = partial(_in_reading, lambda session: query(session, actor, *args, **kwargs))
    return await _in_thread(_current().readers, call)


async def in_follow(query: Callable[Concatenate[Session, Actor, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Like `in_read`, for a page that is open and reads again what it shows: that is no new reading in the audit.

    Raises:
        Denied: nobody is signed in. And whatever the query raises.
    """
    actor = current_actor()
    call = partial(_in_reading, lambda session: query(session, actor, *args, **kwargs), again=True)
    return await _in_thread(_current().readers, call)


async def off_loop(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run blocking work that opens its own session (sign-in, session look-up) off the event loop."""
    return await _in_thread(_current().readers, partial(work, *args, **kwargs))
