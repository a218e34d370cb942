"""Any browser can name any method of any state with any arguments. None runs that nothing allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest

import skolplattform.skolplattform  # noqa: F401  (registers every page's handlers)
from skolplattform.ui.gate import FRAMEWORK
from tests.attack.conftest import PEOPLE
from tests.support.payloads import handlers, own
from tests.support.school_rows import named_id
from tests.support.server import Server
from tests.support.sign_in import cookie_for
from tests.support.socket import BOOT, Tab, Update

Contents = Callable[[], dict[str, str]]
PORTION = 100
SHELL = "shell_state"
NASTY: list[object] = [None, True, 0, -1, 1e308, "", "x" * 5_000, "\x00", "../..", [], [[]], {}, {"a": {}}, ["a"] * 999]


def unguarded() -> list[str]:
    return sorted(name for name, guard in handlers().items() if guard is None and name not in FRAMEWORK)


def changed_states(updates: list[Update]) -> set[str]:
    """The states that an answer touches, but for the message in the shell and the tab's own address."""
    return {
        name
        for update in updates
        for name in (update.get("delta") or {})
        if not name.endswith(SHELL) and name != "reflex___state____state"
    }


@pytest.fixture
def visitor(built_app: Server) -> Iterator[Tab]:
    with Tab(built_app.url) as tab:
        tab.open("/logga-in")
        tab.updates.clear()
        yield tab


def quiet(tab: Tab) -> list[Update]:
    """Everything that has come, when all that was sent has been handled."""
    tab.settle()
    return tab.updates


def test_there_are_framework_handlers_that_nobody_may_call() -> None:
    assert any(name.endswith(".setvar") for name in unguarded())


def test_no_unguarded_method_of_any_state_runs(visitor: Tab, contents: Contents) -> None:
    before = contents()
    for name in unguarded():
        visitor.event(name, var_name="is_hydrated", value="stolen")
    assert changed_states(quiet(visitor)) == set()
    assert "stolen" not in str(visitor.updates)
    assert contents() == before


@pytest.mark.parametrize("who", ["teacher", "rut", "alva"])
def test_not_for_signed_in_people_either(built_app: Server, cookies: dict[str, str], who: str) -> None:
    with Tab(built_app.url, cookie=cookies[who]) as tab:
        tab.open("/")
        tab.updates.clear()
        for name in unguarded():
            tab.event(name, var_name="who", value="stolen")
        assert changed_states(quiet(tab)) == set()
        assert "stolen" not in str(tab.updates)


@pytest.mark.parametrize("method", ["reset", "get_state", "dict", "_reset_client_storage", "__init__", "add_var"])
def test_methods_that_are_no_handlers_cannot_be_named(visitor: Tab, method: str) -> None:
    for state in {name.rpartition(".")[0] for name in own()}:
        visitor.event(f"{state}.{method}")
    assert changed_states(quiet(visitor)) == set()


def changed_by(server: Server, names: list[str], *, who: str = "", path: str = "/", **payload: object) -> set[str]:
    """The states that change when a person sends all these events, in sessions whose allowance has room for them."""
    changed: set[str] = set()
    for start in range(0, len(names), PORTION):
        cookie = cookie_for(server.database_url, named_id(who), PEOPLE[who]) if who else ""
        with Tab(server.url, cookie=cookie) as tab:
            tab.open(path)
            tab.updates.clear()
            for name in names[start : start + PORTION]:
                tab.event(name, **payload)
            changed |= changed_states(quiet(tab))
    return changed


def test_a_visitor_runs_nothing_that_asks_for_somebody(built_app: Server, contents: Contents) -> None:
    before = contents()
    names = [name for name, guard in own().items() if not guard.open_to_anonymous]
    assert changed_by(built_app, names, path="/logga-in") == set()
    assert contents() == before


@pytest.mark.parametrize("who", sorted(PEOPLE))
def test_nobody_runs_what_their_role_may_not(built_app: Server, who: str, contents: Contents) -> None:
    before, workspace = contents(), PEOPLE[who]
    from skolplattform.core.actor import WORKSPACE_ROLES

    roles = WORKSPACE_ROLES[workspace]
    names = [
        name for name, guard in own().items() if not guard.open_to_anonymous and guard.right.roles.isdisjoint(roles)
    ]
    assert changed_by(built_app, names, who=who) == set()
    assert contents() == before


def test_no_handler_takes_an_argument_that_is_not_its_own(built_app: Server) -> None:
    assert changed_by(built_app, list(own()), who="teacher", nobody_asked=True) == set()


def _send_nasty_values(tab: Tab, names: list[str]) -> None:
    tab.open("/")
    for name in names:
        for value in NASTY:
            tab.event(name, **dict.fromkeys(own()[name].payload.model_fields, value))
    quiet(tab)


def test_no_handler_takes_a_value_of_another_type(
    built_app: Server, person: Callable[[str], UUID], contents: Contents
) -> None:
    before = contents()
    names = [name for name, guard in own().items() if guard.payload.model_fields]
    for who in ("teacher", "rut", "administrator"):
        for start in range(0, len(names), 8):
            cookie = cookie_for(built_app.database_url, person(who), PEOPLE[who])
            with Tab(built_app.url, cookie=cookie) as tab:
                _send_nasty_values(tab, names[start : start + 8])
    assert contents() == before
    assert built_app.process.poll() is None


def test_the_first_event_of_a_tab_can_set_nothing(built_app: Server) -> None:
    with Tab(built_app.url) as tab:
        state = "reflex___state____state.skolplattform___ui___gate____tab_state"
        tab.event(BOOT, vars={f"{state}._binding": "x", f"{state}.is_hydrated": True})
        assert changed_states(tab.settle()) == set()


def test_a_client_cannot_speak_for_the_server(visitor: Tab) -> None:
    for name in ("_redirect", "_call_script", "_download", "_set_value"):
        payload = {"path": "https://evil.example", "javascript_code": "alert(1)"}
        visitor.emit({"name": name, "payload": payload, "router_data": {}})
    answers = quiet(visitor)
    assert changed_states(answers) == set()
    assert not any(answer.get("events") for answer in answers)
