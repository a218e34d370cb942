"""What disappears from an export, or is told as removed, is ended by date; a list that says nothing ends nothing."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from skolplattform.attendance.tables import AbsenceReport
from skolplattform.core import clock, db
from skolplattform.registry.tables import Assignment, Duty, Enrolment, Group, GroupMembership, Person
from skolplattform.schedule.tables import ActivityTeacher, CalendarEvent
from tests.interop import exports
from tests.interop.exports import key, ref, taken, write

SATURDAY = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
YESTERDAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def saturday():
    """The day after the export was made."""
    with clock.fixed(SATURDAY):
        yield


@pytest.fixture
def lists() -> exports.Lists:
    """The small school with a second teacher, who teaches nobody yet."""
    return _with_second_teacher()


def _with_second_teacher() -> exports.Lists:
    found = exports.small_school()
    found["persons"].append(exports.person("uno", exports.CIVIC[5]))
    assignment = {"group": ref("7B"), "assignmentRoleType": "Mentor", "startDate": "2026-08-18"}
    second = {**found["duties"][0], "id": key("second"), "person": ref("uno"), "signature": "UNO"}
    found["duties"].append({**second, "assignmentRole": [assignment]})
    return found


def _gone(folder: Path, **ids: list[str]) -> Path:
    (folder / "deletedEntities.json").write_text(json.dumps({"data": ids, "pageToken": None}))
    return folder


def test_a_duty_that_is_no_longer_there_is_ended_and_so_are_its_assignments(
    database: str, tmp_path: Path, lists: exports.Lists
) -> None:
    taken(write(tmp_path / "first", lists))
    lists["duties"].pop()
    outcome = taken(write(tmp_path / "second", lists))
    assert outcome.errors == []
    assert outcome.moved == {"duties": (0, 0, 1), "assignments": (0, 0, 1)}
    with db.reading() as session:
        assert session.get_one(Duty, UUID(key("second"))).end_date == YESTERDAY
        assignment = session.exec(select(Assignment).where(Assignment.duty_id == UUID(key("second")))).one()
        assert (assignment.start_date, assignment.end_date) == (date(2026, 8, 18), YESTERDAY)
        assert session.get_one(Duty, UUID(key("duty"))).end_date is None
    before = exports.content()
    assert taken(write(tmp_path / "third", lists)).moved == {}
    assert exports.content() == before


def test_a_duty_that_comes_back_goes_on(database: str, tmp_path: Path, lists: exports.Lists) -> None:
    taken(write(tmp_path / "first", lists))
    without = deepcopy(lists)
    without["duties"].pop()
    taken(write(tmp_path / "second", without))
    lists["duties"][1]["endDate"] = None
    taken(write(tmp_path / "third", lists))
    with db.reading() as session:
        assert session.get_one(Duty, UUID(key("second"))).end_date is None


def test_a_student_and_a_class_that_are_gone_are_ended(database: str, tmp_path: Path, lists: exports.Lists) -> None:
    taken(write(tmp_path / "first", lists))
    lists["persons"] = [row for row in lists["persons"] if row["id"] != key("cleo")]
    lists["groups"].pop()
    lists["duties"][1]["assignmentRole"] = []
    outcome = taken(write(tmp_path / "second", lists))
    assert outcome.errors == []
    ended = {"enrolments": (0, 0, 1), "groups": (0, 0, 1), "memberships": (0, 0, 1), "assignments": (0, 0, 1)}
    assert outcome.moved == ended
    with db.reading() as session:
        cleo = UUID(key("cleo"))
        assert session.get(Person, cleo) is not None
        assert session.exec(select(Enrolment.end_date).where(Enrolment.person_id == cleo)).one() == YESTERDAY
        assert (
            session.exec(select(GroupMembership.end_date).where(GroupMembership.person_id == cleo)).one() == YESTERDAY
        )
        assert session.get_one(Group, UUID(key("7B"))).end_date == YESTERDAY
    assert taken(write(tmp_path / "third", lists)).moved == {}


def _without_unit(lists: exports.Lists) -> None:
    del lists["organisations"]


def _without_list(lists: exports.Lists) -> None:
    del lists["duties"]


def _with_unknown_id(lists: exports.Lists) -> None:
    lists["duties"][0]["id"] = "17"


@pytest.mark.parametrize("partly", [_without_unit, _without_list, _with_unknown_id])
def test_an_export_that_is_not_whole_ends_no_duty(sqlite_database: str, tmp_path: Path, lists, partly) -> None:
    taken(write(tmp_path / "first", lists))
    before = exports.content()
    lists["duties"].pop()
    partly(lists)
    outcome = taken(write(tmp_path / "second", lists), only_good=True)
    assert "duties" not in outcome.moved
    assert exports.content() == before


def test_a_page_of_a_longer_list_ends_nothing(sqlite_database: str, tmp_path: Path, lists: exports.Lists) -> None:
    taken(write(tmp_path / "first", lists))
    page = lists["duties"][:1]
    folder = write(tmp_path / "second", {name: rows for name, rows in lists.items() if name != "duties"})
    (folder / "duties.json").write_text(json.dumps({"data": page, "pageToken": "2"}))
    assert taken(folder).moved == {}


def test_a_protected_teacher_whom_the_export_hides_keeps_the_duty(
    database: str, tmp_path: Path, lists: exports.Lists
) -> None:
    lists["persons"][-1]["securityMarking"] = "Sekretessmarkering"
    taken(write(tmp_path / "first", lists))
    lists["persons"].pop()
    lists["duties"].pop()
    assert taken(write(tmp_path / "second", lists)).moved == {}


def test_removed_rows_are_ended_and_marked(database: str, tmp_path: Path, lists: exports.Lists) -> None:
    lists["calendarEvents"].append(exports.lesson("next", "2026-11-24"))
    taken(write(tmp_path / "first", lists))
    folder = tmp_path / "second"
    folder.mkdir()
    _gone(
        folder,
        duties=[key("second").upper()],
        activitites=[key("maths 7A")],
        calendarEvents=[key("tuesday"), key("monday")],
        absences=[key("absence"), key("never here")],
        grades=[key("grade")],
        placements=[key("unread")],
    )
    outcome = taken(folder)
    assert outcome.errors == []
    assert [p.code for p in outcome.problems if p.field == "grades"] == ["deleted_kept"]
    assert outcome.moved == {
        "assignments": (0, 0, 1),
        "duties": (0, 0, 1),
        "activities": (0, 0, 1),
        "teachers": (0, 0, 1),
        "calendarEvents": (0, 0, 2),
        "absences": (0, 0, 1),
    }
    with db.reading() as session:
        cancelled = {name: session.get_one(CalendarEvent, UUID(key(name))).cancelled for name in ("monday", "tuesday")}
        assert cancelled == {"monday": False, "tuesday": True}, "what was reported took place"
        assert session.get_one(CalendarEvent, UUID(key("next"))).cancelled
        assert session.exec(select(ActivityTeacher.end_date)).one() == YESTERDAY
        assert session.get_one(AbsenceReport, UUID(key("absence"))).withdrawn_at is not None
    before = exports.content()
    assert taken(folder).moved == {}
    assert exports.content() == before


def test_a_removed_person_leaves_everything_and_stays_in_the_archive(
    database: str, tmp_path: Path, lists: exports.Lists
) -> None:
    taken(write(tmp_path / "first", lists))
    folder = tmp_path / "second"
    folder.mkdir()
    outcome = taken(_gone(folder, persons=[key("alva"), key("uno")]))
    assert outcome.moved == {
        "enrolments": (0, 0, 1),
        "responsibles": (0, 0, 1),
        "memberships": (0, 0, 1),
        "duties": (0, 0, 1),
    }
    with db.reading() as session:
        assert session.get(Person, UUID(key("alva"))) is not None
    assert taken(folder).moved == {}


def test_what_is_in_its_list_and_among_the_removed_is_there(sqlite_database: str, tmp_path: Path, lists) -> None:
    taken(write(tmp_path / "first", lists))
    assert taken(_gone(write(tmp_path / "second", lists), duties=[key("second")])).moved == {}


def test_the_preview_promises_what_the_import_ends(sqlite_database: str, tmp_path: Path, lists: exports.Lists) -> None:
    taken(write(tmp_path / "first", lists))
    lists["duties"].pop()
    folder = _gone(write(tmp_path / "second", lists), persons=[key("uno")], absences=[key("absence")])
    del lists["absences"]
    run_id, _ = exports.checked(folder)
    promised = exports.Outcome(run_id).moved
    with db.unit() as session:
        exports.service.cancel(session, exports.COMMAND, run_id)
    assert promised == taken(folder).moved != {}


def test_removed_ids_that_are_none_are_told_with_their_place(sqlite_database: str, tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "deletedEntities.json").write_text(f'{{"data": {{"persons": ["{key("alva")}", 17, {{"id": 1}}]}}}}')
    assert taken(folder).errors == [
        ("deletedEntities.json", 2, "persons", "not_an_id"),
        ("deletedEntities.json", 3, "persons", "not_an_id"),
    ]
    (folder / "deletedEntities.json").write_text('{"data": {"persons": ["')
    assert taken(folder).codes == {"broken_json"}
    (folder / "deletedEntities.json").write_text('{"data": []}')
    assert taken(folder).codes == {"no_deleted"}


def test_an_administrator_ends_nothing_at_another_unit(school, tmp_path: Path) -> None:
    before = exports.content()
    with db.reading() as session:
        duties = [str(i) for i in session.exec(select(Duty.id).where(Duty.unit_id == school.other_unit)).all()]
        groups = [str(i) for i in session.exec(select(Group.id).where(Group.unit_id == school.other_unit)).all()]
    folder = tmp_path / "export"
    folder.mkdir()
    elsa = [str(school.people["elsa"])]
    outcome = taken(_gone(folder, duties=duties, groups=groups, persons=elsa), school.administrator)
    told = {p.field for p in outcome.problems if p.code == "deleted_outside"}
    assert told == {name for name, ids in (("duties", duties), ("groups", groups), ("persons", elsa)) if ids}
    assert outcome.moved == {}
    assert exports.content() == before


def test_a_second_class_beside_one_of_the_register_is_told_with_its_place(
    database: str, tmp_path: Path, lists: exports.Lists
) -> None:
    taken(write(tmp_path / "first", lists))
    before = exports.content()
    other = exports.group("7C", "Klass", exports.member("cleo"), exports.member("bo", "2026-10-01"))
    outcome = taken(write(tmp_path / "second", {"groups": [other]}))
    assert outcome.errors == [
        ("groups.json.gz", 1, "groupMemberships[0]", "in_other_class"),
        ("groups.json.gz", 1, "groupMemberships[1]", "in_other_class"),
    ]
    assert exports.content() == before


def test_who_leaves_a_class_that_is_gone_may_begin_in_another(
    sqlite_database: str, tmp_path: Path, lists: exports.Lists
) -> None:
    taken(write(tmp_path / "first", lists))
    lists["duties"][1]["assignmentRole"] = []
    lists["groups"][1] = exports.group("7C", "Klass", exports.member("cleo", "2026-11-21"))
    outcome = taken(write(tmp_path / "second", lists))
    assert outcome.errors == []
    assert outcome.moved["groups"] == (1, 0, 1)
    assert taken(write(tmp_path / "third", lists)).moved == {}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_leaves_the_second_time_changes_nothing(sqlite_database: str, data: st.DataObject) -> None:
    """Any rows of any list left out, any told as removed: taken once it holds, taken twice it does nothing."""
    lists = _with_second_teacher()
    with TemporaryDirectory() as folder:
        taken(write(Path(folder) / "whole", lists))
        parts = ("duties", "groups", "activities", "calendarEvents", "absences", "attendances", "grades")
        for name in parts:
            lists[name] = [row for row in lists[name] if data.draw(st.booleans(), label=name)]
        removed = {name: [row["id"] for row in exports.small_school()[name]] for name in parts}
        chosen = {name: [i for i in ids if data.draw(st.booleans(), label=f"-{name}")] for name, ids in removed.items()}
        export = _gone(write(Path(folder) / "less", lists), **chosen)
        taken(export, only_good=True)
        before = exports.content()
        assert taken(export, only_good=True).moved == {}
        assert exports.content() == before
