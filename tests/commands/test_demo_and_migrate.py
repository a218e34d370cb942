"""`demo` and `migrate` from a terminal: what is refused is a sentence in the terminal's language and code 2."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect
from typer.testing import CliRunner

import skolplattform.__main__ as terminal
from skolplattform.core import db
from skolplattform.core.config import settings
from skolplattform.demo import commands as demo
from tests.support.school import School

LANGUAGES = pytest.mark.parametrize("language", ["sv", "en"])


def run(app: object, *words: str, language: str):
    return CliRunner().invoke(app, list(words), env={"SKOLPLATTFORM_LANGUAGE": language, "COLUMNS": "240"})  # type: ignore[arg-type]


@LANGUAGES
def test_a_database_that_holds_persons_is_never_filled(school: School, language: str) -> None:
    refused = run(demo.app, language=language)
    assert refused.exit_code == 2
    assert {"sv": "har redan personer", "en": "already holds persons"}[language] in refused.output
    assert run(demo.app, "--if-empty", language=language).exit_code == 0


@LANGUAGES
@pytest.mark.parametrize("words", [("--size", "huge"), ("--size", "0"), ("--size", "-3"), ("--today", "i morgon")])
def test_a_size_or_a_day_that_cannot_be_is_said_in_a_sentence(
    database: str, language: str, words: tuple[str, str]
) -> None:
    refused = run(demo.app, *words, language=language)
    assert refused.exit_code == 2
    assert words[1] in refused.output
    assert {"sv": "är ingen", "en": "is no"}[language] in refused.output
    assert "Traceback" not in refused.output


@LANGUAGES
def test_an_installation_in_production_is_not_filled(
    database: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "settings", lambda: type("Settings", (), {"mode": "production"}))
    refused = run(demo.app, language=language)
    assert refused.exit_code == 2
    assert {"sv": "i drift", "en": "production"}[language] in refused.output


def test_an_empty_database_gets_the_newest_structure_and_again_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "new.db"
    monkeypatch.setenv("SKOLPLATTFORM_DATABASE_URL", f"sqlite:///{file}")
    db.close()
    settings.cache_clear()
    try:
        for language, said in (("sv", "senaste strukturen"), ("en", "newest")):
            done = run(terminal.app, "migrate", language=language)
            assert done.exit_code == 0, done.output
            assert said in done.output
    finally:
        db.close()
        monkeypatch.undo()
        settings.cache_clear()
    assert inspect(create_engine(f"sqlite:///{file}")).has_table("calendar_event")
