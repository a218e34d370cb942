"""Reads of secrecy-classed data: in the log before anybody sees them, once for each opening (security rule 6)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from skolplattform.assessment import queries as assessment
from skolplattform.attendance import queries as attendance
from skolplattform.core import audit, clock, db, readings
from skolplattform.core.actor import Actor
from skolplattform.core.ids import new_id
from skolplattform.core.tables import AuditCircle, AuditCircleMember, AuditEntry
from skolplattform.insights import exports
from skolplattform.insights.exports import Export
from skolplattform.insights.queries.class_days import Scope
from skolplattform.insights.queries.periods import Window
from skolplattform.insights.queries.students import students_of_class
from skolplattform.registry.lists import page_of
from skolplattform.registry.who_has_seen import PAGE, who_has_seen
from tests.support.school import School
from tests.support.school_rows import named_id


def entries() -> list[AuditEntry]:
    with db.reading() as session:
        return list(session.exec(select(AuditEntry).order_by(col(AuditEntry.id))).all())


def persons_of(entry: AuditEntry) -> set[UUID]:
    """Whom an entry is about."""
    if entry.subject_id:
        return {entry.subject_id}
    with db.reading() as session:
        found = session.exec(
            select(AuditCircleMember.person_id).where(AuditCircleMember.circle_id == entry.circle_id)
        ).all()
    return set(found)


def of(school: School, *names: str) -> set[UUID]:
    return {school.people[name] for name in names}


def roster(session: Session, school: School) -> object:
    return attendance.lesson_roster(session, school.teacher, school.lesson)


def matrix(session: Session, school: School) -> object:
    return assessment.matrix(session, school.teacher, named_id("activity"))


def published_to_the_principal(session: Session, school: School) -> object:
    return assessment.criteria_reached(session, school.principal, school.people["alva"])


def grades_to_the_mentor(session: Session, school: School) -> object:
    return assessment.grades_of_last_term(session, school.teacher, school.people["bo"])


def class_to_the_principal(session: Session, school: School) -> object:
    days = Window(school.day - timedelta(days=30), school.day)
    return students_of_class(session, school.principal, school.unit, school.class_7a, days, today=school.day)


def export_of_the_class(session: Session, school: School) -> object:
    days = Window(school.day - timedelta(days=30), school.day)
    wanted = Export(school.unit, Scope(class_id=school.class_7a), days)
    return exports.students(session, school.principal, wanted, today=school.day)


def pupils_of_the_register(session: Session, school: School) -> object:
    return page_of(session, school.administrator, "inskrivningar")


SURFACES = {
    roster: ("attendance.read_roster", {"alva", "bo", "cleo"}),
    matrix: ("assessment.read_matrix", {"alva", "bo", "cleo"}),
    published_to_the_principal: ("assessment.read_published", {"alva"}),
    grades_to_the_mentor: ("assessment.read_published", {"bo"}),
    class_to_the_principal: ("insights.read_class", {"alva", "bo", "cleo"}),
    export_of_the_class: ("insights.export_persons", {"alva", "bo"}),
    pupils_of_the_register: ("registry.read_list", {"alva", "bo", "dag"}),
}


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.__name__)
def test_an_opening_is_one_entry_about_everybody_on_it(school: School, surface) -> None:
    verb, shown = SURFACES[surface]
    with db.unit() if surface is export_of_the_class else db.reading() as session:
        surface(session, school)
    (entry,) = [one for one in entries() if one.verb == verb]
    assert persons_of(entry) >= of(school, *shown)
    with db.reading() as session:
        assert audit.verify(session) == []


@pytest.mark.parametrize("who", ["student", "guardian"])
def test_what_is_ones_own_to_read_is_not_logged(school: School, who: str) -> None:
    with db.reading() as session:
        assessment.criteria_reached(session, getattr(school, who), school.people["alva"])
    assert entries() == []


def test_an_open_page_that_reads_again_is_the_same_reading(school: School) -> None:
    for again in (False, True, True):
        with db.reading(again=again) as session:
            roster(session, school)
    assert len(entries()) == 1
    with db.reading() as session:
        roster(session, school)
    assert len(entries()) == 2, "opened once more"


def test_a_page_that_was_never_opened_is_logged_also_when_it_says_again(school: School) -> None:
    with db.reading(again=True) as session:
        attendance.lesson_roster(session, school.colleague, school.lesson_7b)
    assert len(entries()) == 1


def test_what_cannot_be_logged_is_not_shown(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(readings.audit, "append", full)
    with pytest.raises(OSError, match="disk full"), db.reading() as session:
        roster(session, school)
    assert entries() == []


def test_in_a_transaction_it_stands_or_falls_with_it(school: School) -> None:
    with Session(db.engine()) as session:
        roster(session, school)
        session.rollback()
    assert entries() == []


def test_many_at_once_share_transactions_and_none_is_lost(school: School) -> None:
    def opening(_number: int) -> None:
        with db.reading() as session:
            roster(session, school)

    with ThreadPoolExecutor(8) as pool:
        done = [pool.submit(copy_context().run, opening, number) for number in range(40)]
        for one in done:
            one.result()
    assert [entry.position for entry in entries()] == list(range(1, 41))
    with db.reading() as session:
        assert session.exec(select(AuditCircle)).one().size == len(persons_of(entries()[0]))
        assert audit.verify(session) == []


def test_the_guardian_finds_the_teacher_who_opened_the_class(school: School) -> None:
    with db.reading() as session:
        roster(session, school)
        published_to_the_principal(session, school)
    with db.reading() as session:
        said = {(row.who.sv, row.what.sv) for row in who_has_seen(session, school.guardian, school.people["alva"]).rows}
        others = who_has_seen(session, school.foreign_guardian, school.people["dag"]).rows
    assert said == {("Lena Lönn, lärare", "Öppnade lektionens närvaro"), ("Rektor Ros, rektor", "Läste bedömning")}
    assert others == ()


def test_ninety_days_are_turned_page_by_page(school: School) -> None:
    for days in range(PAGE + 10):
        with clock.fixed(clock.now() - timedelta(days=days)), db.unit() as session:
            audit.record(session, school.teacher, "attendance.x", "x", 1, subject=school.people["alva"])
    with db.reading() as session:
        first, second = (who_has_seen(session, school.guardian, school.people["alva"], page) for page in (1, 2))
    assert (len(first.rows), len(second.rows), first.last) == (PAGE, 10, 2)
    assert not {row.when for row in first.rows} & {row.when for row in second.rows}


def _add(session: Session, circle: UUID) -> None:
    session.add(AuditCircleMember(circle_id=circle, person_id=new_id()))
    session.flush()


def _take_out(session: Session, circle: UUID) -> None:
    one = session.exec(select(AuditCircleMember.person_id).where(AuditCircleMember.circle_id == circle)).first()
    session.execute(delete(AuditCircleMember).where(col(AuditCircleMember.person_id) == one))


def _swap(session: Session, circle: UUID) -> None:
    one = session.exec(select(AuditCircleMember.person_id).where(AuditCircleMember.circle_id == circle)).first()
    session.execute(update(AuditCircleMember).where(col(AuditCircleMember.person_id) == one).values(person_id=new_id()))


def _drop(session: Session, circle: UUID) -> None:
    session.execute(delete(AuditCircle).where(col(AuditCircle.id) == circle))


def _point_elsewhere(session: Session, circle: UUID) -> None:
    session.execute(update(AuditEntry).where(col(AuditEntry.circle_id) == circle).values(circle_id=None))


@pytest.mark.parametrize("attack", [_add, _take_out, _swap, _drop, _point_elsewhere])
def test_nobody_is_taken_out_of_what_was_seen_afterwards(school: School, attack) -> None:
    with db.reading() as session:
        roster(session, school)
    circle = entries()[0].circle_id
    assert circle
    with Session(db.engine()) as session:
        attack(session, circle)
        assert audit.verify(session) != []


def test_an_entry_of_before_circles_still_holds(session: Session) -> None:
    """The hash of an entry about one person is what it was before there were circles."""
    actor = Actor(new_id(), readings.audit.PLATFORM, frozenset(), process="old")  # type: ignore[arg-type]
    entry = audit.entry_of(actor, "core.tick", "clock", 1, at=clock.now())
    fields = audit.entry_hash(entry, audit.GENESIS)
    entry.circle_id = new_id()
    assert audit.entry_hash(entry, audit.GENESIS) != fields
