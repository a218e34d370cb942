"""A teacher's own matrix: words instead of points, judged in the same grid, shown in the teacher's words."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from skolplattform.assessment import queries, service
from skolplattform.assessment.own_matrix import queries as own_queries
from skolplattform.assessment.own_matrix import rules
from skolplattform.assessment.own_matrix import service as own
from skolplattform.assessment.own_matrix.rules import Aspect, Design
from skolplattform.assessment.pages.matrix import MatrixState
from skolplattform.assessment.pages.own_matrix import NEW, OwnMatrixState
from skolplattform.assessment.pages.subjects import SubjectsState
from skolplattform.assessment.pages.subjects_child import ChildSubjectsState
from skolplattform.assessment.risk import queries as risk_queries
from skolplattform.assessment.service import CellChange
from skolplattform.core import db
from skolplattform.core.actor import Workspace
from skolplattform.core.errors import Conflict, Invalid, NotFound
from tests.assessment.conftest import FIRST
from tests.assessment.test_cells import save as save_subject
from tests.support.events import InProcessTab, Pages
from tests.support.school import School
from tests.support.sign_in import cookie

LEVELS = ("Inte än", "På väg", "Klarar")
LABORATION = Design("Labbrapport", LEVELS, (Aspect(None, "Hypotes", ("Saknas", "Finns", "Motiverad"), FIRST),))


def made(school: School, design: Design = LABORATION) -> UUID:
    with db.unit() as session:
        return own.create_matrix(session, school.teacher, school.activity, design=design, key=uuid4().hex)


def form_of(school: School, matrix: UUID):
    with db.reading() as session:
        return own_queries.matrix_form(session, school.teacher, matrix)


def judge(school: School, matrix: UUID, code: str, comment: str = "", version: int = 0) -> dict:
    aspect = UUID(form_of(school, matrix).aspects[0].id)
    cell = CellChange(school.people["alva"], aspect, code, comment, version)
    with db.unit() as session:
        return service.save_cells(session, school.teacher, matrix, cells=[cell], key=uuid4().hex)


def publish(school: School, matrix: UUID) -> dict:
    with db.unit() as session:
        return service.publish(session, school.teacher, matrix, key=uuid4().hex)


def shown(school: School, who: str = "student"):
    with db.reading() as session:
        return own_queries.matrices_of_student(session, getattr(school, who), school.people["alva"])


def change(school: School, matrix: UUID, design: Design, version: int = 1) -> None:
    with db.unit() as session:
        own.change_matrix(session, school.teacher, matrix, design=design, version=version, key=uuid4().hex)


@pytest.mark.parametrize(
    ("design", "field"),
    [
        (replace(LABORATION, title=" "), "title"),
        (replace(LABORATION, levels=("En",)), "level-0"),
        (replace(LABORATION, levels=("En", "", "Tre")), "level-0"),
        (replace(LABORATION, levels=("Lika", "lika")), "level-0"),
        (replace(LABORATION, aspects=()), "aspect-0-name"),
    ],
)
def test_a_matrix_has_a_name_levels_and_aspects(design: Design, field: str) -> None:
    with pytest.raises(Invalid) as wrong:
        rules.checked(design)
    assert wrong.value.field == field


def test_empty_rows_and_levels_at_the_end_are_left_out() -> None:
    empty = Aspect(None, " ", ("", "", ""))
    found = rules.checked(Design(" Labb ", (*LEVELS, "", ""), (*LABORATION.aspects, empty)))
    assert (found.title, found.levels, len(found.aspects)) == ("Labb", LEVELS, 1)


def test_it_is_judged_in_the_same_grid_and_beside_the_subjects(school: School) -> None:
    save_subject(school, ("alva", FIRST, "C", "", 0))
    matrix = made(school)
    told = judge(school, matrix, "2", "Bra start.")
    assert [(cell["code"], cell["state"]) for cell in told["cells"]] == [("2", "draft")]
    with db.reading() as session:
        grid = queries.matrix(session, school.teacher, matrix)
        subject = queries.matrix(session, school.teacher, school.activity)
    assert ([column.name for column in grid.columns], [level.name for level in grid.levels]) == (["Hypotes"], [*LEVELS])
    assert (grid.drafts, subject.drafts) == (1, 1)
    assert [(board.title, board.drafts) for board in subject.boards] == [("", 1), ("Labbrapport", 1)]


def test_a_level_that_the_matrix_has_not_is_refused(school: School) -> None:
    with pytest.raises(Invalid):
        judge(school, made(school), "4")


def test_student_and_guardian_read_the_teachers_words_when_published(school: School) -> None:
    matrix = made(school)
    judge(school, matrix, "2", "Bra start.")
    assert shown(school) == ()
    publish(school, matrix)
    for who in ("student", "guardian", "principal", "teacher"):
        (found,) = shown(school, who)
        (aspect,) = found.aspects
        assert (found.title, aspect.level, aspect.wording) == ("Labbrapport", "På väg", "Finns")
        assert (aspect.next_level, aspect.comment, aspect.criterion) == ("Motiverad", "Bra start.", "Begrepp")
    with pytest.raises(NotFound):
        shown(school, "foreign_guardian")


def test_publishing_one_grid_leaves_the_other_a_draft(school: School) -> None:
    save_subject(school, ("alva", FIRST, "C", "", 0))
    matrix = made(school)
    judge(school, matrix, "3")
    assert publish(school, matrix)["count"] == 1
    with db.reading() as session:
        assert queries.matrix(session, school.teacher, school.activity).drafts == 1


def test_it_says_nothing_of_the_criteria(school: School) -> None:
    """R-G19: neither reached nor not reached, in the subject's figures and in a warning."""
    matrix = made(school)
    judge(school, matrix, "1")
    publish(school, matrix)
    with db.reading() as session:
        assert queries.criteria_reached(session, school.student, school.people["alva"]) == ()
        assert queries.latest_feedback(session, school.student, school.people["alva"]) == ()
        group = risk_queries.warn_group(session, school.teacher, school.activity)
    assert {(one.below, one.judged) for one in group.students} == {(0, 0)}


def test_what_is_judged_can_be_reworded_but_not_taken_away(school: School) -> None:
    matrix = made(school)
    judge(school, matrix, "2")
    held = UUID(form_of(school, matrix).aspects[0].id)
    with pytest.raises(Invalid) as fewer:
        change(school, matrix, replace(LABORATION, levels=LEVELS[:2]))
    assert fewer.value.key == "own.error.judged"
    with pytest.raises(Invalid) as gone:
        change(school, matrix, replace(LABORATION, aspects=(Aspect(None, "Slutsats", ()),)))
    assert gone.value.key == "own.error.judged_aspect"
    aspects = (Aspect(held, "Frågeställning", ("Ingen", "En", "Skarp")), Aspect(None, "Slutsats", ()))
    change(school, matrix, replace(LABORATION, aspects=aspects))
    assert [one.name for one in form_of(school, matrix).aspects] == ["Frågeställning", "Slutsats"]


def test_of_two_who_reword_the_second_is_told(school: School) -> None:
    matrix = made(school)
    change(school, matrix, replace(LABORATION, title="Deras"))
    with pytest.raises(Conflict):
        change(school, matrix, replace(LABORATION, title="Mitt"))


def test_another_matrix_aspect_cannot_be_taken_over(school: School) -> None:
    other = UUID(form_of(school, made(school)).aspects[0].id)
    with pytest.raises(NotFound):
        change(school, made(school), replace(LABORATION, aspects=(Aspect(other, "Tagen", ()),)))


def test_put_away_it_leaves_the_list_and_stays_with_the_students(school: School) -> None:
    matrix = made(school)
    judge(school, matrix, "2")
    publish(school, matrix)
    with db.unit() as session:
        own.archive_matrix(session, school.teacher, matrix, version=1)
    assert len(shown(school)) == 1
    with db.reading() as session:
        assert queries.matrix(session, school.teacher, school.activity).boards == ()
        with pytest.raises(NotFound):
            queries.matrix(session, school.teacher, matrix)


def test_others_neither_see_nor_change_it(school: School) -> None:
    matrix = made(school)
    for actor in (school.colleague, school.principal, school.student):
        with db.unit() as session, pytest.raises(NotFound):
            own_queries.matrix_form(session, actor, matrix)
        with db.unit() as session, pytest.raises(NotFound):
            own.change_matrix(session, actor, matrix, design=LABORATION, version=1, key=uuid4().hex)


def tab(school: School, pages: Pages, name: str, workspace: Workspace) -> InProcessTab:
    return pages.tab(cookie(school.people[name], workspace))


def test_from_a_new_matrix_to_what_home_reads(school: School, pages: Pages) -> None:
    page = tab(school, pages, "teacher", Workspace.TEACHER)
    page.open("/bedomning/[activity_id]/matris/[matrix_id]", activity_id=str(school.activity), matrix_id=NEW)
    assert len(page.variable(OwnMatrixState, "rows")) == 3
    page.call(OwnMatrixState.more)
    page.call(OwnMatrixState.levels, number=3)
    assert (len(page.variable(OwnMatrixState, "rows")), page.variable(OwnMatrixState, "places")) == (6, (0, 1, 2))
    sent = {"title": "Labb", "level-0": "Inte än", "level-1": "Klarar", "aspect-0-name": "Hypotes", "aspect-1-name": ""}
    page.call(OwnMatrixState.save, form_data=sent | {"title": ""})
    assert list(page.variable(OwnMatrixState, "errors")) == ["title"]
    page.call(OwnMatrixState.save, form_data=sent)
    page.open("/bedomning/[activity_id]", activity_id=str(school.activity))
    board = page.variable(MatrixState, "matrix").boards[1]
    page.open("/bedomning/[activity_id]", activity_id=board.id)
    grid = page.variable(MatrixState, "matrix")
    cell = {"student_id": str(school.people["alva"]), "criterion_id": grid.columns[0].id, "code": "2"}
    page.call(MatrixState.save, board_id=grid.id, cells=[{**cell, "comment": "", "version": 0}], key=uuid4().hex)
    page.call(MatrixState.publish, board_id=grid.id, key=uuid4().hex)
    student = tab(school, pages, "alva", Workspace.STUDENT)
    student.open("/mina-amnen")
    assert student.variable(SubjectsState, "shown").matrices[0].aspects[0].level == "Klarar"
    guardian = tab(school, pages, "sten", Workspace.GUARDIAN)
    guardian.open("/barn/[child_id]/bedomning", child_id=str(school.people["alva"]))
    assert guardian.variable(ChildSubjectsState, "shown").matrices[0].title == "Labb"
    guardian.open("/barn/[child_id]/bedomning", child_id=str(school.people["bo"]))
    assert guardian.variable(ChildSubjectsState, "missing")
    page.open("/bedomning/[activity_id]/matris/[matrix_id]", activity_id=str(school.activity), matrix_id=board.id)
    page.call(OwnMatrixState.archive)
    page.open("/bedomning/[activity_id]", activity_id=str(school.activity))
    assert page.variable(MatrixState, "matrix").boards == ()
