"""The persons that a demo offers on its sign-in page."""

from __future__ import annotations

import pytest

from skolplattform.accounts.demo import told
from skolplattform.i18n import Text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("mentor:7B", Text("mentor för 7B", "mentor of 7B")),
        ("children:4", Text("4 barn", "4 children")),
        ("city:", Text("hela staden", "the whole city")),
        ("Ekhagaskolan F-9", Text("Ekhagaskolan F-9", "Ekhagaskolan F-9")),
    ],
)
def test_what_a_person_is_is_told_in_both_languages(line: str, said: Text) -> None:
    assert told(line) == said
