"""Entries of learning logs in 7A, and what the tests of them do all the time."""

from __future__ import annotations

from uuid import UUID, uuid4

from skolplattform.core import db
from skolplattform.core.actor import Actor
from skolplattform.planning.learning_log import queries, service
from skolplattform.planning.learning_log.views import OpenEntry
from tests.planning.conftest import run
from tests.support.school import School


def key() -> str:
    return uuid4().hex


def opened(actor: Actor, entry: UUID) -> OpenEntry:
    with db.reading() as session:
        return queries.open_entry(session, actor, entry)


def titles(actor: Actor, student: UUID) -> list[str]:
    with db.reading() as session:
        return [entry.title for log in queries.log_of(session, actor, student) for entry in log.written]


def group_titles(actor: Actor, school: School) -> list[str]:
    with db.reading() as session:
        return [one.title for one in queries.group_log(session, actor, school.class_7a, school.syllabus).written]


def write(actor: Actor, entry: UUID, field: str, text: str) -> None:
    now = opened(actor, entry)
    words = {"field": field, "was": getattr(now.entry, field), "text": text, "version": now.version}
    run(service.write_entry, actor, entry, **words)


def draft(school: School, actor: Actor, title: str = "Om bråk") -> UUID:
    entry = run(service.begin_entry, actor, key=key())
    write(actor, entry, "title", title)
    write(actor, entry, "text", "Vi delade en pizza.")
    place = (school.class_7a, school.syllabus)
    run(service.place_entry, actor, entry, place=place, version=opened(actor, entry).version)
    return entry


def show(actor: Actor, entry: UUID) -> None:
    run(service.show_entry, actor, entry, version=opened(actor, entry).version, key=key())


def shown(school: School, actor: Actor, title: str = "Om bråk") -> UUID:
    entry = draft(school, actor, title)
    show(actor, entry)
    return entry


def observe(school: School, actor: Actor, student: str, text: str = "Förklarade lugnt.") -> UUID:
    about = {"student_id": school.people[student], "title": "Hjälpte en kamrat", "text": text}
    return run(service.observe, actor, school.class_7a, school.syllabus, **about, key=key())
