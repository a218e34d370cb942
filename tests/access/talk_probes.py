"""How the rows of `matrix.txt` about discussions, votes and councils are asked: all are 7A's."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlmodel import Session

from skolplattform.core.actor import Actor, Workspace
from skolplattform.planning.discussion import queries, service
from skolplattform.planning.influence import service as influence
from skolplattform.planning.influence.queries import council, minutes_at_home, poll
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


def call_council(session: Session, actor: Actor, school: School, about: str) -> object:
    group = school.class_7b if about == "7b" else school.class_7a
    return influence.call_council(session, actor, group, day=school.day, key=KEYS[0])


def _with_point(session: Session, school: School, about: str) -> UUID:
    made = call_council(session, school.teacher, school, about)
    influence.propose(session, school.teacher, made, title="Bollarna", key=KEYS[1])  # type: ignore[arg-type]
    return made  # type: ignore[return-value]


def propose(session: Session, actor: Actor, school: School, about: str) -> object:
    influence.propose(session, actor, _with_point(session, school, about), title="Maten", key=KEYS[2])
    return YES


def decide(session: Session, actor: Actor, school: School, about: str) -> object:
    made = {"text": "Fråga rektorn", "responsible_id": None, "due": None}
    influence.decide(session, actor, _with_point(session, school, about), **made, key=KEYS[2])
    return YES


def see_minutes(session: Session, actor: Actor, school: School, about: str) -> object:
    made = _with_point(session, school, about)
    version = council(session, school.teacher, made).version
    influence.approve(session, school.teacher, made, version=version, key=KEYS[2])
    return council(session, actor, made)


def minutes_of_child(session: Session, actor: Actor, school: School, about: str) -> object:
    see_minutes(session, school.teacher, school, "7a")
    return minutes_at_home(session, actor, school.people[about])[1]


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
    "planning.call_council": call_council,
    "planning.propose": propose,
    "planning.decide": decide,
    "planning.minutes": see_minutes,
    "planning.minutes_of_child": minutes_of_child,
}
