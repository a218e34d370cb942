"""7A with its hand-ins in an exchange, and what the tests of peer response do all the time."""

from __future__ import annotations

from uuid import UUID

from sqlmodel import Session, select

from skolplattform.core import db
from skolplattform.core.actor import Actor
from skolplattform.core.ids import new_id
from skolplattform.core.tables import OutboxMessage
from skolplattform.planning.peer_response import queries, service
from skolplattform.planning.peer_response.service import Terms
from skolplattform.planning.peer_response.views import Answering, Exchange, RoundShown
from skolplattform.registry.tables import GroupMembership, Person
from tests.planning.conftest import run
from tests.planning.hand_in_world import hand_in, key, put_task
from tests.support.school import School
from tests.support.school_rows import BEGAN

ALVA_WROTE, BO_WROTE, DAG_WROTE = "Alvas uppsats", "Bos uppsats", "Dags uppsats"


def move_dag_to_7a(school: School) -> None:
    """A third classmate of Alva and Bo whose identity is not protected: Dag is in 7A as well."""
    with db.unit() as session:
        dates = {"start_date": BEGAN}
        member = GroupMembership(id=new_id(), group_id=school.class_7a, person_id=school.people["dag"], **dates)
        session.add(member)


def open_round(
    school: School,
    work: UUID,
    *,
    each: int = 1,
    is_named: bool = False,
    at_once: bool = False,
    actor: Actor | None = None,
) -> UUID:
    terms = Terms(each, is_named, at_once)
    asked = {"groups": [school.class_7a], "criteria": [], "questions": "Vad förstod du?", "terms": terms}
    return run(service.open_rounds, school.teacher, work, key=key(), **asked)[0]


def dealt_out(school: School, **terms: object) -> tuple[UUID, UUID]:
    """A task where Alva and Bo have handed in and read each other's work: the task, and its exchange."""
    work = put_task(school)
    hand_in(school.student, work, ALVA_WROTE)
    hand_in(school.classmate, work, BO_WROTE)
    row = open_round(school, work, **terms)  # type: ignore[arg-type]
    deal(school, row)
    return work, row


def deal(school: School, row: UUID) -> int:
    return run(service.deal, school.teacher, row, key=key())


def part(actor: Actor, work: UUID) -> Exchange:
    with db.reading() as session:
        return queries.exchange_of(session, actor, work)


def shown(actor: Actor, row: UUID) -> RoundShown:
    with db.reading() as session:
        return queries.round_shown(session, actor, row)


def to_answer(actor: Actor, work: UUID) -> UUID:
    """The first work that they are asked to read on the task."""
    return UUID(part(actor, work).to_read[0].id)


def answer(actor: Actor, response: UUID) -> Answering:
    with db.reading() as session:
        return queries.answering(session, actor, response)


def write(actor: Actor, response: UUID, field: str, text: str) -> None:
    now = answer(actor, response)
    was = getattr(now, field)
    run(service.write, actor, response, field=field, was=was, text=text, version=now.version)


def respond(actor: Actor, response: UUID, works: str = "Tydlig början", next_step: str = "Ge ett exempel") -> None:
    write(actor, response, "works", works)
    write(actor, response, "next_step", next_step)
    run(service.send, actor, response, version=answer(actor, response).version, key=key())


def release(school: School, row: UUID) -> None:
    run(service.release, school.teacher, row, version=shown(school.teacher, row).version, key=key())


def protect(school: School, name: str) -> None:
    with db.unit() as session:
        person = session.exec(select(Person).where(Person.id == school.people[name])).one()
        person.security_marking = "Sekretessmarkering"
        session.add(person)


def told(session: Session, kind: str) -> int:
    """How many wait in the bell with a notice of this kind."""
    rows = select(OutboxMessage).where(OutboxMessage.kind == kind, OutboxMessage.withdrawn_at == None)  # noqa: E711
    return len(session.exec(rows).all())
