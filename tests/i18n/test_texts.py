"""Words, dates and numbers as a Swedish school writes them, in both languages."""

from collections.abc import Callable
from datetime import date, time

import pytest

from skolplattform.i18n import Text, both, format, phrase, text
from skolplattform.i18n.client import t

TUESDAY = date(2026, 11, 17)


def test_a_text_takes_its_values() -> None:
    assert text("ui.pager.where", "sv", page=2, last=7) == "Sida 2 av 7"
    assert text("ui.pager.where", "en", page=2, last=7) == "Page 2 of 7"


def test_one_and_many_have_their_own_forms() -> None:
    assert text("ui.errors.title", "sv", n=1) == "En sak att rätta"
    assert text("ui.errors.title", "sv", n=3) == "3 saker att rätta"


def test_a_text_inside_a_text_follows_the_language() -> None:
    said = both("ui.menu.profile", name="Karin Ekdahl", role=Text("Lärare", "Teacher"))
    assert said == Text("Karin Ekdahl, Lärare. Öppna profilmenyn", "Karin Ekdahl, Teacher. Open the profile menu")


def test_a_key_that_nobody_has_written_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"ui\.no_such_key"):
        phrase("ui.no_such_key")


def test_a_page_carries_both_languages() -> None:
    carried = str(t("ui.undo"))
    assert "Ångra" in carried
    assert "Undo" in carried


@pytest.mark.parametrize(
    ("shown", "sv", "en"),
    [
        (lambda lang: format.day(TUESDAY, lang), "tisdag 17 november, v.\u00a047", "Tuesday 17 November, week\u00a047"),
        (lambda lang: format.day(TUESDAY, lang, style="short"), "tis 17 nov", "Tue 17 Nov"),
        (lambda lang: format.day(TUESDAY, lang, style="date"), "17 november 2026", "17 November 2026"),
        (lambda lang: format.period(time(8, 30), time(9, 20), lang), "08.30–09.20", "08:30–09:20"),
        (lambda lang: format.percent(0.925, lang), "92,5\u00a0%", "92.5%"),
        (lambda lang: format.number(1234.5, lang), "1\u00a0234,5", "1,234.5"),
        (lambda lang: format.week(date(2027, 1, 1), lang), "v.\u00a053", "week\u00a053"),
    ],
)
def test_days_times_and_numbers(shown: Callable[[str], str], sv: str, en: str) -> None:
    assert (shown("sv"), shown("en")) == (sv, en)
