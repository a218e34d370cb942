"""The clock turns open pages: each is asked once when its moment has passed, and never after it was left."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from skolplattform.core import clock
from skolplattform.ui import live
from skolplattform.workspaces.pages.principal_now import NowState
from skolplattform.workspaces.pages.teacher import TeacherDayState


@pytest.fixture(autouse=True)
def nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_watches", live._Watches())


def tab(token: str) -> SimpleNamespace:
    return SimpleNamespace(router=SimpleNamespace(session=SimpleNamespace(client_token=token)))


def test_a_page_is_asked_once_when_its_moment_has_passed():
    now = clock.now()
    live.wake(tab("a"), TeacherDayState.refresh, now + timedelta(minutes=1))
    live.wake(tab("b"), NowState.refresh, now + timedelta(minutes=3))
    assert live._due(now + timedelta(minutes=1)) == set()
    assert {token for token, _ in live._due(now + timedelta(minutes=2))} == {"a"}
    assert live._due(now + timedelta(minutes=2)) == set()
    assert {token for token, _ in live._due(now + timedelta(minutes=4))} == {"b"}


def test_the_newest_reading_says_when_and_a_left_page_is_not_asked():
    now = clock.now()
    live.wake(tab("a"), TeacherDayState.refresh, now + timedelta(minutes=1))
    live.wake(tab("a"), TeacherDayState.refresh, now + timedelta(minutes=9))
    live.wake(tab("b"), TeacherDayState.refresh, now + timedelta(minutes=1))
    live.wake(tab("b"), TeacherDayState.refresh, None)
    live.wake(tab("c"), TeacherDayState.refresh, now + timedelta(minutes=1))
    live.forget(tab("c"))
    assert live._due(now + timedelta(minutes=5)) == set()
    assert {token for token, _ in live._due(now + timedelta(minutes=10))} == {"a"}
