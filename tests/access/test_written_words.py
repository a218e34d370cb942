"""Words that somebody has written reach those whom they are for, whatever page or handler is asked with whatever id.

Everybody asks in the name of every page that has an address with an id and every handler that takes one, out of turn
and without having opened anything. CI asks a part of the handlers, chosen by the run's seed, and all with
SKOLPLATTFORM_SWEEP=all.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Iterator
from contextlib import suppress
from uuid import UUID, uuid4

import pytest

from skolplattform.assessment.self_assessment import queries as own_words
from skolplattform.assessment.self_assessment import service as self_assessment
from skolplattform.core import db
from skolplattform.core.actor import Workspace
from skolplattform.planning.curriculum.loader import load_catalogue
from skolplattform.planning.discussion import service as discussions
from skolplattform.planning.discussion.tables import Discussion
from skolplattform.planning.influence import service as influence
from skolplattform.ui.gate import guarded_pages
from tests.assessment.screening_world import cell, in_year_one
from tests.assessment.screening_world import save as screened
from tests.assessment.test_marks import made
from tests.assessment.test_marks import write as marked
from tests.planning.conftest import run
from tests.planning.log_world import draft as log_draft
from tests.planning.talk_world import opened, say
from tests.support.events import InProcessTab, Pages
from tests.support.payloads import has_id, own, payload_for
from tests.support.school import School
from tests.support.sign_in import cookie

SHARE = 1.0 if os.environ.get("SKOLPLATTFORM_SWEEP") == "all" else 0.05
SEED = int(os.environ.get("SKOLPLATTFORM_SEED", "1"))

ASKING = {
    "colleague": Workspace.TEACHER,
    "stranger": Workspace.TEACHER,
    "principal": Workspace.PRINCIPAL,
    "administrator": Workspace.ADMINISTRATOR,
    "nurse": Workspace.STUDENT_HEALTH,
    "counsellor": Workspace.STUDY_COUNSELLOR,
    "dag": Workspace.STUDENT,
    "rut": Workspace.GUARDIAN,
    "tove": Workspace.GUARDIAN,
    "ulf": Workspace.GUARDIAN,
    "bo": Workspace.STUDENT,
    "alva": Workspace.STUDENT,
}
"""Not the teacher, who may read it all; the writers last, for what they do with their own may show it to others."""

READ_BY = {
    "Tussilago": {"alva", "bo", "rut"},  # Alva says it in the class's discussion
    "Blåklocka": {"bo"},  # Bo takes it back
    "Gullviva": set[str](),  # of Bo's result, not shown
    "Vallmo": {"nurse"},  # seen in Alva's screening, where there is a signal
    "Kaprifol": {"alva", "bo"},  # proposed to the council, not approved
    "Ringblomma": {"alva"},  # Alva of the own work
    "Solros": {"alva"},  # in Alva's log, not shown
}


@pytest.fixture
def database(sqlite_database: str) -> str:
    """One of the two: who may read what is the same question in both."""
    return sqlite_database


@pytest.fixture
def written(school: School) -> list[str]:
    """The words, and the ids of what they stand in."""
    with db.unit() as session:
        load_catalogue(session)
    discussion = opened(school)
    said = [say(school.student, discussion, "Tussilago"), say(school.classmate, discussion, "Blåklocka")]
    run(discussions.withdraw, school.classmate, said[1], version=1, key=uuid4().hex)
    test = made(school)
    marked(school, ("bo", test, "7", "Gullviva", 0))
    council = run(influence.call_council, school.teacher, school.class_7a, day=school.day, key=uuid4().hex)
    run(influence.propose, school.student, council, title="Kaprifol", key=uuid4().hex)
    with db.reading() as session:
        plan = session.get_one(Discussion, discussion).plan_id
    opening = run(self_assessment.open_unit, school.teacher, school.activity, plan_id=plan, key=uuid4().hex)
    with db.reading() as session:
        line = own_words.open_to_student(session, school.student)[0].lines[0]
    words = {"criterion_id": UUID(line.criterion_id), "own": "can", "words": "Ringblomma", "version": 0}
    run(self_assessment.say_own, school.student, opening, **words)
    entry = log_draft(school, school.student, "Solros")
    with db.unit() as session:
        in_year_one(session)
    screened(school, cell(school.people["alva"], "2", comment="Vallmo"))
    places = [school.class_7a, school.activity, school.lesson, school.people["alva"], school.people["bo"]]
    return [str(one) for one in (discussion, *said, test, council, plan, opening, entry, *places)]


WRITTEN = 8
"""So many of the ids are of what was written; the others of class, teaching, lesson and children."""


def questions(ids: list[str], who: str) -> Iterator[tuple[str, str]]:
    """Every page that has an address with an id, with what was written; a part of the handlers, with all."""
    yield from ((route, an_id) for route in guarded_pages() if "[" in route for an_id in ids[:WRITTEN])
    handlers = [name for name, guard in own().items() if any(map(_has_id, guard.payload.model_fields.values()))]
    everything = [(name, an_id) for name in sorted(handlers) for an_id in ids]
    yield from random.Random(f"{SEED} {who}").sample(everything, max(1, int(len(everything) * SHARE)))


def _has_id(field) -> bool:
    return has_id(field.annotation)


def ask(tab: InProcessTab, what: str, an_id: str) -> None:
    """Ask out of turn: a refusal, or that there is nothing to do it with, is an answer."""
    with suppress(Exception):
        if what.startswith("/"):
            tab.go(what, **dict.fromkeys(re.findall(r"\[(\w+)\]", what), an_id))
        else:
            tab.call(what, **payload_for(own()[what], an_id))


def test_nobody_is_sent_words_that_are_not_for_them(school: School, written: list[str], pages: Pages) -> None:
    for who, workspace in ASKING.items():
        tab = pages.tab(cookie(school.people[who], workspace))
        for what, an_id in questions(written, who):
            ask(tab, what, an_id)
        sent = str(tab.updates)
        foreign = {word for word, readers in READ_BY.items() if who not in readers and word in sent}
        assert not foreign, f"{who} was sent {foreign}"


def test_the_words_are_sent_to_those_whom_they_are_for(school: School, written: list[str], pages: Pages) -> None:
    """Else the test above proves nothing."""
    discussion, *_, council = written[:5]
    alva, nurse = (pages.tab(cookie(school.people[who], ASKING[who])) for who in ("alva", "nurse"))
    for route, ids in (
        ("/diskussioner/[discussion_id]", {"discussion_id": discussion}),
        ("/klassrad/[council_id]", {"council_id": council}),
        ("/loggen/[entry_id]", {"entry_id": written[7]}),
        ("/sjalvbedomning", {}),
    ):
        alva.open(route, **ids)
    assert {word for word in READ_BY if word in str(alva.updates)} == {"Tussilago", "Kaprifol", "Solros", "Ringblomma"}
    (route,) = (route for route in guarded_pages() if route.startswith("/tidigt-stod/["))
    nurse.open(route, **dict.fromkeys(re.findall(r"\[(\w+)\]", route), str(school.people["alva"])))
    assert "Vallmo" in str(nurse.updates)
