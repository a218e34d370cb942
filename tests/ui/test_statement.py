"""The accessibility statement is fresh and says what the law asks."""

from datetime import date, timedelta

from skolplattform.i18n import LANGUAGES, phrase
from skolplattform.ui.statement import STATEMENT

REQUIRED = ("who", "degree", "faults.title", "tests.title", "date", "contact", "complain")


def test_it_is_less_than_a_year_old() -> None:
    assert STATEMENT.assessed > date.today() - timedelta(days=365)  # noqa: DTZ011


def test_it_has_every_part_in_both_languages() -> None:
    keys = [f"info.accessibility.{name}" for name in REQUIRED]
    for key in (*keys, *STATEMENT.known_faults, *STATEMENT.tested_by):
        assert all(phrase(key, language) for language in LANGUAGES)


def test_complaints_lead_to_the_supervising_agency() -> None:
    assert STATEMENT.complaint_url.startswith("https://www.digg.se/")
