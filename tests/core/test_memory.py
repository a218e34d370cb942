"""What was loaded at start is never looked through again while people wait."""

from __future__ import annotations

import gc

import pytest

from skolplattform.core import memory


@pytest.fixture(autouse=True)
def put_back():
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def test_what_stands_at_start_is_left_out_of_later_collections() -> None:
    standing = [{"school": number} for number in range(1_000)]
    memory.settle()
    assert gc.get_freeze_count() > len(standing)
    assert not any(one is standing[0] for one in gc.get_objects()), "the collector no longer sees it"
    assert gc.get_threshold()[0] == memory.YOUNG


def test_the_server_settles_when_it_has_started() -> None:
    from skolplattform.skolplattform import app

    assert memory.settle in app.get_lifespan_tasks()
