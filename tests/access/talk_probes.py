"""How the rows of `matrix.txt` about discussions and votes are asked: both are 7A's, and Alva has written."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlmodel import Session

from skolplattform.core.actor import Actor, Workspace
from skolplattform.planning.discussion import queries, service
from skolplattform.planning.influence import service as influence
from skolplattform.planning.influence.queries import poll
from skolplattform.planning.service import publish_plan
from skolplattform.registry.views import PROTECTED_NAME
from tests.access.hand_in_probes import MASKED, YES
from tests.access.plan_probes import ready_plan
from tests.support.school import School

KEYS = ("matrix-talk-1", "matrix-talk-2", "matrix-talk-3")


def _opened(session: Session, school: School) -> UUID:
    plan = ready_plan(session, school, "7a")
    publish_plan(session, school.teacher, plan, version=2)
    about = {"question": "Vad är svårast?", "groups": [school.class_7a], "answers_first": False}
    terms = service.Terms(school.day)
    (talk,) = service.open_discussion(session, school.teacher, plan, **about, terms=terms, key=KEYS[0])
    return talk


def _said(session: Session, school: School, about: str) -> tuple[UUID, UUID]:
    talk, writer = _opened(session, school), school.actor(about, Workspace.STUDENT)
    return talk, service.say(session, writer, talk, text="Minustecknet", key=KEYS[1])


def ask(session: Session, actor: Actor, school: School, about: str) -> object:
    plan = ready_plan(session, school, "7a")
    publish_plan(session, school.teacher, plan, version=2)
    question = {"question": "Vad är svårast?", "groups": [school.class_7a], "answers_first": False}
    return service.open_discussion(session, actor, plan, **question, terms=service.Terms(school.day), key=KEYS[2])


def read(session: Session, actor: Actor, school: School, about: str) -> object:
    talk, _ = _said(session, school, about)
    (one,) = queries.thread(session, actor, talk).said
    return MASKED if one.by == PROTECTED_NAME else YES


def say(session: Session, actor: Actor, school: School, about: str) -> object:
    talk, _ = _said(session, school, about)
    return service.say(session, actor, talk, text="Jag med", key=KEYS[2])


def hide(session: Session, actor: Actor, school: School, about: str) -> object:
    _, contribution = _said(session, school, about)
    service.hide(session, actor, contribution, why="Skriv om arbetet", version=1, key=KEYS[2])
    return YES


def report(session: Session, actor: Actor, school: School, about: str) -> object:
    _, contribution = _said(session, school, about)
    service.report(session, actor, contribution, words="", key=KEYS[2])
    return YES


def of_child(session: Session, actor: Actor, school: School, about: str) -> object:
    _said(session, school, about)
    _, found = queries.said_by_child(session, actor, school.people[about])
    return found


def open_poll(session: Session, actor: Actor, school: School, about: str) -> object:
    group = school.class_7b if about == "7b" else school.class_7a
    asked = {"question": "Vart?", "choices": "Hit\nDit", "is_secret": True, "closes_on": school.day}
    return influence.open_poll(session, actor, group, **asked, key=KEYS[0])


def see_poll(session: Session, actor: Actor, school: School, about: str) -> object:
    return poll(session, actor, open_poll(session, school.teacher, school, about))  # type: ignore[arg-type]


def vote(session: Session, actor: Actor, school: School, about: str) -> object:
    made = open_poll(session, school.teacher, school, about)
    influence.vote(session, actor, made, number=1, key=KEYS[1])  # type: ignore[arg-type]
    return YES


PROBES: dict[str, Callable[..., object]] = {
    "planning.talk_open": ask,
    "planning.talk": read,
    "planning.talk_say": say,
    "planning.talk_hide": hide,
    "planning.talk_report": report,
    "planning.talk_of_child": of_child,
    "planning.open_poll": open_poll,
    "planning.poll": see_poll,
    "planning.vote": vote,
}
