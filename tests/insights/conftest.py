"""Attendance is installed in these tests."""

import pytest

from skolplattform.attendance.facts import Facts
from skolplattform.insights import sources


@pytest.fixture(autouse=True)
def attendance(monkeypatch: pytest.MonkeyPatch) -> None:
    """The attendance module's facts, without loading every module."""
    monkeypatch.setattr(sources, "facts", Facts)
