"""Whose session, whose tab, whose role, until when: twelve ways of borrowing somebody else's, and none works."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from uuid import UUID

import httpx2
import pytest
from sqlalchemy import create_engine
from sqlmodel import Session

import skolplattform.registry.standing  # noqa: F401 - announces what gives roles
from skolplattform.accounts.tables import AuthSession
from skolplattform.core.actor import Workspace
from skolplattform.registry.tables import Duty
from skolplattform.ui.gate import cookie_name
from tests.support.school_rows import PEOPLE, named_id
from tests.support.server import Server
from tests.support.sign_in import cookie_for
from tests.support.socket import Refused, Tab

PASSWORD = "regn över Ekbacken"
SHELL_LOAD = "reflex___state____state.skolplattform___ui___shell_state____shell_state.load"
Cookie = Callable[[str, Workspace], str]


def full_name(name: str) -> str:
    facts = PEOPLE[name]
    return f"{facts[0]} {facts[1]}"


@pytest.fixture
def cookie(built_app: Server) -> Cookie:
    return lambda name, workspace: cookie_for(built_app.database_url, named_id(name), workspace)


@pytest.fixture
def web(built_app: Server) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=built_app.url, headers={"Origin": built_app.url}) as client:
        yield client


@pytest.fixture(scope="module")
def account(built_app: Server) -> str:
    from pwdlib import PasswordHash

    from skolplattform.accounts.tables import Account

    engine = create_engine(built_app.database_url, connect_args={"timeout": 20})
    with Session(engine) as session, session.begin():
        session.add(
            Account(
                person_id=named_id("teacher"),
                username="karl",
                password_hash=PasswordHash.recommended().hash(PASSWORD),
            )
        )
    return "karl"


def sign_in(web: httpx2.Client, account: str, **more: str) -> httpx2.Response:
    return web.post("/auth/sign-in", data={"username": account, "password": PASSWORD, **more})


def name_shown(tab: Tab) -> str:
    return tab.variable("ShellState", "who")["name"]


def is_sent_to_sign_in(tab: Tab) -> bool:
    events = [event for update in tab.updates for event in update.get("events") or []]
    return any(e["name"] == "_redirect" and e["payload"]["path"].startswith("/logga-in") for e in events)


def header(answer: httpx2.Response) -> str:
    return f"{cookie_name()}={answer.cookies[cookie_name()]}"


def test_01_a_cookie_is_worth_nothing_after_sign_out(built_app: Server, web: httpx2.Client, account: str) -> None:
    kept = header(sign_in(web, account))
    with Tab(built_app.url, cookie=kept) as tab:
        tab.open("/hjalp")
        assert name_shown(tab) == full_name("teacher")
    answer = web.post("/auth/sign-out")
    assert "max-age=0" in answer.headers["set-cookie"].lower()
    with Tab(built_app.url, cookie=kept) as tab:
        tab.open("/hjalp")
        assert full_name("teacher") not in str(tab.updates)


def test_02_a_session_planted_before_sign_in_is_not_taken_over(
    built_app: Server, web: httpx2.Client, account: str, cookie: Cookie
) -> None:
    planted = cookie("alva", Workspace.STUDENT)
    answer = web.post("/auth/sign-in", data={"username": account, "password": PASSWORD}, headers={"Cookie": planted})
    assert header(answer) != planted
    with Tab(built_app.url, cookie=planted) as tab:
        tab.open("/hjalp")
        assert full_name("alva") not in str(tab.updates)
        assert full_name("teacher") not in str(tab.updates)


def test_03_two_tabs_and_two_people_never_mix(built_app: Server, cookie: Cookie) -> None:
    with Tab(built_app.url, cookie=cookie("teacher", Workspace.TEACHER)) as first:
        first.open("/hjalp")
        with Tab(built_app.url, cookie=cookie("rut", Workspace.GUARDIAN)) as second:
            second.open("/hjalp")
            assert name_shown(first) == full_name("teacher")
            assert name_shown(second) == full_name("rut")
            second.call(SHELL_LOAD)
            first.call(SHELL_LOAD)
            assert full_name("rut") not in str(first.updates)
            assert full_name("teacher") not in str(second.updates)


def test_04_sign_out_in_one_tab_empties_the_others(built_app: Server, web: httpx2.Client, account: str) -> None:
    kept = header(sign_in(web, account))
    with Tab(built_app.url, cookie=kept) as tab:
        tab.open("/hjalp")
        web.post("/auth/sign-out")
        tab.updates.clear()
        tab.collect(5, until=lambda update: '"name": ""' in json.dumps(update))
        assert name_shown(tab) == ""


@pytest.mark.parametrize(
    ("name", "workspace", "minutes"),
    [("teacher", Workspace.TEACHER, 30), ("rut", Workspace.GUARDIAN, 60), ("alva", Workspace.STUDENT, 60)],
)
def test_05_an_idle_session_is_over(built_app: Server, name: str, workspace: Workspace, minutes: int) -> None:
    for idle, alive in ((minutes - 1, True), (minutes + 1, False)):
        own = cookie_for(built_app.database_url, named_id(name), workspace, idle=timedelta(minutes=idle))
        with Tab(built_app.url, cookie=own) as tab:
            tab.open("/hjalp")
            assert (full_name(name) in str(tab.updates)) is alive


def test_06_a_session_is_over_after_twelve_hours_whatever_one_does(built_app: Server) -> None:
    own = cookie_for(built_app.database_url, named_id("teacher"), Workspace.TEACHER, age=timedelta(hours=12))
    with Tab(built_app.url, cookie=own) as tab:
        tab.open("/min-dag")
        assert full_name("teacher") not in str(tab.updates)
        assert is_sent_to_sign_in(tab)


def test_07_a_role_that_ends_closes_the_open_page_within_five_seconds(built_app: Server, cookie: Cookie) -> None:
    own = cookie("counsellor", Workspace.STUDY_COUNSELLOR)
    engine = create_engine(built_app.database_url, connect_args={"timeout": 20})

    def set_end(end: date | None) -> None:
        with Session(engine) as session, session.begin():
            duty = session.get(Duty, named_id("duty counsellor"))
            assert duty is not None
            duty.end_date = end
            session.add(duty)

    with Tab(built_app.url, cookie=own) as tab:
        tab.open("/hjalp")
        assert name_shown(tab) == full_name("counsellor")
        set_end(date(2026, 8, 31))
        try:
            tab.updates.clear()
            tab.collect(5, until=lambda update: '"name": ""' in json.dumps(update))
            assert name_shown(tab) == ""
        finally:
            set_end(None)


def test_08_what_the_browser_says_about_itself_is_not_believed(built_app: Server, cookies: dict[str, str]) -> None:
    forged = {
        "headers": {"cookie": cookies["principal"]},
        "cookie": cookies["principal"],
        "token": "other",
        "sid": "other",
        "ip": "10.0.0.1",
        "session": {"client_token": "other"},
        "pathname": "/hjalp",
        "asPath": "/hjalp",
    }
    with Tab(built_app.url, cookie=cookies["alva"]) as tab:
        tab.emit({"name": SHELL_LOAD, "payload": {}, "router_data": forged, "token": "other", "state": "principal"})
        tab.settle()
        assert name_shown(tab) == full_name("alva")
    with Tab(built_app.url) as tab:
        tab.emit({"name": SHELL_LOAD, "payload": {}, "router_data": forged})
        tab.settle()
        assert full_name("principal") not in str(tab.updates)


def test_09_only_our_own_pages_may_post(built_app: Server, account: str, cookie: Cookie) -> None:
    own = cookie("principal", Workspace.PRINCIPAL)
    for origin in ("https://evil.example", "null", f"{built_app.url}.evil.example", None):
        headers = {"Cookie": own} | ({"Origin": origin} if origin else {})
        for path in ("/auth/sign-in", "/auth/sign-out", "/auth/workspace", "/auth/demo"):
            assert httpx2.post(built_app.url + path, headers=headers, data={"username": account}).status_code == 403
    with Tab(built_app.url, cookie=own) as tab:
        tab.open("/hjalp")
        assert name_shown(tab) == full_name("principal")


def test_10_a_workspace_that_is_not_mine_stays_shut(built_app: Server, cookie: Cookie) -> None:
    own = cookie("teacher", Workspace.TEACHER)
    for workspace in ("principal", "administrator", "system", "central", "guardian", "root", ""):
        answer = httpx2.post(
            f"{built_app.url}/auth/workspace",
            headers={"Cookie": own, "Origin": built_app.url},
            data={"workspace": workspace},
        )
        assert cookie_name() not in answer.cookies
    forged = cookie("teacher", Workspace.PRINCIPAL)
    with Tab(built_app.url, cookie=forged) as tab:
        tab.open("/hjalp")
        assert tab.variable("ShellState", "who")["workspace"] == "teacher"


def test_11_a_tab_left_behind_is_emptied_before_the_next_person_sees_it(built_app: Server, cookie: Cookie) -> None:
    with Tab(built_app.url, cookie=cookie("teacher", Workspace.TEACHER)) as left:
        left.open("/hjalp")
        token = left.token
    for thief in (cookie("ulf", Workspace.GUARDIAN), ""):
        with Tab(built_app.url, cookie=thief, token=token) as tab:
            tab.event("reflex___state____state.set_is_hydrated", value=True)
            tab.event("reflex___state____state.hydrate")
            tab.open("/hjalp")
            assert full_name("teacher") not in str(tab.updates)


def test_11b_nor_can_a_tab_be_taken_while_it_is_open(built_app: Server, cookie: Cookie) -> None:
    with Tab(built_app.url, cookie=cookie("teacher", Workspace.TEACHER)) as open_tab:
        open_tab.open("/hjalp")
        with pytest.raises(Refused, match="new_token"):
            Tab(built_app.url, cookie=cookie("ulf", Workspace.GUARDIAN), token=open_tab.token)
        open_tab.call(SHELL_LOAD)
        assert full_name("ulf") not in str(open_tab.updates)


def test_12_the_cookie_is_out_of_reach_for_scripts_and_other_sites(web: httpx2.Client, account: str) -> None:
    said = sign_in(web, account).headers["set-cookie"].lower()
    assert "httponly" in said
    assert "samesite=lax" in said
    assert "path=/" in said
    assert "domain=" not in said


def test_13_a_stolen_database_opens_no_session(built_app: Server, cookie: Cookie) -> None:
    cookie("teacher", Workspace.TEACHER)
    engine = create_engine(built_app.database_url)
    with Session(engine) as session:
        from sqlmodel import select

        kept = session.exec(select(AuthSession)).first()
        assert kept is not None
        stolen = kept.token_hash.hex()
    for value in (stolen, stolen.upper(), f"sha256:{stolen}"):
        with Tab(built_app.url, cookie=f"{cookie_name()}={value}") as tab:
            tab.open("/hjalp")
            assert name_shown(tab) == ""


@pytest.mark.parametrize(
    "till",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/a\r\nSet-Cookie: x=1",
        "/%0d%0a",
    ],
)
def test_14_sign_in_leads_nowhere_else(web: httpx2.Client, account: str, till: str) -> None:
    answer = sign_in(web, account, till=till)
    place = httpx2.URL(answer.headers["location"])
    assert place.host in ("", "localhost")
    assert not answer.headers["location"].startswith(("//", "/\\"))
    assert "x" not in answer.cookies


def test_15_a_person_id_in_the_form_signs_nobody_in(built_app: Server, person: Callable[[str], UUID]) -> None:
    for name, workspace in (("principal", "principal"), ("teacher", "teacher")):
        answer = httpx2.post(
            f"{built_app.url}/auth/demo",
            headers={"Origin": built_app.url},
            data={"person_id": str(person(name)), "workspace": workspace},
        )
        assert cookie_name() not in answer.cookies
