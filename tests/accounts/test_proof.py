"""The proof that a provider gives anew: there and back with a real one in its own process, and how it fails."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx2
import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from skolplattform.accounts.tables import AuthSession, ExternalIdentity
from skolplattform.core import db
from skolplattform.core.tables import AuditEntry
from skolplattform.ui.gate import cookie_name
from skolplattform.ui.routes import plain_http
from tests.accounts.conftest import EPPN, come_back
from tests.support.provider import LOA3, real_provider
from tests.support.school import School

BACK = "/narvaro-oversikt"


@dataclass
class Teacher:
    """Karl in his browser, signed in at the provider."""

    web: TestClient
    issuer: str

    def knows(self, subject: str = "karl", **claims: object) -> None:
        """What the provider says of somebody from now on."""
        said = {"eduPersonPrincipalName": EPPN, "acr": LOA3, "auth_time": int(time.time())} | claims
        httpx2.put(f"{self.issuer}/users/{subject}", json=said).raise_for_status()

    def asks(self) -> str:
        """The address at the provider to which he is sent, to show again who he is."""
        return self.web.get("/auth/prove", params={"till": BACK}).headers["location"]

    def shows(self, address: str, subject: str = "karl") -> dict[str, str]:
        """He does; what the browser brings back."""
        answer = httpx2.post(address, data={"sub": subject})
        return dict(parse_qsl(urlsplit(answer.headers["location"]).query))

    def is_proved(self) -> bool:
        with db.reading() as session:
            found = session.exec(select(AuthSession).where(AuthSession.revoked_at.is_(None))).one()
            return found.proved_at is not None


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with real_provider("karl", {"eduPersonPrincipalName": EPPN, "acr": LOA3}) as running:
        yield running


@pytest.fixture
def karl(people: School, use: Callable[[str], None], browser: TestClient, issuer: str) -> Teacher:
    use(issuer)
    found = Teacher(browser, issuer)
    found.knows()
    come_back(browser, **found.shows(browser.get("/auth/oidc").headers["location"]))
    assert not found.is_proved(), "signing in is no proof of its own"
    return found


def test_the_provider_is_asked_anew_and_the_session_that_asked_is_proved(karl: Teacher) -> None:
    kept, address = karl.web.cookies[cookie_name()], karl.asks()
    asked = dict(parse_qsl(urlsplit(address).query))
    assert (asked["max_age"], asked["prompt"]) == ("0", "login")
    done = come_back(karl.web, **karl.shows(address))
    assert done.headers["location"] == BACK
    assert karl.is_proved()
    assert karl.web.cookies[cookie_name()] == kept, "the same session: nobody has signed in"
    with db.reading() as session:
        assert session.exec(select(AuditEntry.verb).order_by(AuditEntry.id.desc())).first() == "accounts.proved"


def test_no_other_answer_proves_anything(karl: Teacher, people: School) -> None:
    """One provider for all of them: what is tried leaves the session as unproved as it was."""
    karl.knows("rut")
    with db.unit() as session:
        session.add(ExternalIdentity(person_id=people.people["rut"], issuer=karl.issuer, subject="rut"))
    come_back(karl.web, **karl.shows(karl.asks(), "rut"))
    assert not karl.is_proved(), "somebody else at the same desk"

    karl.knows(auth_time=int(time.time()) - 3_600)
    come_back(karl.web, **karl.shows(karl.asks()))
    assert not karl.is_proved(), "the provider remembered him and did not ask"

    karl.knows(acr="http://id.elegnamnden.se/loa/1.0/loa2")
    come_back(karl.web, **karl.shows(karl.asks()))
    assert not karl.is_proved(), "with less than staff sign in with"

    karl.knows()
    place = urlsplit(karl.asks())
    other = dict(parse_qsl(place.query)) | {"nonce": "x" * 43}
    come_back(karl.web, **karl.shows(place._replace(query=urlencode(other)).geturl()))
    assert not karl.is_proved(), "an answer to another question"

    brought = karl.shows(karl.asks())
    come_back(karl.web, **brought | {"state": brought["state"][:-1] + "x"})
    assert not karl.is_proved(), "another state"

    brought = karl.shows(karl.asks())
    come_back(TestClient(plain_http(), follow_redirects=False), **brought)
    assert not karl.is_proved(), "another browser"


def test_the_proof_is_not_carried_to_a_session_that_did_not_ask(karl: Teacher) -> None:
    """He asks, somebody signs out and in again in between: the new session has proved nothing."""
    brought = karl.shows(karl.asks())
    attempt = dict(karl.web.cookies)
    karl.web.post("/auth/sign-out")
    come_back(karl.web, **karl.shows(karl.web.get("/auth/oidc").headers["location"]))
    for name, value in attempt.items():
        if name != cookie_name():
            karl.web.cookies.set(name, value)
    come_back(karl.web, **brought)
    assert not karl.is_proved()


@pytest.mark.parametrize("till", ["https://evil.example", "//evil.example", "/\\evil.example"])
def test_whoever_is_not_signed_in_is_asked_to_and_led_nowhere_else(
    browser: TestClient, people: School, till: str
) -> None:
    answer = browser.get("/auth/prove", params={"till": till})
    assert answer.headers["location"] == "/logga-in?fel=ended"
