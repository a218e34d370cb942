"""Eighteen: access ends on the birthday, goes on only while the student lets it, and never becomes a right to act."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

from skolplattform.attendance.permissions import reportable
from skolplattform.core import db
from skolplattform.core.actor import Role, Workspace
from skolplattform.core.errors import Denied, NotFound
from skolplattform.core.tables import AuditEntry
from skolplattform.insights.queries.family import child_term, children_today
from skolplattform.registry.coming_of_age import grown_up, let_see, own_insight
from skolplattform.registry.pages.own_insight import OwnInsightState
from skolplattform.registry.permissions import is_guardian_of, visible_students
from skolplattform.registry.standing import RegisterOfPersons
from skolplattform.registry.tables import Person, Responsibility
from skolplattform.workspaces.pages.guardian_home import HomeState
from tests.support.events import Pages
from tests.support.school import School
from tests.support.sign_in import cookie


@pytest.fixture
def of_age(school: School) -> School:
    """Alva turns 18 today."""
    born(school, 0)
    return school


def born(school: School, days_later: int) -> None:
    birthday = school.day.replace(year=school.day.year - 18) + timedelta(days=days_later)
    with db.unit() as session:
        person = session.get_one(Person, school.people["alva"])
        person.birth_date = birthday
        session.add(person)


def decide(school: School, *, sees: bool, adult: str = "rut", who: str = "alva") -> None:
    with db.unit() as session:
        student = school.actor(who, Workspace.STUDENT)
        let_see(session, student, school.people[adult], sees=sees, key=uuid4().hex)


def seen(school: School) -> bool:
    with db.reading() as session:
        return school.people["alva"] in session.exec(visible_students(school.guardian, school.day)).all()


def test_access_ends_on_the_birthday_and_not_the_day_before_r_c03(school: School):
    born(school, 1)
    assert seen(school)
    born(school, 0)
    assert not seen(school)


def test_the_student_lets_a_guardian_see_and_takes_it_back_at_once_and_it_is_in_the_log(of_age: School):
    decide(of_age, sees=True)
    assert seen(of_age)
    with db.reading() as session:
        assert child_term(session, of_age.guardian, of_age.people["alva"], today=of_age.day).child.is_of_age
    decide(of_age, sees=False)
    assert not seen(of_age)
    with db.reading() as session:
        with pytest.raises(NotFound):
            child_term(session, of_age.guardian, of_age.people["alva"], today=of_age.day)
        rows = session.exec(select(AuditEntry).where(AuditEntry.entity == "age_consent")).all()
    assert [row.detail["sees"] for row in rows] == [True, False]
    assert {row.subject_id for row in rows} == {of_age.people["alva"]}


def test_the_same_decision_twice_is_one(of_age: School):
    decide(of_age, sees=True)
    decide(of_age, sees=True)
    decide(of_age, sees=False)
    decide(of_age, sees=False)
    with db.reading() as session:
        assert len(session.exec(select(AuditEntry).where(AuditEntry.entity == "age_consent")).all()) == 2


def test_to_see_is_not_to_act_r_a10(of_age: School):
    decide(of_age, sees=True)
    with db.reading() as session:
        assert of_age.people["alva"] not in session.exec(reportable(of_age.guardian, of_age.day)).all()
        assert not is_guardian_of(session, of_age.guardian, of_age.people["alva"], of_age.day)


def test_one_guardians_consent_is_not_the_others(of_age: School):
    decide(of_age, sees=True, adult="sten")
    assert not seen(of_age)
    with db.reading() as session:
        assert Role.GUARDIAN in {
            one.role for one in RegisterOfPersons().standings(session, of_age.people["sten"], of_age.day)
        }


def test_nobody_decides_before_eighteen_nor_about_a_stranger_nor_for_somebody_else(school: School):
    with pytest.raises(NotFound):
        decide(school, sees=True)
    born(school, 0)
    with pytest.raises(NotFound):
        decide(school, sees=True, adult="tove")
    with db.unit() as session, pytest.raises(Denied):
        let_see(session, school.guardian, school.people["rut"], sees=True, key=uuid4().hex)


def test_who_lost_custody_before_the_birthday_is_not_offered_and_not_told(of_age: School):
    with db.unit() as session:
        for row in session.exec(select(Responsibility).where(Responsibility.child_id == of_age.people["alva"])).all():
            row.end_date = of_age.day - timedelta(days=30)
            session.add(row)
    with db.reading() as session:
        assert own_insight(session, of_age.actor("alva", Workspace.STUDENT)).adults == ()
        assert grown_up(session, of_age.guardian) == ()


def test_a_guardian_is_told_why_for_a_year(of_age: School, frozen):
    with db.reading() as session:
        assert grown_up(session, of_age.guardian) == ("Alva",)
        assert [one.child.given_name for one in children_today(session, of_age.guardian, today=of_age.day)] == ["Elsa"]
    born(of_age, -400)
    with db.reading() as session:
        assert grown_up(session, of_age.guardian) == ()


def test_the_pages(of_age: School, pages: Pages):
    student = pages.tab(cookie(of_age.people["alva"], Workspace.STUDENT))
    student.open("/min-insyn")
    assert {one.sees for one in student.variable(OwnInsightState, "shown").adults} == {False}
    student.call(OwnInsightState.switch, adult_id=str(of_age.people["rut"]), sees=True)
    assert {one.name for one in student.variable(OwnInsightState, "shown").adults if one.sees} == {"Rut Ask"}
    home = pages.tab(cookie(of_age.people["rut"], Workspace.GUARDIAN))
    home.open("/hem")
    children = home.variable(HomeState, "children")
    assert [(one.name, one.is_of_age) for one in children] == [("Alva", True), ("Elsa", False)]
    student.call(OwnInsightState.switch, adult_id=str(of_age.people["rut"]), sees=False)
    home.call(HomeState.refresh)
    assert [one.name for one in home.variable(HomeState, "children")] == ["Elsa"]
    assert home.variable(HomeState, "grown") == ("Alva",)
