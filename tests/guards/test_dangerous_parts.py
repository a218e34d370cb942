"""Parts of Reflex that this platform must not use, and where the heavy ones may be used."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.guards import source

FORBIDDEN = {
    "rx.html": "raw HTML from the state",
    "rx.upload": "its address takes files from anybody; use a route with a check",
    "rx.script": "needs a weaker content security policy",
    "rx.toast": "is eval-ed in the browser",
    "rx.call_script": "is eval-ed in the browser",
    "rx.call_function": "is eval-ed in the browser",
    "rx.run_script": "is eval-ed in the browser",
    "rx.set_clipboard": "is eval-ed in the browser",
    "rx.markdown": "lets raw HTML through",
    "rx.data_editor": "has no accessible tree",
    "rx.data_table": "has no accessible tree",
    "rx.ComponentState": "states are flat",
    "rx.SharedState": "states are flat",
    "rx.LocalStorage": "no personal data in the browser's storage",
    "rx.SessionStorage": "no personal data in the browser's storage",
    "rx.Cookie": "the session cookie belongs to the server",
    "rx.Model": "tables are SQLModel's",
    "rx.session": "sessions come from core.db",
}
CHARTS = "skolplattform/ui/charts"


def _uses() -> Iterator[tuple[str, str, ast.AST]]:
    """Every `rx.something` of the package: file, dotted name, node."""
    for path in source.python_files():
        for node in ast.walk(source.tree(path)):
            if isinstance(node, ast.Attribute) and (name := source.dotted(node)).startswith("rx."):
                yield f"{source.name(path)}:{node.lineno}", name, node


def test_nothing_dangerous_is_used() -> None:
    wrong = [
        f"{place} {name}: {reason}"
        for place, name, _ in _uses()
        for forbidden, reason in FORBIDDEN.items()
        if name == forbidden or name.startswith(f"{forbidden}.")
    ]
    assert not wrong


def test_downloads_are_routes_and_never_pushed_through_the_live_connection() -> None:
    wrong = [
        f"{source.name(path)}:{node.lineno}"
        for path in source.python_files()
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Call)
        and source.dotted(node.func) == "rx.download"
        and any(keyword.arg == "data" for keyword in node.keywords)
    ]
    assert not wrong


def test_charts_are_drawn_in_one_place() -> None:
    wrong = [
        f"{source.name(path)}:{line} {module}"
        for path in source.python_files()
        if not source.name(path).startswith(CHARTS)
        for module, line in source.imports(path)
        if module.split(".")[0] in {"plotly", "reflex_components_plotly"}
    ]
    wrong += [f"{place} {name}" for place, name, _ in _uses() if "plotly" in name and not place.startswith(CHARTS)]
    assert not wrong


def test_the_whole_of_plotly_is_never_loaded() -> None:
    """Only the cartesian bundle: 447 KB instead of 1.38 MB over the wire."""
    wrong = [
        f"{source.name(path)}:{node.lineno}"
        for path in source.python_files()
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Call) and source.dotted(node.func) == "rx.plotly"
    ]
    assert not wrong


def test_states_are_flat() -> None:
    """A state stands directly under rx.State: a child would be loaded and sent with its parent."""
    wrong = [
        f"{source.name(path)}:{node.lineno} {node.name}({base})"
        for path in source.python_files()
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.ClassDef) and node.name.endswith("State")
        for base in map(source.dotted, node.bases)
        if base.endswith("State") and base not in {"rx.State", "State"}
    ]
    assert not wrong


def test_no_form_of_a_list_holds_the_item_in_its_handler() -> None:
    """Reflex lifts a form's handler to the top of the page, where the list's item has no name: the browser stops.

    What the form is about goes in a hidden field.
    """
    found = [
        f"{source.name(path)}:{keyword.value.lineno}"
        for path in source.python_files()
        for function in ast.walk(source.tree(path))
        if isinstance(function, ast.FunctionDef) and any("Var" in ast.dump(arg) for arg in function.args.args)
        for keyword in ast.walk(function)
        if isinstance(keyword, ast.keyword) and keyword.arg == "on_submit" and isinstance(keyword.value, ast.Lambda)
    ]
    assert not found
