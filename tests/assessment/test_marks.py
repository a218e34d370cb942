"""A group's markbook: typed as drafts, shown test by test, told once, read by whose it is."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import col, select

from skolplattform.assessment.grid import CellChange
from skolplattform.assessment.marks import queries, service
from skolplattform.assessment.marks.rules import Design, Form
from skolplattform.assessment.marks.tables import Mark, MarkVersion
from skolplattform.core import clock, db
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, Denied, Invalid, NotFound
from skolplattform.core.tables import AuditEntry, OutboxMessage
from skolplattform.planning.set_work import service as calendar
from skolplattform.schedule.tables import Activity
from tests.assessment.conftest import readings_of
from tests.support.school import School
from tests.support.school_rows import named_id

POINTS = Design("Bråk och procent", date(2026, 11, 12), Form.POINTS, most=20)
LEVELS = Design("Läsning", date(2026, 11, 5), Form.LEVELS, levels=("Inte än", "På väg", "Klarar"))


def made(school: School, design: Design = POINTS) -> UUID:
    with db.unit() as session:
        return service.create_test(session, school.teacher, school.activity, test=design, key=uuid4().hex)


def write(school: School, *cells: tuple[str, UUID, str, str, int], actor: Actor | None = None) -> dict:
    changes = [CellChange(school.people[who], test, code, said, version) for who, test, code, said, version in cells]
    with db.unit() as session:
        return service.save_marks(session, actor or school.teacher, school.activity, cells=changes, key=uuid4().hex)


def publish(school: School, test: UUID) -> int:
    with db.unit() as session:
        return service.publish_test(session, school.teacher, test, key=uuid4().hex)


def undo(school: School, test: UUID) -> int:
    with db.unit() as session:
        return service.undo_test(session, school.teacher, test, key=uuid4().hex)


def book(school: School):
    with db.reading() as session:
        return queries.markbook(session, school.teacher, school.activity)


def own(school: School, who: str = "student", about: str = "alva"):
    with db.reading() as session:
        return queries.results_of_student(session, getattr(school, who), school.people[about])


def told(school: School) -> set[tuple[str, UUID]]:
    waiting = select(OutboxMessage.kind, OutboxMessage.recipient_id).where(col(OutboxMessage.withdrawn_at).is_(None))
    with db.reading() as session:
        return {(kind, person) for kind, person in session.exec(waiting).all()}


def test_results_are_drafts_with_history_and_stand_in_the_book(school: School) -> None:
    test = made(school)
    answer = write(school, ("alva", test, "17,5", "Bra uppställt.", 0), ("bo", test, "away", "", 0))
    assert {(cell["code"], cell["state"]) for cell in answer["cells"]} == {("17.5", "draft"), ("away", "draft")}
    write(school, ("alva", test, "18", "Bra uppställt.", 1))
    found = book(school)
    assert [(column.name, column.most) for column in found.columns] == [("Bråk och procent", 20)]
    assert [row.cells[0].code for row in found.rows] == ["18", "away", ""]
    assert (found.drafts, found.tests[0].done, found.tests[0].away) == (2, 1, 1)
    assert found.tests[0].spread.sv == "18 – 18, hälften har minst 18"
    with db.reading() as session:
        lines = queries.history(session, school.teacher, test, student_id=school.people["alva"])
    assert [(line.sign.sv, line.author) for line in lines] == [("18", "Lena Lönn"), ("17,5", "Lena Lönn")]


def test_a_history_and_what_is_told_of_a_change_that_came_late_are_readings(school: School) -> None:
    test = made(school)
    write(school, ("alva", test, "17", "", 0), ("bo", test, "4", "", 0))
    with db.reading() as session:
        queries.history(session, school.teacher, test, student_id=school.people["alva"])
    assert readings_of(school, "assessment.read_marks") == ["alva"]
    with db.reading() as session, pytest.raises(NotFound):
        queries.history(session, school.teacher, test, student_id=school.people["dag"])
    write(school, ("bo", test, "3", "", 0))
    assert readings_of(school, "assessment.read_marks") == ["alva", "bo"]


def test_what_a_colleague_wrote_is_never_overwritten(school: School) -> None:
    test = made(school)
    write(school, ("alva", test, "17", "", 0))
    answer = write(school, ("alva", test, "3", "", 0), ("bo", test, "4", "", 0))
    assert {(cell["code"], cell["conflict"]) for cell in answer["cells"]} == {("17", "Lena Lönn"), ("4", "")}


@pytest.mark.parametrize(
    ("who", "code", "refused"),
    [("dag", "4", NotFound), ("rut", "4", NotFound), ("alva", "21", Invalid), ("alva", "B", Invalid)],
)
def test_every_student_and_result_is_asked_for(school: School, who: str, code: str, refused: type[Exception]) -> None:
    test = made(school)
    with pytest.raises(refused):
        write(school, ("bo", test, "4", "", 0), (who, test, code, "", 0))
    with db.reading() as session:
        assert session.exec(select(Mark)).all() == []


def test_a_test_of_other_teaching_is_not_written_in(school: School) -> None:
    with pytest.raises(NotFound):
        write(school, ("alva", named_id("no test"), "4", "", 0))


def test_student_and_home_read_what_is_shown_and_are_told_once(school: School) -> None:
    test = made(school)
    write(school, ("alva", test, "17,5", "Bra.", 0), ("bo", test, "-", "", 0))
    assert (own(school), told(school)) == ((), set())
    assert publish(school, test) == 2
    for who in ("student", "guardian", "other_guardian", "teacher", "principal"):
        (result,) = own(school, who)
        assert (result.said.sv, result.said.en) == ("17,5 av 20 poäng", "17.5 of 20 points")
        assert (result.title, result.comment, result.is_result) == ("Bråk och procent", "Bra.", True)
    (result,) = own(school, "teacher", "bo")
    assert (result.said.sv, result.is_result) == ("Inte skrivit", False)
    for who in ("foreign_guardian", "other_principal", "colleague"):
        with pytest.raises(NotFound):
            own(school, who)
    people = school.people
    assert told(school) == {
        ("assessment.result", people["alva"]),
        ("assessment.result", people["bo"]),
        ("assessment.result_home", people["rut"]),
        ("assessment.result_home", people["sten"]),
        ("assessment.result_home", people["tove"]),
    }


def test_a_shown_result_that_is_changed_is_a_draft_and_keeps_its_history(school: School) -> None:
    test = made(school)
    write(school, ("alva", test, "17", "", 0))
    publish(school, test)
    write(school, ("alva", test, "19", "", 1))
    assert own(school)[0].said.sv == "17 av 20 poäng"
    assert publish(school, test) == 1
    assert own(school)[0].said.sv == "19 av 20 poäng"
    with db.reading() as session:
        lines = queries.history(session, school.teacher, test, student_id=school.people["alva"])
    assert [(line.sign.sv, line.shown) for line in lines] == [("19", True), ("17", True)]
    assert publish(school, test) == 0


def test_taken_back_it_shows_what_it_showed_before_and_nobody_is_told(school: School) -> None:
    test = made(school)
    write(school, ("alva", test, "17", "", 0))
    publish(school, test)
    with clock.fixed(clock.now() + timedelta(minutes=5)):
        write(school, ("alva", test, "19", "", 1), ("bo", test, "4", "", 0))
        publish(school, test)
        assert undo(school, test) == 2
    assert own(school)[0].said.sv == "17 av 20 poäng"
    assert own(school, "teacher", "bo") == ()
    assert ("assessment.result", school.people["bo"]) not in told(school)
    assert ("assessment.result", school.people["alva"]) in told(school)
    with db.reading() as session:
        assert session.exec(select(MarkVersion.version).where(col(MarkVersion.shown_at).is_not(None))).all() == [1]
    with clock.fixed(clock.now() + timedelta(minutes=11)), pytest.raises(Invalid):
        undo(school, test)


def test_levels_are_told_in_the_teachers_words(school: School) -> None:
    test = made(school, LEVELS)
    write(school, ("alva", test, "2", "", 0))
    publish(school, test)
    assert own(school)[0].said.sv == "På väg"
    (line,) = book(school).tests
    assert line.spread.sv == "Inte än: 0, På väg: 1, Klarar: 0"


def test_once_written_the_form_stays_and_of_two_who_reword_the_second_is_told(school: School) -> None:
    test = made(school)
    write(school, ("alva", test, "17", "", 0))
    with db.unit() as session, pytest.raises(Invalid) as fewer:
        service.change_test(session, school.teacher, test, test=LEVELS, version=1, key=uuid4().hex)
    assert fewer.value.field == "form"
    renamed = Design("Bråk", POINTS.day, Form.POINTS, most=25)
    with db.unit() as session:
        service.change_test(session, school.teacher, test, test=renamed, version=1, key=uuid4().hex)
    with db.unit() as session, pytest.raises(Conflict):
        service.change_test(session, school.teacher, test, test=POINTS, version=1, key=uuid4().hex)
    assert [column.name for column in book(school).columns] == ["Bråk"]


def test_put_away_it_leaves_the_book_and_stays_with_the_students(school: School) -> None:
    test = made(school)
    write(school, ("alva", test, "17", "", 0))
    publish(school, test)
    with db.unit() as session:
        service.archive_test(session, school.teacher, test, version=1)
    assert (book(school).columns, len(own(school))) == ((), 1)
    with pytest.raises(NotFound):
        publish(school, test)


def test_a_test_of_the_calendar_is_tied_to_one_column(school: School) -> None:
    with db.unit() as session:
        wanted = calendar.Wanted("test", "Bråk", clock.today(), frozenset([school.class_7a]))
        work = calendar.set_work(session, school.teacher, syllabus_id=school.syllabus, wanted=wanted, key=uuid4().hex)
    tied = Design("Bråk", clock.today(), Form.POINTS, most=20, work_id=work)
    with db.reading() as session:
        assert [one[1] for one in queries.new_test(session, school.teacher, school.activity).works] == ["Bråk"]
    test = made(school, tied)
    with pytest.raises(Invalid):
        made(school, tied)
    with pytest.raises(Invalid):
        made(school, Design("Bråk", clock.today(), Form.POINTS, most=20, work_id=named_id("no work")))
    with db.reading() as session:
        assert queries.new_test(session, school.teacher, school.activity).works == ()
        assert [one[0] for one in queries.form_of_test(session, school.teacher, test).works] == [str(work)]


def test_the_head_counts_published_tests_and_sees_no_draft(school: School) -> None:
    shown, _draft = made(school), made(school, LEVELS)
    write(school, ("alva", shown, "17", "", 0))
    publish(school, shown)
    with db.reading() as session:
        (group,) = queries.published_tests(session, school.principal)
        assert (group.name, group.teachers, group.published) == ("Matematik 7A", "Lena Lönn", 1)
        assert queries.published_tests(session, school.other_principal) == ()


def test_a_head_reads_no_result_of_another_schools_teaching_and_nobody_else_counts(school: School) -> None:
    test = made(school)
    write(school, ("alva", test, "17", "", 0))
    publish(school, test)
    assert len(own(school, "principal")) == 1
    with db.unit() as session:
        session.get_one(Activity, school.activity).unit_id = school.other_unit
    assert own(school, "principal") == ()
    for actor in (school.teacher, school.guardian, school.student, school.administrator):
        with db.reading() as session, pytest.raises(Denied):
            queries.published_tests(session, actor)


def test_reading_the_book_is_written_down_and_so_is_writing(school: School) -> None:
    test = made(school)
    write(school, ("alva", test, "17", "", 0))
    book(school)
    publish(school, test)
    with db.reading() as session:
        entries = session.exec(select(AuditEntry).order_by(col(AuditEntry.position))).all()
    by_verb = {entry.verb: entry.subject_id for entry in entries}
    assert {"assessment.record", "assessment.read_marks", "assessment.publish"} <= set(by_verb)
    assert by_verb["assessment.publish"] == school.people["alva"]


def test_a_protected_student_is_in_the_book_without_a_name(school: School) -> None:
    made(school)
    assert [row.name for row in book(school).rows][-1] == "Elev med skyddade uppgifter"


@pytest.mark.parametrize("tests", [1, 12])
def test_a_book_takes_as_many_statements_however_wide(school: School, statements: list[str], tests: int) -> None:
    for number in range(tests):
        made(school, Design(f"Prov {number}", POINTS.day, Form.POINTS, most=20))
    statements.clear()
    with db.reading() as session:
        queries.markbook(session, school.teacher, school.activity)
    assert len(statements) <= 8, "\n".join(statements)
