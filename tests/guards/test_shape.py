"""Small files, small functions, thin handlers, and a README in every module."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.guards import source

MODULE_LINES, TEST_LINES, FUNCTION_LINES, HANDLER_LINES, NESTING = 300, 400, 40, 8, 3
README_LINES = (8, 80)
UNWANTED_NAMES = {"utils", "helpers", "manager", "base", "misc", "common"}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")


def _ours() -> list[Path]:
    return [*source.python_files(), *source.python_files("setup"), *source.python_files("tests")]


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(source.tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the body, without the docstring."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def _is_handler(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    names = [source.dotted(d.func if isinstance(d, ast.Call) else d) for d in node.decorator_list]
    return "rx.event" in names


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    lengths = {p: len(p.read_text("utf-8").splitlines()) for p in _ours()}
    limits = {p: TEST_LINES if p.stem.startswith("test_") else MODULE_LINES for p in lengths}
    assert not {source.name(p): lines for p, lines in lengths.items() if lines > limits[p]}


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{source.name(p)}:{f.lineno} {f.name}" for p in _ours() for f in _functions(p) if _lines(f) > FUNCTION_LINES
    ]
    assert not long


def test_handlers_only_pass_on() -> None:
    long = [
        f"{source.name(p)}:{f.lineno} {f.name} ({_lines(f)})"
        for p in source.python_files()
        for f in _functions(p)
        if _is_handler(f) and _lines(f) > HANDLER_LINES
    ]
    assert not long


def test_nothing_is_nested_deeper_than_three() -> None:
    deep = [f"{source.name(p)}:{f.lineno} {f.name}" for p in _ours() for f in _functions(p) if _depth(f) > NESTING]
    assert not deep


def _depth(node: ast.AST) -> int:
    """How deep loops, conditions and `with` stand inside one another; `elif` is no deeper than its `if`."""
    blocks = ast.If | ast.For | ast.AsyncFor | ast.While | ast.With | ast.AsyncWith | ast.Try | ast.Match
    inner = [child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.FunctionDef | ast.ClassDef)]
    deepest = max((_depth(child) for child in inner), default=0)
    chained = isinstance(node, ast.If) and len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If)
    if chained:
        deepest = max((_depth(child) for child in node.body), default=0)
        return max(deepest + 1, _depth(node.orelse[0]))
    return deepest + isinstance(node, blocks)


def test_names_say_what_is_inside() -> None:
    vague = [source.name(p) for p in _ours() if UNWANTED_NAMES & set(p.with_suffix("").parts[-2:])]
    assert not vague


def test_nothing_is_left_unfinished() -> None:
    found = [
        f"{source.name(p)}:{at}"
        for p in source.python_files()
        for at, line in enumerate(p.read_text("utf-8").splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert not found


def test_everything_public_says_what_it_means() -> None:
    silent = [
        f"{source.name(p)}:{node.lineno} {node.name}"
        for p in source.python_files()
        for node in source.tree(p).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not silent


def test_every_module_explains_itself_on_a_page() -> None:
    shortest, longest = README_LINES
    wrong = {}
    for folder in source.modules():
        readme = folder / "README.md"
        length = len(readme.read_text("utf-8").splitlines()) if readme.exists() else 0
        if not shortest <= length <= longest:
            wrong[source.name(folder)] = length
    assert not wrong, "each module has a README.md of a page at most"
