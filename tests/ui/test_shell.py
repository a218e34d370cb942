"""What the frame of every page knows about the person."""

from datetime import time

from skolplattform.core import modules
from skolplattform.core.actor import Workspace
from skolplattform.i18n import LANGUAGES, phrase
from skolplattform.ui.components.time import row_of
from skolplattform.ui.icon import icon_names
from skolplattform.ui.shell import menu
from skolplattform.ui.shell_state import initials, tone


def test_initials_are_those_of_first_and_last_name() -> None:
    assert initials("Karin Ekdahl") == "KE"
    assert initials("Anna Maria af Ugglas") == "AU"
    assert initials("Åsa") == "Å"
    assert initials("") == ""


def test_a_name_always_has_the_same_colour() -> None:
    assert tone("Karin Ekdahl") == tone("Karin Ekdahl")
    assert tone("Karin Ekdahl") in {"1", "2", "3"}


def test_no_menu_is_longer_than_five() -> None:
    for workspace in Workspace:
        entries = modules.navigation(workspace)
        shown = str(menu(workspace, "/").render())
        assert [item for item in entries if f'"{item.route}"' in shown] == list(entries[:5])


def test_every_entry_has_words_and_an_icon() -> None:
    for workspace in Workspace:
        for item in modules.navigation(workspace):
            assert item.icon in icon_names()
            assert all(phrase(item.key, language) for language in LANGUAGES)


def test_a_lesson_stands_at_its_five_minutes_in_the_week() -> None:
    assert row_of(time(8, 0)) == 2
    assert row_of(time(9, 20)) == 18
    assert row_of(time(7, 0)) == 2
    assert row_of(time(20, 0)) == row_of(time(17, 0))
