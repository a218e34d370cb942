"""Sign-in at an OpenID provider: one true answer signs in, and no false one does."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx2
import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from skolplattform.accounts.tables import AuthSession, SignInAttempt
from skolplattform.core import clock, db
from skolplattform.ui.gate import cookie_name
from skolplattform.ui.routes import plain_http
from tests.accounts.conftest import EPPN, come_back, leave
from tests.accounts.lies import LIES
from tests.support.provider import (
    CURVE,
    HONEST,
    LOA3,
    Lies,
    Provider,
    real_provider,
)
from tests.support.school import School


def visit(web: TestClient, provider: Provider) -> httpx2.Response:
    asked = leave(web)
    return come_back(web, code=provider.authorise(asked), state=asked["state"])


def has_signed_in(answer: httpx2.Response) -> bool:
    with db.reading() as session:
        return cookie_name() in answer.cookies or session.exec(select(AuthSession)).first() is not None


def test_a_real_provider_in_its_own_process_signs_a_teacher_in(
    people: School, use: Callable[[str], None], browser: TestClient
) -> None:
    with real_provider("karl", {"eduPersonPrincipalName": EPPN, "acr": LOA3}) as issuer:
        use(issuer)
        address = browser.get("/auth/oidc", params={"till": "/hjalp"}).headers["location"]
        answer = httpx2.post(address, data={"sub": "karl"})
        back = dict(parse_qsl(urlsplit(answer.headers["location"]).query))
        done = come_back(browser, **back)
    assert done.headers["location"] == "/hjalp"
    assert has_signed_in(done)


def test_the_request_is_bound_to_this_browser_and_this_attempt(provider: Provider, browser: TestClient) -> None:
    first, second = leave(browser), leave(browser)
    assert first["code_challenge_method"] == "S256"
    assert first["response_type"] == "code"
    assert first["redirect_uri"] == "http://testserver/auth/callback"
    for name in ("state", "nonce", "code_challenge"):
        assert len(first[name]) >= 43
        assert first[name] != second[name]


def test_a_true_answer_signs_in_and_opens_the_page_that_was_wanted(provider: Provider, browser: TestClient) -> None:
    answer = visit(browser, provider)
    assert has_signed_in(answer)
    assert answer.headers["location"] == "/hjalp"


def test_other_signatures_of_today_are_read(provider: Provider, browser: TestClient) -> None:
    from joserfc import jwt

    provider.lies = Lies(sign=lambda claims: jwt.encode({"alg": "ES256", "kid": "curve"}, claims, CURVE))
    assert has_signed_in(visit(browser, provider))


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_a_lie_signs_nobody_in(provider: Provider, browser: TestClient, lie: Lies) -> None:
    provider.lies = lie
    answer = visit(browser, provider)
    assert not has_signed_in(answer)
    assert answer.headers["location"].startswith("/logga-in?fel=")


@pytest.mark.parametrize(
    "discovery",
    [
        {"issuer": "https://evil.example"},
        {"issuer": None},
        {"authorization_endpoint": "http://evil.example/authorize"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"token_endpoint": "http://169.254.169.254/latest"},
        {"token_endpoint": "file:///etc/passwd"},
        {"jwks_uri": "http://10.0.0.1/keys"},
        {"jwks_uri": ""},
    ],
)
def test_a_provider_that_points_elsewhere_is_not_used(
    provider: Provider, browser: TestClient, discovery: dict[str, str]
) -> None:
    provider.lies = Lies(discovery=discovery)
    answer = browser.get("/auth/oidc")
    assert answer.headers["location"] == "/logga-in?fel=provider"
    with db.reading() as session:
        assert session.exec(select(SignInAttempt)).first() is None


def test_the_state_must_be_ours(provider: Provider, browser: TestClient) -> None:
    asked = leave(browser)
    code = provider.authorise(asked)
    for state in ("", "x", asked["state"][:-1], asked["state"] + "x", asked["nonce"], "x" * 10_000):
        assert not has_signed_in(come_back(browser, code=code, state=state))


def test_another_browser_cannot_finish_the_attempt(provider: Provider, browser: TestClient) -> None:
    """Login CSRF: the attacker's own code in the victim's browser."""
    asked = leave(browser)
    victim = TestClient(plain_http(), follow_redirects=False)
    leave(victim)
    assert not has_signed_in(come_back(victim, code=provider.authorise(asked), state=asked["state"]))


def test_an_answer_works_once(provider: Provider, browser: TestClient) -> None:
    provider.lies = Lies(keep_codes=True)
    asked = leave(browser)
    code = provider.authorise(asked)
    held = dict(browser.cookies)
    assert has_signed_in(come_back(browser, code=code, state=asked["state"]))
    browser.cookies.clear()
    for name, value in held.items():
        browser.cookies.set(name, value)
    again = come_back(browser, code=code, state=asked["state"])
    assert cookie_name() not in again.cookies


def test_the_code_of_another_attempt_is_refused(provider: Provider, browser: TestClient) -> None:
    other = provider.authorise(leave(TestClient(plain_http(), follow_redirects=False)))
    asked = leave(browser)
    assert not has_signed_in(come_back(browser, code=other, state=asked["state"]))


@pytest.mark.parametrize(
    "extra",
    [
        {"iss": "https://evil.example"},
        {"error": "access_denied"},
        {"code": ""},
        {"code": "x" * 3_000},
        {"code": "wrong"},
    ],
)
def test_an_answer_with_something_wrong_is_refused(
    provider: Provider, browser: TestClient, extra: dict[str, str]
) -> None:
    asked = leave(browser)
    code = provider.authorise(asked)
    assert not has_signed_in(come_back(browser, **({"code": code, "state": asked["state"]} | extra)))


def test_an_old_attempt_is_refused(provider: Provider, browser: TestClient) -> None:
    asked = leave(browser)
    with db.unit() as session:
        attempt = session.exec(select(SignInAttempt)).one()
        attempt.created_at = clock.wall().replace(year=clock.wall().year - 1)
        session.add(attempt)
    assert not has_signed_in(come_back(browser, code=provider.authorise(asked), state=asked["state"]))


@pytest.mark.parametrize("till", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_sign_in_never_ends_on_another_site(provider: Provider, browser: TestClient, till: str) -> None:
    asked = leave(browser, till=till)
    answer = come_back(browser, code=provider.authorise(asked), state=asked["state"])
    assert answer.headers["location"] == "/"


def test_a_subject_stays_the_person_it_was_linked_to(provider: Provider, browser: TestClient) -> None:
    assert has_signed_in(visit(browser, provider))
    provider.principal_name = "student@ekbacken.example"
    answer = visit(TestClient(plain_http(), follow_redirects=False), provider)
    assert cookie_name() not in answer.cookies


def test_a_student_may_come_in_with_less(provider: Provider, browser: TestClient) -> None:
    provider.principal_name, provider.subject = "student@ekbacken.example", "student"
    provider.lies = Lies(claims={"acr": "http://id.elegnamnden.se/loa/1.0/loa2"})
    assert has_signed_in(visit(browser, provider))


def test_new_keys_are_fetched_when_the_provider_changes_them(
    provider: Provider, browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from skolplattform.accounts import oidc

    monkeypatch.setattr(oidc, "REFETCH_SECONDS", 0)
    provider.lies = Lies(keys=[CURVE.as_dict(private=False)])
    assert not has_signed_in(visit(browser, provider))
    provider.lies = Lies(keys=[HONEST.as_dict(private=False)])
    assert has_signed_in(visit(browser, provider))


def test_the_reason_is_not_told_to_the_browser(provider: Provider, browser: TestClient) -> None:
    provider.lies = Lies(claims={"nonce": "wrong"})
    address = visit(browser, provider).headers["location"]
    assert parse_qs(urlsplit(address).query) == {"fel": ["provider"], "till": ["/hjalp"]}
