"""How the rows of `matrix.txt` about peer response are asked."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.errors import NotFound
from skolplattform.planning.hand_in import service as hand_ins
from skolplattform.planning.hand_in.service.held import held
from skolplattform.planning.hand_in.tables import HandIn, HandInFile
from skolplattform.planning.peer_response import queries, service
from skolplattform.planning.peer_response.tables import PeerResponse
from tests.access.hand_in_probes import handed_in, task_of
from tests.support.school import School

TERMS = service.Terms(each=1, is_named=True, shown_at_once=True)


def _asked(session: Session, school: School, about: str) -> tuple[UUID, UUID]:
    """An exchange of 7A or 7B on a task of its own: the task, and the exchange."""
    group, teacher = {"7a": (school.class_7a, school.teacher), "7b": (school.class_7b, school.colleague)}[about]
    work = task_of(session, school, about)
    words = {"groups": [group], "criteria": [], "questions": "Vad?", "terms": TERMS}
    return work, service.open_rounds(session, teacher, work, key="matrix-0101", **words)[0]


def _dealt(session: Session, school: School) -> dict[UUID, UUID]:
    """Alva and Bo read each other's work, and each has responded: the responses by who gives them."""
    work, _ = handed_in(session, school, "alva")
    bo = school.classmate
    hand_ins.write_draft(session, bo, work, field="text", was="", text="Hej", version=0)
    version = held(session, work, bo.person_id).version
    hand_ins.hand_in(session, bo, work, version=version, key="matrix-0102")
    words = {"groups": [school.class_7a], "criteria": [], "questions": "Vad?", "terms": TERMS}
    (row,) = service.open_rounds(session, school.teacher, work, key="matrix-0103", **words)
    service.deal(session, school.teacher, row, key="matrix-0104")
    rows = session.exec(select(PeerResponse).where(PeerResponse.round_id == row).order_by(col(PeerResponse.id))).all()
    return {one.giver_id: one.id for one in rows}


def open_(session: Session, actor: Actor, school: School, about: str) -> object:
    work = task_of(session, school, about)
    group = {"7a": school.class_7a, "7b": school.class_7b}[about]
    words = {"groups": [group], "criteria": [], "questions": "Vad?", "terms": TERMS}
    return service.open_rounds(session, actor, work, key="matrix-0105", **words)


def see_asking(session: Session, actor: Actor, school: School, about: str) -> object:
    return queries.asking(session, actor, task_of(session, school, about))


def see_round(session: Session, actor: Actor, school: School, about: str) -> object:
    _, row = _asked(session, school, about)
    return queries.round_shown(session, actor, row)


def close(session: Session, actor: Actor, school: School, about: str) -> object:
    _, row = _asked(session, school, about)
    service.close_round(session, actor, row, version=1, key="matrix-0106")
    return "+"


def see_work(session: Session, actor: Actor, school: School, about: str) -> object:
    """The classmate's work that Alva or Bo is asked to read."""
    return queries.answering(session, actor, _dealt(session, school)[school.people[about]])


def write(session: Session, actor: Actor, school: School, about: str) -> object:
    response = _dealt(session, school)[school.people[about]]
    return service.write(session, actor, response, field="works", was="", text="Bra", version=1)


def _sent(session: Session, school: School, about: str) -> UUID:
    """What Alva or Bo has said of the other's work."""
    response = _dealt(session, school)[school.people[about]]
    student = school.actor(about, Workspace.STUDENT)
    for version, field in enumerate(("works", "next_step"), 1):
        service.write(session, student, response, field=field, was="", text="Bra", version=version)
    service.send(session, student, response, version=3, key="matrix-0107")
    return response


def see_received(session: Session, actor: Actor, school: School, about: str) -> object:
    """What a classmate has said of the work of Alva or Bo."""
    response = _sent(session, school, {"alva": "bo", "bo": "alva"}[about])
    work = session.get_one(HandIn, session.get_one(PeerResponse, response).hand_in_id).work_id
    return queries.exchange_of(session, actor, work).got


def see_home(session: Session, actor: Actor, school: School, about: str) -> object:
    if about in ("alva", "bo"):
        _sent(session, school, about)
    _, found = queries.peers_of_child(session, actor, school.people[about])
    return "+" if found or about not in ("alva", "bo") else "."


def hide(session: Session, actor: Actor, school: School, about: str) -> object:
    response = _sent(session, school, about)
    service.hide(session, actor, response, why="Skäl", version=4, key="matrix-0108")
    return "+"


def fetch(session: Session, actor: Actor, school: School, about: str) -> object:
    """A file of Alva's, as Bo is asked to read it."""
    response = _dealt(session, school)[school.people[about]]
    found = session.exec(select(HandInFile.file_id).where(HandInFile.number > 0)).first()
    if found is None:
        raise NotFound
    return queries.peer_file(session, actor, response, found)


PROBES: dict[str, Callable[..., object]] = {
    "planning.peer_open": open_,
    "planning.peer_asking": see_asking,
    "planning.peer_round": see_round,
    "planning.peer_close": close,
    "planning.peer_work": see_work,
    "planning.peer_write": write,
    "planning.peer_received": see_received,
    "planning.peer_home": see_home,
    "planning.peer_hide": hide,
    "planning.peer_file": fetch,
}
