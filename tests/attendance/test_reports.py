"""Reports to take away, on both databases: the right minutes, the right persons, logged, as Excel, CSV and PDF."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from skolplattform.attendance import reports, service
from skolplattform.attendance.contract import AbsentMinutes, TermAbsence
from skolplattform.attendance.reports import Kind, Wanted, report
from skolplattform.attendance.rules import figures
from skolplattform.attendance.rules.figures import Day
from skolplattform.core import clock, db, modules
from skolplattform.core.errors import Denied, Invalid, NotFound
from skolplattform.core.pdf import pdf_bytes
from skolplattform.core.tables import AuditEntry
from skolplattform.core.tabular import Sheet
from skolplattform.registry.tables import Enrolment
from tests.support.school import School


@st.composite
def years(draw) -> list[Day]:
    days = draw(st.lists(st.integers(0, 300), unique=True, max_size=40))
    made = []
    for number in days:
        invalid = draw(st.integers(0, 200))
        made.append(Day(date(2026, 8, 1) + timedelta(days=number), 360, 300, draw(st.integers(0, 100)), invalid, 0))
    return made


@given(years())
def test_csn_hears_of_months_with_four_hours_on_several_days_and_of_no_others(days):
    wanted = {}
    for year, month in {(day.day.year, day.day.month) for day in days}:
        mine = [day for day in days if (day.day.year, day.day.month) == (year, month)]
        if sum(day.invalid for day in mine) >= 240 and sum(1 for day in mine if day.invalid) >= 2:
            wanted[date(year, month, 1)] = sum(day.invalid for day in mine)
    assert {month: found.invalid for month, found in figures.for_csn(figures.by_month(days)).items()} == wanted


@given(years())
def test_the_months_together_are_the_whole(days):
    whole, months = figures.total(days), figures.by_month(days).values()
    for name in ("offered", "reported", "valid", "invalid", "occasions"):
        assert getattr(whole, name) == sum(getattr(month, name) for month in months)


def reported(school: School, **named: AbsentMinutes) -> None:
    with db.unit() as session:
        marks = {school.people[name]: named.get(name, AbsentMinutes()) for name in ("alva", "bo", "cleo")}
        service.report_lesson(session, school.teacher, school.lesson, marks=marks, version=0, key=uuid4().hex)


def wanted(school: School, kind: Kind = Kind.STUDENTS, **more) -> Wanted:
    return Wanted(school.unit, kind, school.day, school.day, **more)


def taken(school: School, asked: Wanted, actor=None) -> Sheet:
    with clock.fixed(clock.now() + timedelta(hours=4)), db.unit() as session:
        _, (sheet,) = report(session, actor or school.principal, asked)
    return sheet


def test_a_student_has_the_hours_held_and_the_share_of_the_reported_ones(school: School):
    reported(school, bo=AbsentMinutes(invalid=30))
    sheet = taken(school, wanted(school))
    assert {row[0]: row[2:] for row in sheet.rows if row[1] == "7A"} == {
        "Ask, Alva": (2.0, 0.0, 0.0, 0.0, 0.0, 0.5),
        "Björk, Bo": (2.0, 0.5, 0.0, 0.5, 0.0, 0.5),
    }, "the earlier lesson was held and nobody reported it; Cleo is protected and in no list"


def test_classes_and_the_school_add_up(school: School):
    reported(school, bo=AbsentMinutes(valid=60))
    sheet = taken(school, wanted(school, Kind.CLASSES))
    assert [(row[0], row[1], row[3]) for row in sheet.rows] == [
        ("7A", 4.0, 1.0),
        ("7B", 1.0, 0.0),
        ("Ekbackens skola", 5.0, 1.0),
    ]


def test_the_register_has_its_keys(school: School):
    reported(school, alva=AbsentMinutes(invalid=60))
    with db.reading() as session:
        enrolment = session.exec(select(Enrolment).where(Enrolment.person_id == school.people["alva"])).one()
    (row,) = [row for row in taken(school, wanted(school, Kind.REGISTER)).rows if row[-1]]
    assert row[1:] == (enrolment.school_type, "12345678", 7, "HT2026", "2026-11", 2.0, 1.0, 0.0, 1.0)


def test_the_list_for_csn_is_of_upper_secondary_only(school: School):
    reported(school, alva=AbsentMinutes(invalid=60))
    assert taken(school, wanted(school, Kind.CSN)).rows == ()


def test_one_class_and_no_other_school(school: School):
    sheet = taken(school, wanted(school, class_id=school.class_7b), school.administrator)
    assert {row[1] for row in sheet.rows} == {"7B"}
    for actor, error in ((school.other_principal, NotFound), (school.teacher, Denied), (school.guardian, Denied)):
        with pytest.raises(error):
            taken(school, wanted(school), actor)


def test_a_large_report_says_why_and_each_is_logged(school: School, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reports, "LARGE", 1)
    with pytest.raises(Invalid):
        taken(school, wanted(school))
    monkeypatch.setattr(reports.second_factor, "is_proved", lambda session, actor: False)
    with pytest.raises(Invalid) as unproved:
        taken(school, wanted(school, reason="terminsbetyg"))
    assert unproved.value.field == "code"
    monkeypatch.setattr(reports.second_factor, "is_proved", lambda session, actor: True)
    taken(school, wanted(school, reason="terminsbetyg"))
    with db.reading() as session:
        entries = session.exec(select(AuditEntry).where(AuditEntry.entity == "attendance_report")).all()
    (why,) = [entry.detail for entry in entries if "reason" in entry.detail]
    assert (why["reason"], why["persons"]) == ("terminsbetyg", 3)


def test_term_grades_ask_for_the_minutes_without_valid_reason(school: School):
    reported(school, bo=AbsentMinutes(invalid=30), alva=AbsentMinutes(valid=60))
    asked = modules.get(TermAbsence)
    assert asked is not None
    students = [school.people[name] for name in ("alva", "bo")]
    with clock.fixed(clock.now() + timedelta(hours=4)), db.reading() as session:
        found = asked.invalid_minutes(session, school.teacher, school.unit, students, school.day, school.day)
    assert found == {school.people["bo"]: 30}


def test_a_document_is_tagged_and_what_looks_like_markup_is_text():
    sheet = Sheet(
        "Elever", ("Elev", "Frånvaro"), (("#panic() *Åsa* $x$", 0.125), ("<b>@Örjan</b>", None)), frozenset({1})
    )
    made = pdf_bytes("Rapport", ["#line"], [sheet], language="sv", footer="Ekbacken", nothing="Inget")
    assert made.startswith(b"%PDF")
    assert b"/StructTreeRoot" in made
    assert b"/MarkInfo" in made
