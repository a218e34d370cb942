"""One student has more time or another text: the student and the teachers know, and nobody else is shown a trace."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from skolplattform.core import clock, db
from skolplattform.core.errors import Conflict, Denied, Invalid, NotFound
from skolplattform.core.tables import AuditEntry
from skolplattform.planning.hand_in import queries, service
from skolplattform.planning.hand_in.service import Own
from skolplattform.planning.set_work import queries as set_work
from tests.planning.conftest import run
from tests.planning.hand_in_world import AFTER, DUE, ON_TIME, hand_in, key, put_task, seen
from tests.support.school import School

LATER = DUE + timedelta(days=3)
SECRET = "Skriv tre meningar i stället"


def decide(school: School, work, own: Own, *, version: int = 0, who: str = "alva", actor=None) -> None:
    about = (actor or school.teacher, work, school.people[who])
    run(service.decide_own_terms, *about, own=own, version=version, key=key())


def all_that_is_shown(actor, school: School, *students: str) -> str:
    with db.reading() as session:
        found = [queries.hand_ins_of(session, actor, school.people[one]) for one in students]
        return str(found + [set_work.coming(session, actor, school.people[one]) for one in students])


def test_the_student_reads_the_own_text_and_has_the_own_time(school: School) -> None:
    work = put_task(school, ON_TIME)
    decide(school, work, Own(LATER, SECRET))
    shown = seen(school.student, work)
    assert (shown.note, shown.due) == (SECRET, "2026-11-27T16:00")
    hand_in(school.student, work, "Tre meningar", at=AFTER)
    assert seen(school.student, work).state == "handed_in"
    with pytest.raises(Invalid):
        hand_in(school.classmate, work, "För sent", at=AFTER)


def test_no_other_student_or_family_is_shown_a_trace(school: School) -> None:
    work = put_task(school)
    before = all_that_is_shown(school.classmate, school, "bo"), seen(school.classmate, work)
    decide(school, work, Own(LATER, SECRET))
    assert (all_that_is_shown(school.classmate, school, "bo"), seen(school.classmate, work)) == before
    assert SECRET in all_that_is_shown(school.student, school, "alva")
    assert SECRET in all_that_is_shown(school.guardian, school, "alva")
    for actor in (school.teacher, school.principal):
        with db.reading() as session:
            assert SECRET not in str(set_work.coming(session, actor, school.people["alva"]))
    with db.reading() as session:
        calendar = set_work.group_calendar(session, school.teacher, school.class_7a)
        assert SECRET not in str(calendar)


def test_only_who_teaches_the_student_decides(school: School) -> None:
    work = put_task(school)
    for actor in (school.colleague, school.stranger):
        with pytest.raises(NotFound):
            decide(school, work, Own(LATER), actor=actor)
    for actor in (school.student, school.guardian, school.principal):
        with pytest.raises(Denied):
            decide(school, work, Own(LATER), actor=actor)
    with pytest.raises(NotFound):
        decide(school, work, Own(LATER), who="dag")


def test_the_own_time_gives_time_and_takes_none(school: School) -> None:
    work = put_task(school)
    for due in (DUE, DUE - timedelta(days=1)):
        with pytest.raises(Invalid) as caught:
            decide(school, work, Own(due))
        assert caught.value.field == "own_day"
    with pytest.raises(Invalid) as caught:
        decide(school, work, Own(note="x" * 1_001))
    assert caught.value.field == "own_note"


def test_of_two_teachers_the_second_is_told_and_it_can_be_taken_away(school: School) -> None:
    work = put_task(school)
    decide(school, work, Own(LATER))
    with pytest.raises(Conflict):
        decide(school, work, Own(note=SECRET))
    decide(school, work, Own(LATER, SECRET), version=1)
    decide(school, work, Own(), version=2)
    assert seen(school.student, work).due == "2026-11-24T16:00"


def test_the_log_says_that_it_was_decided_and_not_what(school: School) -> None:
    work = put_task(school)
    decide(school, work, Own(LATER, SECRET))
    with Session(db.engine()) as session:
        entries = session.exec(select(AuditEntry).where(AuditEntry.verb == "planning.answer_hand_in")).all()
    assert [(entry.subject_id, entry.chain) for entry in entries] == [(school.people["alva"], school.unit)]
    assert entries[0].detail == {"did": "own_terms", "own_time": True, "own_text": True}


def test_the_teachers_pile_says_who_has_own_terms(school: School) -> None:
    work = put_task(school)
    decide(school, work, Own(LATER))
    with db.reading() as session:
        rows = queries.pile(session, school.teacher, work).rows
    assert {row.name: row.own_terms for row in rows}["Alva Ask"] is True
    assert sum(row.own_terms for row in rows) == 1
    assert clock.now() < LATER
