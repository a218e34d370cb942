"""The project's own source, read as text and as syntax trees, for the tests that keep the house in order."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from setup.environment import ROOT

PACKAGE = ROOT / "skolplattform"


@cache
def python_files(folder: str = "skolplattform") -> tuple[Path, ...]:
    """Every Python file below a folder of the project."""
    return tuple(sorted((ROOT / folder).rglob("*.py")))


@cache
def tree(path: Path) -> ast.Module:
    """The file as a syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name(path: Path) -> str:
    """The file as people write it: relative to the project."""
    return path.relative_to(ROOT).as_posix()


def modules() -> list[Path]:
    """The folders of the platform's modules."""
    return sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))


def dotted(node: ast.AST) -> str:
    """`rx.el.div` of an attribute chain, "" of anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        inner = dotted(node.value)
        return f"{inner}.{node.attr}" if inner else ""
    return ""


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """The modules a file imports when it runs, with line; what stands under TYPE_CHECKING is left out."""
    skipped = {
        id(inner)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.If) and dotted(node.test).endswith("TYPE_CHECKING")
        for child in node.body
        for inner in ast.walk(child)
    }
    for node in ast.walk(tree(path)):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)
