"""Who may know whom."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from setup.environment import BIN, ROOT
from tests.guards import source

WITHOUT_REFLEX = {"rules", "contract", "tables", "permissions", "queries", "service", "jobs", "facts", "sources"}
SHARED_TABLES = {"core", "registry", "schedule"}
MAKERS_OF_DATA = {"demo", "interop"}


def test_the_import_contracts_hold() -> None:
    done = subprocess.run([str(BIN / "lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_only_pages_and_their_frame_know_reflex() -> None:
    wrong = [
        f"{source.name(path)}:{line} {module}"
        for path in source.python_files()
        if _stays_below_pages(path)
        for module, line in source.imports(path)
        if module.split(".")[0] in {"reflex", "reflex_base"}
    ]
    assert not wrong


def _stays_below_pages(path: Path) -> bool:
    module, *inside = path.relative_to(source.PACKAGE).with_suffix("").parts
    return module == "core" or bool(inside and inside[0] in WITHOUT_REFLEX)


def test_tables_are_read_by_their_own_module_only() -> None:
    wrong = []
    for path in source.python_files():
        own = path.relative_to(source.PACKAGE).parts[0]
        for module, line in source.imports(path):
            parts = module.split(".")
            tables = parts[0] == "skolplattform" and parts[2:3] == ["tables"]
            foreign = tables and parts[1] not in {own, *SHARED_TABLES}
            if foreign and own not in MAKERS_OF_DATA:
                wrong.append(f"{source.name(path)}:{line} {module}")
    assert not wrong


def test_the_package_imports_nothing_by_itself() -> None:
    assert (source.PACKAGE / "__init__.py").read_text("utf-8").strip() == ""


@pytest.mark.parametrize("folder", [folder.name for folder in source.modules()])
def test_a_rule_is_tested_without_starting_reflex(folder: str) -> None:
    """Importing a module's rules, tables and services leaves Reflex alone."""
    names = [
        path.with_suffix("").relative_to(ROOT).as_posix().replace("/", ".")
        for path in sorted((source.PACKAGE / folder).glob("*.py"))
        if path.stem in WITHOUT_REFLEX
    ]
    if not names:
        pytest.skip("no such file in this module")
    code = f"import {', '.join(names)}, sys; sys.exit('reflex' in sys.modules)"
    done = subprocess.run([str(BIN / "python"), "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr or "Reflex was imported"
