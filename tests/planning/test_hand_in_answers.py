"""A teacher reads and answers what is handed in: the draft is the teachers', what is sent is the student's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from skolplattform.core import clock, db
from skolplattform.core.errors import Conflict, Denied, Invalid, NotFound
from skolplattform.core.tables import AuditEntry, Change, OutboxMessage
from skolplattform.planning.answers import Answers
from skolplattform.planning.hand_in import queries, rules, service
from skolplattform.planning.hand_in.rules import Outcome
from skolplattform.planning.set_work.queries import came_back, work_of_day
from tests.planning.conftest import run, statements
from tests.planning.hand_in_world import AFTER, hand_in, key, put_task, seen, take_back, write
from tests.support.school import School


def pile(actor, work):
    with db.reading() as session:
        return queries.pile(session, actor, work)


def reading(actor, work, student):
    with db.reading() as session:
        return queries.reading(session, actor, work, student)


def answer(school: School, work, text: str = "", outcome: Outcome = Outcome.APPROVE, who: str = "alva") -> None:
    about = (school.teacher, work, school.people[who])
    now = reading(*about)
    version = now.version
    if text:
        given = {"number": now.number, "was": now.draft, "text": text, "version": version}
        version = run(service.write_feedback, *about, **given).version
    run(service.send_feedback, *about, number=now.number, outcome=outcome, version=version, key=key())


def comment(school: School, work, first: int, after: int, text: str = "Hur då?"):
    about = (school.teacher, work, school.people["alva"])
    return run(service.add_comment, *about, number=1, passage=(first, after), text=text)


def test_the_pile_shows_what_waits_first_and_no_draft(school: School) -> None:
    work = put_task(school)
    write(school.classmate, work, "Bos utkast")
    hand_in(school.student, work, "Alvas text", at=AFTER)
    shown = pile(school.teacher, work)
    assert (shown.rows[0].name, shown.rows[0].state) == ("Alva Ask", "late")
    assert {row.state for row in shown.rows[1:]} == {"none"}
    assert (shown.work.waiting, shown.work.handed_in, shown.work.students) == (1, 1, 3)
    assert reading(school.teacher, work, school.people["bo"]).handed == ()
    assert "Cypress" not in str(shown)


def test_only_who_teaches_the_student_reads_and_answers(school: School) -> None:
    work, alva = put_task(school), school.people["alva"]
    hand_in(school.student, work, "Hej")
    for actor in (school.colleague, school.stranger):
        with pytest.raises(NotFound):
            pile(actor, work)
        with pytest.raises(NotFound):
            reading(actor, work, alva)
        with pytest.raises(NotFound):
            run(service.write_feedback, actor, work, alva, number=1, was="", text="x", version=0)
    for actor in (school.student, school.guardian, school.principal):
        with pytest.raises(Denied):
            pile(actor, work)
    given = {"number": 1, "was": "", "text": "x", "version": 0}
    for foreign in ("dag", "elsa", "teacher"):
        with pytest.raises(NotFound):
            reading(school.teacher, work, school.people[foreign])
        with pytest.raises(NotFound):
            run(service.write_feedback, school.teacher, work, school.people[foreign], **given)


def test_feedback_is_a_draft_until_it_is_sent_and_then_the_student_has_it(school: School) -> None:
    work, alva = put_task(school), school.people["alva"]
    hand_in(school.student, work, "Hej på dig")
    comment(school, work, 4, 6)
    about = (school.teacher, work, alva)
    run(service.write_feedback, *about, number=1, was="", text="Bra!", version=0)
    for reader in (school.student,):
        shown = seen(reader, work)
        assert (shown.state, shown.handed[0].answer.outcome, shown.handed[0].comments) == ("handed_in", "", ())
    with db.reading() as session:
        assert queries.hand_ins_of(session, school.guardian, alva)[0].answer.text == ""
    answer(school, work, outcome=Outcome.RETURN)
    shown = seen(school.student, work)
    assert (shown.state, shown.may_write, shown.handed[0].answer.text) == ("returned", True, "Bra!")
    assert [(one.quote, one.text) for one in shown.handed[0].comments] == [("på", "Hur då?")]
    with db.reading() as session:
        line = queries.hand_ins_of(session, school.guardian, alva)[0]
    assert (line.state, line.answer.text, line.comments[0].quote) == ("returned", "Bra!", "på")


def test_what_is_sent_rings_the_students_bell_once_and_reaches_open_pages(school: School) -> None:
    work = put_task(school)
    hand_in(school.student, work, "Hej")
    given = {"number": 1, "outcome": Outcome.APPROVE, "version": 0, "key": "answer-0001"}
    for _ in range(2):
        run(service.send_feedback, school.teacher, work, school.people["alva"], **given)
    with Session(db.engine()) as session:
        messages = session.exec(select(OutboxMessage)).all()
        topics = set(session.exec(select(Change.topic)).all())
        entries = session.exec(select(AuditEntry).where(AuditEntry.verb == "planning.answer_hand_in")).all()
    assert [(one.kind, one.recipient_id) for one in messages] == [("planning.feedback", school.people["alva"])]
    assert {f"student:{school.people['alva']}", f"hand_in:{work}"} <= topics
    assert [entry.detail["did"] for entry in entries] == ["send"]


def test_what_is_sent_stays_as_it_is_and_a_new_hand_in_gets_its_own_answer(school: School) -> None:
    work, alva = put_task(school), school.people["alva"]
    hand_in(school.student, work, "Ett")
    answer(school, work, "Skriv mer", Outcome.RETURN)
    with pytest.raises(Invalid):
        run(service.write_feedback, school.teacher, work, alva, number=1, was="Skriv mer", text="Nej", version=2)
    with pytest.raises(Invalid):
        comment(school, work, 0, 3)
    hand_in(school.student, work, "Ett och två", at=AFTER)
    assert seen(school.student, work).state == "handed_in"
    answer(school, work, "Nu är det klart")
    shown = seen(school.student, work)
    assert shown.state == "approved"
    assert [(one.number, one.answer.text) for one in shown.handed] == [(2, "Nu är det klart"), (1, "Skriv mer")]


def test_what_the_student_takes_back_meanwhile_is_not_answered(school: School) -> None:
    work, alva = put_task(school), school.people["alva"]
    hand_in(school.student, work, "Hej")
    take_back(school.student, work)
    given = {"number": 1, "outcome": Outcome.APPROVE, "version": 0, "key": key()}
    with pytest.raises(Invalid):
        run(service.send_feedback, school.teacher, work, alva, **given)
    assert reading(school.teacher, work, alva).handed == ()
    assert seen(school.student, work).state == "draft"


def test_more_is_not_asked_for_without_a_word(school: School) -> None:
    work = put_task(school)
    hand_in(school.student, work, "Hej")
    with pytest.raises(Invalid) as caught:
        answer(school, work, outcome=Outcome.RETURN)
    assert caught.value.field == "feedback"


def test_of_two_teachers_the_second_is_shown_what_the_first_wrote(school: School) -> None:
    work, alva = put_task(school), school.people["alva"]
    hand_in(school.student, work, "Hej")
    given = {"number": 1, "was": "", "version": 0}
    run(service.write_feedback, school.teacher, work, alva, text="Kollegans ord", **given)
    with pytest.raises(Conflict) as caught:
        run(service.write_feedback, school.teacher, work, alva, text="Mina ord", **given)
    assert caught.value.current == "Kollegans ord"
    with pytest.raises(Conflict):
        run(service.send_feedback, school.teacher, work, alva, number=1, outcome=Outcome.APPROVE, version=0, key=key())


def test_a_comment_is_about_words_of_that_version_and_can_be_taken_away(school: School) -> None:
    work, alva = put_task(school), school.people["alva"]
    hand_in(school.student, work, "Hej på dig")
    made = comment(school, work, 7, 10)
    assert [(one.quote, one.number) for one in reading(school.teacher, work, alva).handed[0].comments] == [("dig", 1)]
    for first, after, words in ((0, 99, "x"), (3, 4, "x"), (0, 3, " "), (0, 3, "x" * 501)):
        with pytest.raises(Invalid):
            comment(school, work, first, after, words)
    with pytest.raises(NotFound):
        run(service.remove_comment, school.colleague, work, alva, comment_id=made)
    run(service.remove_comment, school.teacher, work, alva, comment_id=made)
    assert reading(school.teacher, work, alva).handed[0].comments == ()


def test_the_next_student_is_who_waits_longest(school: School) -> None:
    work = put_task(school)
    hand_in(school.student, work, "Alva")
    hand_in(school.classmate, work, "Bo", at=AFTER)
    assert reading(school.teacher, work, school.people["alva"]).next_name == "Bo Björk"
    assert reading(school.teacher, work, school.people["bo"]).next_name == "Alva Ask"
    answer(school, work)
    assert reading(school.teacher, work, school.people["alva"]).next_name == "Bo Björk"


def test_the_start_page_counts_what_waits_for_this_teacher(school: School) -> None:
    work = put_task(school)
    hand_in(school.student, work, "Hej")

    def waiting(actor) -> list[tuple[str, int]]:
        with db.reading() as session:
            return [(one.title, one.waiting) for one in Answers().hand_ins_waiting(session, actor, 5)]

    assert waiting(school.teacher) == [("Uppsats", 1)]
    assert [waiting(actor) for actor in (school.colleague, school.student, school.principal)] == [[], [], []]


def test_reading_a_hand_in_is_in_the_log_before_it_is_shown(school: School) -> None:
    work = put_task(school)
    hand_in(school.student, work, "Hej")
    reading(school.teacher, work, school.people["alva"])
    pile(school.teacher, work)
    with Session(db.engine()) as session:
        found = session.exec(select(AuditEntry).where(AuditEntry.entity.in_(["hand_in", "hand_ins_of_work"]))).all()
    read = [entry for entry in found if entry.verb == "planning.answer_hand_in"]
    assert {entry.entity for entry in read} == {"hand_in", "hand_ins_of_work"}
    assert {entry.chain for entry in read} == {school.unit}


def test_a_pile_asks_as_few_questions_for_many_as_for_few(school: School) -> None:
    work = put_task(school)
    with db.reading() as session, statements(session.get_bind()) as few:
        queries.pile(session, school.teacher, work)
    for student in (school.student, school.classmate):
        hand_in(student, work, "Hej")
    with db.reading() as session, statements(session.get_bind()) as many:
        queries.pile(session, school.teacher, work)
    assert len(many) == len(few) <= 5


def test_a_head_is_told_numbers_of_the_own_school_and_nothing_else(school: School) -> None:
    work = put_task(school)
    write(school.actor("cleo", school.student.workspace), work, "Utkast")
    hand_in(school.student, work, "Alvas hemlighet")
    hand_in(school.classmate, work, "Bos text")
    answer(school, work, "Bra", who="bo")
    with db.reading() as session:
        (found,) = queries.hand_ins_of_school(session, school.principal, school.unit)
        for actor, unit, refusal in (
            (school.other_principal, school.unit, NotFound),
            (school.principal, school.other_unit, NotFound),
            (school.teacher, school.unit, Denied),
        ):
            with pytest.raises(refusal):
                queries.hand_ins_of_school(session, actor, unit)
    assert (found.handed_in, found.waiting, found.returned, found.approved, found.days) == (2, 1, 0, 1, 0)


def undo(actor, work, who) -> None:
    run(service.undo_feedback, actor, work, who, number=1)


def test_an_answer_is_taken_back_within_a_minute_by_who_sent_it(school: School) -> None:
    work, alva = put_task(school), school.people["alva"]
    hand_in(school.student, work, "Ett och två", at=AFTER)
    answer(school, work, "Skriv mer", Outcome.RETURN)
    with pytest.raises(NotFound):
        undo(school.colleague, work, alva)
    with clock.fixed(clock.now() + rules.UNDO_FOR + timedelta(seconds=1)), pytest.raises(Invalid):
        undo(school.teacher, work, alva)
    undo(school.teacher, work, alva)
    shown = seen(school.student, work)
    assert (shown.state, shown.handed[0].answer.text) == ("late", "")
    assert reading(school.teacher, work, alva).draft == "Skriv mer"
    with db.reading() as session:
        notice = session.exec(select(OutboxMessage).where(OutboxMessage.recipient_id == alva)).one()
    assert notice.withdrawn_at
    answer(school, work, outcome=Outcome.APPROVE)
    assert seen(school.student, work).state == "approved"


def test_what_has_come_back_stands_on_the_start_pages_for_a_week(school: School) -> None:
    work, alva = put_task(school), school.people["alva"]
    hand_in(school.student, work, "Ett och två")
    answer(school, work, "Skriv mer", Outcome.RETURN)

    def back(actor) -> list[tuple[str, bool]]:
        with db.reading() as session:
            own = [(one.title, one.is_done) for one in work_of_day(session, actor, alva, 5)[1]]
            assert [(one.title, one.is_done) for one in came_back(session, actor, [alva])] == own
        return own

    for actor in (school.student, school.guardian):
        assert back(actor) == [("Uppsats", False)]
    with db.reading() as session:
        assert came_back(session, school.foreign_guardian, [alva]) == ()
        assert [one.title for one in work_of_day(session, school.student, alva, 5)[0]] == ["Uppsats"]
    with clock.fixed(clock.now() + rules.NEW_FOR + timedelta(minutes=1)):
        assert back(school.student) == []
    hand_in(school.student, work, "Tre")
    assert back(school.student) == []
