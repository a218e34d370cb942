"""Answers about consents in the small school, and what the tests of them do all the time."""

from __future__ import annotations

from uuid import uuid4

from skolplattform.core import clock, db
from skolplattform.core.actor import Actor, Workspace
from skolplattform.registry.consents import queries, service
from skolplattform.registry.consents.loader import load_kinds
from skolplattform.registry.consents.standing import GROUP_PICTURES, pictured
from skolplattform.registry.consents.views import Question
from tests.support.school import School

CODE = "group_pictures_2026"
HOMES = {"alva": ("rut", "sten"), "bo": ("tove",), "dag": ("ulf",), "cleo": ("vera",)}


def with_kinds() -> None:
    with db.unit() as session:
        load_kinds(session)


def guardian(school: School, name: str) -> Actor:
    return school.actor(name, Workspace.GUARDIAN)


def answer(school: School, adult: str, child: str, *, gives: bool = True) -> None:
    with db.unit() as session:
        person = school.people[child]
        service.answer(session, guardian(school, adult), person, code=CODE, gives=gives, key=uuid4().hex)


def agree(school: School, *children: str) -> None:
    """The whole home of each says yes."""
    with_kinds()
    for child in children:
        for adult in HOMES[child]:
            answer(school, adult, child)


def question(actor: Actor, school: School, child: str = "alva") -> Question:
    with db.reading() as session:
        return queries.consents_of(session, actor, school.people[child]).questions[0]


def may_be_seen(school: School, *names: str) -> set[str]:
    people = {school.people[name]: name for name in names}
    with db.reading() as session:
        return {people[one] for one in pictured(session, people, GROUP_PICTURES, clock.today())}
