"""The documents say what is so: settings, commands, links and files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from setup.environment import ROOT
from skolplattform.core.config import Settings

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "skolplattform").rglob("README.md")])
OPERATIONS = ROOT / "docs" / "operations.md"
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)")
VARIABLE = re.compile(r"SKOLPLATTFORM_[A-Z_]*[A-Z]")
ELSEWHERE = {"SKOLPLATTFORM_NEW_PASSWORD", "SKOLPLATTFORM_TEST_URL", "SKOLPLATTFORM_SETUP_WITHOUT_UV"}
TOLD = re.compile(r"(?:^|`)make ([a-z][a-z0-9-]*)", re.MULTILINE)
TARGETS = re.compile(r"^([a-z][a-z0-9-]*):", re.MULTILINE)


def settings_table() -> list[str]:
    """The rows of the settings table, as they must stand in docs/operations.md."""
    rows = ["| Variable | Default | What it is |", "| --- | --- | --- |"]
    for name, field in Settings.model_fields.items():
        default = field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
        rows.append(
            f"| `SKOLPLATTFORM_{name.upper()}` | {f'`{default}`' if default != '' else ''} | {field.description} |"
        )
    return rows


def test_the_settings_are_listed_as_they_are() -> None:
    table = "\n".join(settings_table())
    assert table in OPERATIONS.read_text("utf-8"), f"docs/operations.md should hold:\n{table}"


def test_only_settings_that_exist_are_written_about() -> None:
    known = {f"SKOLPLATTFORM_{name.upper()}" for name in Settings.model_fields} | ELSEWHERE
    wrong = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in DOCUMENTS
        for name in VARIABLE.findall(path.read_text("utf-8"))
        if not any(known_name.startswith(name) for known_name in known)
    }
    assert not wrong


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    targets = [link for link in LINK.findall(path.read_text("utf-8")) if not re.match(r"[a-z]+:", link)]
    assert not [link for link in targets if not (path.parent / link).exists()]


def test_the_commands_that_are_told_exist() -> None:
    targets = set(TARGETS.findall((ROOT / "Makefile").read_text("utf-8")))
    told = {command for path in DOCUMENTS for command in TOLD.findall(path.read_text("utf-8"))}
    assert told <= targets
