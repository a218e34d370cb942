"""Two students in one group may follow different curricula: what each is shown, and what their teacher is told."""

from datetime import date
from uuid import UUID

import pytest
from sqlmodel import select

from skolplattform.assessment import queries as assessment
from skolplattform.assessment import service as assessing
from skolplattform.assessment.pages.matrix import MatrixState
from skolplattform.assessment.service import CellChange
from skolplattform.core import db
from skolplattform.core.actor import Workspace
from skolplattform.core.errors import NotFound
from skolplattform.planning.curriculum.catalogue import identity
from skolplattform.planning.curriculum.reading import readings, readings_by_group, stages_of
from skolplattform.planning.curriculum.tables import CoreContent, Criterion, CriterionLevel, Stage, Subject
from skolplattform.planning.pages.reading import ReadingState
from skolplattform.planning.service import Edit
from skolplattform.registry.tables import Enrolment
from skolplattform.schedule.tables import Activity, Syllabus
from tests.planning.conftest import run
from tests.planning.plans import begin, draft, save
from tests.support.events import Pages
from tests.support.school import School
from tests.support.school_rows import named_id
from tests.support.sign_in import cookie

DAY = date(2026, 11, 18)
STUDENTS = ("alva", "bo", "cleo")


def subject(session, curriculum: str, code: str, course: str, *, version: int = 1, starts: date | None = None) -> None:
    """A subject with one course, one point and one criterion."""
    names = {name: named_id(f"{curriculum} {version} {name}") for name in ("subject", "stage", "point", "criterion")}
    rows = (
        Subject(
            id=names["subject"],
            curriculum_id=identity(curriculum),
            code=code,
            version=version,
            valid_from=starts,
            name="Matematik",
            purpose=[],
        ),
        Stage(id=names["stage"], subject_id=names["subject"], course_code=course, name=course, scale_code="A-F"),
        CoreContent(
            id=names["point"], stage_id=names["stage"], area="Algebra", text=f"{curriculum} {version}", position=0
        ),
        Criterion(id=names["criterion"], stage_id=names["stage"], aspect="Begrepp", position=0),
        CriterionLevel(criterion_id=names["criterion"], level="E", position=0, text="Eleven förklarar."),
    )
    for row in rows:
        session.add(row)
        session.flush()


@pytest.fixture
def mixed(planned: School) -> School:
    """7A as a class of upper-secondary school: Alva began before Gy25, the others with it."""
    with db.unit() as session:
        syllabus = session.get_one(Syllabus, planned.syllabus)
        syllabus.school_type, syllabus.subject_code, syllabus.curriculum = "GY", "MATE", "Gy25"
        syllabus.start_school_year = syllabus.end_school_year = None
        session.add(syllabus)
        subject(session, "Gy25", "MATE", "MATE1000X")
        subject(session, "Gy11", "MAT", "MATMAT01a")
        for name in STUDENTS:
            enrolment = session.get_one(Enrolment, named_id(f"enrolment {name}"))
            enrolment.school_type, enrolment.school_year, enrolment.curriculum = "GY", 2, ""
            enrolment.start_date = date(2024, 8, 19) if name == "alva" else date(2025, 8, 18)
            session.add(enrolment)
    return planned


def point(curriculum: str, version: int = 1) -> UUID:
    return named_id(f"{curriculum} {version} point")


def criterion(curriculum: str) -> UUID:
    return named_id(f"{curriculum} 1 criterion")


def test_the_teacher_is_told_and_picks_points_of_each_curriculum(mixed: School):
    plan = begin(mixed)
    now = draft(mixed, plan)
    assert [(item.curriculum, item.students, item.here) for item in now.readings] == [
        ("Gy25", 2, True),
        ("Gy11", 1, True),
    ]
    assert [area.name for area in now.areas] == ["Gy25: Algebra", "Gy11: Algebra"]
    assert [aspect.name for aspect in now.aspects] == ["Gy25: Begrepp", "Gy11: Begrepp"]
    save(mixed, plan, Edit(contents=frozenset([point("Gy11"), point("Gy25")])), version=now.version)
    assert {item.id for item in draft(mixed, plan).picked} == {str(point("Gy11")), str(point("Gy25"))}


def test_a_curriculum_whose_subject_is_missing_is_told_and_its_students_read_the_groups(mixed: School):
    with db.unit() as session:
        for id_ in (named_id("Gy11 1 subject"), identity("Gy11", "MAT", "")):
            session.get_one(Subject, id_).name = "Något annat"
    now = draft(mixed, begin(mixed))
    assert [(item.curriculum, item.here) for item in now.readings] == [("Gy25", True), ("Gy11", False)]
    assert [area.name for area in now.areas] == ["Algebra"]
    with db.reading() as session:
        stage = stages_of(session, [mixed.syllabus], DAY, mixed.people["alva"])[mixed.syllabus]
    assert stage.curriculum == "Gy25"


def test_nothing_is_said_where_everybody_follows_the_same(planned: School):
    now = draft(planned, begin(planned))
    assert now.readings == ()
    assert now.areas[0].name == "Taluppfattning"


def test_a_change_of_school_is_no_new_beginning(mixed: School):
    with db.unit() as session:
        first = session.get_one(Enrolment, named_id("enrolment alva"))
        first.end_date = date(2026, 6, 12)
        session.add(first)
        copied = first.model_dump(exclude={"id", "start_date", "end_date", "unit_id"})
        session.add(Enrolment(**copied, unit_id=mixed.other_unit, start_date=date(2026, 8, 17)))
    with db.reading() as session:
        told = readings(session, mixed.syllabus, [mixed.class_7a], DAY)
    assert [(item.curriculum, item.students) for item in told] == [("Gy25", 2), ("Gy11", 1)]


def test_each_student_is_judged_by_their_own_criteria_and_reads_them(mixed: School):
    with db.reading() as session:
        of_most = assessment.matrix(session, mixed.teacher, mixed.activity)
        older = assessment.matrix(session, mixed.teacher, mixed.activity, "Gy11")
    assert [(choice.code, choice.students) for choice in of_most.curricula] == [("Gy25", 2), ("Gy11", 1)]
    assert [(column.id, len(of_most.rows)) for column in of_most.columns] == [(str(criterion("Gy25")), 2)]
    assert [(row.student_id, older.curriculum) for row in older.rows] == [(str(mixed.people["alva"]), "Gy11")]

    def judge(key: str, curriculum: str) -> None:
        cell = CellChange(mixed.people["alva"], criterion(curriculum), "C", "", 0)
        run(assessing.save_cells, mixed.teacher, mixed.activity, cells=[cell], key=key)

    with pytest.raises(NotFound):
        judge("by-what-others-read", "Gy25")
    judge("by-the-own-curriculum", "Gy11")
    run(assessing.publish, mixed.teacher, mixed.activity, key="show-it-to-alva")
    with db.reading() as session:
        own = assessment.own_subjects(session, mixed.student, mixed.people["alva"])
        classmate = assessment.own_subjects(session, mixed.classmate, mixed.people["bo"])
    assert [(item.curriculum, item.judged, item.total) for item in own] == [("Gy11", 1, 1)]
    assert [(item.curriculum, item.judged) for item in classmate] == [("Gy25", 0)]


def test_the_matrix_page_shows_one_curriculum_at_a_time(mixed: School, pages: Pages):
    page = pages.tab(cookie(mixed.people["teacher"], Workspace.TEACHER))
    page.open("/bedomning/[activity_id]", activity_id=str(mixed.activity))
    assert page.variable(MatrixState, "matrix").curriculum == "Gy25"
    page.call(MatrixState.choose, curriculum="Gy11")
    assert [row.student_id for row in page.variable(MatrixState, "matrix").rows] == [str(mixed.people["alva"])]
    page.call(MatrixState.refresh)
    assert page.variable(MatrixState, "matrix").curriculum == "Gy11"


def test_a_new_version_changes_neither_a_plan_nor_a_matrix_that_began_before_it(mixed: School):
    plan = begin(mixed)
    save(mixed, plan, Edit(contents=frozenset([point("Gy25")])), version=draft(mixed, plan).version)
    with db.unit() as session:
        subject(session, "Gy25", "MATE", "MATE1000X", version=2, starts=date(2026, 11, 17))
    now = draft(mixed, plan)
    assert [item.text for item in now.picked] == ["Gy25 1"]
    assert {item.text for area in now.areas for item in area.points} == {"Gy25 1", "Gy11 1"}
    with db.reading() as session:
        matrix = assessment.matrix(session, mixed.teacher, mixed.activity)
        assert stages_of(session, [mixed.syllabus], DAY)[mixed.syllabus].id == named_id("Gy25 2 stage")
        assert session.exec(select(Activity.start_date).where(Activity.id == mixed.activity)).one() < date(2026, 11, 17)
    assert [column.id for column in matrix.columns] == [str(criterion("Gy25"))]


def test_what_was_picked_of_an_older_version_stays_in_a_plan_that_is_moved(mixed: School):
    plan = begin(mixed)
    save(mixed, plan, Edit(contents=frozenset([point("Gy25")])), version=draft(mixed, plan).version)
    with db.unit() as session:
        subject(session, "Gy25", "MATE", "MATE1000X", version=2, starts=date(2026, 11, 30))
    save(mixed, plan, Edit(start=date(2026, 11, 30)), version=draft(mixed, plan).version)
    now = draft(mixed, plan)
    assert [item.text for item in now.picked] == ["Gy25 1"]
    assert "Gy25 2" in {item.text for area in now.areas for item in area.points}


def test_a_pupil_of_another_school_form_reads_what_the_group_reads(planned: School):
    """R-P03: a pupil of anpassad grundskola in a subject of grundskola."""
    with db.unit() as session:
        session.get_one(Enrolment, named_id("enrolment alva")).school_type = "GRS"
    with db.reading() as session:
        stage = stages_of(session, [planned.syllabus], DAY, planned.people["alva"])[planned.syllabus]
        assert [item.curriculum for item in readings(session, planned.syllabus, [planned.class_7a], DAY)] == ["Lgr22"]
    assert (stage.curriculum, stage.scale_code) == ("Lgr22", "A-F")


def test_the_page_of_curricula_tells_which_groups_are_mixed(mixed: School, pages: Pages) -> None:
    page = pages.tab(cookie(mixed.people["teacher"], Workspace.TEACHER))
    page.open("/laroplaner")
    groups = page.variable(ReadingState, "groups")
    assert page.variable(ReadingState, "mixed") == 1
    assert [(group.group, group.is_mixed) for group in groups] == [("7A", True)]
    assert {(read.curriculum, read.students) for read in groups[0].curricula} == {("Gy25", 2), ("Gy11", 1)}


def test_many_groups_are_read_as_each_by_itself(mixed: School) -> None:
    with db.reading() as session:
        pairs = [(mixed.class_7a, mixed.syllabus), (mixed.class_7b, mixed.syllabus)]
        found = readings_by_group(session, pairs, DAY)
        assert found == {pair: readings(session, pair[1], [pair[0]], DAY) for pair in pairs}
