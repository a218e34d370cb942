"""How the rows of `matrix.txt` about the learning log are asked."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlmodel import Session

from skolplattform.core import clock, files
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.ids import new_id
from skolplattform.core.tables import StoredFile
from skolplattform.planning.learning_log import queries, service
from skolplattform.planning.learning_log.tables import LogPicture
from skolplattform.planning.pictures.service import Told
from skolplattform.planning.pictures.tables import Picture
from tests.access.hand_in_probes import YES
from tests.support.school import School

KEYS = ("matrix-log-1", "matrix-log-2", "matrix-log-3")


def _draft(session: Session, school: School, about: str) -> UUID:
    """An entry of a student's, in the subject of their class."""
    student = school.actor(about, Workspace.STUDENT)
    entry = service.begin_entry(session, student, key=KEYS[0])
    for field, text in {"title": "Om bråk", "text": "Vi delade en pizza."}.items():
        version = queries.open_entry(session, student, entry).version
        service.write_entry(session, student, entry, field=field, was="", text=text, version=version)
    place, version = (_class_of(school, about), school.syllabus), queries.open_entry(session, student, entry).version
    service.place_entry(session, student, entry, place=place, version=version)
    return entry


def _class_of(school: School, about: str) -> UUID:
    return school.class_7b if about == "dag" else school.class_7a


def _shown(session: Session, school: School, about: str) -> UUID:
    entry, student = _draft(session, school, about), school.actor(about, Workspace.STUDENT)
    version = queries.open_entry(session, student, entry).version
    service.show_entry(session, student, entry, version=version, key=KEYS[1])
    return entry


def open_draft(session: Session, actor: Actor, school: School, about: str) -> object:
    return queries.open_entry(session, actor, _draft(session, school, about))


def read(session: Session, actor: Actor, school: School, about: str) -> object:
    queries.log_of(session, actor, school.people[about])
    return YES


def follow(session: Session, actor: Actor, school: School, about: str) -> object:
    _shown(session, school, about)
    page = queries.group_log(session, actor, _class_of(school, about), school.syllabus)
    return page.written


def comment(session: Session, actor: Actor, school: School, about: str) -> object:
    service.comment_on(session, actor, _shown(session, school, about), text="Fint tänkt", key=KEYS[2])
    return YES


def observe(session: Session, actor: Actor, school: School, about: str) -> object:
    words = {"title": "Hjälpte", "text": "Förklarade lugnt."}
    ids = _class_of(school, about), school.syllabus
    return service.observe(session, actor, *ids, student_id=school.people[about], **words, key=KEYS[2])


def _picture(session: Session, school: School, about: str) -> UUID:
    """A picture of the student alone in an entry that is shown (its row alone)."""
    entry, student = _draft(session, school, about), school.actor(about, Workspace.STUDENT)
    picture, file = new_id(), new_id()
    kept = {"kind": "jpeg", "name": "x.jpg", "size": 1, "sha256": b"", "kept_by": student.person_id}
    session.add(StoredFile(id=file, kept_at=clock.now(), **kept))
    session.flush()
    session.add(Picture(id=picture, file_id=file, added_by=student.person_id, added_at=clock.now()))
    session.flush()
    session.add(LogPicture(entry_id=entry, picture_id=picture))
    session.flush()
    told = Told("En pizza", frozenset([student.person_id]), nobody=False)
    service.tell_picture(session, student, entry, picture, told=told, version=1)
    version = queries.open_entry(session, student, entry).version
    service.show_entry(session, student, entry, version=version, key=KEYS[1])
    return picture


def see_picture(session: Session, actor: Actor, school: School, about: str) -> object:
    return queries.picture_file(session, actor, _picture(session, school, about))


def put_picture(session: Session, actor: Actor, school: School, about: str) -> object:
    entry = _draft(session, school, about)
    file = files.Judged(files.KINDS["text"], "x.txt", b"x")
    return service.add_picture(session, actor, entry, file=file, key=KEYS[2])


PROBES: dict[str, Callable[..., object]] = {
    "planning.log_draft": open_draft,
    "planning.log": read,
    "planning.group_log": follow,
    "planning.log_comment": comment,
    "planning.log_observe": observe,
    "planning.log_picture": see_picture,
    "planning.log_picture_put": put_picture,
}
