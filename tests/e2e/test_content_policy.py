"""The content security policy holds where it is hardest: on pages with charts, and in the assessment grid."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from skolplattform.core.actor import Workspace
from tests.support.server import Server

pytestmark = pytest.mark.e2e

PAGES = [
    ("principal", Workspace.PRINCIPAL, "/skolan-nu"),
    ("principal", Workspace.PRINCIPAL, "/narvaro-oversikt"),
    ("rut", Workspace.GUARDIAN, "/barn/{alva}/narvaro"),
    ("teacher", Workspace.TEACHER, "/bedomning/{activity}"),
    ("teacher", Workspace.TEACHER, "/narvaro/{lesson}"),
]
LISTEN = """window.broken = [];
addEventListener('securitypolicyviolation', event => broken.push(event.violatedDirective + ' ' + event.blockedURI));"""
ADD_SCRIPT = """() => {
  const added = document.createElement('script');
  added.textContent = 'window.ran = 1';
  document.head.append(added);
}"""


@pytest.mark.parametrize(("name", "workspace", "path"), PAGES)
def test_nothing_on_the_page_is_against_the_policy(
    built_app: Server, page: Page, name: str, workspace: Workspace, path: str
) -> None:
    school, told = built_app.school, []
    page.on("console", lambda message: told.append(message.text) if "Content Security" in message.text else None)
    page.add_init_script(LISTEN)
    built_app.sign_in(page, school.people[name], workspace)
    answer = page.goto(path.format(activity=school.activity, lesson=school.lesson, **school.people))
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    page.wait_for_load_state("networkidle")
    policy = answer.headers["content-security-policy"] if answer else ""
    assert "script-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert page.evaluate("window.broken") == []
    assert told == []


def test_the_policy_is_not_only_said_but_kept(built_app: Server, page: Page) -> None:
    page.add_init_script(LISTEN)
    page.goto("/hjalp")
    expect(page.locator("h1")).to_be_visible()
    page.evaluate(ADD_SCRIPT)
    assert page.evaluate("window.ran") is None
    assert any(one.startswith("script-src") for one in page.evaluate("window.broken"))
