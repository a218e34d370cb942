"""What every import says on the console: its words, why it stops, its counts and each bad row, the same way."""

from collections.abc import Iterable, Mapping, Sequence

import typer
from rich.console import Console
from rich.table import Table

from skolplattform.i18n import text
from skolplattform.i18n.console import language

ERRORS = 1
SHOWN_PROBLEMS = 50
STYLES = {"error": "red"}


def said(key: str, **params: object) -> str:
    """A phrase of the module in the console's language."""
    return text(f"interop.{key}", language(), **params)


def style_of(severity: str) -> str:
    """Red for what stops an import, yellow for what does not."""
    return STYLES.get(severity, "yellow")


def problem_text(severity: str, parts: Iterable[str]) -> str:
    """One line of the report: severity, then place, thing, field and reason; what is empty is left out."""
    return f"{said(f'command.{severity}')}: " + ": ".join(part for part in parts if part)


def stop(console: Console, errors: int, *, preview: bool) -> None:
    """End the command before anything is taken in, and say why.

    Raises:
        typer.Exit: always; 1 when there are errors.
    """
    if preview:
        console.print(said("command.preview"))
    if errors:
        console.print(said("command.refused", n=errors))
    raise typer.Exit(ERRORS if errors else 0)


def show_counts(console: Console, columns: Sequence[str], rows: Iterable[tuple[str, Mapping[str, int]]]) -> None:
    """A table of how many of each kind, named as it is shown."""
    table = Table(said("command.kind"))
    for name in columns:
        table.add_column(said(f"command.{name}"), justify="right")
    for kind, counts in rows:
        table.add_row(kind, *(str(counts[name]) for name in columns))
    console.print(table)
