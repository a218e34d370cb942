"""One student's attendance over a time: shown, taken away, logged, and only to those who answer for the student."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

from skolplattform.attendance import service
from skolplattform.attendance.api import _of_student
from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.pages.student_choice import StudentChoiceState
from skolplattform.attendance.pages.student_time import StudentTimeState
from skolplattform.attendance.queries.student_time import student_time, students_to_account
from skolplattform.attendance.student_report import OneStudent, student_report
from skolplattform.core import clock, db
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.errors import Denied, Invalid, NotFound
from skolplattform.core.tables import AuditEntry
from skolplattform.registry.tables import Person
from tests.attendance.counting import statements
from tests.support.events import Pages
from tests.support.school import School
from tests.support.sign_in import cookie


@pytest.fixture
def later(school: School, frozen):
    """After the day's lessons, one of which is reported: Bo came 20 minutes late, Alva was away with valid reason."""
    marks = {school.people["cleo"]: AbsentMinutes(), school.people["bo"]: AbsentMinutes(invalid=20),
             school.people["alva"]: AbsentMinutes(valid=60)}  # fmt: skip
    with db.unit() as session:
        service.report_lesson(session, school.teacher, school.lesson, marks=marks, version=0, key=uuid4().hex)
    with frozen(clock.now() + timedelta(hours=4)):
        yield


def wanted(school: School, name: str = "bo", **more) -> OneStudent:
    return OneStudent(school.people[name], school.day, school.day, **more)


def taken(school: School, actor: Actor, name: str = "bo"):
    with db.unit() as session:
        return student_report(session, actor, wanted(school, name))[1]


def test_months_lessons_and_absences_say_the_same(school: School, later):
    months, lessons, absences = taken(school, school.teacher)
    assert months.rows[0] == ("2026-11", 2.0, pytest.approx(1 / 3), 0.0, 0.3, 0.0, 0.5)
    assert months.rows[-1] == ("Hela tiden", *months.rows[0][1:])
    assert sum(row[1] for row in lessons.rows) == 2.0
    assert absences.rows == (("2026-11-18", "10.00", "Matematik 7A", "Sen", 20),)


def test_it_is_the_same_share_as_in_the_whole_schools_report(school: School, later):
    from skolplattform.attendance.reports import Kind, Wanted, report

    with db.unit() as session:
        asked = Wanted(school.unit, Kind.STUDENTS, school.day, school.day)
        _, (whole,) = report(session, school.principal, asked)
    (bo,) = [row for row in whole.rows if row[0] == "Björk, Bo"]
    assert taken(school, school.principal)[0].rows[-1][1:] == bo[2:]


def test_the_family_takes_out_its_own_and_nobody_elses(school: School, later):
    assert taken(school, school.guardian, "alva")[2].rows[0][3] == "Giltig"
    assert taken(school, school.actor("alva", Workspace.STUDENT), "alva")[2].rows[0][3] == "Giltig"
    for actor in (school.guardian, school.actor("alva", Workspace.STUDENT), school.other_principal, school.colleague):
        with pytest.raises(NotFound):
            taken(school, actor, "bo")
    with pytest.raises(Denied):
        taken(school, school.actor("central", Workspace.CENTRAL), "bo")


def test_a_protected_student_is_in_no_staffs_report_without_a_grant(school: School, later):
    for actor in (school.teacher, school.principal):
        with pytest.raises(NotFound):
            taken(school, actor, "cleo")


def test_a_guardian_takes_nothing_out_of_a_child_who_has_come_of_age(school: School, later):
    with db.unit() as session:
        person = session.get_one(Person, school.people["alva"])
        person.birth_date = school.day.replace(year=school.day.year - 18)
        session.add(person)
    with pytest.raises(NotFound):
        taken(school, school.guardian, "alva")


def test_the_days_must_come_in_order_and_within_a_school_year(school: School):
    for first, last in ((school.day, school.day - timedelta(days=1)), (school.day - timedelta(days=500), school.day)):
        with db.unit() as session, pytest.raises(Invalid):
            student_report(session, school.teacher, OneStudent(school.people["bo"], first, last))


def test_the_document_is_tagged_and_what_the_school_takes_is_in_the_childs_log(school: School, later):
    with db.unit() as session:
        _, made = _of_student(session, school.teacher, wanted(school), "pdf")
    assert made.startswith(b"%PDF")
    assert b"/StructTreeRoot" in made
    with db.unit() as session:
        kind, sheet = _of_student(session, school.teacher, wanted(school, language="en"), "xlsx")
    assert (kind.rpartition(".")[2], sheet[:2]) == ("sheet", b"PK")
    with db.reading() as session:
        rows = session.exec(select(AuditEntry).where(AuditEntry.entity == "student_time")).all()
    assert {row.verb for row in rows} == {"attendance.student_time", "attendance.student_time_taken"}


def test_a_year_costs_two_statements_however_many_lessons(school: School, later):
    with db.reading() as session, statements() as sent:
        student_time(session, school.teacher, school.people["bo"], school.day - timedelta(days=300), school.day)
    assert len(sent) == 2


def test_a_mentor_sees_the_class_and_the_head_searches(school: School):
    with db.reading() as session:
        assert [one.name for one in students_to_account(session, school.teacher, "")] == ["Alva Ask", "Bo Björk"]
        assert students_to_account(session, school.principal, "") == []
        assert [one.name for one in students_to_account(session, school.principal, "da")] == ["Dag Dunört"]
        assert [one.name for one in students_to_account(session, school.guardian, "")] == ["Alva Ask", "Elsa Ask"]


def test_the_pages(school: School, pages: Pages):
    marks = {school.people[name]: AbsentMinutes(invalid=20) for name in ("alva", "bo", "cleo")}
    with db.unit() as session:
        service.report_lesson(session, school.teacher, school.earlier_lesson, marks=marks, version=0, key=uuid4().hex)
    tab = pages.tab(cookie(school.people["teacher"], Workspace.TEACHER))
    tab.open("/elevnarvaro")
    assert len(tab.variable(StudentChoiceState, "found")) == 2
    tab.open("/elevnarvaro/[student_id]", student_id=str(school.people["bo"]))
    view = tab.variable(StudentTimeState, "view")
    assert (view.name, view.away[0].said.sv) == ("Bo Björk", "Sen, 20 minuter")
    tab.call(
        StudentTimeState.span,
        first=(school.day - timedelta(days=3)).isoformat(),
        last=(school.day - timedelta(days=1)).isoformat(),
    )
    assert tab.variable(StudentTimeState, "view").away == ()
    tab.open("/elevnarvaro/[student_id]", student_id=str(school.people["dag"]))
    assert tab.variable(StudentTimeState, "missing")


def test_where_there_is_nobody_to_choose_between_the_one_is_shown(school: School, pages: Pages):
    alone = pages.tab(cookie(school.people["alva"], Workspace.STUDENT))
    alone.open("/elevnarvaro")
    assert any("redirect" in name for name in alone.events())
    of_two = pages.tab(cookie(school.people["rut"], Workspace.GUARDIAN))
    of_two.open("/elevnarvaro")
    assert not any("redirect" in name for name in of_two.events())
