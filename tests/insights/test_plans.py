"""How SQLite finds a city's figures: from what lies side by side, whatever else the table holds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlmodel import Session

from skolplattform.core.actor import Actor, Role, Workspace
from skolplattform.insights.queries import city
from skolplattform.insights.queries.class_days import Scope
from skolplattform.insights.queries.periods import Window
from skolplattform.insights.queries.school import overview
from tests.insights.statements import statements
from tests.support.school import School


def plan(session: Session, asked: str) -> str:
    """What SQLite would do, as one text."""
    rows = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", (None,) * asked.count("?"))
    return "; ".join(row[3] for row in rows)


@pytest.fixture
def on_sqlite(session: Session) -> Session:
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("PostgreSQL chooses by what the tables hold; this is about a schema that does not depend on it")
    return session


def test_the_city_is_read_from_two_indexes_alone(on_sqlite: Session, school: School) -> None:
    days = Window(school.day - timedelta(weeks=8), school.day)
    office = Actor(
        school.people["teacher"], Workspace.CENTRAL, frozenset({Role.CENTRAL}), units=frozenset({school.unit})
    )
    with statements(on_sqlite) as sent:
        city.city_overview(on_sqlite, office, days, today=school.day)
    weeks = next(asked for asked in sent if "FROM attendance_period" in asked)
    students = next(asked for asked in sent if "FROM enrolment" in asked)
    assert "USING COVERING INDEX ix_attendance_period_week" in plan(on_sqlite, weeks)
    assert "USING COVERING INDEX ix_enrolment_unit" in plan(on_sqlite, students)


def test_a_schools_year_lies_in_one_place(on_sqlite: Session, school: School) -> None:
    days = Window(school.day - timedelta(weeks=8), school.day)
    with statements(on_sqlite) as sent:
        school_overview(on_sqlite, school, days)
    asked = next(asked for asked in sent if "FROM attendance_day" in asked)
    assert plan(on_sqlite, asked) == "SEARCH attendance_day USING PRIMARY KEY (unit_id=?)"
    made = on_sqlite.execute(text("SELECT sql FROM sqlite_master WHERE name = 'attendance_day'")).scalar_one()
    assert made.rstrip().endswith("WITHOUT ROWID")


def school_overview(session: Session, at: School, days: Window) -> None:
    overview(session, at.principal, at.unit, days, scope=Scope(), today=at.day)
