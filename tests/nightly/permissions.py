"""Permission checks removed one at a time: does a test notice? `python -m tests.nightly.permissions [--sample 20]`.

A copy of the project loses one check: a `require(...)`, an `if` that ends in NotFound or Denied and asks about the
actor, or a condition of a query that mentions the actor. Then the access matrix and the module's own tests run. What
nobody notices is printed, with its place; less than 98 % noticed is a failure (security measures).
"""

from __future__ import annotations

import argparse
import ast
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = 0.98
SECONDS = 900
ALWAYS_TRUE = '__import__("sqlalchemy").true()'
REFUSALS = {"NotFound", "Denied"}
LEFT_OUT = ("not postgres and not e2e and not attack and not built",)


@dataclass(frozen=True, slots=True)
class Removal:
    """A check, and what stands in its place while it is away."""

    file: Path
    line: int
    start: int
    end: int
    instead: str

    def without(self, text: str) -> str:
        """The file's text without the check."""
        raw = text.encode()
        return (raw[: self.start] + self.instead.encode() + raw[self.end :]).decode()


def mentions_actor(node: ast.AST) -> bool:
    return any(isinstance(part, ast.Name) and part.id == "actor" for part in ast.walk(node))


def _called(node: ast.AST) -> str:
    if isinstance(node, ast.Call):
        return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return ""


def _refuses(node: ast.If) -> bool:
    last = node.body[-1]
    raised = last.exc if isinstance(last, ast.Raise) else None
    return (_called(raised) if isinstance(raised, ast.Call) else getattr(raised, "id", "")) in REFUSALS


def checks(tree: ast.AST) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    """Each check of a module, and what to put in its place."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and _called(node.value).lstrip("_").startswith("require"):
            yield node, "pass"
        elif isinstance(node, ast.If) and _refuses(node) and mentions_actor(node.test):
            yield node.test, "False"
        elif isinstance(node, ast.Call) and _called(node) == "where":
            yield from ((part, ALWAYS_TRUE) for part in node.args if mentions_actor(part))


def removals(folder: Path) -> list[Removal]:
    """Every check of the platform."""
    found = []
    for file in sorted(folder.rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        starts = [0]
        for line in text.encode().splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        for node, instead in checks(ast.parse(text)):
            end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
            found.append(Removal(file, node.lineno, starts[node.lineno - 1] + node.col_offset, end, instead))
    return found


def tests_of(removal: Removal) -> list[str]:
    """The access matrix, and the tests of the module where the check stood."""
    module = removal.file.relative_to(ROOT / "skolplattform").parts[0]
    own = ROOT / "tests" / module
    return ["tests/access", *([f"tests/{module}"] if own.is_dir() else ["tests/registry", "tests/accounts"])]


def is_noticed(removal: Removal, copy: Path) -> bool:
    """Run the tests on the copy without the check; a failure is what we want."""
    place = copy / removal.file.relative_to(ROOT)
    whole = place.read_text(encoding="utf-8")
    place.write_text(removal.without(whole), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-m", *LEFT_OUT]
    try:
        return subprocess.run(
            [*command, f"--basetemp={copy / 'tmp'}", *tests_of(removal)],
            cwd=copy, capture_output=True, timeout=SECONDS, check=False,
        ).returncode == 1  # fmt: skip
    finally:
        place.write_text(whole, encoding="utf-8")


def main() -> int:
    """Remove, test, count."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sample", type=int, default=0, help="only so many, drawn at random")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--under", default="skolplattform", help="only checks in this folder")
    asked = parser.parse_args()
    found = removals(ROOT / asked.under)
    chosen = random.Random(asked.seed).sample(found, min(asked.sample, len(found))) if asked.sample else found
    noticed = 0
    with tempfile.TemporaryDirectory(prefix="skolplattform-nightly-") as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".web", ".venv", "node_modules", "var"))
        for removal in chosen:
            seen = is_noticed(removal, copy)
            noticed += seen
            where = f"{removal.file.relative_to(ROOT)}:{removal.line}"
            print("noticed    " if seen else "NOT NOTICED", where, flush=True)
    share = noticed / len(chosen) if chosen else 0.0
    print(f"{noticed} of {len(chosen)} noticed ({share:.1%}); {len(found)} checks in all")
    return 0 if share >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
