"""An export taken in: everything in its place, twice the same, changed by id, ended by date, never deleted."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import col, func, select

from skolplattform.attendance.tables import AbsenceReport, Deviation, LessonRegister
from skolplattform.core import audit, clock, db
from skolplattform.core.tables import AuditEntry
from skolplattform.insights.tables import AttendanceDay
from skolplattform.registry.tables import (
    Contact,
    Enrolment,
    GroupMembership,
    Organisation,
    Person,
    Responsibility,
)
from skolplattform.schedule.tables import CalendarEvent
from tests.interop import exports
from tests.interop.exports import EKHAGSSKOLAN, key, taken, write

SATURDAY = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
YESTERDAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def saturday():
    """The day after the export was made."""
    with clock.fixed(SATURDAY):
        yield


@pytest.fixture
def lists() -> exports.Lists:
    """The small school."""
    return exports.small_school()


def test_a_whole_school_is_taken_in_and_the_second_time_changes_nothing(database: str) -> None:
    outcome = taken(EKHAGSSKOLAN)
    assert outcome.errors == []
    counts = {kind: found["new"] for kind, found in outcome.run.counts.items()}
    assert counts["persons"] == 1261
    assert counts["groups"] == 72
    assert counts["duties"] == 68
    assert counts["activities"] == 252
    assert counts["calendarEvents"] == 8348
    assert counts["absences"] == 3468
    assert counts["grades"] == 2118
    with db.reading() as session:
        assert session.scalar(select(func.count(col(Deviation.id)))) == 17_379
        registers = session.scalar(select(func.count(col(LessonRegister.calendar_event_id))))
        assert registers == counts["attendances"] == 6063
        marked = session.exec(select(Person.id).where(col(Person.security_marking) != "Ingen")).all()
        assert len(marked) == 3
        temporary = session.exec(select(Person.civic_no_kind, func.count()).group_by(col(Person.civic_no_kind))).all()
        assert dict(temporary)["tf"] == 4
        assert dict(temporary)["samordningsnummer"] == 7
        assert session.scalar(select(func.sum(AttendanceDay.reported))) or 0
        assert audit.verify(session) == []
    before = exports.content()
    again = taken(EKHAGSSKOLAN)
    assert again.moved == {}
    assert exports.content() == before


def test_a_small_export_is_taken_in(database: str, tmp_path: Path, lists: exports.Lists) -> None:
    outcome = taken(write(tmp_path / "export", lists))
    assert outcome.errors == []
    with db.reading() as session:
        alva = session.get_one(Person, UUID(key("alva")))
        assert (alva.full_name, alva.birth_date) == ("Alva Provsson", date(2019, 7, 1))
        unit = session.get_one(Organisation, UUID(key("unit")))
        assert unit.parent_id == UUID(key("organiser"))
        monday = session.get_one(CalendarEvent, UUID(key("monday")))
        assert monday.unit_id == unit.id
        assert monday.minutes_student == 50
        assert session.get_one(CalendarEvent, UUID(key("tuesday"))).comment == ""
        absence = session.get_one(AbsenceReport, UUID(key("absence")))
        assert absence.registered_by == UUID(key("rut"))
        reported = set(session.exec(select(LessonRegister.calendar_event_id)).all())
        assert reported == {UUID(key("monday"))}
        deviation = session.exec(select(Deviation)).one()
        assert (deviation.student_id, deviation.valid_minutes) == (alva.id, 50)


def test_a_lesson_that_moves_takes_what_was_reported_along(database: str, tmp_path: Path, lists: exports.Lists) -> None:
    """The old day keeps no figure, and the new one is counted at once."""
    taken(write(tmp_path / "first", lists))
    lists["calendarEvents"][0] = exports.lesson("monday", "2026-11-18")
    outcome = taken(write(tmp_path / "second", {name: rows for name, rows in lists.items() if name != "attendances"}))
    assert outcome.moved == {"calendarEvents": (0, 1, 0)}
    wednesday = date(2026, 11, 18)
    with db.reading() as session:
        assert session.get_one(LessonRegister, UUID(key("monday"))).day == wednesday
        assert session.exec(select(Deviation.day)).all() == [wednesday]
        counted = session.exec(select(AttendanceDay.day, AttendanceDay.reported, AttendanceDay.valid)).all()
    assert [row for row in counted if row[1] or row[2]] == [(wednesday, 100, 50)]


def test_the_import_is_audited_without_names(database: str, tmp_path: Path, lists: exports.Lists) -> None:
    taken(write(tmp_path / "export", lists))
    with db.reading() as session:
        entries = session.exec(select(AuditEntry).where(AuditEntry.verb == "interop.import")).all()
        steps = [entry.detail.get("step") for entry in entries if entry.entity == "import_run"]
        assert steps == ["begin", "take"]
        people = [entry for entry in entries if entry.entity == "person"]
        assert sorted(people[0].detail["persons"]) == sorted(p["id"] for p in lists["persons"])
        assert "Provsson" not in repr([entry.detail for entry in entries])


def test_a_changed_export_updates_by_id(database: str, tmp_path: Path, lists: exports.Lists) -> None:
    taken(write(tmp_path / "first", lists))
    lists["persons"][0]["familyName"] = "Nyman"
    lists["persons"][0]["emails"] = [{"value": "alva@prov.example", "type": "Skola elev"}]
    lists["calendarEvents"][2]["cancelled"] = True
    outcome = taken(write(tmp_path / "second", lists))
    assert outcome.moved == {"persons": (0, 1, 0), "contacts": (1, 0, 0), "calendarEvents": (0, 1, 0)}
    with db.reading() as session:
        assert session.get_one(Person, UUID(key("alva"))).family_name == "Nyman"
        assert session.exec(select(Contact.value)).one() == "alva@prov.example"
        assert session.get_one(CalendarEvent, UUID(key("thursday"))).cancelled


def test_who_left_a_group_is_ended_and_not_deleted(database: str, tmp_path: Path, lists: exports.Lists) -> None:
    taken(write(tmp_path / "first", lists))
    lists["groups"][0]["groupMemberships"].pop()
    lists["persons"][1]["responsibles"] = []
    lists["duties"][0]["assignmentRole"] = []
    outcome = taken(write(tmp_path / "second", lists))
    assert outcome.moved == {"memberships": (0, 0, 1), "responsibles": (0, 0, 1), "assignments": (0, 0, 1)}
    with db.reading() as session:
        left = session.exec(select(GroupMembership).where(GroupMembership.person_id == UUID(key("bo")))).one()
        assert (left.start_date, left.end_date) == (date(2026, 8, 18), YESTERDAY)
        relation = session.exec(select(Responsibility).where(Responsibility.child_id == UUID(key("bo")))).one()
        assert relation.end_date == YESTERDAY
    assert taken(write(tmp_path / "third", lists)).moved == {}


def test_who_changes_class_has_two_memberships(database: str, tmp_path: Path, lists: exports.Lists) -> None:
    taken(write(tmp_path / "first", lists))
    lists["groups"][0]["groupMemberships"][1]["endDate"] = "2026-10-02"
    lists["groups"][1]["groupMemberships"].append(exports.member("bo", "2026-10-05"))
    outcome = taken(write(tmp_path / "second", lists))
    assert outcome.errors == []
    assert outcome.moved == {"memberships": (1, 1, 0)}


def test_a_new_school_year_is_the_same_enrolment(database: str, tmp_path: Path, lists: exports.Lists) -> None:
    taken(write(tmp_path / "first", lists))
    lists["persons"][0]["enrolments"][0]["schoolYear"] = 8
    outcome = taken(write(tmp_path / "second", lists))
    assert outcome.moved == {"enrolments": (0, 1, 0)}
    with db.reading() as session:
        assert session.scalar(select(func.count(col(Enrolment.id)))) == 3


def test_lists_that_are_left_out_leave_what_there_is(database: str, tmp_path: Path, lists: exports.Lists) -> None:
    taken(write(tmp_path / "first", lists))
    before = exports.content()
    for row in lists["persons"]:
        del row["enrolments"], row["responsibles"], row["sex"]
    for row in lists["groups"]:
        del row["groupMemberships"]
    only = {"persons": lists["persons"], "groups": lists["groups"]}
    outcome = taken(write(tmp_path / "second", only))
    assert outcome.errors == []
    assert outcome.moved == {}
    assert exports.content() == before


def test_a_list_alone_in_a_file_and_plain_arrays_are_taken(database: str, tmp_path: Path) -> None:
    lists = exports.small_school()
    taken(write(tmp_path / "first", lists))
    alone = tmp_path / "rooms.json"
    alone.write_text(f'\ufeff [{{"id": "{key("gym")}", "displayName": "Gym", "owner": {{"id": "{key("unit")}"}}}}]')
    assert taken(alone).moved == {"rooms": (1, 0, 0)}


def test_an_export_in_pages_is_one_export(database: str, tmp_path: Path, lists: exports.Lists) -> None:
    persons = lists.pop("persons")
    folder = write(tmp_path / "export", lists | {"persons-1": persons[:2], "persons-2": persons[2:]})
    outcome = taken(folder)
    assert outcome.errors == []
    assert outcome.run.counts["persons"]["new"] == 5


def test_a_zip_with_a_folder_in_it_is_taken(database: str, tmp_path: Path, lists: exports.Lists) -> None:
    outcome = taken(exports.write_zip(tmp_path / "export.zip", lists))
    assert outcome.errors == []
    assert outcome.run.counts["persons"]["new"] == 5


def test_a_timetable_without_attendance_reports_no_lesson(database: str, tmp_path: Path, lists: exports.Lists) -> None:
    del lists["attendances"]
    taken(write(tmp_path / "export", lists))
    with db.reading() as session:
        assert session.exec(select(LessonRegister)).all() == []


def test_lessons_after_the_last_that_the_export_knows_of_are_not_reported(
    database: str, tmp_path: Path, lists: exports.Lists
) -> None:
    lists["calendarEvents"].append(exports.lesson("friday", "2026-11-20"))
    lists["attendances"].append(exports.away("bo", "thursday"))
    taken(write(tmp_path / "export", lists))
    with db.reading() as session:
        reported = set(session.exec(select(LessonRegister.calendar_event_id)).all())
    assert reported == {UUID(key("monday")), UUID(key("thursday"))}


def test_attendance_alone_finds_its_lessons_in_the_register(
    database: str, tmp_path: Path, lists: exports.Lists
) -> None:
    first = {name: rows for name, rows in lists.items() if name not in ("attendances", "grades")}
    taken(write(tmp_path / "first", first))
    outcome = taken(write(tmp_path / "second", {"attendances": lists["attendances"]}))
    assert outcome.errors == []
    assert outcome.moved == {"attendances": (1, 0, 0)}
    with db.reading() as session:
        register = session.get_one(LessonRegister, UUID(key("monday")))
        assert register.reporter_id == UUID(key("tora"))


def test_what_a_teacher_saved_here_later_stands(database: str, tmp_path: Path, lists: exports.Lists) -> None:
    taken(write(tmp_path / "first", lists))
    with db.unit() as session:
        register = session.get_one(LessonRegister, UUID(key("monday")))
        register.reported_at = SATURDAY
        deviation = session.exec(select(Deviation)).one()
        deviation.valid_minutes, deviation.invalid_minutes = 0, 50
        session.add_all([register, deviation])
    assert taken(write(tmp_path / "second", lists)).moved == {}
    with db.reading() as session:
        assert session.exec(select(Deviation.invalid_minutes)).one() == 50


def test_an_assumed_identity_is_kept(database: str, tmp_path: Path, lists: exports.Lists) -> None:
    taken(write(tmp_path / "first", lists))
    with db.unit() as session:
        cleo = session.get_one(Person, UUID(key("cleo")))
        cleo.security_marking = "Fingerade personuppgifter"
        session.add(cleo)
    assert taken(write(tmp_path / "second", lists)).moved == {}
    with db.reading() as session:
        assert session.get_one(Person, UUID(key("cleo"))).security_marking == "Fingerade personuppgifter"


def test_the_home_address_of_protected_registration_is_not_kept(
    database: str, tmp_path: Path, lists: exports.Lists
) -> None:
    address = {"type": "Folkbokföring", "streetAddress": "Hemliga gatan 1"}
    lists["persons"][0] |= {"securityMarking": "Skyddad folkbokföring", "addresses": [address]}
    lists["persons"][1] |= {"addresses": [address]}
    taken(write(tmp_path / "export", lists))
    with db.reading() as session:
        assert session.exec(select(Contact.person_id)).all() == [UUID(key("bo"))]


def test_two_persons_may_swap_civic_numbers(database: str, tmp_path: Path, lists: exports.Lists) -> None:
    taken(write(tmp_path / "first", lists))
    one, other = lists["persons"][0], lists["persons"][1]
    one["civicNo"], other["civicNo"] = other["civicNo"], one["civicNo"]
    outcome = taken(write(tmp_path / "second", lists))
    assert outcome.errors == []
    with db.reading() as session:
        assert session.get_one(Person, UUID(key("alva"))).civic_no == exports.CIVIC[1]
        assert session.get_one(Person, UUID(key("bo"))).civic_no == exports.CIVIC[0]
