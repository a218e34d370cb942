"""How the rows of `matrix.txt` about the learning log are asked."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlmodel import Session

from skolplattform.core.actor import Actor, Workspace
from skolplattform.planning.learning_log import queries, service
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


PROBES: dict[str, Callable[..., object]] = {
    "planning.log_draft": open_draft,
    "planning.log": read,
    "planning.group_log": follow,
    "planning.log_comment": comment,
    "planning.log_observe": observe,
}
