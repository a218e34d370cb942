"""Attendance to take away: right, harmless, logged, and with a reason when it is about many."""

from __future__ import annotations

import io
from datetime import date
from uuid import UUID

import pandas as pd
import pytest
from sqlmodel import Session, select

from skolplattform.accounts import second_factor
from skolplattform.attendance.tables import LessonRegister
from skolplattform.core import tabular
from skolplattform.core.errors import Invalid, NotFound
from skolplattform.core.tables import AuditEntry
from skolplattform.core.tabular import Sheet, csv_bytes, harmless, xlsx_bytes
from skolplattform.insights import exports, service
from skolplattform.insights.exports import Export
from skolplattform.insights.queries.class_days import Scope
from skolplattform.insights.queries.periods import Window
from skolplattform.registry.tables import GroupMembership, Person
from tests.support.school import SCHOOL_DAY, School

FORMULAS = ["=1+1", "+46", "-1", "@SUM(A1)", "\tx", "\rx", " =1", "\n=cmd"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_is_a_formula(cell: str) -> None:
    assert str(harmless(cell)).startswith("'")
    assert "'" in csv_bytes([Sheet("a", ("b",), ((cell,),))]).decode("utf-8-sig")


def test_csv_opens_right_in_a_swedish_excel() -> None:
    data = csv_bytes([Sheet("Veckor", ("Vecka", "Närvaro"), (("2026-W47", 0.925), ("2026-W48", None)), frozenset({1}))])
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig") == "Vecka;Närvaro\r\n2026-W47;92,5\r\n2026-W48;\r\n"


def test_excel_holds_text_as_text_and_shares_as_numbers() -> None:
    data = xlsx_bytes([Sheet("Elever", ("Elev", "Närvaro"), (("=1+1", 0.925),), frozenset({1}))])
    frame = pd.read_excel(io.BytesIO(data), engine="calamine")
    assert frame.iloc[0].tolist() == ["'=1+1", 0.925]


def wanted(school: School, scope: Scope, reason: str = "") -> Export:
    return Export(school.unit, scope, Window(date(2026, 8, 18), school.day), "sv", reason)


def report(session: Session, school: School) -> None:
    session.add(
        LessonRegister(
            calendar_event_id=school.earlier_lesson,
            activity_id=school.activity,
            unit_id=school.unit,
            day=school.day,
            minutes=60,
            reporter_id=school.people["teacher"],
            reported_at=SCHOOL_DAY,
        )
    )
    session.flush()
    service.rebuild(session, school.unit, school.day, school.day)


def entries(session: Session) -> list[AuditEntry]:
    return list(session.exec(select(AuditEntry).where(AuditEntry.verb == "insights.export_school")).all())


def test_students_are_exported_without_the_protected_and_the_export_is_logged(session: Session, school: School) -> None:
    report(session, school)
    (sheet,) = exports.students(
        session, school.principal, wanted(school, Scope(class_id=school.class_7a), "Kvalitet"), today=school.day
    )
    assert [row[0] for row in sheet.rows] == ["Ask, Alva", "Björk, Bo"]
    (entry,) = entries(session)
    assert entry.actor_id == school.people["principal"]
    assert (entry.detail["persons"], entry.detail["reason"]) == (2, "Kvalitet")
    assert "Ask" not in str(entry.detail)


def test_groups_have_no_persons(session: Session, school: School) -> None:
    report(session, school)
    sheets = exports.groups(session, school.principal, wanted(school, Scope()), today=school.day)
    shown = tabular.csv_bytes(sheets).decode("utf-8-sig")
    assert "7A" in shown
    assert "Alva" not in shown
    assert len(entries(session)) == 1


def test_more_than_200_persons_need_a_reason_and_a_second_factor(
    session: Session, school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    _grow(session, school.class_7a, 201)
    with pytest.raises(Invalid):
        exports.students(session, school.principal, wanted(school, Scope(), "  "), today=school.day)
    assert entries(session) == []
    report(session, school)
    monkeypatch.setattr(second_factor, "is_proved", lambda *_: False)
    with pytest.raises(Invalid):
        exports.students(session, school.principal, wanted(school, Scope(), "Tillsyn"), today=school.day)
    monkeypatch.setattr(second_factor, "is_proved", lambda *_: True)
    (sheet,) = exports.students(session, school.principal, wanted(school, Scope(), "Tillsyn"), today=school.day)
    assert len(sheet.rows) == 204


def test_others_export_nothing(session: Session, school: School) -> None:
    for actor in (school.other_principal, school.teacher, school.guardian, school.central, school.administrator):
        for export in (exports.groups, exports.students):
            with pytest.raises(NotFound):
                export(session, actor, wanted(school, Scope()), today=school.day)
    assert entries(session) == []


def _grow(session: Session, group: UUID, students: int) -> None:
    for index in range(students):
        person = Person(given_name=f"Elev{index}", family_name="Ny")
        session.add(person)
        session.flush()
        session.add(GroupMembership(group_id=group, person_id=person.id, start_date=date(2026, 8, 1)))
    session.flush()
