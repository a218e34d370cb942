"""The authenticator app, and the fresh proof that is asked for before data of many are taken out (security rule 12)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pyotp
import pytest
import segno
from sqlalchemy import text
from sqlmodel import select

from skolplattform.accounts import oidc, rules, second_factor
from skolplattform.accounts.api import _note_proof
from skolplattform.accounts.pages.codes import CODE, CodesState
from skolplattform.accounts.pages.proof import CODE as PROOF_CODE
from skolplattform.accounts.pages.proof import ProofState
from skolplattform.accounts.qr import Qr
from skolplattform.accounts.tables import ExternalIdentity, SecondFactor
from skolplattform.core import clock, db
from skolplattform.core.actor import Actor, Workspace, system_actor
from skolplattform.core.config import settings
from skolplattform.core.errors import Invalid, NotFound
from skolplattform.core.tables import AuditEntry
from skolplattform.insights import exports
from skolplattform.insights.exports import Export
from skolplattform.insights.queries.class_days import Scope
from skolplattform.insights.queries.periods import Window
from tests.support.events import InProcessTab, Pages
from tests.support.provider import lying_provider
from tests.support.school import SCHOOL_DAY, School
from tests.support.sign_in import cookie


@pytest.fixture
def office(school: School, pages: Pages) -> InProcessTab:
    """The principal's tab."""
    return pages.tab(cookie(school.people["principal"], Workspace.PRINCIPAL))


@pytest.fixture
def app(office: InProcessTab) -> pyotp.TOTP:
    """The principal's authenticator app, set up on the page."""
    office.open("/konto/kodapp")
    office.call(CodesState.begin)
    made = pyotp.TOTP(office.variable(CodesState, "key").replace(" ", ""))
    office.call(CodesState.confirm, form_data={CODE: made.at(SCHOOL_DAY)})
    assert office.variable(CodesState, "has_app")
    assert office.variable(CodesState, "key") == ""
    return made


def prove(tab: InProcessTab, code: str) -> bool:
    tab.call(ProofState.prove, form_data={PROOF_CODE: code})
    return tab.variable(ProofState, "proved")


def later(seconds: int):
    return clock.fixed(SCHOOL_DAY + timedelta(seconds=seconds))


def verbs() -> list[str]:
    with db.reading() as session:
        found = session.exec(select(AuditEntry.verb).order_by(AuditEntry.id)).all()
    return [verb for verb in found if verb.startswith(("accounts.factor", "accounts.proo", "accounts.prov"))]


def test_a_wrong_first_code_takes_no_app_into_use(office: InProcessTab, school: School) -> None:
    office.open("/konto/kodapp")
    office.call(CodesState.begin)
    office.call(CodesState.confirm, form_data={CODE: "000000"})
    assert not office.variable(CodesState, "has_app")
    assert set(office.variable(CodesState, "errors")) == {CODE}
    assert verbs() == ["accounts.proof_failed"]


def actor_of(school: School, name: str, workspace: Workspace, *units: UUID) -> Actor:
    """The person with a real session."""
    secret = cookie(school.people[name], workspace).partition("=")[2]
    base = school.actor(name, workspace, *units)
    return Actor(base.person_id, workspace, base.roles, base.units, session_key=rules.hash_secret(secret).hex(), loa=3)


def with_app(actor: Actor) -> pyotp.TOTP:
    with db.unit() as session:
        secret = second_factor.begin(session, actor)
        assert second_factor.confirm(session, actor, pyotp.TOTP(secret).at(SCHOOL_DAY))
    return pyotp.TOTP(secret)


def tried(actor: Actor, code: str) -> bool:
    with db.unit() as session:
        return second_factor.prove(session, actor, code)


def is_proved(actor: Actor) -> bool:
    with db.reading() as session:
        return second_factor.is_proved(session, actor)


@pytest.fixture
def principal(school: School) -> Actor:
    return actor_of(school, "principal", Workspace.PRINCIPAL, school.unit)


def test_the_secret_of_an_app_cannot_be_read_out_of_the_database(school: School, principal: Actor) -> None:
    codes = with_app(principal)
    with db.reading() as session:
        stored = session.execute(text("SELECT secret, pending FROM second_factor")).one()
    assert stored.pending == ""
    assert codes.secret not in stored.secret
    assert tried(principal, codes.at(SCHOOL_DAY + timedelta(seconds=30)))


def test_another_installations_key_opens_no_app_and_lets_nobody_make_a_new_one(
    school: School, principal: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = with_app(principal)
    monkeypatch.setenv("SKOLPLATTFORM_SECRET_KEY", "another" * 6)
    settings.cache_clear()
    assert not tried(principal, codes.at(SCHOOL_DAY + timedelta(seconds=30)))
    with clock.fixed(SCHOOL_DAY + timedelta(minutes=6)), db.unit() as session:
        assert second_factor.has_one(session, principal)
        with pytest.raises(Invalid):
            second_factor.begin(session, principal)
    monkeypatch.undo()
    settings.cache_clear()


def test_a_proof_counts_for_five_minutes_and_for_this_session(school: School, principal: Actor) -> None:
    codes = with_app(principal)
    with later(600):
        assert not is_proved(principal)
        assert tried(principal, codes.at(clock.wall()))
        assert is_proved(principal)
        assert not is_proved(actor_of(school, "principal", Workspace.PRINCIPAL, school.unit)), "another browser"
    with later(600 + 299):
        assert is_proved(principal)
    with later(600 + 301):
        assert not is_proved(principal)


def test_a_code_works_once(principal: Actor) -> None:
    codes = with_app(principal)
    assert not tried(principal, codes.at(SCHOOL_DAY)), "it confirmed the app"
    with later(600):
        code = codes.at(clock.wall())
        assert tried(principal, code)
        assert not tried(principal, code)


def test_guessing_shuts_the_way_also_for_the_right_code(principal: Actor) -> None:
    codes = with_app(principal)
    with later(600):
        for guess in range(rules.WRONG_BEFORE_PAUSE):
            assert not tried(principal, f"{guess:06}")
        assert not tried(principal, codes.at(clock.wall()))
    with later(600 + 15 * 60 + 1):
        assert tried(principal, codes.at(clock.wall()))
    assert verbs().count("accounts.proof_failed") == rules.WRONG_BEFORE_PAUSE + 1


def test_nobody_proves_with_anothers_app(school: School, principal: Actor) -> None:
    codes = with_app(principal)
    teacher = actor_of(school, "teacher", Workspace.TEACHER, school.unit)
    with later(600):
        assert not tried(teacher, codes.at(clock.wall()))
        assert not is_proved(teacher)


def test_changing_the_app_asks_for_the_one_there_is(principal: Actor) -> None:
    with_app(principal)
    with later(600), db.unit() as session, pytest.raises(Invalid):
        second_factor.begin(session, principal)


def test_who_came_from_the_provider_shows_it_before_the_first_app(
    principal: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A desk that was left open gives nobody an app of their own, and with it what asks for a second factor."""
    config = settings().model_copy(update={"oidc_issuer": "https://id"})
    monkeypatch.setattr(second_factor, "settings", lambda: config)
    with db.unit() as session, pytest.raises(Invalid):
        second_factor.begin(session, principal)
    with db.unit() as session:
        session.add(ExternalIdentity(person_id=principal.person_id, issuer="https://id", subject="principal"))
    with db.unit() as session:
        assert second_factor.prove_by_provider(session, principal, issuer="https://id", subject="principal")
    assert with_app(principal)


def test_a_lost_app_is_taken_away_from_the_terminal_only(school: School, principal: Actor) -> None:
    with_app(principal)
    with db.unit() as session, pytest.raises(NotFound):
        second_factor.forget(session, principal, principal.person_id)
    with db.unit() as session:
        second_factor.forget(session, system_actor("command line"), principal.person_id)
    with db.reading() as session:
        assert session.exec(select(SecondFactor)).all() == []
    assert verbs()[-1] == "accounts.factor_reset"


def test_the_export_of_many_asks_for_a_reason_and_a_fresh_proof(
    school: School, principal: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "LARGE_EXPORT", 1)
    days = Window(school.day - timedelta(days=7), school.day)

    def ask(reason: str = "Kvalitetsredovisning") -> int:
        with db.unit() as session:
            wanted = Export(school.unit, Scope(class_id=school.class_7a), days, reason=reason)
            return len(exports.students(session, principal, wanted, today=school.day)[0].rows)

    codes = with_app(principal)
    with later(600):
        for reason, field in (("", "reason"), ("Kvalitet", "code")):
            with pytest.raises(Invalid) as refused:
                ask(reason)
            assert refused.value.field == field
        assert tried(principal, codes.at(clock.wall()))
        assert ask() == 2
    with later(600 + 301), pytest.raises(Invalid):
        ask()


def test_on_the_page_a_wrong_code_is_said_and_the_right_one_counts(office: InProcessTab, app: pyotp.TOTP) -> None:
    office.open("/narvaro-oversikt")
    assert not prove(office, "000000")
    assert set(office.variable(ProofState, "errors")) == {PROOF_CODE}
    assert prove(office, app.at(SCHOOL_DAY + timedelta(seconds=30))), "the next code, its app a little fast"
    assert office.variable(ProofState, "errors") == {}


def test_the_provider_proves_only_the_person_whose_session_asks(school: School, principal: Actor) -> None:
    with db.unit() as session:
        for name in ("principal", "teacher"):
            session.add(ExternalIdentity(person_id=school.people[name], issuer="https://id", subject=name))
    for subject, proved in (("teacher", False), ("nobody", False), ("principal", True)):
        proof = oidc.Proof("https://id", subject, "", 3, clock.wall().timestamp())
        with db.unit() as session:
            assert _note_proof(session, actor=principal, proof=proof) is proved
        assert is_proved(principal) is proved


async def _address(anew: bool) -> dict[str, list[str]]:
    with lying_provider() as provider:
        config = settings().model_copy(update={"oidc_issuer": provider.issuer, "oidc_client_id": "us"})
        start = await oidc.Provider(config, "http://localhost/auth/callback").start(anew=anew)
    return parse_qs(urlsplit(start.address).query)


def test_the_provider_is_made_to_ask_again() -> None:
    import asyncio

    asked: Callable[[bool], dict[str, list[str]]] = lambda anew: asyncio.run(_address(anew))  # noqa: E731
    assert "max_age" not in asked(False)
    assert (asked(True)["max_age"], asked(True)["prompt"]) == (["0"], ["login"])


def squares(code: Qr) -> list[list[bool]]:
    """The drawn path as dark and light squares."""
    found = [[False] * code.size for _ in range(code.size)]
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", code.path):
        for place in range(int(x), int(x) + int(length)):
            found[int(y)][place] = True
    return found


def test_the_square_is_the_key_for_a_camera_and_goes_away_with_it(office: InProcessTab) -> None:
    office.open("/konto/kodapp")
    office.call(CodesState.begin)
    shown, address = office.variable(CodesState, "qr"), office.variable(CodesState, "address")
    assert re.fullmatch(r"[Mhvz0-9 -]+", shown.path), "a path, never markup"
    expected = [[bool(square) for square in row] for row in segno.make_qr(address, error="m").matrix_iter(border=4)]
    assert squares(shown) == expected
    office.open("/konto/kodapp")
    assert office.variable(CodesState, "qr").path == ""
