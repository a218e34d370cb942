"""Students respond to one another's hand-ins: who reads what, who sees whom, and what a teacher can do about it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import Session, select

from skolplattform.core import clock, db
from skolplattform.core.actor import Workspace
from skolplattform.core.errors import Conflict, Denied, Invalid, NotFound
from skolplattform.core.tables import AuditEntry
from skolplattform.planning.hand_in import service as hand_ins
from skolplattform.planning.hand_in.service import Own
from skolplattform.planning.peer_response import queries, service
from skolplattform.planning.peer_response.service import Terms
from skolplattform.registry.who_has_seen import who_has_seen
from tests.planning.conftest import run
from tests.planning.hand_in_world import AFTER, add_file, hand_in, key, put_task, take_back
from tests.planning.peer_world import (
    ALVA_WROTE,
    BO_WROTE,
    DAG_WROTE,
    answer,
    deal,
    dealt_out,
    move_dag_to_7a,
    open_round,
    part,
    protect,
    release,
    respond,
    shown,
    to_answer,
    told,
    write,
)
from tests.support.school import School


def dag(school: School):
    return school.actor("dag", Workspace.STUDENT, loa=2)


def test_classmates_read_each_others_work_and_never_their_own(school: School) -> None:
    work, row = dealt_out(school)
    for who, reads in ((school.student, BO_WROTE), (school.classmate, ALVA_WROTE)):
        (line,) = part(who, work).to_read
        assert (line.state, line.whose, line.title) == ("new", "", "Uppsats")
        found = answer(who, UUID(line.id))
        assert (found.text, found.questions, found.may_write) == (reads, ("Vad förstod du?",), True)
    seen = shown(school.teacher, row)
    assert (seen.dealt, seen.sent, seen.lacking, seen.is_dealt) == (2, 0, 0, True)
    assert {one.name: (one.gives, one.gets, one.outside) for one in seen.rows} == {
        "Alva Ask": (1, 1, ""),
        "Bo Björk": (1, 1, ""),
        "Elev med skyddade uppgifter": (0, 0, "protected"),
    }


def test_what_is_written_is_the_students_own_until_it_is_sent_and_the_classmates_when_it_is_released(
    school: School,
) -> None:
    work, row = dealt_out(school)
    response = to_answer(school.classmate, work)
    write(school.classmate, response, "works", "Tydlig början")
    assert "Tydlig" not in str(shown(school.teacher, row))
    with pytest.raises(Invalid) as wrong:
        run(service.send, school.classmate, response, version=answer(school.classmate, response).version, key=key())
    assert wrong.value.field == "next_step"
    respond(school.classmate, response)
    (text,) = shown(school.teacher, row).texts
    assert (text.by, text.whose, text.works) == ("Bo Björk", "Alva Ask", "Tydlig början")
    assert part(school.student, work).got == ()
    release(school, row)
    (got,) = part(school.student, work).got
    assert (got.by, got.works, got.next_step) == ("", "Tydlig början", "Ge ett exempel")
    with Session(db.engine()) as session:
        assert (told(session, "planning.peer_dealt"), told(session, "planning.peer_shown")) == (1, 1)
    respond(school.student, to_answer(school.student, work))
    assert len(part(school.classmate, work).got) == 1, "what is sent after that is read at once"
    with Session(db.engine()) as session:
        assert (told(session, "planning.peer_dealt"), told(session, "planning.peer_shown")) == (0, 2)


def test_by_name_both_see_who_it_is_and_at_once_they_read_it(school: School) -> None:
    work, _ = dealt_out(school, is_named=True, at_once=True)
    response = to_answer(school.classmate, work)
    assert answer(school.classmate, response).whose == "Alva Ask"
    respond(school.classmate, response)
    assert part(school.student, work).got[0].by == "Bo Björk"


def test_without_names_a_file_has_none_either(school: School, data_folder) -> None:
    work = put_task(school)
    file = add_file(school.student, work, "Alva Ask.pdf")
    hand_in(school.student, work)
    hand_in(school.classmate, work, BO_WROTE)
    row = open_round(school, work)
    deal(school, row)
    response = to_answer(school.classmate, work)
    assert [one.name for one in answer(school.classmate, response).files] == ["Fil 1.pdf"]
    with db.reading() as session:
        assert queries.peer_file(session, school.classmate, response, file).name == "fil.pdf"
    for actor, about in ((school.student, response), (dag(school), response)):
        with pytest.raises(NotFound), db.reading() as session:
            queries.peer_file(session, actor, about, file)
    with pytest.raises(NotFound), db.reading() as session:
        queries.peer_file(session, school.student, to_answer(school.student, work), file)


def test_only_who_is_asked_reads_and_writes(school: School) -> None:
    work, row = dealt_out(school)
    response = to_answer(school.classmate, work)
    for actor in (school.student, dag(school)):
        with pytest.raises(NotFound):
            answer(actor, response)
        with pytest.raises(NotFound):
            run(service.write, actor, response, field="works", was="", text="x", version=1)
        with pytest.raises(NotFound):
            run(service.send, actor, response, version=1, key=key())
    for actor in (school.colleague, school.stranger):
        with pytest.raises(NotFound):
            shown(actor, row)
        with pytest.raises(NotFound):
            run(service.deal, actor, row, key=key())
        with pytest.raises(NotFound):
            run(service.release, actor, row, version=1, key=key())
    for actor in (school.principal, school.guardian, school.student):
        with pytest.raises(Denied):
            shown(actor, row)
    with pytest.raises(Denied):
        answer(school.teacher, response)


def test_a_task_of_a_students_own_is_never_dealt_out_nor_read_from_the_day_it_is_one(school: School) -> None:
    move_dag_to_7a(school)
    work = put_task(school)
    for who, text in ((school.student, ALVA_WROTE), (school.classmate, BO_WROTE), (dag(school), DAG_WROTE)):
        hand_in(who, work, text)
    own = Own(due_at=None, note="Tre meningar räcker")
    run(hand_ins.decide_own_terms, school.teacher, work, school.people["dag"], own=own, version=0, key=key())
    row = open_round(school, work, each=3)
    assert deal(school, row) == 2
    assert part(dag(school), work).to_read == ()
    outside = {one.student_id: one.outside for one in shown(school.teacher, row).rows}
    assert outside[str(school.people["dag"])] == "own_task"
    response = to_answer(school.student, work)
    run(hand_ins.decide_own_terms, school.teacher, work, school.people["bo"], own=own, version=0, key=key())
    assert part(school.student, work).to_read == ()
    with pytest.raises(NotFound):
        answer(school.student, response)


def test_who_is_protected_is_not_dealt_out_and_vanishes_the_day_they_become_so(school: School) -> None:
    cleo = school.actor("cleo", Workspace.STUDENT, loa=2)
    work = put_task(school)
    for who, text in ((school.student, ALVA_WROTE), (school.classmate, BO_WROTE), (cleo, "Cleos uppsats")):
        hand_in(who, work, text)
    row = open_round(school, work, each=3, is_named=True, at_once=True)
    assert deal(school, row) == 2
    assert part(cleo, work).to_read == ()
    respond(school.classmate, to_answer(school.classmate, work))
    response = to_answer(school.student, work)
    protect(school, "bo")
    with pytest.raises(NotFound):
        answer(school.student, response)
    (got,) = part(school.student, work).got
    assert (got.by, got.works) == ("", "Tydlig början"), "what was said stays, without a name"


def test_late_hand_ins_are_dealt_in_and_what_waits_at_somebody_away_goes_to_others(school: School) -> None:
    move_dag_to_7a(school)
    work, row = dealt_out(school)
    hand_in(dag(school), work, DAG_WROTE, at=AFTER)
    assert shown(school.teacher, row).lacking == 1
    deal(school, row)
    seen = shown(school.teacher, row)
    assert (seen.lacking, seen.dealt) == (0, 3)
    assert {(one.gives, one.gets) for one in seen.rows if not one.outside} == {(1, 1)}
    alva = str(school.people["alva"])
    response = to_answer(school.student, work)
    write(school.student, response, "works", "Påbörjat")
    run(service.deal_to_others, school.teacher, row, UUID(alva), key=key())
    seen = shown(school.teacher, row)
    given = {one.student_id: (one.gives, one.gets) for one in seen.rows if not one.outside}
    assert given[alva] == (0, 1)
    assert sorted(one for who, one in given.items() if who != alva) == [(1, 1), (2, 1)]
    with pytest.raises(NotFound):
        answer(school.student, response)
    assert not any(one.may_redeal for one in seen.rows if one.student_id == alva)


def test_a_work_that_is_taken_back_is_not_read_and_the_next_version_is_dealt_anew(school: School) -> None:
    work, row = dealt_out(school)
    response = to_answer(school.classmate, work)
    write(school.classmate, response, "works", "Påbörjat")
    take_back(school.student, work)
    with pytest.raises(NotFound):
        answer(school.classmate, response)
    with pytest.raises(Invalid):
        deal(school, row)
    hand_in(school.student, work, "Alvas andra uppsats")
    deal(school, row)
    again = answer(school.classmate, to_answer(school.classmate, work))
    assert (again.text, again.works) == ("Alvas andra uppsats", "Påbörjat"), "what was begun is not lost"


def test_a_teacher_hides_an_unkind_response_and_its_writer_learns_why(school: School) -> None:
    work, row = dealt_out(school, at_once=True)
    response = to_answer(school.classmate, work)
    respond(school.classmate, response, works="Elakt")
    (text,) = shown(school.teacher, row).texts
    for actor, version, why, wrong in (
        (school.colleague, text.version, "x", NotFound),
        (school.teacher, text.version + 1, "x", Conflict),
        (school.teacher, text.version, "  ", Invalid),
    ):
        with pytest.raises(wrong):
            run(service.hide, actor, response, why=why, version=version, key=key())
    run(service.hide, school.teacher, response, why="Skriv om arbetet", version=text.version, key=key())
    assert part(school.student, work).got == ()
    own = answer(school.classmate, response)
    assert (own.is_hidden, own.why) == (True, "Skriv om arbetet")
    with db.reading() as session:
        assert queries.peers_of_child(session, school.guardian, school.people["alva"]) == ("Alva Ask", ())
        assert told(session, "planning.peer_hidden") == 1
    run(service.show_again, school.teacher, response, version=text.version + 1, key=key())
    assert len(part(school.student, work).got) == 1


def test_home_reads_what_the_child_gave_and_got_without_other_childrens_names_or_works(school: School) -> None:
    work, row = dealt_out(school, is_named=True)
    respond(school.student, to_answer(school.student, work), works="Bra, Bo!")
    respond(school.classmate, to_answer(school.classmate, work))
    with db.reading() as session:
        _, (home,) = queries.peers_of_child(session, school.guardian, school.people["alva"])
    assert (len(home.gave), home.got) == (1, ())
    release(school, row)
    with db.reading() as session:
        _, (home,) = queries.peers_of_child(session, school.guardian, school.people["alva"])
    assert (home.gave[0].works, home.got[0].works) == ("Bra, en elev!", "Tydlig början")
    assert "Björk" not in str(home)
    assert BO_WROTE not in str(home)
    with pytest.raises(NotFound), db.reading() as session:
        queries.peers_of_child(session, school.guardian, school.people["bo"])


def test_what_is_ended_is_asked_for_no_more_and_what_was_sent_stays(school: School) -> None:
    work, row = dealt_out(school, at_once=True)
    waiting = to_answer(school.student, work)
    respond(school.classmate, to_answer(school.classmate, work))
    run(service.close_round, school.teacher, row, version=shown(school.teacher, row).version, key=key())
    assert part(school.student, work).to_read == ()
    with pytest.raises(NotFound):
        run(service.write, school.student, waiting, field="works", was="", text="x", version=1)
    assert [one.state for one in part(school.classmate, work).to_read] == ["sent"]
    assert len(part(school.student, work).got) == 1
    with pytest.raises(Invalid):
        deal(school, row)
    with Session(db.engine()) as session:
        assert told(session, "planning.peer_dealt") == 0


def test_what_is_asked_is_checked_and_asked_once_of_a_group(school: School) -> None:
    work = put_task(school)
    asked = {"groups": [school.class_7a], "criteria": [], "questions": "Vad?", "terms": Terms(1, False, False)}
    for wrong, field in (
        ({"groups": []}, "groups"),
        ({"groups": [school.class_7b]}, "groups"),
        ({"questions": " "}, "questions"),
        ({"terms": Terms(4, False, False)}, "each"),
    ):
        with pytest.raises(Invalid) as told_:
            run(service.open_rounds, school.teacher, work, key=key(), **{**asked, **wrong})
        assert told_.value.field == field
    once = key()
    first = run(service.open_rounds, school.teacher, work, key=once, **asked)
    assert run(service.open_rounds, school.teacher, work, key=once, **asked) == first
    with pytest.raises(Invalid):
        run(service.open_rounds, school.teacher, work, key=key(), **asked)
    with pytest.raises(NotFound):
        run(service.open_rounds, school.colleague, work, key=key(), **asked)


def test_of_two_devices_the_later_words_do_not_overwrite(school: School) -> None:
    work, _ = dealt_out(school)
    response = to_answer(school.classmate, work)
    began = answer(school.classmate, response).version
    run(service.write, school.classmate, response, field="works", was="", text="På datorn", version=began)
    with pytest.raises(Conflict) as clash:
        run(service.write, school.classmate, response, field="works", was="", text="På mobilen", version=began)
    assert clash.value.current == "På datorn"
    run(service.write, school.classmate, response, field="next_step", was="", text="Steg", version=began)


def test_readings_are_logged_and_a_home_learns_of_no_classmates_name(school: School) -> None:
    work, row = dealt_out(school)
    answer(school.classmate, to_answer(school.classmate, work))
    shown(school.teacher, row)
    with db.reading() as session:
        verbs = set(session.exec(select(AuditEntry.verb)).all())
        assert {"planning.respond_to_peer", "planning.lead_peer_response"} <= verbs
        seen = who_has_seen(session, school.guardian, school.people["alva"])
    assert "En annan elev" in {one.who.sv for one in seen.rows}
    assert "Björk" not in str(seen)


def test_somebody_who_has_left_the_group_is_asked_for_nothing(school: School) -> None:
    from skolplattform.registry.tables import GroupMembership

    work, _ = dealt_out(school)
    with db.unit() as session:
        question = select(GroupMembership).where(
            GroupMembership.person_id == school.people["bo"], GroupMembership.group_id == school.class_7a
        )
        member = session.exec(question).one()
        member.end_date = clock.today() - timedelta(days=1)
        session.add(member)
    assert part(school.classmate, work).to_read == ()
