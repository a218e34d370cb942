"""A förskola's journal, and what the tests of it do all the time."""

from __future__ import annotations

from uuid import UUID, uuid4

from skolplattform.core import db, files
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.planning.journal import queries, service
from skolplattform.planning.journal.loader import load_goals
from skolplattform.planning.journal.views import OpenEntry
from skolplattform.planning.pictures.service import Told
from skolplattform.registry.consents import service as consents
from skolplattform.registry.consents.loader import load_kinds
from skolplattform.registry.tables import Group
from tests.attendance.care_world import HOMES, Care, add_care
from tests.planning.conftest import run
from tests.planning.picture_world import photo
from tests.registry.consent_world import CODE, guardian
from tests.support.school import School
from tests.support.school_rows import named_id


def key() -> str:
    return uuid4().hex


def with_preschool(school: School) -> Care:
    with db.unit() as session:
        if session.get(Group, named_id("myran")) is not None:
            return Care(school, named_id("myran"))
        load_goals(session)
        load_kinds(session)
        return add_care(session, school)


def opened(actor: Actor, entry: UUID) -> OpenEntry:
    with db.reading() as session:
        return queries.open_entry(session, actor, entry)


def write(actor: Actor, entry: UUID, field: str, text: str) -> None:
    now = opened(actor, entry)
    words = {"field": field, "was": getattr(now.entry, field), "text": text, "version": now.version}
    run(service.write_entry, actor, entry, **words)


def draft(care: Care, title: str = "Vi byggde torn", child: str = "") -> UUID:
    entry = run(service.begin_entry, care.staff(), care.part, key=key())
    write(care.staff(), entry, "title", title)
    write(care.staff(), entry, "text", "Tornet rasade och vi började om.")
    if child:
        run(service.about, care.staff(), entry, care.child(child), version=opened(care.staff(), entry).version)
    return entry


def publish(care: Care, entry: UUID) -> None:
    run(service.publish_entry, care.staff(), entry, version=opened(care.staff(), entry).version, key=key())


def published(care: Care, title: str = "Vi byggde torn", child: str = "") -> UUID:
    entry = draft(care, title, child)
    publish(care, entry)
    return entry


def titles(actor: Actor, child: UUID) -> list[str]:
    with db.reading() as session:
        return [entry.title for entry in queries.journal_of_child(session, actor, child)]


def answer(care: Care, child: str, *, gives: bool = True) -> None:
    """Every home of the child answers about pictures for the group."""
    for one, adult in HOMES:
        if one == child:
            with db.unit() as session:
                actor = guardian(care.school, adult)
                consents.answer(session, actor, care.child(child), code=CODE, gives=gives, key=key())


def picture(care: Care, entry: UUID, *children: str) -> UUID:
    file = files.judged_picture(photo(size=(30, 20)), "x.jpg")
    found = run(service.add_picture, care.staff(), entry, file=file, key=key())
    told = Told("Ett högt torn", frozenset(map(care.child, children)), nobody=not children)
    run(service.tell_picture, care.staff(), entry, found, told=told, version=1)
    return found


def is_given(actor: Actor, shown: UUID) -> bool:
    with db.reading() as session:
        try:
            queries.picture_file(session, actor, shown)
        except NotFound:
            return False
    return True
