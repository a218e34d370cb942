"""Votes (GEN-07): one each, and of a secret one nothing that is kept says who chose what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlmodel import Session, col, select

from skolplattform.core import clock, db
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.errors import Denied, Invalid, NotFound
from skolplattform.core.tables import AnsweredKey, AuditEntry
from skolplattform.planning.influence import queries, rules, service
from skolplattform.planning.influence.tables import OpenBallot, PollChoice, PollVoter
from skolplattform.planning.influence.views import PollShown
from skolplattform.planning.pages.influence import InfluenceState
from skolplattform.planning.pages.influence_poll import PollState
from skolplattform.registry.tables import GroupMembership
from skolplattform.ui.shell_state import ShellState
from tests.planning.conftest import run
from tests.planning.log_world import key
from tests.support.events import Pages
from tests.support.school import SCHOOL_DAY, School
from tests.support.sign_in import cookie

QUESTION, CHOICES = "Vart ska vi på utflykt?", "Museet\nBadet\nSkogen"
FIVE = ("alva", "bo", "cleo", "dag", "elsa")


@given(st.lists(st.text(alphabet="abcåäö ", max_size=8), max_size=12))
def test_there_are_two_to_eight_different_alternatives(lines: list[str]) -> None:
    given_ = [line.strip() for line in lines if line.strip()]
    fits = rules.FEWEST <= len(given_) <= rules.MOST and len(set(given_)) == len(given_)
    try:
        assert rules.checked_choices("\n".join(lines)) == given_
        assert fits
    except Invalid:
        assert not fits


@given(st.booleans(), st.booleans(), st.integers(0, 40))
def test_a_secret_result_is_shown_when_it_is_over_and_five_have_voted(is_secret, is_open, votes) -> None:
    shows = rules.shows_result(is_secret=is_secret, is_open=is_open, votes=votes)
    assert shows == (not is_secret or (not is_open and votes >= 5))


def student(school: School, name: str) -> Actor:
    return school.actor(name, Workspace.STUDENT, loa=2)


@pytest.fixture
def five(school: School) -> School:
    """The small school with five students in 7A."""
    with db.unit() as session:
        session.add_all(
            GroupMembership(group_id=school.class_7a, person_id=school.people[name], start_date=school.day)
            for name in ("dag", "elsa")
        )
    return school


def opened(school: School, *, is_secret: bool = True) -> UUID:
    asked = {"question": QUESTION, "choices": CHOICES, "is_secret": is_secret}
    closes_on = school.day + timedelta(days=3)
    return run(service.open_poll, school.teacher, school.class_7a, **asked, closes_on=closes_on, key=key())


def vote(school: School, name: str, poll: UUID, number: int) -> None:
    run(service.vote, student(school, name), poll, number=number, key=key())


def close(school: School, poll: UUID) -> None:
    run(service.close_poll, school.teacher, poll, key=key())


def seen(actor: Actor, poll: UUID) -> PollShown:
    with db.reading() as session:
        return queries.poll(session, actor, poll)


def votes(shown: PollShown) -> list[int]:
    return [choice.votes for choice in shown.choices]


def test_a_secret_result_comes_when_it_is_closed(database, five: School) -> None:
    poll = opened(five)
    for name, number in zip(FIVE, (1, 2, 2, 3, 2), strict=True):
        vote(five, name, poll, number)
    before = seen(five.teacher, poll)
    assert (before.voted, before.members, votes(before), before.shows_result) == (5, 5, [0, 0, 0], False)
    close(five, poll)
    for actor in (five.teacher, five.student):
        after = seen(actor, poll)
        assert (votes(after), [choice.who for choice in after.choices]) == ([1, 3, 1], ["", "", ""])
        assert [choice.share for choice in after.choices] == [20, 60, 20]


def test_a_secret_result_of_few_is_never_shown(database, five: School) -> None:
    poll = opened(five)
    for name in FIVE[:4]:
        vote(five, name, poll, 1)
    close(five, poll)
    found = seen(five.teacher, poll)
    assert (found.few, found.shows_result, votes(found)) == (True, False, [0, 0, 0])
    with pytest.raises(Invalid):
        vote(five, "elsa", poll, 1)


def kept(session: Session, poll: UUID) -> str:
    """Everything that is kept of the voters: their marks, answered keys and audit entries, the vote's id left out."""
    voters = session.exec(select(PollVoter).where(PollVoter.poll_id == poll).order_by(col(PollVoter.person_id))).all()
    answers = session.exec(select(AnsweredKey).where(AnsweredKey.intention == f"planning.vote:{poll}")).all()
    told = session.exec(select(AuditEntry).where(AuditEntry.verb == "planning.vote", AuditEntry.entity_id == str(poll)))
    rows = (
        [one.model_dump() for one in voters],
        sorted(str((one.actor_id, one.intention, one.answer)) for one in answers),
        sorted(str((one.actor_id, one.entity, one.entity_id, one.subject_id, one.detail)) for one in told.all()),
    )
    return repr(rows).replace(str(poll), "")


def test_two_secret_votes_that_differ_in_who_chose_what_leave_the_same_behind(database, five: School) -> None:
    first, second = opened(five), opened(five)
    for poll, chosen in ((first, (1, 2, 2, 3, 2)), (second, (2, 3, 2, 1, 2))):
        for name, number in zip(FIVE, chosen, strict=True):
            vote(five, name, poll, number)
    with db.reading() as session:
        assert kept(session, first) == kept(session, second)
        assert len(session.exec(select(PollVoter).where(PollVoter.poll_id == first)).all()) == 5
        assert session.exec(select(OpenBallot)).all() == []


@pytest.mark.postgres
def test_no_alternative_is_the_one_that_was_written_last(database, five: School) -> None:
    """PostgreSQL marks each row with the transaction that wrote it, which is also the voter's: all rows bear it."""
    if not database.startswith("postgresql"):
        pytest.skip("rows bear no such mark")
    poll = opened(five)
    vote(five, "alva", poll, 2)
    with db.reading() as session:
        marks = session.execute(text("SELECT DISTINCT xmin::text FROM poll_choice")).scalars().all()
        counted = session.exec(select(PollChoice.votes).order_by(col(PollChoice.number))).all()
    assert (len(marks), list(counted)) == (1, [0, 1, 0])


def test_each_votes_once_however_often_it_is_sent(database, school: School) -> None:
    for is_secret in (True, False):
        poll, once = opened(school, is_secret=is_secret), key()
        for _ in range(2):
            run(service.vote, school.student, poll, number=1, key=once)
        with pytest.raises(Invalid):
            vote(school, "alva", poll, 2)
        found = seen(school.student, poll)
        assert (found.voted, found.has_voted, found.may_vote) == (1, True, False)


def test_in_an_open_vote_the_group_sees_who_chose_what_at_once(database, school: School) -> None:
    poll = opened(school, is_secret=False)
    vote(school, "alva", poll, 2)
    vote(school, "cleo", poll, 2)
    found = seen(school.classmate, poll)
    assert votes(found) == [0, 2, 0]
    assert "Alva" in found.choices[1].who
    assert "Cleo" not in found.choices[1].who


def test_only_the_group_votes_and_only_its_teachers_ask(database, school: School) -> None:
    poll = opened(school)
    for actor in (school.colleague, school.stranger, student(school, "dag")):
        with pytest.raises(NotFound):
            seen(actor, poll)
    with pytest.raises(NotFound):
        vote(school, "dag", poll, 1)
    with pytest.raises(NotFound):
        run(service.close_poll, school.colleague, poll, key=key())
    for actor in (school.teacher, school.guardian, school.principal):
        with pytest.raises(Denied):
            run(service.vote, actor, poll, number=1, key=key())
    for actor in (school.guardian, school.principal):
        with pytest.raises(Denied):
            seen(actor, poll)
    asked = {"question": QUESTION, "choices": CHOICES, "is_secret": True, "closes_on": school.day, "key": key()}
    with pytest.raises(NotFound):
        run(service.open_poll, school.colleague, school.class_7a, **asked)
    with pytest.raises(Denied):
        run(service.open_poll, school.student, school.class_7a, **asked)


def test_the_day_after_the_last_one_it_is_closed(database, school: School) -> None:
    poll = opened(school)
    with clock.fixed(SCHOOL_DAY + timedelta(days=3)):
        vote(school, "alva", poll, 1)
    with clock.fixed(SCHOOL_DAY + timedelta(days=4)), pytest.raises(Invalid):
        vote(school, "bo", poll, 1)


@pytest.fixture
def tab(school: School, pages: Pages) -> Callable:
    return lambda name, workspace: pages.tab(cookie(school.people[name], workspace))


def test_a_teacher_asks_a_student_votes_on_the_page_and_the_teacher_closes(tab, school: School) -> None:
    teacher, alva = tab("teacher", Workspace.TEACHER), tab("alva", Workspace.STUDENT)
    teacher.open("/inflytande")
    form = {"group": "", "question": QUESTION, "choices": CHOICES, "kind": "open", "closes_on": "2026-11-20"}
    teacher.call(InfluenceState.ask, form_data=form)
    assert list(teacher.variable(InfluenceState, "errors")) == ["group"]
    form["group"] = str(school.class_7a)
    teacher.call(InfluenceState.ask, form_data=form | {"choices": "Bara ett"})
    assert list(teacher.variable(InfluenceState, "errors")) == ["choices"]
    alva.open("/inflytande")
    teacher.call(InfluenceState.ask, form_data=form)
    alva.call(InfluenceState.refresh)
    (line,) = alva.variable(InfluenceState, "shown").lines
    assert (line.question, line.waits, line.is_secret) == (QUESTION, True, False)
    for page in (alva, teacher):
        page.open("/omrostning/[poll_id]", poll_id=line.id)
    for chosen in ({}, {"choice": "9" * 40}, {"choice": "٢"}):
        alva.call(PollState.vote, form_data=chosen)
        assert list(alva.variable(PollState, "errors")) == ["choice"]
    alva.call(PollState.vote, form_data={"choice": "2"})
    assert alva.variable(ShellState, "message").said.sv == "Din röst är räknad"
    teacher.call(PollState.refresh)
    assert votes(teacher.variable(PollState, "shown")) == [0, 1, 0]
    teacher.call(PollState.close, key=teacher.variable(PollState, "key"))
    alva.call(PollState.refresh)
    assert not alva.variable(PollState, "shown").is_open
    teacher.call(InfluenceState.turn, number=2)
    dag = tab("dag", Workspace.STUDENT)
    dag.open("/omrostning/[poll_id]", poll_id=line.id)
    assert dag.variable(PollState, "missing")
