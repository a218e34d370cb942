"""How far a class and a school have come: counted as published, for those whose students they are."""

from __future__ import annotations

from uuid import uuid4

import pytest

from skolplattform.assessment import queries, rules, service
from skolplattform.assessment.pages.groups import GroupsState
from skolplattform.assessment.pages.progress_class import ClassProgressState
from skolplattform.assessment.pages.progress_school import SchoolProgressState
from skolplattform.assessment.rules import Standing, Tally
from skolplattform.core import db, readings
from skolplattform.core.actor import Actor, Role, Workspace
from skolplattform.core.errors import Denied, NotFound
from skolplattform.registry.tables import GroupMembership
from tests.assessment.conftest import FIRST, LETTERS, SECOND, THIRD
from tests.assessment.test_cells import save
from tests.support.events import Pages
from tests.support.school import School
from tests.support.school_rows import BEGAN
from tests.support.sign_in import cookie


def published(school: School) -> None:
    save(school, ("alva", FIRST, "C", "", 0), ("alva", SECOND, "F", "", 0), ("bo", FIRST, "-", "", 0))
    with db.unit() as session:
        service.publish(session, school.teacher, school.activity, key=uuid4().hex)
    save(school, ("bo", THIRD, "A", "", 0))


def of_class(actor: Actor, group: object):
    with db.reading() as session:
        return queries.class_progress(session, actor, group)


def of_school(actor: Actor, subject: str = ""):
    with db.reading() as session:
        return queries.school_progress(session, actor, subject)


def test_what_is_not_judged_is_neither_reached_nor_missed() -> None:
    held = [Standing("C"), Standing("F"), Standing("", True), Standing()]
    assert rules.tally(held, LETTERS) == Tally(reached=1, below=1, lacking=1)
    assert Tally(1, 2, 3) + Tally(1, 0, 1) == Tally(2, 2, 4)


def test_a_mentor_sees_the_class_as_published_and_no_draft(school: School) -> None:
    published(school)
    shown = of_class(school.teacher, school.class_7a)
    assert (shown.group, shown.is_mentored, shown.subjects) == ("7A", True, ("Matematik",))
    cells = {row.name: (row.cells[0].reached, row.cells[0].below, row.cells[0].lacking) for row in shown.rows}
    assert cells["Alva Ask"] == (1, 1, 0)
    assert cells["Bo Björk"] == (0, 0, 1), "what is a draft does not count"
    assert "Elev med skyddade uppgifter" in cells
    assert shown.rows[0].cells[0].total == 3


def test_a_teacher_who_is_no_mentor_sees_what_they_teach(school: School) -> None:
    published(school)
    teacher = school.teacher
    alone = Actor(teacher.person_id, teacher.workspace, frozenset({Role.TEACHER}), teacher.units, loa=3)
    assert of_class(alone, school.class_7a).subjects == ("Matematik",)
    with pytest.raises(NotFound):
        of_class(school.colleague, school.class_7a)


@pytest.mark.parametrize("who", ["principal", "student", "guardian", "administrator", "central"])
def test_nobody_else_sees_a_class_by_name(school: School, who: str) -> None:
    with pytest.raises(NotFound):
        of_class(getattr(school, who), school.class_7a)


def test_a_class_of_few_is_not_counted_out_to_the_head(school: School) -> None:
    published(school)
    (row,) = of_school(school.principal).classes
    assert (row.name, row.is_small, row.reached, row.below) == ("7A", True, 0, 0)


def test_a_head_sees_counts_of_what_is_published(school: School) -> None:
    published(school)
    with db.unit() as session:
        for name in ("rut", "sten", "tove"):
            session.add(GroupMembership(group_id=school.class_7a, person_id=school.people[name], start_date=BEGAN))
    shown = of_school(school.principal, "Matematik")
    (row,) = shown.classes
    assert (row.students, row.reached, row.below, row.lacking) == (6, 1, 1, 1)
    assert (shown.subjects, shown.subject) == (("Matematik",), "Matematik")
    assert "Alva" not in str(shown)
    assert of_school(school.principal, "Finns inte").subject == ""
    assert of_school(school.other_principal).classes == ()
    with pytest.raises(Denied):
        of_school(school.teacher)


def test_the_reading_of_a_class_stands_in_the_log(school: School) -> None:
    readings.forget()
    with db.reading() as session:
        queries.class_progress(session, school.teacher, school.class_7a)
        assert [one.verb for one in session.info[readings.WAITING]] == ["assessment.read_published"]


def test_the_pages(school: School, pages: Pages) -> None:
    published(school)
    teacher = pages.tab(cookie(school.people["teacher"], Workspace.TEACHER))
    teacher.open("/grupper")
    (group,) = teacher.variable(GroupsState, "followed")
    teacher.open("/utveckling/[group_id]", group_id=group.id)
    assert teacher.variable(ClassProgressState, "shown").group == "7A"
    teacher.open("/utveckling/[group_id]", group_id=str(school.class_7b))
    assert teacher.variable(ClassProgressState, "missing")
    head = pages.tab(cookie(school.people["principal"], Workspace.PRINCIPAL))
    head.open("/maluppfyllelse")
    head.call(SchoolProgressState.choose, subject="Matematik")
    assert head.variable(SchoolProgressState, "shown").subject == "Matematik"
