"""A task of 7A's with hand-in, and what the tests of hand-ins do all the time."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID, uuid4

from skolplattform.core import clock, db, files
from skolplattform.core.actor import Actor
from skolplattform.planning.hand_in import queries, service
from skolplattform.planning.hand_in.views import Task
from skolplattform.planning.set_work.rules import Takes
from tests.planning.conftest import run
from tests.planning.work_world import TUESDAY, put, wanted
from tests.support.school import School

ALL = Takes(text=True, files=True, link=True, until=time(16, 0), late=True)
ON_TIME = Takes(text=True, files=True, link=True, until=time(16, 0))
DUE = clock.at(TUESDAY, time(16, 0))
AFTER = DUE + timedelta(minutes=1)
PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n"


def key() -> str:
    return uuid4().hex


def put_task(school: School, takes: Takes = ALL, *groups: UUID) -> UUID:
    return put(school, wanted(*(groups or [school.class_7a]), title="Uppsats", kind="hand_in", takes=takes))


def seen(actor: Actor, work: UUID) -> Task:
    with db.reading() as session:
        return queries.task(session, actor, work)


def write(actor: Actor, work: UUID, text: str, *, field: str = "text", was: str | None = None) -> None:
    now = seen(actor, work)
    stood = getattr(now, field) if was is None else was
    run(service.write_draft, actor, work, field=field, was=stood, text=text, version=now.version)


def hand_in(actor: Actor, work: UUID, text: str = "", *, at: datetime | None = None) -> int:
    if text:
        write(actor, work, text)
    with clock.fixed(at or clock.now()):
        return run(service.hand_in, actor, work, version=seen(actor, work).version, key=key())


def take_back(actor: Actor, work: UUID, *, at: datetime | None = None) -> None:
    with clock.fixed(at or clock.now()):
        run(service.take_back, actor, work, version=seen(actor, work).version, key=key())


def add_file(actor: Actor, work: UUID, name: str = "uppsats.pdf", data: bytes = PDF) -> UUID:
    return run(service.add_file, actor, work, file=files.judged(data, name), key=key())
