"""One pupil of 7A reads mathematics by anpassad grundskola's syllabus: what each of them is shown (R-P01, R-P03)."""

from datetime import date
from uuid import UUID

import pytest

from skolplattform.assessment import queries as assessment
from skolplattform.assessment import service as assessing
from skolplattform.assessment.pages.matrix import MatrixState
from skolplattform.assessment.risk.queries import warn_group
from skolplattform.assessment.service import CellChange
from skolplattform.core import db
from skolplattform.core.actor import Workspace
from skolplattform.core.errors import NotFound
from skolplattform.planning import queries
from skolplattform.planning.coverage.queries.group import group_map
from skolplattform.planning.curriculum.reading import readings, readings_by_group, stages_by_student, stages_of
from skolplattform.planning.curriculum.tables import SubjectDecision
from skolplattform.planning.pages.reading import ReadingState
from skolplattform.planning.service import Edit, publish_plan
from skolplattform.registry.tables import Enrolment
from tests.planning.conftest import run, statements
from tests.planning.plans import begin, draft, save
from tests.support.events import Pages
from tests.support.school import School
from tests.support.school_rows import named_id
from tests.support.sign_in import cookie

DAY = date(2026, 11, 18)
SIGN = "läser enligt anpassad grundskola"


@pytest.fixture
def adapted(planned: School) -> School:
    """Alva was received in anpassad grundskola, goes in 7A, and reads mathematics alone by her own form's syllabus."""
    with db.unit() as session:
        session.get_one(Enrolment, named_id("enrolment alva")).school_type = "GRS"
        row = {"person_id": planned.people["alva"], "subject_code": "GRGRMAT01", "school_type": "GRS"}
        session.add(SubjectDecision(**row, start_date=date(2026, 8, 17), decided_by=planned.people["principal"]))
    return planned


def test_what_is_decided_for_one_subject_holds_for_that_pupil_and_from_its_day(adapted: School) -> None:
    pupils = [adapted.people[name] for name in ("alva", "bo")]
    with db.reading() as session:
        alva, bo = stages_by_student(session, adapted.syllabus, pupils, DAY).values()
        before = stages_of(session, [adapted.syllabus], date(2026, 8, 16), pupils[0])[adapted.syllabus]
    assert (alva.curriculum, alva.scale_code, alva.school_type, alva.other_form.sv) == ("Lgra22", "A-E", "GRS", SIGN)
    assert (bo.curriculum, bo.scale_code, bo.school_type, bo.other_form.sv) == ("Lgr22", "A-F", "GR", "")
    assert before.curriculum == "Lgr22"


def test_it_counts_only_while_the_pupil_is_enrolled_in_that_form(adapted: School) -> None:
    with db.unit() as session:
        session.get_one(Enrolment, named_id("enrolment alva")).school_type = "GR"
    with db.reading() as session:
        stage = stages_of(session, [adapted.syllabus], DAY, adapted.people["alva"])[adapted.syllabus]
    assert stage.curriculum == "Lgr22"


def test_a_group_is_read_in_few_statements_whatever_its_size(adapted: School) -> None:
    pairs = [(adapted.class_7a, adapted.syllabus), (adapted.class_7b, adapted.syllabus)]
    with db.reading() as session:
        with statements() as sent:
            found = readings_by_group(session, pairs, DAY)
        assert len(sent) <= 5
        assert found == {pair: readings(session, pair[1], [pair[0]], DAY) for pair in pairs}
    assert [(one.curriculum, one.students) for one in found[pairs[0]]] == [("Lgr22", 2), ("Lgra22", 1)]


def test_the_teacher_plans_from_both_and_each_home_reads_its_own_without_a_trace_of_the_other(adapted: School) -> None:
    plan = begin(adapted)
    now = draft(adapted, plan)
    assert [(item.curriculum, item.other_form.sv) for item in now.readings] == [("Lgr22", ""), ("Lgra22", SIGN)]
    areas = {area.name: area.points[0] for area in now.areas}
    picked = {areas["Lgr22: Algebra"].id: "Lgr22", areas["Lgra22: Mönster och ekvationer"].id: "Lgra22"}
    chosen = frozenset(next(a.id for a in now.aspects if a.read_by == code) for code in picked.values())
    save(adapted, plan, Edit(title="Ekvationer", purpose="Du lär dig lösa dem.", contents=frozenset(map(UUID, picked))),
         version=now.version)  # fmt: skip
    version = draft(adapted, plan).version
    save(adapted, plan, Edit(criteria=frozenset(map(UUID, chosen))), version=version)
    run(publish_plan, adapted.teacher, plan, version=draft(adapted, plan).version)
    with db.reading() as session:
        own = queries.published_plan(session, adapted.student, plan)
        classmate = queries.published_plan(session, adapted.classmate, plan)
        teacher = queries.published_plan(session, adapted.teacher, plan)
    assert [point.area for point in own.points] == ["Mönster och ekvationer"]
    assert [point.area for point in classmate.points] == ["Algebra"]
    assert [point.area for point in teacher.points] == ["Lgr22: Algebra", "Lgra22: Mönster och ekvationer"]
    assert len(own.aspects) == len(classmate.aspects) == 1
    assert "Lgra22" not in repr(classmate)
    assert "anpassad" not in repr(classmate)


def test_each_is_judged_by_their_own_criteria_and_only_the_teacher_is_told(adapted: School) -> None:
    with db.reading() as session:
        rest = assessment.matrix(session, adapted.teacher, adapted.activity)
        hers = assessment.matrix(session, adapted.teacher, adapted.activity, "Lgra22")
    assert [(one.code, one.students, one.other_form.sv) for one in rest.curricula] == [
        ("Lgr22", 2, ""),
        ("Lgra22", 1, SIGN),
    ]
    assert (rest.other_form.sv, hers.other_form.sv) == ("", SIGN)
    assert [level.code for level in rest.levels] == list("FEDCBA")
    assert [level.code for level in hers.levels] == list("EDCBA")
    alva, criterion = adapted.people["alva"], hers.columns[0].id
    cell = CellChange(alva, UUID(criterion), "C", "", 0)
    run(assessing.save_cells, adapted.teacher, adapted.activity, cells=[cell], key="by-her-own-criteria")
    other = CellChange(adapted.people["bo"], UUID(criterion), "C", "", 0)
    with pytest.raises(NotFound):
        run(assessing.save_cells, adapted.teacher, adapted.activity, cells=[other], key="by-anothers-criteria")
    run(assessing.publish, adapted.teacher, adapted.activity, key="show-it-to-alva")
    with db.reading() as session:
        own = assessment.own_subjects(session, adapted.student, alva)
        home = assessment.own_subjects(session, adapted.guardian, alva)
        classmate = assessment.own_subjects(session, adapted.classmate, adapted.people["bo"])
    assert [(item.curriculum, item.judged) for item in own] == [("Lgra22", 1)]
    assert [(item.curriculum, item.judged) for item in home] == [("Lgra22", 1)]
    assert "Lgra22" not in repr(classmate)


def test_nobody_who_reads_by_anpassad_grundskola_is_warned(adapted: School) -> None:
    """R-P01: no F, so nothing to warn of; the classmates are chosen among as before."""
    with db.reading() as session:
        group = warn_group(session, adapted.teacher, adapted.activity)
    assert len(group.students) == 2
    assert [one.other_form.sv for one in group.apart] == [SIGN]
    assert group.apart[0].name not in {one.name for one in group.students}


def test_the_coverage_counts_the_points_of_both(adapted: School) -> None:
    with db.reading() as session:
        found = group_map(session, adapted.teacher, adapted.class_7a, adapted.syllabus)
    assert found.curriculum == "Lgr22, Lgra22"
    assert {"Algebra", "Mönster och ekvationer"} <= {area.name for area in found.areas}


def test_the_pages_say_it_to_the_teacher(adapted: School, pages: Pages) -> None:
    page = pages.tab(cookie(adapted.people["teacher"], Workspace.TEACHER))
    page.open("/laroplaner")
    groups = page.variable(ReadingState, "groups")
    assert [one.other_form.sv for one in groups[0].curricula] == ["", SIGN]
    page.open("/bedomning/[activity_id]", activity_id=str(adapted.activity))
    page.call(MatrixState.choose, curriculum="Lgra22")
    assert page.variable(MatrixState, "matrix").other_form.sv == SIGN
