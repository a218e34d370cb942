"""A browser may call a page's handlers before the page has loaded, or with a form that no page shows."""

from __future__ import annotations

import pytest

from skolplattform.core.actor import WORKSPACE_ROLES, Workspace
from skolplattform.core.errors import PlatformError
from skolplattform.core.gate import Guard
from tests.support.events import InProcessTab, Pages
from tests.support.payloads import own, payload_for
from tests.support.school import School
from tests.support.sign_in import cookie

PEOPLE = {
    "teacher": Workspace.TEACHER,
    "principal": Workspace.PRINCIPAL,
    "administrator": Workspace.ADMINISTRATOR,
    "nurse": Workspace.STUDENT_HEALTH,
    "rut": Workspace.GUARDIAN,
    "alva": Workspace.STUDENT,
}
ELSEWHERE = "01890000-0000-7000-8000-000000000000"
DAYS = ("first", "last", "on", "day", "valid_from", "first_day", "last_day", "deadline", "follow_up_on")
WORDS = {
    "outcome": "granted",
    "reason": "travel",
    "text": "x",
    "kind": "note",
    "words": "x",
    "name": "x",
    "pin": "480213",
    "unit": ELSEWHERE,
    "step": "investigate",
    "when": "part",
}
TIMES = {f"{name}": "10:00+02:00" for name in ("from_time", "until_time", "start-0-0", "end-0-0", "start-", "end-")}
FORMS = (
    dict.fromkeys(DAYS, "2026-12-01") | WORDS | {"kind-0-0": "hours"},
    dict.fromkeys(DAYS, "9999-12-31") | WORDS | TIMES | {"kind-0-0": "hours", f"child-{ELSEWHERE}": "on"},
)


def asked_of(who: str) -> list[tuple[str, Guard]]:
    """What the person may call, but for the frame's own handlers."""
    roles = WORKSPACE_ROLES[PEOPLE[who]]
    return [(name, guard) for name, guard in own().items() if not guard.right.roles.isdisjoint(roles)]


def fault_of(tab: InProcessTab, name: str, payload: dict[str, object]) -> str:
    """What the handler fell over; a sentence for the person is no fault."""
    try:
        tab.call(name, **payload)
    except PlatformError:
        return ""
    except Exception as error:
        return f"{name}: {error!r}"
    return ""


@pytest.mark.parametrize("who", PEOPLE)
def test_every_handler_answers_before_its_page_has_loaded(school: School, pages: Pages, who: str) -> None:
    tab = pages.tab(cookie(school.people[who], PEOPLE[who]))
    tab.open("/hjalp")
    asked = [(name, payload_for(guard, ELSEWHERE, form)) for name, guard in asked_of(who) for form in FORMS]
    assert asked
    assert [fault for name, payload in asked if (fault := fault_of(tab, name, payload))] == []
