"""Consents: both custodians where both must, one no is enough, from 18 the student; a protected person never."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from skolplattform.core import clock, db
from skolplattform.core.errors import Denied, Invalid, NotFound
from skolplattform.core.tables import AuditEntry, OutboxMessage
from skolplattform.i18n import NO_TEXT
from skolplattform.registry.consents import queries, rules, service
from skolplattform.registry.consents.loader import load_kinds
from skolplattform.registry.consents.rules import Standing
from skolplattform.registry.consents.tables import ConsentAnswer, ConsentKind
from skolplattform.registry.tables import Person, Responsibility
from tests.registry.consent_world import CODE, agree, answer, guardian, may_be_seen, question, with_kinds
from tests.support.school import School

ADULTS = st.sets(st.integers(0, 5), max_size=4)
ANSWERS = st.dictionaries(st.integers(0, 5), st.booleans())


@given(st.booleans(), ADULTS, ANSWERS)
def test_one_no_of_those_who_decide_is_enough_and_a_yes_never_holds_without_one(all_must, deciding, answers) -> None:
    stands = rules.standing(all_must=all_must, deciding=deciding, answers=answers)
    said = [answers[one] for one in deciding if one in answers]
    assert (stands is Standing.REFUSED) == (False in said)
    if stands is Standing.GIVEN:
        assert said
        assert not all_must or len(said) == len(deciding)


@given(st.booleans(), ADULTS, ANSWERS, ANSWERS)
def test_who_decides_no_more_changes_nothing(all_must, deciding, answers, others) -> None:
    strangers = {one: said for one, said in others.items() if one not in deciding}
    own = {one: said for one, said in answers.items() if one in deciding}
    stands = rules.standing(all_must=all_must, deciding=deciding, answers=own)
    assert rules.standing(all_must=all_must, deciding=deciding, answers=strangers | own) is stands


def test_no_consent_lets_a_protected_person_be_pictured() -> None:
    assert not any(rules.may_be_pictured(one, is_protected=True) for one in Standing)


def test_a_yes_waits_for_the_other_custodian_who_is_told(database, school: School) -> None:
    with_kinds()
    answer(school, "rut", "alva")
    assert may_be_seen(school, "alva") == set()
    assert question(school.other_guardian, school).since == NO_TEXT != question(school.guardian, school).since
    assert question(school.other_guardian, school).others_missing is False
    assert question(school.guardian, school).others_missing is True
    with db.reading() as session:
        told = session.exec(select(OutboxMessage).where(OutboxMessage.kind == service.ASKED.name)).all()
    assert [one.recipient_id for one in told] == [school.people["sten"]]
    answer(school, "sten", "alva")
    assert may_be_seen(school, "alva") == {"alva"}


def test_the_withdrawal_of_one_suffices_and_every_answer_is_kept_with_its_days(database, school: School) -> None:
    agree(school, "alva", "bo")
    answer(school, "sten", "alva", gives=False)
    assert may_be_seen(school, "alva", "bo") == {"bo"}
    assert question(school.guardian, school).others_no
    with db.reading() as session:
        rows = session.exec(select(ConsentAnswer).order_by(col(ConsentAnswer.answered_at))).all()
        audited = session.exec(select(AuditEntry).where(AuditEntry.entity == "consent_answer")).all()
    assert len(rows) == len(audited) == 4
    ended = [row for row in rows if row.ended_at is not None]
    assert [(row.answered_by, row.gives) for row in ended] == [(school.people["sten"], True)]


def test_a_question_that_was_ended_stays_so_when_the_platform_is_upgraded(database, school: School) -> None:
    agree(school, "bo")
    with db.unit() as session:
        session.get_one(ConsentKind, CODE).end_date = school.day - timedelta(days=1)
    with_kinds()
    assert may_be_seen(school, "bo") == set()


def test_only_students_have_consents_of_their_own(database, school: School) -> None:
    for actor in (school.teacher, school.guardian, school.principal):
        with db.reading() as session, pytest.raises(Denied):
            queries.own_consents(session, actor)


def test_the_same_answer_again_is_none(database, school: School) -> None:
    agree(school, "bo")
    agree(school, "bo")
    with db.reading() as session:
        assert len(session.exec(select(ConsentAnswer)).all()) == 1


def test_who_loses_custody_decides_no_more(database, school: School) -> None:
    agree(school, "alva")
    answer(school, "sten", "alva", gives=False)
    with db.unit() as session:
        relation = session.exec(select(Responsibility).where(Responsibility.adult_id == school.people["sten"])).one()
        relation.end_date = clock.today() - timedelta(days=1)
        session.add(relation)
    assert may_be_seen(school, "alva") == {"alva"}
    with pytest.raises(NotFound):
        answer(school, "sten", "alva", gives=False)


def test_from_eighteen_the_student_alone_decides(database, school: School) -> None:
    agree(school, "alva")
    with db.reading() as session:
        assert not queries.own_consents(session, school.student).may_answer
    with pytest.raises(NotFound), db.unit() as session:
        service.answer(session, school.student, school.people["alva"], code=CODE, gives=True, key=uuid4().hex)
    with db.unit() as session:
        session.get_one(Person, school.people["alva"]).birth_date = date(2008, 11, 18)
    assert may_be_seen(school, "alva") == set()
    with db.unit() as session:
        service.answer(session, school.student, school.people["alva"], code=CODE, gives=True, key=uuid4().hex)
    assert may_be_seen(school, "alva") == {"alva"}
    with pytest.raises(NotFound):
        answer(school, "rut", "alva", gives=False)


def test_a_protected_child_is_never_pictured_and_is_not_asked_about(database, school: School) -> None:
    with_kinds()
    with pytest.raises(Invalid):
        answer(school, "vera", "cleo")
    with db.reading() as session:
        shown = queries.consents_of(session, guardian(school, "vera"), school.people["cleo"])
    assert (shown.is_protected, shown.questions) == (True, ())


def test_a_wording_that_has_ended_gives_nothing(database, school: School) -> None:
    agree(school, "bo")
    with db.unit() as session:
        session.get_one(ConsentKind, CODE).end_date = clock.today() - timedelta(days=1)
    assert may_be_seen(school, "bo") == set()
    with pytest.raises(NotFound):
        answer(school, "tove", "bo")
    with db.unit() as session:
        load_kinds(session)


def test_who_works_with_the_group_sees_who_may_not_be_pictured_first(database, school: School) -> None:
    agree(school, "bo")
    with db.reading() as session:
        shown = queries.group_consents(session, school.teacher, school.class_7a)
    assert [(row.name, row.may_be_pictured) for row in shown.rows] == [
        ("Alva Ask", False),
        ("Elev med skyddade uppgifter", False),
        ("Bo Björk", True),
    ]
    assert shown.without == 2
    for other in (school.colleague, school.stranger):
        with pytest.raises(NotFound), db.reading() as session:
            queries.group_consents(session, other, school.class_7a)
    with pytest.raises(Denied), db.reading() as session:
        queries.group_consents(session, school.guardian, school.class_7a)


def test_nobody_answers_for_anothers_child(database, school: School) -> None:
    with_kinds()
    with pytest.raises(NotFound):
        answer(school, "ulf", "alva")
    with pytest.raises(Denied), db.unit() as session:
        service.answer(session, school.teacher, school.people["alva"], code=CODE, gives=True, key=uuid4().hex)
