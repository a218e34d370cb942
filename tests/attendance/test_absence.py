"""Telling the school of absence: for whom, which days, taken back or ended; who is told."""

from datetime import date, time, timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from skolplattform.attendance import queries, service
from skolplattform.attendance.tables import AbsenceReport
from skolplattform.core import changes, clock, db
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, Denied, Invalid, NotFound
from skolplattform.core.tables import AuditEntry
from skolplattform.registry.tables import Person, Responsibility
from tests.attendance.counting import statements
from tests.support.school import School


def tell(school: School, actor: Actor, *names: str, first: date | None = None, days: int = 1, key: str = "", **more):
    start = first or school.day
    with db.unit() as session:
        return service.report_absence(
            session,
            actor,
            student_ids=[school.people[name] for name in names],
            first=start,
            last=start + timedelta(days=days - 1),
            key=key or uuid4().hex,
            **more,
        )


def reports() -> list[AbsenceReport]:
    with db.reading() as session:
        return list(session.exec(select(AbsenceReport)).all())


def of_age(school: School, name: str) -> None:
    with db.unit() as session:
        session.get_one(Person, school.people[name]).birth_date = school.day.replace(year=2008)


def test_two_children_of_two_schools_are_told_at_once_for_the_whole_day(school: School):
    tell(school, school.guardian, "alva", "elsa")
    rows = {row.student_id: row for row in reports()}
    assert rows[school.people["alva"]].unit_id == school.unit
    assert rows[school.people["elsa"]].unit_id == school.other_unit
    alva = rows[school.people["alva"]]
    assert (alva.starts_at, alva.ends_at) == clock.day_bounds(school.day)
    assert (alva.registered_by, alva.reason) == (school.people["rut"], "")


def test_several_days_and_a_part_of_a_day(school: School):
    tell(school, school.guardian, "alva", days=3)
    tell(school, school.guardian, "elsa", from_time=time(13), until_time=time(14))
    longer, part = reports()
    assert longer.ends_at - longer.starts_at == timedelta(days=3)
    assert part.starts_at == clock.at(school.day, time(13))


def test_the_same_call_twice_tells_once(school: School):
    first = tell(school, school.guardian, "alva", key="same-key-1")
    assert tell(school, school.guardian, "alva", key="same-key-1") == first
    assert len(reports()) == 1


@pytest.mark.parametrize("child", ["bo", "dag", "cleo", "rut", "teacher"])
def test_nobody_tells_for_a_child_that_is_not_theirs(school: School, child: str):
    with pytest.raises(NotFound):
        tell(school, school.guardian, "alva", child)
    assert reports() == []


def test_a_child_that_does_not_exist_looks_like_one_that_is_not_yours(school: School):
    with pytest.raises(NotFound), db.unit() as session:
        service.report_absence(
            session, school.guardian, student_ids=[uuid4()], first=school.day, last=school.day, key="k" * 8
        )


def test_a_relation_that_is_withheld_or_over_gives_no_right(school: School):
    for change in ({"withheld": True}, {"withheld": False, "end_date": school.day - timedelta(days=1)}):
        with db.unit() as session:
            relation = session.exec(
                select(Responsibility).where(Responsibility.adult_id == school.people["sten"])
            ).one()
            for name, value in change.items():
                setattr(relation, name, value)
        with pytest.raises(NotFound):
            tell(school, school.other_guardian, "alva")


def test_from_eighteen_the_student_tells_and_the_guardian_does_not_r_a10(school: School):
    with pytest.raises(NotFound):
        tell(school, school.student, "alva")
    of_age(school, "alva")
    with pytest.raises(NotFound):
        tell(school, school.guardian, "alva")
    tell(school, school.student, "alva")
    with pytest.raises(NotFound):
        tell(school, school.student, "bo")


@pytest.mark.parametrize("who", ["teacher", "principal", "administrator", "central", "student_health"])
def test_staff_do_not_tell_as_guardians(school: School, who: str):
    with pytest.raises(Denied):
        tell(school, getattr(school, who), "alva")


def test_nobody_chosen_is_said_at_the_field(school: School):
    with pytest.raises(Invalid) as caught:
        tell(school, school.guardian)
    assert caught.value.field == "students"


def test_the_lesson_the_family_and_the_school_are_told(school: School):
    with db.reading() as session:
        before = set(changes.recent(session, 0))
    tell(school, school.guardian, "alva")
    with db.reading() as session:
        topics = {topic for number, topic in changes.recent(session, 0).items() if number not in before}
    assert topics == {
        f"lesson:{school.lesson}",
        f"lesson:{school.earlier_lesson}",
        f"student:{school.people['alva']}",
        f"unit:{school.unit}",
    }


def test_each_child_has_an_entry_in_the_chain_without_the_reason(school: School):
    tell(school, school.guardian, "alva", "elsa")
    with db.reading() as session:
        entries = session.exec(select(AuditEntry)).all()
    assert {entry.subject_id for entry in entries} == {school.people["alva"], school.people["elsa"]}
    assert all(entry.detail == {} for entry in entries)


def change(school: School, actor: Actor, report_id: UUID, act: str = "withdraw_report", version: int = 1) -> None:
    with db.unit() as session:
        getattr(service, act)(session, actor, report_id, version=version)


def test_either_guardian_takes_back_what_was_told_and_nobody_else(school: School):
    (report_id,) = tell(school, school.guardian, "alva").report_ids
    for stranger in (school.foreign_guardian, school.student):
        with pytest.raises(NotFound):
            change(school, stranger, report_id)
    change(school, school.other_guardian, report_id)
    assert reports()[0].withdrawn_at == clock.now()
    with pytest.raises(NotFound):
        change(school, school.guardian, report_id, version=2)


def test_back_earlier_ends_the_absence_now(school: School, frozen):
    (report_id,) = tell(school, school.guardian, "alva", days=3).report_ids
    noon = clock.at(school.day + timedelta(days=1), time(12))
    with frozen(noon):
        change(school, school.guardian, report_id, "end_report")
    assert reports()[0].ends_at == noon


def test_absence_that_has_not_begun_is_withdrawn_not_ended(school: School):
    (report_id,) = tell(school, school.guardian, "alva", first=school.day + timedelta(days=2)).report_ids
    with pytest.raises(Invalid):
        change(school, school.guardian, report_id, "end_report")
    change(school, school.guardian, report_id)


def test_absence_that_is_over_stays(school: School, frozen):
    (report_id,) = tell(school, school.guardian, "alva").report_ids
    with frozen(clock.now() + timedelta(days=2)), pytest.raises(Invalid):
        change(school, school.guardian, report_id)


def test_a_report_that_changed_meanwhile_is_not_overwritten(school: School):
    (report_id,) = tell(school, school.guardian, "alva").report_ids
    with pytest.raises(Conflict):
        change(school, school.guardian, report_id, version=7)


def test_the_family_sees_its_children_with_the_hours_of_their_day(school: School):
    with statements() as sent, db.reading() as session:
        children = queries.reportable_students(session, school.guardian)
    assert [(child.given, child.class_name, child.hours.sv) for child in children] == [
        ("Alva", "7A", "08.20–11.00, 2 lektioner"),
        ("Elsa", "4A", "10.00–11.00, en lektion"),
    ]
    assert len(sent) <= 8, "\n".join(sent)


def test_a_child_told_for_today_is_marked_and_the_list_says_by_whom(school: School):
    tell(school, school.guardian, "alva")
    with db.reading() as session:
        children = queries.reportable_students(session, school.other_guardian)
        (report,) = queries.own_reports(session, school.other_guardian)
    assert [child.is_told for child in children] == [True]
    assert (report.child, report.hours.sv, report.told.sv, report.can) == (
        "Alva Ask",
        "hela dagen",
        "Rut Ask 10.15",
        "withdraw",
    )


def test_a_guardian_sees_no_reports_of_other_families(school: School):
    tell(school, school.guardian, "alva")
    with db.reading() as session:
        assert queries.own_reports(session, school.foreign_guardian) == []
        assert queries.reportable_students(session, school.student) == []
