"""What is done from a terminal says what happened in the terminal's language, and scripts hear it by the exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import text
from sqlmodel import select
from typer.testing import CliRunner

import skolplattform.__main__ as terminal
from skolplattform.accounts import commands as accounts
from skolplattform.accounts import service
from skolplattform.core import audit, db
from skolplattform.core.actor import system_actor
from skolplattform.core.config import settings
from skolplattform.core.tables import AuditEntry
from skolplattform.registry import commands as registry
from skolplattform.registry import queries
from skolplattform.registry.tables import Person, ProtectedGrant
from tests.support.school import School

PASSWORD, OTHER = "regn över Ekbacken", "snö över Ekbacken"
WHY = "Ansvarar för skolskjuts"
LANGUAGES = pytest.mark.parametrize("language", ["sv", "en"])
Said = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Said:
    """`run(app, "word", ..., language="en")` as somebody types it."""

    def invoke(app: object, *words: str, language: str = "sv", answers: str = "") -> Result:
        monkeypatch.setenv("SKOLPLATTFORM_LANGUAGE", language)
        monkeypatch.setenv("COLUMNS", "240")
        return CliRunner().invoke(app, list(words), input=answers)  # type: ignore[arg-type]

    return invoke


def _grant(run: Said, school: School, subject: str, to: str, *more: str, language: str = "sv") -> Result:
    words = (str(school.people[subject]), str(school.people[to]))
    return run(registry.app, *words, *(more or ("--reason", WHY)), language=language)


@LANGUAGES
def test_a_grant_opens_a_protected_person_and_says_until_when(school: School, run: Said, language: str) -> None:
    done = _grant(run, school, "cleo", "colleague", "--reason", WHY, "--until", "2026-12-18", language=language)
    assert done.exit_code == 0
    said = {"sv": "får se den skyddade personen till och med 2026-12-18", "en": "2026-12-18"}[language]
    assert said in done.output
    with db.reading() as session:
        row = session.exec(select(ProtectedGrant)).one()
        assert (row.grantee_id, row.end_date) == (school.people["colleague"], date(2026, 12, 18))
        cleo = school.people["cleo"]
        assert "Cypress" in queries.names(session, school.colleague, [cleo])[cleo].name
        entry = session.exec(select(AuditEntry).where(AuditEntry.entity == "protected_grant")).one()
        assert entry.subject_id == cleo
        assert WHY not in repr(entry.detail)


def test_a_grant_lasts_half_a_year_when_no_day_is_said(school: School, run: Said) -> None:
    assert _grant(run, school, "cleo", "colleague").exit_code == 0
    with db.reading() as session:
        row = session.exec(select(ProtectedGrant)).one()
        assert (row.end_date - row.start_date).days == registry.USUAL_DAYS


@pytest.mark.parametrize(
    ("subject", "to", "more", "reason"),
    [
        ("alva", "colleague", (), ""),
        ("cleo", "rut", (), ""),
        ("cleo", "colleague", ("--reason", "kort"), "Skriv varför, med 5 till 200 tecken."),
        ("cleo", "colleague", ("--reason", WHY, "--until", "i morgon"), "Sista dagen ska vara i dag eller senare"),
        ("cleo", "colleague", ("--reason", WHY, "--until", "2026-11-17"), "Sista dagen ska vara i dag eller senare"),
        ("cleo", "colleague", ("--reason", WHY, "--until", "2029-01-01"), "högst 400 dagar bort"),
    ],
    ids=["nobody protected", "a guardian", "no reason", "no day", "over", "too long"],
)
def test_a_grant_that_cannot_be_given_is_refused_in_a_sentence(
    school: School, run: Said, subject: str, to: str, more: tuple[str, ...], reason: str
) -> None:
    done = _grant(run, school, subject, to, *more)
    assert done.exit_code == 2
    assert done.output.startswith("Det gick inte: ")
    assert reason in done.output
    with db.reading() as session:
        assert session.exec(select(ProtectedGrant)).all() == []


@pytest.mark.parametrize("grantee", ["nobody@prov.example", "17"])
def test_a_grant_to_nobody_is_refused(school: School, run: Said, grantee: str) -> None:
    assert run(registry.app, str(school.people["cleo"]), grantee, "--reason", WHY).exit_code == 2


def _may_sign_in(username: str, password: str) -> bool:
    with db.unit() as session:
        done = service.sign_in_locally(session, username=username, password=password, code="")
    return isinstance(done, service.SignedIn)


@LANGUAGES
def test_an_account_is_made_reset_locked_and_opened_again(school: School, run: Said, language: str) -> None:
    person = str(school.people["teacher"])
    said = {
        "sv": ("är skapat", "nytt lösenord", "är låst", "är upplåst"),
        "en": ("created", "new password", "locked", "unlocked"),
    }[language]

    def step(place: int, *words: str, answers: str = "") -> None:
        done = run(accounts.app, *words, language=language, answers=answers)
        assert done.exit_code == 0, done.output
        assert said[place] in done.output
        assert PASSWORD not in done.output

    step(0, "create", "karin", "--person", person, answers=f"{PASSWORD}\n{PASSWORD}\n")
    assert _may_sign_in("karin", PASSWORD)
    step(1, "reset", "karin", answers=f"{OTHER}\n{OTHER}\n")
    assert not _may_sign_in("karin", PASSWORD)
    assert _may_sign_in("karin", OTHER)
    step(2, "lock", "karin")
    assert not _may_sign_in("karin", OTHER)
    step(3, "unlock", "karin")
    assert _may_sign_in("karin", OTHER)


@pytest.mark.parametrize(
    "words",
    [
        ("create", "karin", "--person", "nobody@prov.example", "--password", PASSWORD),
        ("create", "karin", "--person", "{teacher}", "--password", "kort"),
        ("reset", "nobody", "--password", PASSWORD),
        ("lock", "nobody"),
        ("unlock", "nobody"),
    ],
    ids=" ".join,
)
@LANGUAGES
def test_what_cannot_be_done_with_an_account_is_refused(
    school: School, run: Said, words: tuple[str, ...], language: str
) -> None:
    done = run(accounts.app, *(w.format(teacher=school.people["teacher"]) for w in words), language=language)
    assert done.exit_code == 2
    assert done.output.startswith({"sv": "Det gick inte: ", "en": "It did not work: "}[language])


def test_a_central_role_is_given_with_a_reason(school: School, run: Said) -> None:
    words = ("role", str(school.people["central"]), "central", str(school.organiser), "--reason", "Handläggare")
    done = run(accounts.app, *words)
    assert (done.exit_code, "är tilldelad" in done.output) == (0, True)


@LANGUAGES
def test_a_whole_log_is_0_and_a_changed_one_is_1(school: School, run: Said, language: str) -> None:
    with db.unit() as session:
        audit.record(session, system_actor("test"), "test.look", "person", school.people["alva"])
    whole = run(terminal.audit_app, "verify", language=language)
    assert whole.exit_code == 0
    assert {"sv": "Loggen är hel", "en": "whole"}[language] in whole.output
    with db.unit() as session:
        session.execute(text("UPDATE audit_entry SET verb = 'test.other' WHERE verb = 'test.look'"))
    broken = run(terminal.audit_app, "verify", language=language)
    assert broken.exit_code == 1
    assert {"sv": "Loggen är bruten", "en": "broken"}[language] in broken.output


def test_an_anchor_is_the_ends_of_the_chains(school: School, run: Said, tmp_path: Path) -> None:
    with db.unit() as session:
        audit.record(session, system_actor("test"), "test.look", "person", school.people["alva"])
    assert run(terminal.audit_app, "anchor", str(tmp_path / "anchor.json")).exit_code == 0
    kept = str(tmp_path / "anchor.json")
    assert run(terminal.audit_app, "verify", "--anchor", kept).exit_code == 0
    (tmp_path / "other.json").write_text("{}")
    assert run(terminal.audit_app, "verify", "--anchor", str(tmp_path / "other.json")).exit_code == 1


@pytest.fixture
def backup_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """The installation has a key for its copies."""
    monkeypatch.setenv("SKOLPLATTFORM_BACKUP_KEY", "k" * 40)
    settings.cache_clear()


def _rename(school: School, name: str) -> None:
    with db.unit() as session:
        session.get_one(Person, school.people["ulf"]).given_name = name


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_copy_is_saved_and_restored_when_it_is_said_aloud(
    sqlite_database: str, school_day, run: Said, backup_key, tmp_path: Path, language: str
) -> None:
    from tests.support.school import build_school

    with db.unit() as session:
        school = build_school(session)
    copy = str(tmp_path / "copy.backup")
    saved = run(terminal.app, "backup", copy, language=language)
    assert saved.exit_code == 0
    assert copy in saved.output
    _rename(school, "Ändrad")
    refused = run(terminal.app, "restore", copy, language=language)
    assert refused.exit_code == 2
    assert "--replace" in refused.output
    with db.reading() as session:
        assert session.get_one(Person, school.people["ulf"]).given_name == "Ändrad"
    restored = run(terminal.app, "restore", copy, "--replace", language=language)
    assert restored.exit_code == 0, restored.output
    with db.reading() as session:
        assert session.get_one(Person, school.people["ulf"]).given_name != "Ändrad"


def test_a_damaged_copy_is_refused_and_nothing_changes(
    sqlite_database: str, run: Said, backup_key, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.backup"
    assert run(terminal.app, "backup", str(copy)).exit_code == 0
    copy.write_bytes(copy.read_bytes()[:-1])
    done = run(terminal.app, "restore", str(copy))
    assert (done.exit_code, "Inget har ändrats" in done.output) == (2, True)


@pytest.mark.parametrize("word", ["backup", "restore"])
def test_without_a_key_there_is_no_copy(sqlite_database: str, run: Said, tmp_path: Path, word: str) -> None:
    done = run(terminal.app, word, str(tmp_path / "copy.backup"))
    assert (done.exit_code, "SKOLPLATTFORM_BACKUP_KEY" in done.output) == (2, True)


WRONG = {
    "DATABASE_URL": "mysql://server/skola",
    "PORT": "tretusen",
    "MODE": "prov",
    "MODULES": "attendance,kiosk",
    "IMPORT_MAX_MB": "0",
}


@pytest.mark.parametrize("name", WRONG)
@LANGUAGES
def test_a_setting_that_cannot_be_used_is_named_at_start(monkeypatch, capsys, name: str, language: str) -> None:
    monkeypatch.setenv(f"SKOLPLATTFORM_{name}", WRONG[name])
    monkeypatch.setenv("SKOLPLATTFORM_LANGUAGE", language)
    monkeypatch.setattr(sys, "argv", ["skolplattform", "migrate"])
    settings.cache_clear()
    with pytest.raises(SystemExit) as stopped:
        terminal.main()
    monkeypatch.undo()
    settings.cache_clear()
    assert stopped.value.code == 2
    assert f"SKOLPLATTFORM_{name}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "value", "swedish", "english"),
    [
        ("MODE", "nonsense", "välj 'demo', 'test', 'production'", "choose 'demo', 'test', 'production'"),
        ("MODE", "production", "minst 32 tecken", "at least 32 characters"),
        ("WORKERS", "many", "ska vara ett heltal", "must be a whole number"),
        ("MODULES", "attendence", "okänt: attendence", "unknown: attendence"),
        ("DATABASE_URL", "mysql://x", "ska börja med", "must begin with"),
    ],
)
def test_a_setting_that_cannot_be_used_is_said_in_the_terminals_language(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    value: str,
    swedish: str,
    english: str,
) -> None:
    monkeypatch.setenv(f"SKOLPLATTFORM_{name}", value)
    monkeypatch.delenv("SKOLPLATTFORM_SECRET_KEY", raising=False)
    for language, words in (("sv", swedish), ("en", english)):
        monkeypatch.setenv("SKOLPLATTFORM_LANGUAGE", language)
        settings.cache_clear()
        with pytest.raises(SystemExit) as stopped:
            terminal.main()
        assert stopped.value.code == 2
        assert words in capsys.readouterr().err
    monkeypatch.undo()
    settings.cache_clear()
