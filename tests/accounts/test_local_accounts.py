"""The embedded way in: username and password, and a one-time code where the account asks for it."""

from datetime import timedelta

import pyotp
import pytest
from sqlmodel import Session, select

from skolplattform.accounts import one_time, rules, service, sessions
from skolplattform.accounts.service import Refused
from skolplattform.accounts.tables import Account, AuthSession, SecondFactor
from skolplattform.core import clock, db
from skolplattform.core.actor import Role, system_actor
from skolplattform.core.config import settings
from skolplattform.core.errors import Denied, Invalid, NotFound
from skolplattform.core.tables import AuditEntry
from tests.support.school import SCHOOL_DAY, School

PASSWORD = "regn över Ekbacken"
COMMAND = system_actor("command line")
IN = "in"


@pytest.fixture
def account(school: School) -> str:
    with db.unit() as session:
        service.create_account(session, COMMAND, school.people["teacher"], username="Karin", password=PASSWORD)
    return "karin"


def attempt(username: str, password: str, code: str = "") -> str:
    """IN, or why not."""
    with db.unit() as session:
        done = service.sign_in_locally(session, username=username, password=password, code=code)
    return done if isinstance(done, Refused) else IN


def test_the_right_password_opens_a_session(account: str) -> None:
    assert attempt(" KARIN ", PASSWORD) == IN


@pytest.mark.parametrize(
    ("name", "word"), [("karin", "fel"), ("nobody", PASSWORD), ("", ""), ("karin", PASSWORD + " ")]
)
def test_anything_else_does_not(account: str, name: str, word: str) -> None:
    assert attempt(name, word) is Refused.WRONG


def test_five_wrong_passwords_shut_the_account_for_a_while(account: str) -> None:
    for _ in range(rules.WRONG_BEFORE_PAUSE):
        assert attempt(account, "fel") is Refused.WRONG
    assert attempt(account, PASSWORD) is Refused.WRONG
    with clock.fixed(SCHOOL_DAY + rules.PAUSE + timedelta(seconds=1)):
        assert attempt(account, PASSWORD) == IN


def open_sessions() -> int:
    with db.reading() as session:
        return sum(row.revoked_at is None for row in session.exec(select(AuthSession)).all())


def test_a_locked_account_is_shut_and_its_sessions_end(account: str) -> None:
    assert attempt(account, PASSWORD) == IN
    with db.unit() as writing:
        service.lock_account(writing, COMMAND, account)
    assert attempt(account, PASSWORD) is Refused.WRONG
    assert open_sessions() == 0
    with db.unit() as writing:
        service.unlock_account(writing, COMMAND, account)
    assert attempt(account, PASSWORD) == IN


def test_a_new_password_ends_every_session(account: str) -> None:
    assert attempt(account, PASSWORD) == IN
    with db.unit() as writing:
        service.reset_password(writing, COMMAND, account, password="en helt annan mening")
    assert attempt(account, PASSWORD) is Refused.WRONG
    assert attempt(account, "en helt annan mening") == IN
    assert open_sessions() == 1


def test_a_one_time_code_works_once_and_only_in_its_time(account: str, session: Session) -> None:
    stored = SecondFactor(person_id=session.exec(select(Account.person_id)).one(), secret=one_time.new_secret())
    session.add(stored)
    session.commit()
    code = pyotp.TOTP(stored.secret).at(SCHOOL_DAY)
    assert attempt(account, PASSWORD) is Refused.WRONG
    assert attempt(account, PASSWORD, "000000") is Refused.WRONG
    assert attempt(account, PASSWORD, code) == IN
    assert attempt(account, PASSWORD, code) is Refused.WRONG
    with clock.fixed(SCHOOL_DAY + timedelta(minutes=2)):
        assert attempt(account, PASSWORD, code) is Refused.WRONG


def test_in_production_a_password_alone_is_not_enough_for_staff(account: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKOLPLATTFORM_MODE", "production")
    monkeypatch.setenv("SKOLPLATTFORM_SECRET_KEY", "x" * 40)
    monkeypatch.setenv("SKOLPLATTFORM_BACKUP_KEY", "y" * 40)
    monkeypatch.setenv("SKOLPLATTFORM_PUBLIC_URL", "https://skola.example")
    settings.cache_clear()
    assert attempt(account, PASSWORD) is Refused.TOO_WEAK


def test_passwords_are_kept_as_argon2(account: str, session: Session) -> None:
    assert session.exec(select(Account)).one().password_hash.startswith("$argon2id$")


def test_bad_accounts_are_refused(school: School, account: str) -> None:
    with db.unit() as session, pytest.raises(Invalid):
        service.create_account(session, COMMAND, school.people["bo"], username="karin", password=PASSWORD)
    with db.unit() as session, pytest.raises(Invalid):
        service.create_account(session, COMMAND, school.people["bo"], username="bo", password="kort")
    with db.unit() as session, pytest.raises(NotFound):
        service.create_account(session, COMMAND, school.lesson, username="bo", password=PASSWORD)
    with db.unit() as session, pytest.raises(Denied):
        service.create_account(session, school.administrator, school.people["bo"], username="b", password=PASSWORD)


def test_a_central_role_holds_for_everything_below_and_ends_on_its_day(school: School) -> None:
    with db.unit() as session:
        service.grant_central_role(
            session,
            COMMAND,
            school.people["central"],
            role=Role.CENTRAL,
            organisation_id=school.organiser,
            until=clock.today(),
            reason="test",
        )
        held = sessions.standings(session, school.people["central"])
    assert {standing.role for standing in held} == {Role.CENTRAL}
    assert held[0].units == {school.organiser, school.unit, school.other_unit}
    with clock.fixed(SCHOOL_DAY + timedelta(days=1)), db.reading() as session:
        assert sessions.standings(session, school.people["central"]) == ()


def test_every_act_leaves_a_trace(account: str, session: Session) -> None:
    attempt(account, "fel")
    attempt(account, PASSWORD)
    verbs = session.exec(select(AuditEntry.verb)).all()
    assert verbs == ["accounts.created", "accounts.sign_in_failed", "accounts.signed_in"]
