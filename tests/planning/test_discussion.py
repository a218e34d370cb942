"""A discussion on a unit (GEN-06): its group and teachers write, others do not know of it; nothing written vanishes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from skolplattform.core import clock, db
from skolplattform.core.actor import Workspace
from skolplattform.core.errors import Conflict, Denied, Invalid, NotFound
from skolplattform.core.tables import AuditEntry, OutboxMessage
from skolplattform.planning.discussion import queries, rules, service
from skolplattform.planning.discussion.rules import Task
from skolplattform.planning.discussion.tables import Contribution, ContributionDraft
from skolplattform.planning.hand_in.rules import checked_link
from skolplattform.registry.queries import names
from tests.planning.conftest import run, statements
from tests.planning.log_world import key
from tests.planning.plans import filled
from tests.planning.talk_world import answer, hide, opened, reads, say, texts, version_of
from tests.support.school import SCHOOL_DAY, School
from tests.support.school_rows import TODAY


@given(st.dates(), st.dates(), st.booleans())
def test_one_writes_to_the_end_of_the_last_day_and_not_after_it_was_closed(last: date, today: date, closed) -> None:
    closed_at = SCHOOL_DAY if closed else None
    assert rules.is_open(closes_on=last, closed_at=closed_at, today=today) == (not closed and today <= last)


@given(st.booleans(), st.booleans(), st.booleans())
def test_only_who_has_to_answer_first_waits_and_only_while_it_is_open(first, answered, is_open) -> None:
    sees = rules.sees_others(answers_first=first, has_answered=answered, is_open=is_open)
    assert sees == (not (first and is_open and not answered))


@given(st.text(max_size=6_000))
def test_what_is_said_has_words_and_not_too_many(written: str) -> None:
    try:
        words = rules.checked_text(written)
    except Invalid:
        assert not written.strip() or len(written.strip()) > rules.TEXT_LENGTH
    else:
        assert words == written.strip()


@given(st.integers(-400, 800))
def test_it_closes_today_or_later_and_within_a_year(days: int) -> None:
    day = TODAY + timedelta(days=days)
    if 0 <= days <= rules.LONGEST_OPEN.days:
        assert rules.checked_closing(day, TODAY) == day
    else:
        with pytest.raises(Invalid):
            rules.checked_closing(day, TODAY)


@pytest.mark.parametrize(
    ("link", "host"),
    [
        ("https://meet.example.se/7a", "meet.example.se"),
        ("https://MEET.example.se:8443/x?y=1", "meet.example.se"),
        ("https://exаmple.se/", "xn--exmple-4nf.se"),
    ],
)
def test_the_host_of_a_link_is_shown_as_it_is(link: str, host: str) -> None:
    assert rules.host_of(checked_link(link)) == host


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "http://meet.example.se", "https://a:b@meet.example.se", "data:text/html,x", "https://a"],
)
def test_another_address_than_a_plain_web_page_is_refused(database, planned: School, link: str) -> None:
    with pytest.raises(Invalid):
        opened(planned, link=link)


def test_the_group_and_its_teachers_read_what_is_said_and_nobody_else(database, planned: School) -> None:
    talk = opened(planned)
    root = say(planned.student, talk, "Minustecknet")
    answer(planned.classmate, root, "Samma här")
    say(planned.classmate, talk, "Bråken")
    expected = ["Bråken", "Minustecknet", "Samma här"]
    assert texts(planned.teacher, talk) == texts(planned.student, talk) == expected
    dag = planned.actor("dag", Workspace.STUDENT, loa=2)
    for other in (planned.colleague, planned.stranger, dag):
        with pytest.raises(NotFound):
            reads(other, talk)
        with pytest.raises(NotFound):
            say(other, talk, "Hej")
        with pytest.raises(NotFound):
            answer(other, root, "Hej")
    for other in (planned.guardian, planned.principal):
        with pytest.raises(Denied):
            reads(other, talk)


def test_an_answer_has_no_answers(database, planned: School) -> None:
    talk = opened(planned)
    reply = answer(planned.classmate, say(planned.student, talk, "Minustecknet"), "Samma här")
    with pytest.raises(NotFound):
        answer(planned.student, reply, "Verkligen?")


def test_who_must_answer_first_reads_classmates_afterwards(database, planned: School) -> None:
    talk = opened(planned, answers_first=True)
    root = say(planned.student, talk, "Minustecknet")
    assert texts(planned.classmate, talk) == []
    assert reads(planned.classmate, talk).must_answer
    with pytest.raises(NotFound):
        answer(planned.classmate, root, "Gissar")
    with pytest.raises(NotFound), db.reading() as session:
        queries.writing(session, planned.classmate, root, Task.ANSWER)
    say(planned.classmate, talk, "Bråken")
    assert texts(planned.classmate, talk) == ["Bråken", "Minustecknet"]
    assert texts(planned.teacher, talk) == ["Bråken", "Minustecknet"]


def test_a_protected_classmate_has_no_name_there(database, planned: School) -> None:
    talk, cleo = opened(planned), planned.actor("cleo", Workspace.STUDENT, loa=2)
    say(cleo, talk, "Jag håller med")
    with db.reading() as session:
        masked = names(session, planned.student, [cleo.person_id])[cleo.person_id].name
    (seen,) = reads(planned.student, talk).said
    assert (seen.by, seen.text) == (masked, "Jag håller med")
    (own,) = reads(cleo, talk).said
    assert own.by != masked


def test_one_changes_and_takes_back_the_own_words_while_it_is_open_and_teachers_read_them_still(
    database, planned: School
) -> None:
    talk = opened(planned)
    own = say(planned.student, talk, "Första lydelsen")
    with pytest.raises(NotFound):
        run(service.edit, planned.classmate, own, text="Kapat", version=1, key=key())
    run(service.edit, planned.student, own, text="Andra lydelsen", version=1, key=key())
    with pytest.raises(Conflict):
        run(service.edit, planned.student, own, text="Tredje", version=1, key=key())
    (seen,) = reads(planned.classmate, talk).said
    assert (seen.text, seen.is_changed, seen.earlier) == ("Andra lydelsen", True, ())
    assert reads(planned.teacher, talk).said[0].earlier == ("Första lydelsen",)
    run(service.withdraw, planned.student, own, version=2, key=key())
    (seen,) = reads(planned.classmate, talk).said
    assert (seen.text, seen.state) == ("", "withdrawn")
    assert reads(planned.teacher, talk).said[0].text == "Andra lydelsen"


def test_when_it_is_closed_students_write_no_more_and_all_read(database, planned: School) -> None:
    talk = opened(planned, answers_first=True)
    own = say(planned.student, talk, "Minustecknet")
    run(service.close_discussion, planned.teacher, talk, version=1, key=key())
    assert texts(planned.classmate, talk) == ["Minustecknet"]
    for late in (
        lambda: say(planned.classmate, talk, "För sent"),
        lambda: answer(planned.classmate, own, "För sent"),
        lambda: run(service.edit, planned.student, own, text="För sent", version=1, key=key()),
        lambda: run(service.withdraw, planned.student, own, version=1, key=key()),
    ):
        with pytest.raises(Invalid):
            late()
    say(planned.teacher, talk, "Tack allihop")
    terms = service.Terms(planned.day)
    run(service.change_terms, planned.teacher, talk, terms=terms, version=2, key=key())
    say(planned.classmate, talk, "I tid")
    with clock.fixed(SCHOOL_DAY + timedelta(days=1)), pytest.raises(Invalid):
        say(planned.classmate, talk, "Dagen efter")


def test_what_a_teacher_hides_its_writer_reads_with_the_reason_and_the_class_does_not(
    database, planned: School
) -> None:
    talk = opened(planned)
    rude = say(planned.student, talk, "Något elakt")
    with pytest.raises(Denied):
        run(service.hide, planned.classmate, rude, why="Jag vill", version=1, key=key())
    with pytest.raises(Invalid):
        hide(planned.teacher, talk, rude, why=" ")
    hide(planned.teacher, talk, rude)
    (seen,), (own,) = reads(planned.classmate, talk).said, reads(planned.student, talk).said
    assert (seen.state, seen.text, seen.why) == ("hidden", "", "")
    assert (own.state, own.text, own.why, own.may_change) == ("hidden", "Något elakt", "Skriv om arbetet.", False)
    with pytest.raises(NotFound):
        answer(planned.classmate, rude, "Va?")
    with db.reading() as session:
        (notice,) = session.exec(select(OutboxMessage).where(OutboxMessage.kind == "planning.hidden")).all()
        assert notice.recipient_id == planned.people["alva"]
    version = version_of(planned.teacher, talk, rude)
    run(service.show_again, planned.teacher, rude, version=version, key=key())
    assert texts(planned.classmate, talk) == ["Något elakt"]


def test_a_student_tells_the_teacher_and_nobody_else_learns_of_it(database, planned: School) -> None:
    talk = opened(planned)
    rude, mine = say(planned.student, talk, "Något elakt"), say(planned.teacher, talk, "Hej")
    for not_so in (
        lambda: run(service.report, planned.student, rude, words="", key=key()),
        lambda: run(service.report, planned.classmate, mine, words="", key=key()),
        lambda: run(service.report, planned.teacher, rude, words="", key=key()),
    ):
        with pytest.raises(NotFound):
            not_so()
    run(service.report, planned.classmate, rude, words="Det är elakt", key=key())
    reported = {one.id: one.reports for one in reads(planned.teacher, talk).said}
    ((reporter, words),) = reported[str(rude)]
    assert (reporter.startswith("Bo"), words) == (True, "Det är elakt")
    assert not any(one.reports for actor in (planned.student, planned.classmate) for one in reads(actor, talk).said)
    with db.reading() as session:
        (line,) = queries.discussions(session, planned.teacher).lines
        assert (line.reports, line.contributions) == (1, 2)
        (told,) = session.exec(select(OutboxMessage).where(OutboxMessage.kind == "planning.reported")).all()
        assert told.recipient_id == planned.people["teacher"]
    run(service.let_stand, planned.teacher, rude, key=key())
    assert not any(one.reports for one in reads(planned.teacher, talk).said)


def test_guardians_read_their_own_childs_words_and_no_others(database, planned: School) -> None:
    talk = opened(planned)
    root = say(planned.classmate, talk, "Bos ord")
    rude = answer(planned.student, root, "Alvas ord")
    run(service.withdraw, planned.student, say(planned.student, talk, "Ångrat"), version=1, key=key())
    hide(planned.teacher, talk, rude)
    with db.reading() as session:
        name, ((found),) = queries.said_by_child(session, planned.guardian, planned.people["alva"])
        assert name.startswith("Alva")
        assert [(one.text, one.state, one.why) for one in found.said] == [("Alvas ord", "hidden", "Skriv om arbetet.")]
        with pytest.raises(NotFound):
            queries.said_by_child(session, planned.guardian, planned.people["bo"])
        with pytest.raises(NotFound):
            queries.said_by_child(session, planned.foreign_guardian, planned.people["alva"])


def test_of_two_devices_neither_loses_its_words_and_a_draft_is_its_writers_alone(database, planned: School) -> None:
    talk = opened(planned)
    words = {"task": Task.NEW, "was": "", "version": 0}
    run(service.keep_draft, planned.student, talk, **words, text="På datorn")
    with pytest.raises(Conflict) as clash:
        run(service.keep_draft, planned.student, talk, **words, text="På mobilen")
    assert clash.value.current == "På datorn"
    with db.reading() as session:
        assert queries.writing(session, planned.student, talk, Task.NEW).text == "På datorn"
        assert queries.writing(session, planned.classmate, talk, Task.NEW).text == ""
    assert texts(planned.teacher, talk) == []
    say(planned.student, talk, "På datorn")
    with db.reading() as session:
        assert session.exec(select(ContributionDraft)).all() == []


def test_the_same_key_says_it_once(database, planned: School) -> None:
    talk, once = opened(planned), key()
    first = run(service.say, planned.student, talk, text="En gång", key=once)
    assert run(service.say, planned.student, talk, text="En gång", key=once) == first
    with db.reading() as session:
        assert len(session.exec(select(Contribution)).all()) == 1
        said = select(AuditEntry).where(AuditEntry.verb == "planning.take_part", AuditEntry.entity == "contribution")
        (entry,) = session.exec(said).all()
        assert "En gång" not in str(entry.detail)


def test_a_discussion_belongs_to_a_published_unit_and_a_group_that_one_teaches(database, planned: School) -> None:
    plan = filled(planned)
    about = {"question": "Vad?", "answers_first": False, "terms": service.Terms(planned.day)}
    with pytest.raises(Invalid):
        run(service.open_discussion, planned.teacher, plan, groups=[planned.class_7a], **about, key=key())
    with pytest.raises(NotFound):
        run(service.open_discussion, planned.colleague, plan, groups=[planned.class_7b], **about, key=key())
    talk = opened(planned)
    with db.reading() as session:
        (line,) = queries.discussions(session, planned.student).lines
        assert (line.id, line.waits) == (str(talk), True)
        assert queries.discussions(session, planned.colleague).lines == ()


def test_a_long_discussion_is_read_a_page_at_a_time_with_as_many_statements_as_a_short_one(
    database, planned: School
) -> None:
    talk = opened(planned)
    say(planned.student, talk, "0")
    with db.reading() as session, statements(session.get_bind()) as few:
        queries.thread(session, planned.student, talk)
    for number in range(1, rules.PAGE + 2):
        say(planned.classmate, talk, str(number))
    with db.reading() as session, statements(session.get_bind()) as many:
        first = queries.thread(session, planned.student, talk)
    assert len(many) <= len(few)
    assert (len(first.said), first.last, first.said[0].text) == (rules.PAGE, 2, str(rules.PAGE + 1))
    assert [one.text for one in reads(planned.student, talk, 2).said] == ["1", "0"]
