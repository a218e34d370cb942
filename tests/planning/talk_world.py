"""Discussions in 7A, and what the tests of them do all the time."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from skolplattform.core import db
from skolplattform.core.actor import Actor
from skolplattform.planning.discussion import queries, service
from skolplattform.planning.discussion.views import Thread
from tests.planning.conftest import run
from tests.planning.log_world import key
from tests.planning.plans import filled, publish
from tests.support.school import School

QUESTION = "Vad är svårast med ekvationer?"


def opened(school: School, *, answers_first: bool = False, link: str = "", days: int = 5) -> UUID:
    """A discussion in 7A on a published unit."""
    plan = filled(school)
    publish(school, plan)
    terms = service.Terms(school.day + timedelta(days=days), link)
    about = {"question": QUESTION, "groups": [school.class_7a], "answers_first": answers_first, "terms": terms}
    (discussion,) = run(service.open_discussion, school.teacher, plan, **about, key=key())
    return discussion


def reads(actor: Actor, discussion: UUID, number: int = 1) -> Thread:
    with db.reading() as session:
        return queries.thread(session, actor, discussion, number)


def texts(actor: Actor, discussion: UUID) -> list[str]:
    return [one.text for one in reads(actor, discussion).said]


def say(actor: Actor, discussion: UUID, text: str) -> UUID:
    return run(service.say, actor, discussion, text=text, key=key())


def answer(actor: Actor, contribution: UUID, text: str) -> UUID:
    return run(service.answer, actor, contribution, text=text, key=key())


def hide(actor: Actor, discussion: UUID, contribution: UUID, why: str = "Skriv om arbetet.") -> None:
    run(service.hide, actor, contribution, why=why, version=version_of(actor, discussion, contribution), key=key())


def version_of(actor: Actor, discussion: UUID, contribution: UUID) -> int:
    return next(one.version for one in reads(actor, discussion).said if one.id == str(contribution))
