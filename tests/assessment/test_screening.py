"""Screening in a class: recorded in one grid, followed by the clock, told to home in words only (BED-13)."""

from __future__ import annotations

from dataclasses import fields

import pytest
from sqlmodel import select

from skolplattform.assessment.screening import queries, service
from skolplattform.assessment.screening.rules import Said
from skolplattform.assessment.screening.views import HomeScreening
from skolplattform.core import db
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.errors import Conflict, Denied, Invalid, NotFound
from skolplattform.core.tables import AuditEntry, OutboxMessage
from tests.assessment.conftest import readings_of
from tests.assessment.screening_world import MATERIAL, WORDS, board, cell, child, in_year_one, save, tell, write
from tests.support.school import School


@pytest.fixture(autouse=True)
def young(school: School) -> None:
    with db.unit() as session:
        in_year_one(session)


def at_home(actor: Actor, school: School) -> tuple[HomeScreening, ...]:
    with db.reading() as session:
        return queries.home_screening(session, actor, school.people["alva"])


def test_points_and_words_are_kept_with_their_history(school: School) -> None:
    alva = school.people["alva"]
    told = save(school, cell(alva, "4"), cell(alva, "1", WORDS, "Tittar på bilderna."))
    assert [(one["criterion_id"], one["code"], one["version"]) for one in told] == [("ljud", "4", 1), (WORDS, "1", 1)]
    save(school, cell(alva, "7", version=1))
    shown = board(school)
    row = next(row for row in shown.rows if row.student_id == str(alva))
    codes = {column.id: one.code for column, one in zip(shown.columns, row.cells, strict=True)}
    assert (codes["ljud"], codes[WORDS]) == ("7", "1")
    with db.reading() as session:
        where = {"student_id": alva, "part": "ljud"}
        history = queries.cell_history(session, school.teacher, school.class_7a, MATERIAL, **where)
    assert [(entry.code, entry.author) for entry in history] == [("7", "Lena Lönn"), ("4", "Lena Lönn")]


def test_a_history_and_what_is_told_of_a_change_that_came_late_are_readings(school: School) -> None:
    alva, bo = school.people["alva"], school.people["bo"]
    save(school, cell(alva, "4"), cell(bo, "5"))
    with db.reading() as session:
        queries.cell_history(session, school.teacher, school.class_7a, MATERIAL, student_id=alva, part="ljud")
    assert readings_of(school, "assessment.read_screening") == ["alva"]
    save(school, cell(bo, "9"))
    assert readings_of(school, "assessment.read_screening") == ["alva", "bo"]


def test_of_two_who_write_the_second_is_told_and_nothing_is_lost(school: School) -> None:
    alva = school.people["alva"]
    save(school, cell(alva, "4"))
    (told,) = save(school, cell(alva, "9"))
    assert (told["code"], told["conflict"]) == ("4", "Lena Lönn")
    assert save(school, cell(alva, "4"))[0]["conflict"] == ""


def test_the_same_batch_twice_is_one(school: School) -> None:
    batch = cell(school.people["alva"], "4")
    assert save(school, batch, key="batch-0001") == save(school, batch, key="batch-0001")


@pytest.mark.parametrize(("value", "part"), [("11", "ljud"), ("A", "ljud"), ("9", WORDS)])
def test_a_value_that_the_part_has_not_is_refused(school: School, value: str, part: str) -> None:
    with pytest.raises(Invalid):
        save(school, cell(school.people["alva"], value, part))


def test_a_child_or_a_part_that_is_not_in_the_grid_is_refused(school: School) -> None:
    for wrong in (cell(school.people["dag"], "4"), cell(school.people["alva"], "4", "okänd")):
        with pytest.raises(NotFound):
            save(school, wrong)


def test_a_signal_starts_the_clock_and_each_step_moves_it(school: School) -> None:
    assert child(school).subjects[0].step == ""
    save(school, cell(school.people["alva"], "4"))
    assert (child(school).subjects[0].signals, child(school).subjects[0].step) == (("Höra språkljud",), "assess")
    write(school, Said("Hör första ljudet.", "adaptations", consulted=True), version=0)
    assert child(school).subjects[0].step == "plan"
    write(school, Said("Hör första ljudet.", "adaptations", consulted=True, measures="Lästräning."), version=1)
    swedish = child(school).subjects[0]
    assert (swedish.step, swedish.by.sv, swedish.planned_on.sv) == (
        "follow_up", "30 juni 2027", "18 november 2026",
    )  # fmt: skip
    with pytest.raises(Conflict):
        write(school, Said("Annat.", "none"), version=1)


def test_a_result_that_rises_over_the_limit_stops_asking(school: School) -> None:
    alva = school.people["alva"]
    save(school, cell(alva, "4"))
    save(school, cell(alva, "8", version=1))
    assert not child(school).subjects[0].has_signal


def test_who_is_left_is_told_class_by_class(school: School) -> None:
    parts = [column.id for column in board(school).columns]
    done = [cell(school.people["alva"], "2", part) for part in parts]
    save(school, *done, cell(school.people["bo"], "-"))
    with db.reading() as session:
        lines = queries.screened_classes(session, school.teacher)
        reading = next(line for line in lines if line.material == MATERIAL)
    assert (reading.students, reading.done, reading.left, reading.signals) == (3, 1, 2, 1)
    assert reading.until.sv == "18 december 2026"
    with db.reading() as session:
        of_school = queries.school_screening(session, school.principal)
    few = next(line for line in of_school.lines if line.material == MATERIAL and line.class_name == "7A")
    assert (few.is_small, few.signals) == (True, 0)
    assert (of_school.is_small, of_school.waiting) == (True, 0)


def test_student_health_sees_those_with_a_signal_only(school: School) -> None:
    save(school, cell(school.people["alva"], "4"), cell(school.people["bo"], "9"))
    with db.reading() as session:
        lines = queries.children_in_care(session, school.student_health)
    assert [line.name for line in lines] == ["Alva Ask"]
    assert not child(school, actor=school.student_health).can_write
    with pytest.raises(NotFound):
        child(school, "bo", actor=school.student_health)


def test_who_has_nothing_to_do_with_screening_is_refused_before_any_child_is_looked_for(school: School) -> None:
    alva, said = school.people["alva"], Said("Tittade närmare.", "none")
    save(school, cell(alva, "4"))
    for actor in (school.student_health, school.guardian, school.student, school.principal):
        with db.reading() as session, pytest.raises(Denied):
            queries.board(session, actor, school.class_7a, MATERIAL)
        with db.unit() as session, pytest.raises(Denied):
            service.write_care(session, actor, alva, "swedish", said=said, version=0, key="refused-1")
    for actor in (school.guardian, school.student, school.principal):
        with pytest.raises(Denied):
            child(school, actor=actor)
        with db.reading() as session, pytest.raises(Denied):
            queries.children_in_care(session, actor)
    for actor in (school.guardian, school.student, school.student_health):
        for asked in (queries.screened_classes, queries.school_screening):
            with db.reading() as session, pytest.raises(Denied):
                asked(session, actor)
    with db.reading() as session, pytest.raises(Denied):
        queries.home_screening(session, school.teacher, alva)


def test_home_reads_words_and_never_a_result(school: School) -> None:
    save(school, cell(school.people["alva"], "4", comment="Orolig idag."))
    assert at_home(school.guardian, school) == ()
    tell(school)
    for guardian in (school.guardian, school.other_guardian):
        (told,) = at_home(guardian, school)
        assert (told.seen, told.next_step) == ("Läser korta ord.", "Läs tio minuter hemma.")
        assert (told.done, told.by) == ("Läs- och skrivutveckling, höst", "Lena Lönn")
        words = " ".join(str(getattr(told, field.name)) for field in fields(told))
        assert "Orolig" not in words
        assert "4" not in words
    tell(school, "Läser meningar.")
    assert [one.seen for one in at_home(school.guardian, school)] == ["Läser meningar."]
    with pytest.raises(NotFound):
        at_home(school.foreign_guardian, school)


def test_a_class_is_told_together_but_not_those_to_look_closer_at_nor_those_left(school: School) -> None:
    words = {WORDS: "3", "skriva": "2", "samtala": "3", "ljud": "9", "bokstaver": "20", "ord": "9"}
    expected = [cell(school.people["alva"], value, part) for part, value in words.items()]
    closer = [cell(school.people["bo"], value, part) for part, value in {**words, "ljud": "2"}.items()]
    save(school, *expected, *closer, cell(school.people["cleo"], "9"))
    assert board(school).told_together == 1
    said = {"seen": "Läser säkert.", "next_step": "Läs vidare."}
    for turn, told in (("class-0001", 1), ("class-0001", 1), ("class-0002", 0)):
        with db.unit() as session:
            class_id = school.class_7a
            assert service.tell_class(session, school.teacher, class_id, MATERIAL, **said, key=turn) == told
    assert [one.seen for one in at_home(school.guardian, school)] == ["Läser säkert."]
    with db.reading() as session:
        tove = school.actor("tove", Workspace.GUARDIAN)
        assert queries.home_screening(session, tove, school.people["bo"]) == ()


def test_home_is_told_that_there_is_something_and_no_more(school: School) -> None:
    tell(school)
    with db.reading() as session:
        rows = session.exec(select(OutboxMessage).where(OutboxMessage.kind == "assessment.screening")).all()
    assert {row.recipient_id for row in rows} == {school.people["rut"], school.people["sten"]}
    assert all(set(row.payload) == {"student", "unit"} for row in rows)


def test_every_reading_and_writing_is_in_the_log(school: School) -> None:
    save(school, cell(school.people["alva"], "4"))
    board(school)
    child(school)
    with db.reading() as session:
        entries = session.exec(select(AuditEntry.verb)).all()
    assert entries.count("assessment.screen") == 1
    assert entries.count("assessment.read_screening") == 2
