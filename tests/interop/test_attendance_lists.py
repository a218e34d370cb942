"""Attendance as SS 12000 has it: right by the standard, right by the minute, and an import after it changes nothing."""

from __future__ import annotations

import gzip
import json
import os
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolplattform.attendance.contract import TakenAbsence, TakenDeviation, TakenLesson
from skolplattform.attendance.contract.lent import LentHours, LentPassage, LentSum
from skolplattform.attendance.rules.care import Span
from skolplattform.attendance.rules.entitlement import Ground
from skolplattform.attendance.rules.presence import Way
from skolplattform.attendance.service import care, presence
from skolplattform.core import clock, db
from skolplattform.core.actor import system_actor
from skolplattform.interop import exporting
from skolplattform.interop import shown_attendance as shown
from tests.attendance.care_world import build_care
from tests.interop import exports
from tests.interop.exports import Silent, key, taken, write
from tests.interop.ss12000 import MINUTES, SHAPES, faults
from tests.support.school import School

SATURDAY = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
MOMENTS = st.integers(0, 750_000).map(lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))
NO_ONE: frozenset[UUID] = frozenset()


@st.composite
def lessons(draw) -> list[tuple[TakenLesson, TakenDeviation]]:
    """One student's reported lessons of one activity."""
    activity, student = draw(st.uuids(version=4)), draw(st.uuids(version=4))
    made = []
    for _ in range(draw(st.integers(1, 8))):
        minutes = draw(st.integers(1, 200))
        valid = draw(st.integers(0, minutes))
        invalid = draw(st.integers(0, minutes - valid))
        away = TakenDeviation(student, valid, invalid, draw(st.integers(0, minutes - valid - invalid)))
        at = draw(MOMENTS)
        made.append((TakenLesson(uuid4(), activity, uuid4(), at.date(), minutes, uuid4(), at, (away,)), away))
    return made


def _written(row: dict[str, Any]) -> dict[str, Any]:
    """The object as it stands in a file."""
    return {name: value for name, value in json.loads(json.dumps(row)).items() if value is not None}


@given(lessons())
def test_the_minutes_of_a_lesson_are_all_told_once(made) -> None:
    for lesson, away in made:
        row = _written(shown.attendance(lesson, away))
        assert faults("Attendance", row) == []
        assert sum(row[name] for name in MINUTES) == lesson.minutes
        assert row["isReported"] is True


@given(lessons(), st.integers(0, 500))
def test_a_sum_is_the_sum_of_its_lessons(made, unreported) -> None:
    """Offered is what was reported and what was not; nobody has reported a minute of the rest (R-A15)."""
    rows = [shown.attendance(*one) for one in made]
    first, away = made[0]
    reported = sum(lesson.minutes for lesson, _ in made)
    kinds = (sum(getattr(one, kind) for _, one in made) for kind in ("valid", "invalid", "other"))
    found = LentSum(first.activity_id, away.student_id, reported + unreported, reported, *kinds)
    summed = _written(shown.aggregated_attendance(found, date(2026, 8, 17), date(2026, 11, 21)))
    assert faults("AggregatedAttendance", summed) == []
    for name in MINUTES:
        assert summed[name.replace("Minutes", "Sum")] == sum(row[name] for row in rows)
    assert summed["offeredSum"] - summed["reportedSum"] == unreported


@given(MOMENTS)
def test_a_lesson_nobody_has_reported_says_so_and_no_minutes(ended) -> None:
    row = _written(shown.unreported_attendance(uuid4(), uuid4(), ended))
    assert faults("Attendance", row) == []
    assert row["isReported"] is False
    assert not any(row[name] for name in MINUTES)


@given(MOMENTS, st.booleans(), st.booleans())
def test_a_passage_says_which_way_and_when(at, is_in, is_hidden) -> None:
    staff = uuid4()
    passage = LentPassage(1, uuid4(), uuid4(), uuid4(), is_in, at, staff)
    row = _written(shown.attendance_event(passage, frozenset({staff}) if is_hidden else NO_ONE))
    assert faults("AttendanceEvent", row) == []
    assert row["eventType"] == ("In" if is_in else "Ut")
    assert datetime.fromisoformat(row["time"]) == at
    assert (str(staff) in json.dumps(row)) is not is_hidden


@st.composite
def weeks(draw):
    made = []
    for _ in range(draw(st.integers(1, 4))):
        week = []
        for _ in range(7):
            start = draw(st.integers(0, 1_200))
            span = (_wall(start), _wall(start + draw(st.integers(1, 200))))
            week.append((span,) if draw(st.booleans()) else ())
        made.append(tuple(week))
    return tuple(made)


def _wall(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


@given(weeks(), MOMENTS, st.booleans())
def test_a_schedule_has_every_hour_and_no_other(found, at, temporary) -> None:
    hours = LentHours(uuid4(), uuid4(), uuid4(), uuid4(), date(2026, 11, 18), None, found, at, temporary)
    row = _written(shown.attendance_schedule(hours, uuid4(), NO_ONE))
    assert faults("AttendanceSchedule", row) == []
    assert row["numberOfWeeks"] == len(found)
    told = {(e["weekOffset"], e["dayOfWeek"], e["startTime"], e["length"]) for e in row["scheduleEntries"]}
    minutes = [
        (n, shown.WEEKDAYS[day], f"{a:%H:%M}", (b.hour - a.hour) * 60 + b.minute - a.minute)
        for n, week in enumerate(found)
        for day, spans in enumerate(week)
        for a, b in spans
    ]
    assert told == set(minutes)


@given(MOMENTS, st.integers(1, 5_000))
def test_absence_told_beforehand_has_no_reason(at, minutes) -> None:
    one = TakenAbsence(uuid4(), uuid4(), uuid4(), "Anmäld frånvaro", at, at + timedelta(minutes=minutes), uuid4(), at)
    row = _written(shown.absence(one))
    assert faults("Absence", row) == []
    assert "absenceReason" not in row


def test_the_shapes_are_those_of_the_standards_own_text() -> None:
    folder, yaml = os.environ.get("SS12000_TEXT"), pytest.importorskip("yaml")
    if not folder:
        pytest.skip("the standard's text is not at hand")
    for name, wanted in SHAPES.items():
        told = yaml.safe_load((Path(folder) / f"{name}.yaml").read_text(encoding="utf-8"))[name]
        assert frozenset(told["required"]) == wanted.required, name
        own_words = wanted.fields.keys() - {"child", "scheduleDays"} if name != "Placement" else wanted.fields.keys()
        assert own_words <= told["properties"].keys(), name
        for field, kind in wanted.fields.items():
            said = told["properties"].get(field, {})
            codes = tuple(said.get("enum", ()))
            if codes:
                assert kind == codes, (name, field)
            elif isinstance(kind, str) and said:
                assert kind in (said["type"], said.get("format")), (name, field)


def _list(folder: Path, entity: str) -> list[dict[str, Any]]:
    return json.loads(gzip.decompress((folder / f"{entity}.json.gz").read_bytes()))["data"]


def _exported(folder: Path, who: exporting.Who) -> dict[str, list[dict[str, Any]]]:
    exporting.export(system_actor("export"), folder, who, Silent())
    files = {"Attendance": "attendances", "Absence": "absences", "Placement": "placements"}
    files |= {"AttendanceEvent": "attendanceEvents", "AttendanceSchedule": "attendanceSchedules"}
    files |= {"AggregatedAttendance": "aggregatedAttendances"}
    found = {name: _list(folder, entity) for name, entity in files.items()}
    for name, rows in found.items():
        assert [fault for row in rows for fault in faults(name, row)] == []
    return found


def test_a_school_with_lessons_goes_out_by_the_standard_and_in_unchanged(database: str, tmp_path: Path) -> None:
    with clock.fixed(SATURDAY):
        taken(write(tmp_path / "in", exports.small_school()))
        before = exports.content()
        found = _exported(tmp_path / "out", exporting.Everybody())
        (alva,) = found["Attendance"]
        assert (alva["validAbsenceMinutes"], alva["attendanceMinutes"]) == (50, 0)
        sums = {row["student"]["id"]: row for row in found["AggregatedAttendance"]}
        assert {who: (row["offeredSum"], row["reportedSum"], row["validAbsenceSum"]) for who, row in sums.items()} == {
            key("alva"): (150, 50, 50),
            key("bo"): (150, 50, 0),
        }
        outcome = taken(tmp_path / "out")
        assert (outcome.errors, outcome.moved) == ([], {})
        assert exports.content() == before


def test_a_forskola_goes_out_by_the_standard_without_the_protected_child(school: School, tmp_path: Path) -> None:
    here = build_care(school)
    day = (Span(time(7, 30), time(16)),)
    week = (*[day] * 5, None, None)
    with db.unit() as session:
        asked = {"child_ids": [here.child("nils")], "key": uuid4().hex}
        dates = {"valid_from": school.day, "valid_until": None, "ground": Ground.WORK, "version": 0}
        care.save_weeks(session, school.guardian, weeks=[week], **asked, **dates)
    with db.unit() as session:
        asked = {"child_ids": [here.child("nils")], "key": uuid4().hex}
        care.change_day(session, school.guardian, day=school.day + timedelta(days=1), spans=[], **asked)
        for name in ("nils", "pia"):
            presence.note(session, here.staff(), here.child(name), way=Way.IN, key=uuid4().hex)
    found = _exported(tmp_path / "out", exporting.NotProtected())
    assert [(row["eventType"], row["child"]["id"]) for row in found["AttendanceEvent"]] == [
        ("In", str(here.child("nils")))
    ]
    base, changed = found["AttendanceSchedule"]
    assert [len(row["scheduleEntries"]) for row in (base, changed)] == [5, 0]
    assert (base["temporary"], changed["temporary"], changed["endDate"]) == (False, True, changed["startDate"])
    (place,) = (row for row in found["Placement"] if row["child"]["id"] == str(here.child("nils")))
    assert base["placement"]["id"] == changed["placement"]["id"] == place["id"]
    assert place["group"]["id"] == str(here.part)
    assert {owner["id"] for owner in place["owners"]} == {str(school.people[name]) for name in ("rut", "sten")}
    assert str(here.child("pia")) not in json.dumps(found)
