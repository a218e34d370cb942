"""A session tells who somebody is now: from the register, for as long as it says, and not a moment longer."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from skolplattform.accounts import rules, service, sessions
from skolplattform.accounts.jobs import clean_up_sessions
from skolplattform.accounts.service import Refused
from skolplattform.accounts.tables import AuthSession
from skolplattform.core import clock, db, idempotency
from skolplattform.core.actor import Role, Workspace
from skolplattform.core.errors import Denied
from skolplattform.core.identity import Identity
from skolplattform.core.tables import AnsweredKey
from skolplattform.registry.tables import Duty, Enrolment, Person, Responsibility
from tests.support.school import SCHOOL_DAY, School


@pytest.fixture(autouse=True)
def fresh() -> None:
    sessions.forget()


def signed_in(name: str, school: School, *, loa: int = 3) -> str:
    with db.unit() as session:
        done = service.open_session(session, school.people[name], loa=loa, means="test")
    assert isinstance(done, service.SignedIn)
    return done.secret


def identified(cookie: str) -> Identity | None:
    sessions.forget()
    return asyncio.run(sessions.identify(cookie))


def test_what_ended_long_ago_is_removed_with_what_its_calls_were_answered(school: School) -> None:
    secret = signed_in("teacher", school)
    for age, key in ((rules.ABSOLUTE * 2 + timedelta(minutes=1), "old-call"), (timedelta(hours=1), "new-call")):
        with clock.fixed(clock.now() - age), db.unit() as session:
            idempotency.once(session, school.teacher, key, "assessment.save_marks", lambda: {"cells": ["17,5"]})
    clean_up_sessions()
    assert identified(secret) is not None
    with db.reading() as session:
        assert session.exec(select(AnsweredKey.key)).all() == ["new-call"]
    with clock.fixed(clock.now() + rules.ABSOLUTE * 4):
        clean_up_sessions()
    with db.reading() as session:
        assert session.exec(select(AuthSession)).all() == []


def test_roles_come_from_the_register(school: School) -> None:
    expected = {
        "teacher": (Workspace.TEACHER, {Role.TEACHER, Role.MENTOR}),
        "principal": (Workspace.PRINCIPAL, {Role.PRINCIPAL}),
        "administrator": (Workspace.ADMINISTRATOR, {Role.ADMINISTRATOR}),
        "nurse": (Workspace.STUDENT_HEALTH, {Role.STUDENT_HEALTH}),
        "counsellor": (Workspace.STUDY_COUNSELLOR, {Role.STUDY_COUNSELLOR}),
        "alva": (Workspace.STUDENT, {Role.STUDENT}),
        "rut": (Workspace.GUARDIAN, {Role.GUARDIAN}),
    }
    for name, (workspace, roles) in expected.items():
        identity = identified(signed_in(name, school))
        assert identity is not None, name
        assert identity.actor.workspace is workspace
        assert identity.actor.roles == roles, name
    staff = identified(signed_in("principal", school))
    assert staff is not None
    assert staff.actor.units == {school.unit}


def test_a_duty_that_has_ended_ends_the_role_in_the_open_session(school: School, session: Session) -> None:
    cookie = signed_in("teacher", school)
    duty = session.get(Duty, school.duties["teacher"])
    assert duty is not None
    duty.end_date = clock.today() - timedelta(days=1)
    session.add(duty)
    session.commit()
    assert identified(cookie) is None


def test_a_guardian_loses_the_workspace_when_access_is_withheld_and_when_the_child_is_18(
    school: School, session: Session
) -> None:
    cookie = signed_in("sten", school)
    relation = session.exec(select(Responsibility).where(Responsibility.adult_id == school.people["sten"])).one()
    relation.withheld = True
    session.add(relation)
    session.commit()
    assert identified(cookie) is None
    relation.withheld = False
    child = session.get(Person, school.people["alva"])
    assert child is not None
    child.birth_date = clock.today().replace(year=clock.today().year - 18)
    session.add(relation)
    session.add(child)
    session.commit()
    assert identified(cookie) is None
    with db.unit() as writing:
        assert service.open_session(writing, school.people["sten"], loa=3, means="test") is Refused.NO_ROLE


def test_a_student_who_has_left_is_nobody(school: School, session: Session) -> None:
    cookie = signed_in("alva", school)
    for enrolment in session.exec(select(Enrolment).where(Enrolment.person_id == school.people["alva"])).all():
        enrolment.cancelled = True
        session.add(enrolment)
    session.commit()
    assert identified(cookie) is None


@pytest.mark.parametrize(("name", "minutes"), [("teacher", 30), ("rut", 60), ("alva", 60)])
def test_idle_sessions_end(school: School, name: str, minutes: int) -> None:
    cookie = signed_in(name, school)
    with clock.fixed(SCHOOL_DAY + timedelta(minutes=minutes - 1)):
        assert identified(cookie) is not None
    with clock.fixed(SCHOOL_DAY + timedelta(minutes=minutes)):
        assert identified(cookie) is None


def test_activity_extends_a_session_but_never_beyond_twelve_hours(school: School) -> None:
    cookie = signed_in("teacher", school)
    for minutes in range(20, 12 * 60, 20):
        with clock.fixed(SCHOOL_DAY + timedelta(minutes=minutes)):
            identity = identified(cookie)
            assert identity is not None
            with db.unit() as writing:
                sessions.note_active(writing, identity.actor, at=clock.wall())
    with clock.fixed(SCHOOL_DAY + timedelta(hours=12)):
        assert identified(cookie) is None


def test_activity_cannot_revive_a_session_that_has_been_ended(school: School) -> None:
    cookie = signed_in("teacher", school)
    identity = identified(cookie)
    assert identity is not None
    with db.unit() as writing:
        service.sign_out(writing, cookie)
        sessions.note_active(writing, identity.actor, at=clock.wall() + timedelta(minutes=1))
    assert identified(cookie) is None


def test_only_the_hash_of_the_cookie_is_kept(school: School, session: Session) -> None:
    cookie = signed_in("teacher", school)
    kept = session.exec(select(AuthSession)).one()
    assert kept.token_hash == rules.hash_secret(cookie)
    assert cookie not in str(kept)


@pytest.mark.parametrize("cookie", ["", "x", "a" * 43, "a" * 5000, "'; drop table auth_session; --" * 2, "å" * 43])
def test_an_invented_cookie_is_nobody(school: School, cookie: str) -> None:
    assert identified(cookie) is None


def test_a_low_level_of_assurance_opens_only_a_students_own_workspace(school: School) -> None:
    with db.unit() as writing:
        for name in ("teacher", "rut", "principal", "administrator"):
            assert service.open_session(writing, school.people[name], loa=2, means="test") is Refused.TOO_WEAK
        alva = service.open_session(writing, school.people["alva"], loa=2, means="test")
    assert isinstance(alva, service.SignedIn)


def test_changing_hats_gives_a_new_cookie_and_ends_the_old(school: School, session: Session) -> None:
    session.add(
        Responsibility(child_id=school.people["bo"], adult_id=school.people["teacher"], relation_type="Vårdnadshavare")
    )
    session.commit()
    cookie = signed_in("teacher", school)
    with db.unit() as writing:
        fresh = service.switch_workspace(writing, cookie, Workspace.GUARDIAN)
    assert identified(cookie) is None
    identity = identified(fresh.secret)
    assert identity is not None
    assert identity.actor.workspace is Workspace.GUARDIAN
    assert identity.actor.units == frozenset()
    with db.unit() as writing, pytest.raises(Denied):
        service.switch_workspace(writing, fresh.secret, Workspace.PRINCIPAL)
