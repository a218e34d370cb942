"""Subjects of the Syllabus API from files: read with care, kept beside what is there, told row by row."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import func, select
from typer.testing import CliRunner

from skolplattform.core import audit, db
from skolplattform.core.actor import system_actor
from skolplattform.core.errors import Denied
from skolplattform.core.tables import AuditEntry
from skolplattform.interop import syllabus
from skolplattform.interop.formats import markup
from skolplattform.interop.formats import syllabus as shape
from skolplattform.interop.formats.markup import Kind, blocks
from skolplattform.interop.syllabus import Report
from skolplattform.interop.syllabus_commands import app
from skolplattform.planning.curriculum.intake import VERB
from skolplattform.planning.curriculum.loader import load_catalogue
from skolplattform.planning.curriculum.reading import stages_of
from skolplattform.planning.curriculum.tables import CoreContent, Criterion, CriterionLevel, Stage, Subject
from skolplattform.schedule.tables import Syllabus
from tests.support.school import School

EXAMPLE = Path(__file__).parents[1] / "data" / "syllabus-api"
ACTOR = system_actor("syllabus")
NEXT_YEAR = date(2027, 7, 1)


@pytest.fixture
def planned(school: School) -> School:
    """The small school with the catalogue that comes with the platform."""
    with db.unit() as session:
        load_catalogue(session)
    return school


def bild() -> dict[str, Any]:
    """A good subject."""
    return json.loads((EXAMPLE / "GR.json").read_text("utf-8"))["subjects"][0]


def brought(source: Path, *, used_from: date | None = None, look_only: bool = False) -> Report:
    report = Report()
    found = syllabus.read(source, report)
    with db.unit() as session:
        syllabus.bring(session, ACTOR, found, report, used_from=used_from, look_only=look_only)
    return report


def saved(tmp_path: Path, *subjects: Any) -> Path:
    file = tmp_path / "subjects.json"
    file.write_text(json.dumps({"subjects": subjects}), "utf-8")
    return file


def codes(report: Report) -> list[tuple[str, str]]:
    return [(problem.fault.field, problem.fault.code) for problem in report.problems]


def rows() -> dict[str, int]:
    with db.reading() as session:
        tables = (Subject, Stage, CoreContent, Criterion, CriterionLevel)
        return {table.__name__: session.exec(select(func.count()).select_from(table)).one() for table in tables}


def test_a_subject_becomes_stages_points_and_criteria():
    found, row = shape.subject(json.loads((EXAMPLE / "MATE.json").read_text("utf-8"))["subject"])
    assert not row.faults
    assert found is not None
    assert (found.code, found.version, found.by_levels) == ("MATE", 1, True)
    assert found.purpose == ("räkna och uppskatta", "förklara hur en uppgift löstes")
    one = found.stages[0]
    assert (one.course_code, one.name, one.years) == ("MATE1000X", "Nivå 1", None)
    assert one.content[0] == ("Tal & uttryck", "Bråk, procent och potenser")
    assert [aspect for aspect, _ in one.criteria] == ["Räknar med bråk i uppgifter", "Förklarar hur uppgiften löstes"]
    assert [level for level, _ in one.criteria[0][1]] == ["E", "C", "A"]


def test_a_subject_of_compulsory_school_is_divided_by_years():
    found, row = shape.subject(bild())
    assert not row.faults
    assert found is not None
    assert [(stage.years, len(stage.content), len(stage.criteria)) for stage in found.stages] == [
        ((1, 3), 2, 0),
        ((4, 6), 2, 1),
        ((7, 9), 2, 2),
    ]
    assert found.stages[0].content[0] == ("Göra bilder", "Rita och måla det man hört")


def test_what_is_in_use_stays_until_the_school_year_is_over(planned: School):
    before = rows()
    report = brought(EXAMPLE)
    assert dict(report.counts) == {"bad": 0, "new": 3}
    with db.reading() as session:
        found = {s.code: s for s in session.exec(select(Subject).where(Subject.version > 0)).all()}
        assert {found[code].valid_from for code in ("MATE", "GRGRMAT01")} == {NEXT_YEAR}
        today, next_year = (stages_of(session, [planned.syllabus], day) for day in (planned.day, NEXT_YEAR))
        assert today[planned.syllabus].subject_id != found["GRGRMAT01"].id
        assert next_year[planned.syllabus].subject_id == found["GRGRMAT01"].id
        assert session.exec(select(func.count()).where(AuditEntry.verb == VERB)).one() == 3
        assert audit.verify(session) == []
    assert rows()["Subject"] == before["Subject"] + 3


def test_it_can_be_used_from_a_day_that_is_chosen(planned: School):
    brought(EXAMPLE, used_from=date(2026, 7, 1))
    with db.reading() as session:
        stage = stages_of(session, [planned.syllabus], planned.day)[planned.syllabus]
        assert session.get_one(Subject, stage.subject_id).version == 2


def test_the_same_file_twice_changes_nothing_and_the_platforms_own_loading_neither(planned: School):
    brought(EXAMPLE)
    before = rows()
    assert dict(brought(EXAMPLE).counts) == {"bad": 0, "unchanged": 3}
    with db.unit() as session:
        assert load_catalogue(session) == 0
    assert rows() == before


def test_a_look_changes_nothing(planned: School):
    before = rows()
    assert brought(EXAMPLE, look_only=True).counts["new"] == 3
    assert rows() == before


def test_a_version_with_other_words_is_refused_and_one_that_ends_is_ended(planned: School, tmp_path: Path):
    brought(saved(tmp_path, bild()))
    other, ended = bild(), bild()
    other["centralContents"][0]["text"] += "<ul><li>Något helt annat</li></ul>"
    ended["endDate"] = "2029-06-30"
    assert codes(brought(saved(tmp_path, other))) == [("", "version_differs")]
    assert brought(saved(tmp_path, ended)).counts["changed"] == 1
    assert brought(saved(tmp_path, ended)).counts["unchanged"] == 1
    other["version"] = 4
    assert brought(saved(tmp_path, other)).counts["new"] == 1
    over = bild() | {"version": 2, "endDate": "2025-06-30"}
    assert codes(brought(saved(tmp_path, over))) == [("", "version_over")]


def test_only_a_command_of_the_platform_takes_in(planned: School):
    found = syllabus.read(EXAMPLE, Report())
    with db.unit() as session, pytest.raises(Denied):
        syllabus.bring(session, planned.central, found, Report(), used_from=None, look_only=False)


def _set(path: str, value: Any) -> Callable[[dict[str, Any]], object]:
    def change(raw: dict[str, Any]) -> None:
        *parents, last = path.split("/")
        for name in parents:
            raw = raw[int(name) if name.isdigit() else name]
        raw[last] = value

    return change


def courses(**other: Any) -> dict[str, Any]:
    """A subject of upper-secondary school with two courses, as they were before Gy25."""
    steps = [{"gradeStep": step, "text": f"<p>Eleven programmerar som {step}.</p>"} for step in "ECA"]
    offered = [
        {"code": code, "name": name, "centralContent": {"text": "<ul><li>Skriva program</li></ul>"}}
        for code, name in (("PRRPRR01", "Programmering 1"), ("PRRPRR02", "Programmering 2"))
    ]
    offered[0]["knowledgeRequirements"] = steps
    offered[1]["knowledgeRequirements"] = steps
    made = {"code": "PRR", "name": "Programmering", "version": 5, "schoolTypes": ["GY", "VUXGY"], "purpose": ""}
    made |= {"typeOfSyllabus": "COURSE_SYLLABUS", "startDate": "2011-07-01", "courses": offered}
    return made | other


def test_courses_and_levels_of_one_subject_come_into_each_their_curriculum(planned: School, tmp_path: Path):
    """R-Y01: Gy11's courses stand beside Gy25's levels, and each student is read by their own."""
    levels = courses(code="PROG", version=1, typeOfSyllabus="GRADE_SUBJECT_SYLLABUS", startDate="2025-07-01")
    for number, course in enumerate(levels["courses"], 1):
        course |= {"code": f"PROG{number}000X", "name": f"Nivå {number}"}
    assert dict(brought(saved(tmp_path, courses(), levels)).counts) == {"bad": 0, "new": 2}
    with db.unit() as session:
        row = Syllabus(school_type="GY", subject_code="PROG", subject_name="Programmering", course_code="PROG2000X")
        session.add(row)
        session.flush()
        now = stages_of(session, [row.id], planned.day)[row.id]
        assert (now.curriculum, now.years.sv, now.scale_code) == ("Gy25", "Nivå 2", "A-F")
        question = select(Stage.name).join(Subject).where(Subject.code == "PRR").order_by(Stage.name)
        assert session.exec(question).all() == ["Programmering 1", "Programmering 2"]


BAD_COURSES = {
    "a course without a code": (lambda raw: raw["courses"][1].pop("code"), ("courses[1].code", "required")),
    "a course without content": (
        lambda raw: raw["courses"][0].pop("centralContent"),
        ("courses[0].centralContent.text", "required"),
    ),
    "the same course twice": (lambda raw: raw["courses"][1].update(code="PRRPRR01"), ("courses", "course_twice")),
    "a step that is none": (
        lambda raw: raw["courses"][1]["knowledgeRequirements"].append({"gradeStep": "Q", "text": "<p>x</p>"}),
        ("courses[1].knowledgeRequirements[3].gradeStep", "unknown_step"),
    ),
}


@pytest.mark.parametrize("case", BAD_COURSES)
def test_a_bad_course_is_told_with_its_place(case: str, tmp_path: Path):
    change, fault = BAD_COURSES[case]
    bad = deepcopy(courses())
    change(bad)
    report = Report()
    assert [item.subject.version for item in syllabus.read(saved(tmp_path, bad, courses(version=9)), report)] == [9]
    assert fault in codes(report)
    assert {problem.place for problem in report.problems} == {1}


BAD = {
    "no code": (_set("code", None), ("code", "required")),
    "a code that is a list": (_set("code", ["x"]), ("code", "not_text")),
    "no version": (_set("version", None), ("version", "required")),
    "a version that is a text": (_set("version", "3"), ("version", "not_a_number")),
    "no first day": (_set("startDate", "i höst"), ("startDate", "not_a_date")),
    "ends before it starts": (_set("endDate", "2021-06-30"), ("endDate", "end_before_start")),
    "no school form": (_set("schoolTypes", ["X"]), ("schoolTypes", "required")),
    "school forms that are a text": (_set("schoolTypes", "GR"), ("schoolTypes", "not_a_list")),
    "no content": (_set("centralContents", []), ("centralContents", "required")),
    "years that are none": (_set("centralContents/0/year", "9-7"), ("centralContents[0].year", "not_years")),
    "content that is no object": (_set("centralContents", [1]), ("centralContents[0]", "not_an_object")),
    "a step that is none": (
        _set("knowledgeRequirements/0/gradeStep", "Q"),
        ("knowledgeRequirements[0].gradeStep", "unknown_step"),
    ),
    "a step twice": (
        _set("knowledgeRequirements/1/gradeStep", "E"),
        ("knowledgeRequirements[1].gradeStep", "step_twice"),
    ),
    "a point too long": (
        _set("centralContents/0/text", f"<li>{'x' * 1001}</li>"),
        ("centralContents[0].text", "too_long"),
    ),
    "a text too long": (_set("purpose", "x" * 30_001), ("purpose", "too_long")),
    "half a character": (_set("name", "Bild \ud800"), ("name", "control_character")),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_subject_is_told_with_its_place_and_the_good_one_is_read(case: str, tmp_path: Path):
    change, fault = BAD[case]
    bad = bild()
    change(bad)
    report = Report()
    found = syllabus.read(saved(tmp_path, bad, bild() | {"version": 9}), report)
    assert [item.subject.version for item in found] == [9]
    assert {(problem.file, problem.place) for problem in report.problems} == {("subjects.json", 1)}
    assert fault in codes(report)


def test_what_belongs_to_no_curriculum_or_scale_is_told_and_the_good_one_is_taken_in(planned: School, tmp_path: Path):
    too_early = bild() | {"version": 7, "startDate": "2012-07-01"}
    elsewhere, stepped = bild() | {"schoolTypes": ["YH"]}, bild()
    stepped["version"] = 8
    _set("knowledgeRequirements/0/gradeStep", "VG")(stepped)
    report = brought(saved(tmp_path, too_early, elsewhere, stepped, bild() | {"version": 9}))
    told = [problem.fault.code for problem in report.problems]
    assert told == ["no_curriculum", "no_curriculum", "wrong_levels"]
    assert (report.counts["new"], report.counts["bad"]) == (1, 3)


BYTES = {
    "not JSON": (b"{", "not_json"),
    "not text": (b'\xff\xfe"', "not_json"),
    "a number that is none": (b'{"subjects": [NaN]}', "not_json"),
    "a number without end": (b'{"subjects": [' + b"9" * 5_000 + b"]}", "not_json"),
    "too deep": (b'{"subjects": ' + b"[" * 40 + b"]" * 40 + b"}", "too_deep"),
    "something else": (b'{"persons": []}', "no_syllabus"),
    "a text": (b'"subjects"', "no_syllabus"),
    "too many": (json.dumps([1] * 2_001).encode(), "too_many_items"),
}


@pytest.mark.parametrize("case", BYTES)
def test_hostile_bytes_are_a_line_of_the_report(case: str, tmp_path: Path):
    content, code = BYTES[case]
    file = tmp_path / "subjects.json"
    file.write_bytes(content)
    report = Report()
    assert syllabus.read(file, report) == []
    assert codes(report) == [("", code)]


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(syllabus, "MOST_BYTES", 1_000)
    report = Report()
    assert syllabus.read(saved(tmp_path, bild()), report) == []
    assert codes(report) == [("", "too_big")]


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path):
    (tmp_path / "away.json").symlink_to(EXAMPLE / "MATE.json")
    report = Report()
    assert syllabus.read(tmp_path, report) == []
    assert codes(report) == [("", "no_syllabus")]


def test_the_same_version_twice_is_told(tmp_path: Path):
    report = Report()
    assert len(syllabus.read(saved(tmp_path, bild(), bild()), report)) == 1
    assert codes(report) == [("", "syllabus_twice")]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3)
    )
)
def test_whatever_stands_in_a_field_is_a_fault_or_a_good_subject(value: Any):
    for name in bild():
        raw = deepcopy(bild()) | {name: value}
        found, row = shape.subject(raw)
        assert (found is None) == row.is_bad


@given(st.text(alphabet="<>/!-&;#xpli hstrong\"'=123a", max_size=300))
def test_no_markup_is_ever_kept_as_an_element(written: str):
    for block in blocks(f"<ul><li>{written}</li></ul>"):
        assert block.text == " ".join(block.text.split())
        assert "\x00" not in block.text
    said = blocks("<p>Ett<script>alert(1)</script> ord</p><li>Två<li>Tre")
    assert [(block.kind, block.text) for block in said] == [
        (Kind.PARAGRAPH, "Ett ord"),
        (Kind.POINT, "Två"),
        (Kind.POINT, "Tre"),
    ]


@pytest.mark.parametrize("piece", ["<a ", "<!--", '<a x="', "</", "<", "&", "<li>", "<script>"])
def test_a_text_that_was_made_to_be_slow_is_read_in_one_pass(piece: str):
    """Twice the text takes about twice the steps: the pattern's pieces never overlap, and each has a bound."""
    text = piece * (shape.MOST_TEXT // len(piece))
    pieces = [found.span() for found in markup._PIECE.finditer(text)]
    assert [first for first, _ in pieces[1:]] == [last for _, last in pieces[:-1]]
    assert (pieces[0][0], pieces[-1][1]) == (0, len(text))
    assert all(len(block.text) <= len(text) for block in blocks(text))


@given(st.lists(st.text(min_size=1, max_size=400).filter(str.split), min_size=1, max_size=3))
def test_a_criterion_always_has_a_name_that_fits(wordings: list[str]):
    assert len(shape.aspect_of(wordings)) <= shape.MOST_ASPECT


def test_the_command_says_what_is_wrong_and_takes_in_only_what_it_is_told_to(planned: School, tmp_path: Path):
    file = saved(tmp_path, bild() | {"startDate": "när som helst"}, bild())
    run = CliRunner().invoke
    refused = run(app, [str(file)], env={"SKOLPLATTFORM_LANGUAGE": "sv"})
    assert refused.exit_code == 1
    assert "subjects.json, ämne 1: GRGRBIL01: startDate: Är inget datum" in refused.output
    before = rows()
    english = {"SKOLPLATTFORM_LANGUAGE": "en"}
    preview = run(app, [str(EXAMPLE), "--preview"], env=english)
    assert (preview.exit_code, rows()) == (0, before)
    taken = run(app, [str(file), "--apply-good", "--from", "2026-07-01"], env=english)
    assert taken.exit_code == 0, taken.output
    assert "Done: 1 changes, 0 versions" in taken.output
    assert "1 version was not imported." in taken.output
    assert rows()["Subject"] == before["Subject"] + 1
