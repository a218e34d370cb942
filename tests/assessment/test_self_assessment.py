"""GEN-05: a student says where they are in an open unit; the teacher reads it beside the matrix, nobody else does."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from skolplattform.assessment.pages.self_class import SelfClassState
from skolplattform.assessment.pages.self_own import SelfOwnState
from skolplattform.assessment.self_assessment import queries, rules, service
from skolplattform.assessment.self_assessment.views import ClassSaid, OwnUnit
from skolplattform.core import db
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.errors import Conflict, Denied, Invalid, NotFound
from skolplattform.core.tables import OutboxMessage
from skolplattform.planning.contract import SubjectCriteria
from skolplattform.planning.curriculum.loader import load_catalogue
from tests.assessment.conftest import CRITERIA, FIRST, LETTERS, SECOND, YEARS
from tests.assessment.test_cells import save as save_cells
from tests.planning.plans import TITLE, filled, publish
from tests.support.events import InProcessTab, Pages
from tests.support.school import School
from tests.support.sign_in import cookie

OWN, CLASS = "/sjalvbedomning", "/sjalvbedomning/[activity_id]"


@pytest.fixture
def plan(school: School) -> UUID:
    """A published unit of 7A."""
    with db.unit() as session:
        load_catalogue(session)
    made = filled(school)
    publish(school, made)
    return made


def opened(school: School, plan: UUID) -> UUID:
    with db.unit() as session:
        return service.open_unit(session, school.teacher, school.activity, plan_id=plan, key=uuid4().hex)


def close(school: School, opening: UUID, version: int = 1) -> None:
    with db.unit() as session:
        service.close_unit(session, school.teacher, opening, version=version)


def says(
    actor: Actor, opening: UUID, own: str = "can", words: str = "", *, version: int = 0, about: UUID = FIRST
) -> int:
    with db.unit() as session:
        wanted = {"criterion_id": about, "own": own, "words": words, "version": version}
        return service.say_own(session, actor, opening, **wanted)  # type: ignore[arg-type]


def mine(actor: Actor) -> tuple[OwnUnit, ...]:
    with db.reading() as session:
        return queries.open_to_student(session, actor)


def of_class(school: School, actor: Actor | None = None) -> ClassSaid:
    with db.reading() as session:
        return queries.class_said(session, actor or school.teacher, school.activity)


def test_a_student_says_where_they_are_and_the_teacher_reads_it_beside_the_matrix(school: School, plan: UUID) -> None:
    save_cells(school, ("alva", FIRST, "C", "", 0))
    opening = opened(school, plan)
    assert says(school.student, opening, "on_my_way", "Jag blandar ihop orden.") == 1
    assert says(school.student, opening, "can", "Nu sitter det.", version=1) == 2
    (unit,) = mine(school.student)
    assert (unit.title, unit.lines[0].own, unit.lines[0].words) == (TITLE, "can", "Nu sitter det.")
    found = of_class(school)
    alva = next(row for row in found.rows if row.name == "Alva Ask")
    assert (found.said, alva.cells[0].own, alva.cells[0].words, alva.cells[0].level) == (
        1,
        "can",
        "Nu sitter det.",
        "C",
    )
    assert [(choice.title, choice.is_open, choice.answered) for choice in found.units] == [(TITLE, True, 1)]


def test_a_classmate_a_guardian_and_a_head_read_nothing_of_it(school: School, plan: UUID) -> None:
    says(school.student, opened(school, plan), "help", "Visa en gång till.")
    assert {line.own for unit in mine(school.classmate) for line in unit.lines} == {""}
    for actor in (school.guardian, school.principal):
        with pytest.raises(Denied):
            mine(actor)
    for actor in (school.colleague, school.principal, school.student):
        with pytest.raises((NotFound, Denied)):
            of_class(school, actor)


def test_who_is_not_taught_it_has_nothing_open_and_none_but_students_says_anything(school: School, plan: UUID) -> None:
    opening = opened(school, plan)
    dag = school.actor("dag", Workspace.STUDENT, loa=2)
    assert (len(mine(school.student)), mine(dag)) == (1, ())
    with pytest.raises(NotFound):
        says(dag, opening)
    for actor in (school.teacher, school.guardian, school.principal):
        with pytest.raises(Denied):
            says(actor, opening)
        with pytest.raises(Denied):
            mine(actor)


def test_it_is_written_only_while_it_is_open(school: School, plan: UUID) -> None:
    opening = opened(school, plan)
    says(school.student, opening)
    close(school, opening)
    with pytest.raises(NotFound):
        says(school.student, opening, version=1)
    assert mine(school.student) == ()
    assert of_class(school).said == 1
    assert opened(school, plan) == opening
    assert says(school.student, opening, "help", version=1) == 2


def test_a_unit_that_is_not_published_or_not_ones_own_is_not_opened(school: School, plan: UUID) -> None:
    with pytest.raises(NotFound):
        opened(school, uuid4())
    with pytest.raises(NotFound), db.unit() as session:
        service.open_unit(session, school.colleague, school.activity, plan_id=plan, key=uuid4().hex)


def test_what_is_not_a_criterion_a_word_or_the_latest_is_refused(school: School, plan: UUID) -> None:
    opening = opened(school, plan)
    for about, own, error in ((uuid4(), "can", NotFound), (FIRST, "A", Invalid)):
        with pytest.raises(error):
            says(school.student, opening, own, about=about)
    with pytest.raises(Invalid):
        rules.checked("can", "x" * (rules.WORDS_LENGTH + 1))
    says(school.student, opening)
    with pytest.raises(Conflict):
        says(school.student, opening, "help")
    with pytest.raises(Conflict):
        close(school, opening, version=7)


def test_the_students_are_told_and_it_is_taken_back_when_closed(school: School, plan: UUID) -> None:
    opening = opened(school, plan)
    with db.reading() as session:
        wanted = select(OutboxMessage).where(OutboxMessage.kind == "assessment.self_opened")
        rows = session.exec(wanted.where(OutboxMessage.withdrawn_at.is_(None))).all()  # type: ignore[union-attr]
    assert {row.recipient_id for row in rows} == {school.people[name] for name in ("alva", "bo", "cleo")}
    close(school, opening)
    with db.reading() as session:
        assert all(row.withdrawn_at for row in session.exec(wanted).all())


def test_the_unit_s_own_criteria_are_asked_about_and_all_where_it_has_none() -> None:
    subject = SubjectCriteria(uuid4(), "Lgr22", YEARS, LETTERS, CRITERIA)

    def ids(*chosen: UUID) -> list[UUID]:
        opening = SimpleNamespace(criteria=[str(one) for one in chosen])
        return [one.id for one in queries.chosen(subject, opening)]  # type: ignore[arg-type]

    assert ids(SECOND) == [SECOND]
    assert ids() == ids(uuid4()) == [one.id for one in CRITERIA]


@pytest.fixture
def tab(school: School, pages: Pages) -> Callable[[str, Workspace], InProcessTab]:
    """`tab("teacher", Workspace.TEACHER)`: a new tab of that person."""
    return lambda name, workspace: pages.tab(cookie(school.people[name], workspace))


def test_the_pages_from_opening_to_answer(
    tab: Callable[[str, Workspace], InProcessTab], school: School, plan: UUID
) -> None:
    teacher, student = tab("teacher", Workspace.TEACHER), tab("alva", Workspace.STUDENT)
    teacher.open(CLASS, activity_id=str(school.activity))
    teacher.call(SelfClassState.open, plan_id=str(plan), key="open-0001")
    shown = teacher.variable(SelfClassState, "shown")
    student.open(OWN)
    about = {"opening_id": shown.opening_id, "criterion_id": str(FIRST)}
    student.call(SelfOwnState.choose, **about, own="help")
    student.call(SelfOwnState.write, **about, words="Visa en gång till.")
    (unit,) = student.variable(SelfOwnState, "units")
    assert (unit.lines[0].own, unit.lines[0].words, unit.lines[0].version) == ("help", "Visa en gång till.", 2)
    teacher.call(SelfClassState.refresh)
    assert teacher.variable(SelfClassState, "shown").said == 1
    teacher.call(SelfClassState.look, opening_id=shown.opening_id)
    teacher.call(SelfClassState.close, opening_id=shown.opening_id, version=1)
    assert not teacher.variable(SelfClassState, "shown").units[0].is_open
    student.call(SelfOwnState.choose, **about, own="can")
    assert student.variable(SelfOwnState, "units")[0].lines[0].own == "help"
