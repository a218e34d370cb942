"""Open pages follow what is saved, also while they open; the clock turns them once, and never after they were left."""

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


def told(*changed: str) -> set[str]:
    return {token for token, _ in live._told(set(changed))}


def test_what_was_saved_while_a_page_opened_is_told_to_it_once():
    """It had read, but did not watch yet, when the beat handed the change on."""
    live.watch(tab("a"), NowState.refresh, "unit/1")
    assert told("unit/1") == {"a"}
    live.watch(tab("b"), NowState.refresh, "unit/1")
    assert told() == {"b"}
    assert told() == set()


def test_a_page_that_opened_long_after_a_change_is_not_asked_again():
    assert told("unit/1") == set()
    for _ in range(live.LOOKED_BACK):
        assert told() == set()
    live.watch(tab("a"), NowState.refresh, "unit/1")
    assert told() == set()


def test_a_page_that_was_left_before_the_beat_is_not_asked():
    told("unit/1")
    live.watch(tab("a"), NowState.refresh, "unit/1")
    live.forget(tab("a"))
    assert told("unit/1") == set()
