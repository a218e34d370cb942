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
from sqlmodel import col, select

from skolplattform.core import db
from skolplattform.core.actor import system_actor
from skolplattform.i18n.console import complain, stop_on_error
from skolplattform.interop import exporting, failure, service
from skolplattform.interop.console import SHOWN_PROBLEMS, problem_text, said, show_counts, stop, style_of
from skolplattform.interop.progress import Step, Told
from skolplattform.interop.tables import ImportProblem, ImportRun

app = typer.Typer()
ACTOR = system_actor("import")
COLUMNS = ("new", "changed", "ended", "unchanged", "bad")


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
    stop(console, run.errors, preview=preview)


def _show_taken(console: Console, run: ImportRun, seconds: float) -> None:
    _show_counts(console, run)
    total = Counter[str]()
    for counts in run.counts.values():
        total.update(counts)
    changed = total["new"] + total["changed"] + total["ended"]
    taken = said("command.taken", seconds=round(seconds, 1), changes=changed, unchanged=total["unchanged"])
    console.print(taken)
    if total["bad"]:
        console.print(said("command.left_out", n=total["bad"]))


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
        complain("failed", reason=said("command.not_empty", path=str(folder)))
        raise typer.Exit(2)
    with stop_on_error(), _bar(console) as progress:
        who = exporting.Everybody() if with_protected else exporting.NotProtected()
        rows = exporting.export(system_actor("export"), folder, who, progress)
    console.print(said("command.exported", rows=sum(rows.values()), files=len(rows), path=str(folder)))


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
                tasks[step] = bar.add_task(said(f"step.{step}"), total=total)
            bar.update(tasks[step], completed=done, total=total)

        yield Told(tell)


def _show_problems(console: Console, run: ImportRun, *, everything: bool) -> None:
    most = run.errors + run.warnings if everything else SHOWN_PROBLEMS
    question = (
        select(ImportProblem).where(ImportProblem.run_id == run.id).order_by(col(ImportProblem.severity)).limit(most)
    )
    with db.reading() as session:
        for problem in session.exec(question.order_by(col(ImportProblem.id))).all():
            console.print(problem_line(problem), style=style_of(problem.severity), markup=False)
    if run.errors + run.warnings > most:
        console.print(said("command.more", n=run.errors + run.warnings - most))


def problem_line(problem: ImportProblem) -> str:
    """One line of the report: severity, place, field, id, reason."""
    place = said("command.place", file=problem.file, row=str(problem.place)) if problem.place else problem.file
    parts = (place, problem.field, problem.entity_id, said(f"fault.{problem.code}", **problem.params))
    return problem_text(problem.severity, parts)


def _show_counts(console: Console, run: ImportRun) -> None:
    moved = ((said(f"kind.{kind}"), counts) for kind, counts in run.counts.items() if any(counts.values()))
    show_counts(console, COLUMNS, moved)
