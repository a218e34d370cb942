"""A school whose people sign in at a provider, and a browser that goes there and comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl, urlsplit

import httpx2
import pytest
from fastapi.testclient import TestClient

from skolplattform.accounts import api, sessions
from skolplattform.core import db
from skolplattform.core.config import settings
from skolplattform.registry.tables import PrincipalName
from skolplattform.ui.routes import plain_http
from tests.accounts.lies import CLIENT
from tests.support.provider import LOA3, Provider, lying_provider
from tests.support.school import School, build_school

EPPN = "ab12@ekbacken.example"


@pytest.fixture
def people(sqlite_database: str) -> School:
    with db.unit() as session:
        school = build_school(session)
        session.add(PrincipalName(value=EPPN, person_id=school.people["teacher"]))
        session.add(PrincipalName(value="student@ekbacken.example", person_id=school.people["alva"]))
    sessions.forget()
    return school


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    def point_at(issuer: str) -> None:
        for name, value in {
            "OIDC_ISSUER": issuer,
            "OIDC_CLIENT_ID": CLIENT,
            "OIDC_CLIENT_SECRET": "secret",
            "OIDC_ACR_STAFF": LOA3,
            "PUBLIC_URL": "http://testserver",
        }.items():
            monkeypatch.setenv(f"SKOLPLATTFORM_{name}", value)
        settings.cache_clear()
        api._provider.cache_clear()

    yield point_at
    settings.cache_clear()
    api._provider.cache_clear()


@pytest.fixture
def provider(people: School, use: Callable[[str], None]) -> Iterator[Provider]:
    with lying_provider() as found:
        found.principal_name = EPPN
        use(found.issuer)
        yield found


@pytest.fixture
def browser() -> TestClient:
    return TestClient(plain_http(), follow_redirects=False)


def leave(web: TestClient, till: str = "/hjalp") -> dict[str, str]:
    """Go to the provider; what it was asked."""
    answer = web.get("/auth/oidc", params={"till": till})
    return dict(parse_qsl(urlsplit(answer.headers["location"]).query))


def come_back(web: TestClient, **parameters: str) -> httpx2.Response:
    return web.get("/auth/callback", params=parameters)
