"""Grades taken over from another system."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlmodel import Session, select

from skolplattform.assessment import queries, service
from skolplattform.assessment.contract import GradeGiven, GradesTaken
from skolplattform.assessment.tables import Grade
from skolplattform.core import db
from skolplattform.core.actor import system_actor
from skolplattform.core.errors import Denied
from skolplattform.schedule.tables import Syllabus
from tests.support.school import School
from tests.support.school_rows import named_id

IMPORT = system_actor("import")


def grade(school: School, name: str = "one", **facts: object) -> GradeGiven:
    given = GradeGiven(
        id=named_id(f"grade {name}"),
        student_id=school.people["alva"],
        unit_id=school.unit,
        syllabus_id=school.syllabus,
        value="C",
        semester="VT",
        year=2026,
        registered_date=date(2026, 6, 8),
    )
    return replace(given, **facts)


def take(*grades: GradeGiven) -> GradesTaken:
    with db.unit() as session:
        return service.take_grades(session, IMPORT, grades)


def seen(school: School) -> list[tuple[str, str]]:
    with db.reading() as session:
        return [
            (item.subject, item.shown)
            for item in queries.grades_of_last_term(session, school.guardian, school.people["alva"])
        ]


def syllabus(session: Session, designation: str, name: str) -> UUID:
    row = Syllabus(id=named_id(name), school_type="GR", subject_code="X", subject_name=name, designation=designation)
    session.add(row)
    return row.id


def test_the_same_grades_twice_change_nothing(school: School) -> None:
    assert take(grade(school)) == GradesTaken(1, 0, 0)
    assert take(grade(school)) == GradesTaken(0, 0, 1)
    assert seen(school) == [("Matematik", "C")]


def test_a_changed_grade_supersedes_and_the_first_is_kept(school: School) -> None:
    """R-G17."""
    take(grade(school))
    assert take(grade(school, value="B", correction_type="Ändring")) == GradesTaken(0, 1, 0)
    assert take(grade(school, value="B", correction_type="Ändring")) == GradesTaken(0, 0, 1)
    assert seen(school) == [("Matematik", "B")]
    with db.reading() as session:
        kept = session.exec(select(Grade).order_by(Grade.revision)).all()
    assert [(row.revision, row.value) for row in kept] == [(1, "C"), (2, "B")]


def test_a_dash_is_stored_as_a_state(school: School) -> None:
    """R-G01, R-G02."""
    take(grade(school, value="-"))
    with db.reading() as session:
        row = session.exec(select(Grade)).one()
    assert (row.value, row.not_set) == (None, True)
    assert seen(school) == [("Matematik", "–")]


def test_only_the_latest_term_is_last_term(school: School) -> None:
    take(
        grade(school),
        grade(school, "earlier", value="E", semester="HT", year=2025),
        grade(school, "older", value="F", semester="VT", year=2025),
    )
    assert seen(school) == [("Matematik", "C")]


def test_a_bad_grade_is_refused_alone(school: School) -> None:
    answer = take(
        grade(school),
        grade(school, "letter", value="Q"),
        grade(school, "nobody", student_id=named_id("nobody")),
        grade(school, "nowhere", unit_id=named_id("nowhere")),
        grade(school, "nothing", syllabus_id=named_id("nothing")),
        grade(school, "term", semester="ST"),
    )
    assert (answer.new, [(item.field, item.key) for item in answer.refused]) == (
        1,
        [
            ("grade_value", "assessment.error.grade_value"),
            ("student", "assessment.error.unknown_reference"),
            ("organisation", "assessment.error.unknown_reference"),
            ("syllabus", "assessment.error.unknown_reference"),
            ("semester", "assessment.error.semester"),
        ],
    )


def test_a_combined_grade_and_its_subjects_are_not_set_in_one_term(school: School) -> None:
    """R-G14."""
    with db.unit() as session:
        chemistry, combined = syllabus(session, "KE", "Kemi"), syllabus(session, "NO", "NO")
    assert take(grade(school, "no", syllabus_id=combined)).new == 1
    answer = take(grade(school, "ke", syllabus_id=chemistry))
    assert [item.key for item in answer.refused] == ["assessment.error.block_grade"]
    assert take(grade(school, "later", syllabus_id=chemistry, semester="HT")).new == 1


def test_weighing_stores_nothing(school: School) -> None:
    with db.unit() as session:
        assert service.weigh_grades(session, IMPORT, [grade(school)]) == GradesTaken(1, 0, 0)
    assert seen(school) == []


def test_what_was_taken_is_handed_out_as_it_stands(school: School) -> None:
    take(grade(school), grade(school, "two", value="-", final=True))
    take(grade(school, value="A"))
    with db.reading() as session:
        out = queries.grades_of(session, IMPORT, [school.unit], None)
        assert queries.grades_of(session, IMPORT, [school.unit], out[-1].id) == []
    assert sorted(out, key=str) == sorted(
        [grade(school, value="A"), grade(school, "two", value="-", final=True)], key=str
    )


def test_people_do_not_take_or_hand_out_grades_in_bulk(school: School) -> None:
    with db.unit() as session, pytest.raises(Denied):
        service.take_grades(session, school.administrator, [grade(school)])
    with db.reading() as session, pytest.raises(Denied):
        queries.grades_of(session, school.administrator, [school.unit], None)
