"""`python -m skolplattform import` and `export`: a register in and out of SS 12000 lists.

Exit codes: 0 done, 1 there are errors and nothing was taken in, 2 the command cannot be carried out.
"""

import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from sqlmodel import col, select

from skolplattform.core import db
from skolplattform.core.actor import system_actor
from skolplattform.i18n import text
from skolplattform.i18n.console import complain, language, stop_on_error
from skolplattform.interop import exporting, failure, service
from skolplattform.interop.progress import Step, Told
from skolplattform.interop.tables import ImportProblem, ImportRun

app = typer.Typer()
ACTOR = system_actor("import")
ERRORS = 1
SHOWN_PROBLEMS = 50
COLUMNS = ("new", "changed", "ended", "unchanged", "bad")


def _said(key: str, **params: object) -> str:
    return text(f"interop.{key}", language(), **params)


@app.command("import")
def take_in(
    source: Annotated[Path, typer.Argument(help="mapp, zip eller lista / folder, zip or list")],
    apply_good: Annotated[bool, typer.Option("--apply-good", help="importera de godkända / leave errors out")] = False,
    preview: Annotated[bool, typer.Option("--preview", help="ändra inget / change nothing")] = False,
    all_problems: Annotated[bool, typer.Option("--all-problems", help="visa alla fel / show every error")] = False,
) -> None:
    """Importera ett register (SS 12000) / Import a register (SS 12000)."""
    console, began = Console(), time.monotonic()
    with stop_on_error(), tempfile.TemporaryDirectory(prefix="import-") as folder:
        stage = Path(folder) / "stage.db"
        with db.unit() as session:
            run_id = service.begin(session, ACTOR, name=source.name, size=_size(source))
        with _bar(console) as progress, failure.noting_failure(run_id):
            look = service.weigh if preview else service.weigh_if_bad
            service.check(run_id, ACTOR, source, stage, progress, look)
        run = _run(run_id)
        _show_problems(console, run, everything=all_problems)
        if preview or (run.errors and not apply_good):
            _let_go(console, run, preview=preview)
        with _bar(console) as progress, failure.noting_failure(run_id):
            service.take(run_id, ACTOR, stage, progress, only_good=apply_good)
    _show_taken(console, _run(run_id), time.monotonic() - began)


def _let_go(console: Console, run: ImportRun, *, preview: bool) -> None:
    _show_counts(console, run)
    with db.unit() as session:
        service.cancel(session, ACTOR, run.id)
    if preview:
        console.print(_said("command.preview"))
    if run.errors:
        console.print(_said("command.refused", n=run.errors))
    raise typer.Exit(ERRORS if run.errors else 0)


def _show_taken(console: Console, run: ImportRun, seconds: float) -> None:
    _show_counts(console, run)
    total = Counter[str]()
    for counts in run.counts.values():
        total.update(counts)
    changed = total["new"] + total["changed"] + total["ended"]
    said = _said("command.taken", seconds=round(seconds, 1), changes=changed, unchanged=total["unchanged"])
    console.print(said)
    if total["bad"]:
        console.print(_said("command.left_out", n=total["bad"]))


@app.command("export")
def hand_out(
    folder: Annotated[Path, typer.Argument(help="tom mapp / empty folder")],
    with_protected: Annotated[
        bool, typer.Option("--with-protected", help="även personer med skyddade uppgifter / protected persons too")
    ] = False,
) -> None:
    """Exportera registret (SS 12000) / Export the register (SS 12000)."""
    console = Console()
    if folder.exists() and any(folder.iterdir()):
        complain("failed", reason=_said("command.not_empty", path=str(folder)))
        raise typer.Exit(2)
    with stop_on_error(), _bar(console) as progress:
        who = exporting.Everybody() if with_protected else exporting.NotProtected()
        rows = exporting.export(system_actor("export"), folder, who, progress)
    said = _said("command.exported", rows=sum(rows.values()), files=len(rows), path=str(folder))
    console.print(said)


def _size(source: Path) -> int:
    if source.is_dir():
        return sum(path.stat().st_size for path in source.iterdir() if path.is_file())
    return source.stat().st_size if source.is_file() else 0


def _run(run_id: object) -> ImportRun:
    with db.reading() as session:
        return session.get_one(ImportRun, run_id)


@contextmanager
def _bar(console: Console) -> Iterator[Told]:
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bar:
        tasks = {}

        def tell(step: Step, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(_said(f"step.{step}"), total=total)
            bar.update(tasks[step], completed=done, total=total)

        yield Told(tell)


def _show_problems(console: Console, run: ImportRun, *, everything: bool) -> None:
    most = run.errors + run.warnings if everything else SHOWN_PROBLEMS
    question = (
        select(ImportProblem).where(ImportProblem.run_id == run.id).order_by(col(ImportProblem.severity)).limit(most)
    )
    with db.reading() as session:
        for problem in session.exec(question.order_by(col(ImportProblem.id))).all():
            console.print(problem_line(problem), style="red" if problem.severity == "error" else "yellow", markup=False)
    if run.errors + run.warnings > most:
        console.print(_said("command.more", n=run.errors + run.warnings - most))


def problem_line(problem: ImportProblem) -> str:
    """One line of the report: severity, place, field, id, reason."""
    place = _said("command.place", file=problem.file, row=str(problem.place)) if problem.place else problem.file
    parts = (place, problem.field, problem.entity_id, _said(f"fault.{problem.code}", **problem.params))
    return f"{_said(f'command.{problem.severity}')}: " + ": ".join(part for part in parts if part)


def _show_counts(console: Console, run: ImportRun) -> None:
    table = Table(_said("command.kind"))
    for name in COLUMNS:
        table.add_column(_said(f"command.{name}"), justify="right")
    for kind, counts in run.counts.items():
        if any(counts.values()):
            table.add_row(_said(f"kind.{kind}"), *(str(counts[name]) for name in COLUMNS))
    console.print(table)
