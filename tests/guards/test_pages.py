"""Every page has a title, a right and an accessibility test; every handler a right and a payload."""

from __future__ import annotations

import pytest

from skolplattform.i18n.catalogue import LANGUAGES, catalogue
from tests.guards import source

app = pytest.importorskip("skolplattform.skolplattform", reason="the app is not there")

from skolplattform.core.gate import Payload, guard_of  # noqa: E402
from skolplattform.ui.gate import FRAMEWORK, guarded_pages, unguarded_handlers  # noqa: E402
from skolplattform.ui.page import pages  # noqa: E402

OPEN_TO_ALL = {"/logga-in", "/tillganglighet", "/personuppgifter", "/hjalp", "/", "/utloggad"}
OPEN_TO_ALL |= {"/surfplatta", "/handledare"}
"""Pages that a visitor may open: they hold nothing about anybody but by a tablet's or a link's own secret."""


def test_every_page_has_a_title_in_both_languages() -> None:
    untitled = [
        f"{page.route}: {page.title} ({language})"
        for page in pages().values()
        for language in LANGUAGES
        if page.title not in catalogue(language)
    ]
    assert not untitled


def test_every_page_needs_a_right() -> None:
    unexpected = {page.route for page in pages().values() if page.right is None} - OPEN_TO_ALL
    assert not unexpected, "a page without a right is open to everybody: name it in OPEN_TO_ALL if that is meant"


def test_every_page_of_the_app_passed_through_our_declaration() -> None:
    """A page added to Reflex behind the back of `@page` would have no right."""
    declared = {route.strip("/") or "index" for route in guarded_pages()}
    strange = {route for route in app.app._unevaluated_pages if route not in declared | {"404"}}
    assert not strange


def test_every_handler_has_a_right_and_a_payload() -> None:
    assert unguarded_handlers() == []


def test_payloads_are_strict() -> None:
    from reflex_base.registry import RegistrationContext

    loose = []
    for name, registered in RegistrationContext.get().event_handlers.items():
        guard = guard_of(registered.handler.fn)
        if guard is None or name in FRAMEWORK:
            continue
        config = guard.payload.model_config
        if not issubclass(guard.payload, Payload) or config.get("extra") != "forbid" or not config.get("strict"):
            loose.append(name)
        loose += [f"{name}.{field}" for field in _unbounded(guard.payload)]
    assert not loose


def _unbounded(payload: type[Payload]) -> list[str]:
    """Fields that take a text or a list of any length."""
    return [
        name
        for name, field in payload.model_fields.items()
        if field.annotation in (str, list, dict, bytes, object) and not field.metadata
    ]


def test_every_page_is_looked_at_by_the_accessibility_test() -> None:
    """The e2e test walks `pages()` and fails for one that no link leads to."""
    walked = (source.ROOT / "tests" / "e2e").rglob("test_accessib*.py")
    assert any("faults_in_every_look" in path.read_text("utf-8") for path in walked)


@pytest.mark.parametrize("route", sorted(pages()))
def test_every_page_can_be_drawn(route: str) -> None:
    """The view is made of parts that exist and take what they are given; the browser has no part in this."""
    assert pages()[route].view() is not None
