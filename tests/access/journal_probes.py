"""How the rows of `matrix.txt` about the journal are asked. Hilda keeps it; Nils has Rut and Sten, Moa has Rut."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlmodel import Session

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.ids import new_id
from skolplattform.core.tables import StoredFile
from skolplattform.planning.journal import queries, service
from skolplattform.planning.journal.loader import load_goals
from skolplattform.planning.journal.tables import JournalPicture
from skolplattform.planning.pictures.service import Told
from skolplattform.planning.pictures.tables import Picture
from tests.attendance.care_world import Care, add_care
from tests.support.school import School

KEYS = ("matrix-journal-1", "matrix-journal-2")


def _draft(session: Session, school: School, about: str) -> tuple[Care, UUID]:
    """An entry about the department, or about one child."""
    load_goals(session)
    care = add_care(session, school)
    staff = care.staff()
    entry = service.begin_entry(session, staff, care.part, key=KEYS[0])
    for field in ("title", "text"):
        version = queries.open_entry(session, staff, entry).version
        service.write_entry(session, staff, entry, field=field, was="", text="Torn", version=version)
    if about != "myran":
        version = queries.open_entry(session, staff, entry).version
        service.about(session, staff, entry, care.child(about), version=version)
    return care, entry


def _published(session: Session, school: School, about: str) -> tuple[Care, UUID]:
    care, entry = _draft(session, school, about)
    version = queries.open_entry(session, care.staff(), entry).version
    service.publish_entry(session, care.staff(), entry, version=version, key=KEYS[1])
    return care, entry


def keep(session: Session, actor: Actor, school: School, about: str) -> object:
    """Every teacher of the small school, and none of them works at its förskola."""
    _, entry = _draft(session, school, about)
    return queries.open_entry(session, actor, entry)


def read(session: Session, actor: Actor, school: School, about: str) -> object:
    """What is about this child alone."""
    care, _ = _published(session, school, about)
    return queries.journal_of_child(session, actor, care.child(about))


def see_picture(session: Session, actor: Actor, school: School, about: str) -> object:
    """A picture of this child for its home alone (its row alone)."""
    care, entry = _draft(session, school, about)
    staff, picture, file = care.staff(), new_id(), new_id()
    kept = {"kind": "jpeg", "name": "x.jpg", "size": 1, "sha256": b"", "kept_by": staff.person_id}
    session.add(StoredFile(id=file, kept_at=clock.now(), **kept))
    session.flush()
    session.add(Picture(id=picture, file_id=file, added_by=staff.person_id, added_at=clock.now()))
    session.flush()
    session.add(JournalPicture(entry_id=entry, picture_id=picture))
    session.flush()
    told = Told("Ett torn", frozenset([care.child(about)]), nobody=False)
    service.tell_picture(session, staff, entry, picture, told=told, version=1)
    version = queries.open_entry(session, staff, entry).version
    service.publish_entry(session, staff, entry, version=version, key=KEYS[1])
    return queries.picture_file(session, actor, picture)


def board(session: Session, actor: Actor, school: School, about: str) -> object:
    """The departments of the unit."""
    add_care(session, school)
    return queries.board(session, actor).rows


PROBES: dict[str, Callable[..., object]] = {
    "planning.journal_draft": keep,
    "planning.journal": read,
    "planning.journal_picture": see_picture,
    "planning.journal_board": board,
}
