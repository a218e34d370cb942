"""The catalogue that comes with the platform: complete for a compulsory school, and loaded without a trace twice."""

import gzip
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from sqlmodel import Session, select

from skolplattform.planning.curriculum import catalogue
from skolplattform.planning.curriculum.catalogue import filled
from skolplattform.planning.curriculum.loader import load_catalogue
from skolplattform.planning.curriculum.queries import subject_criteria
from skolplattform.planning.curriculum.reading import stages_of
from skolplattform.planning.curriculum.tables import CoreContent, Criterion, CriterionLevel, GradeLevel, Stage
from skolplattform.schedule.tables import Syllabus

EXPORT = Path(__file__).parent.parent / "data" / "ekhagsskolan" / "syllabuses.json.gz"
FILES = sorted((catalogue.DATA / "lgr22").glob("*.json"))


def syllabuses() -> list[dict]:
    with gzip.open(EXPORT) as file:
        return json.load(file)["data"]


def test_an_id_does_not_depend_on_wording():
    point = ("Lgr22", "GRGRMAT01", "", 7, 9, "content", "algebra", 1)
    rows = catalogue.read().rows[CoreContent]
    assert next(row for row in rows if row["id"] == catalogue.identity(*point))["text"].startswith("Variabler")


def test_every_id_is_one_thing_only():
    for table, rows in catalogue.read().rows.items():
        if "id" in rows[0]:
            twice = [id_ for id_, count in Counter(row["id"] for row in rows).items() if count > 1]
            assert not twice, f"{table.__name__}: {twice}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_subject_has_content_and_criteria_to_plan_and_assess_with(file: Path):
    subject = json.loads(file.read_text(encoding="utf-8"))
    assert 2 <= len(subject["purpose"]) <= 4
    assert [(stage["start"], stage["end"]) for stage in subject["stages"]] == [(1, 3), (4, 6), (7, 9)]
    for stage in subject["stages"]:
        assert 3 <= len(stage["content"]) <= 6
        assert all(2 <= len(area["points"]) <= 5 for area in stage["content"])
        if stage["start"] > 3:
            assert 4 <= len(stage["criteria"]) <= 8


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_only_a_c_and_e_have_written_criteria_and_they_differ(file: Path):
    """R-G03; in years 1-3 a single level of acceptable knowledge (R-I04)."""
    subject = json.loads(file.read_text(encoding="utf-8"))
    for stage in subject["stages"]:
        for criterion in stage["criteria"]:
            expected = ["G"] if stage["end"] == 3 else ["E", "C", "A"]
            wordings = [filled(criterion["text"], words) for words in criterion["levels"].values()]
            assert list(criterion["levels"]) == expected
            assert len(set(wordings)) == len(wordings)
            assert all(re.match(r"Eleven .+\.$", text) for text in wordings), wordings


OTHERS = sorted(file for file in catalogue.DATA.glob("*/*.json") if file.parent.name != "lgr22")


@pytest.mark.parametrize("file", OTHERS, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_subject_of_another_school_form_has_content_and_criteria(file: Path):
    subject = json.loads(file.read_text(encoding="utf-8"))
    assert len(subject["purpose"]) >= 3
    for stage in subject["stages"]:
        assert ("start" in stage) != ("course" in stage)
        assert len(stage["content"]) >= 2
        wordings = [
            [filled(criterion["text"], words) for words in criterion["levels"].values()]
            for criterion in stage["criteria"]
        ]
        assert len(wordings) >= 3
        assert all(re.fullmatch(r"Eleven .+\.", text) for texts in wordings for text in texts), wordings
        assert all(len(set(texts)) == len(texts) for texts in wordings), wordings


def test_every_wording_is_of_a_level_that_its_scale_words():
    """R-G03, R-P01, R-V01: nothing fails in anpassad grundskola, sfi has G alone, and an area is never graded."""
    rows = catalogue.read().rows
    worded = {(row["scale_code"], row["code"]) for row in rows[GradeLevel] if row["has_criteria"]}
    scales = {row["id"]: row["scale_code"] for row in rows[Stage]}
    stages = {row["id"]: row["stage_id"] for row in rows[Criterion]}
    found = {(scales[stages[row["criterion_id"]]], row["level"]) for row in rows[CriterionLevel]}
    assert found <= worded
    passes = {row["passed"] for row in rows[GradeLevel] if row["scale_code"] in ("A-E", "GK-FK")}
    assert passes == {True}


@pytest.mark.parametrize(
    ("school_type", "code", "course", "stage", "scale"),
    [
        ("SFI", "SFI", "SFIC", "Kurs C, studieväg 1–3", "G-IG"),
        ("GY", "MATE", "MATE2000X", "Nivå 2", "A-F"),
        ("GY", "SVE", "SVESVE01", "Nivå 1", "A-F"),
        ("VUXGR", "GRNMAT", "GRNMAT2", "Matematik, grundläggande nivå", "G-IG"),
    ],
)
def test_a_course_or_level_is_found_by_its_code_and_else_by_what_holds_today(
    session: Session, school_type: str, code: str, course: str, stage: str, scale: str
):
    """Who asks without an enrolment meets Gy25: a course of Gy11 alone in its subject is its first level."""
    load_catalogue(session)
    row = Syllabus(school_type=school_type, subject_code=code, subject_name="x", course_code=course)
    if code == "SVE":
        row.course_code = "SVEN1000X"
    session.add(row)
    session.flush()
    found = stages_of(session, [row.id])[row.id]
    assert (found.years.sv, found.scale_code) == (stage, scale)


def test_a_wording_with_a_word_too_few_is_refused():
    with pytest.raises(ValueError, match="2 slots"):
        filled("Eleven läser {} och skriver {}.", ["enkelt"])


def test_loading_twice_changes_nothing(session: Session):
    assert load_catalogue(session) > 1_000
    assert load_catalogue(session) == 0


def test_what_leaves_the_catalogue_is_withdrawn_and_what_changes_keeps_its_id(session: Session):
    load_catalogue(session)
    stage = session.exec(select(Stage)).first()
    assert stage is not None
    gone = CoreContent(stage_id=stage.id, area="Äldre", text="Något som fanns förr", position=99)
    known = session.exec(select(CoreContent)).first()
    assert known is not None
    session.add(gone)
    text, known.text = known.text, "ändrat för hand"
    session.flush()
    assert load_catalogue(session) == 2
    session.refresh(gone)
    session.refresh(known)
    assert gone.withdrawn
    assert known.text == text


def test_every_syllabus_of_an_exported_school_finds_its_stage(session: Session):
    load_catalogue(session)
    for row in syllabuses():
        session.add(
            Syllabus(
                id=row["id"],
                school_type=row["schoolType"],
                subject_code=row["subjectCode"],
                subject_name=row["subjectName"],
                start_school_year=row["startSchoolYear"],
                end_school_year=row["endSchoolYear"],
                curriculum=row["curriculum"],
                language_code=row.get("languageCode", ""),
            )
        )
    session.flush()
    ids = session.exec(select(Syllabus.id)).all()
    found = stages_of(session, ids)
    assert set(found) == set(ids)
    for syllabus in session.exec(select(Syllabus)).all():
        stage = found[syllabus.id]
        assert stage.subject == syllabus.subject_name
        assert (stage.start_school_year, stage.end_school_year) == (
            syllabus.start_school_year,
            syllabus.end_school_year,
        )
    assessed = subject_criteria(session, ids)
    graded = [s for s in found.values() if s.start_school_year > 3]
    assert sum(1 for c in assessed.values() if [level.code for level in c.levels] == list("FEDCBA")) == len(graded)


def test_a_scale_is_rows_with_the_grade_points_of_the_law(session: Session):
    """R-M01."""
    load_catalogue(session)
    rows = session.exec(select(GradeLevel).where(GradeLevel.scale_code == "A-F").order_by(GradeLevel.position)).all()
    assert {row.code: row.points for row in rows} == {"F": 0, "E": 10, "D": 12.5, "C": 15, "B": 17.5, "A": 20}
    assert [row.code for row in rows if row.has_criteria] == ["E", "C", "A"]


def test_a_criterion_has_its_wordings_lowest_first(session: Session):
    load_catalogue(session)
    criterion = session.get(Criterion, catalogue.identity("Lgr22", "GRGRMAT01", "", 7, 9, "criterion", "metodval"))
    assert criterion is not None
    rows = session.exec(
        select(CriterionLevel).where(CriterionLevel.criterion_id == criterion.id).order_by(CriterionLevel.position)
    ).all()
    assert [row.level for row in rows] == ["E", "C", "A"]
