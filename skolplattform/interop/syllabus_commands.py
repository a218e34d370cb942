"""`python -m skolplattform syllabus`: subjects of Skolverket's Syllabus API, from files, into the curricula.

Exit codes: 0 done, 1 there are errors and nothing was taken in, 2 the command cannot be carried out.
"""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from skolplattform.core import db
from skolplattform.core.actor import system_actor
from skolplattform.i18n.console import stop_on_error
from skolplattform.interop import syllabus
from skolplattform.interop.console import SHOWN_PROBLEMS, problem_text, said, show_counts, stop, style_of
from skolplattform.interop.syllabus import Problem, Report

app = typer.Typer()
ACTOR = system_actor("syllabus")
COLUMNS = ("new", "changed", "unchanged", "bad")


@app.command("syllabus")
def take_in(
    source: Annotated[Path, typer.Argument(help="fil eller mapp / file or folder")],
    apply_good: Annotated[bool, typer.Option("--apply-good", help="importera de godkända / leave errors out")] = False,
    preview: Annotated[bool, typer.Option("--preview", help="ändra inget / change nothing")] = False,
    all_problems: Annotated[bool, typer.Option("--all-problems", help="visa alla fel / show every error")] = False,
    used_from: Annotated[
        datetime | None,
        typer.Option("--from", formats=["%Y-%m-%d"], help="används från, annars 1 juli / used from, else 1 July"),
    ] = None,
) -> None:
    """Importera ämnen ur Skolverkets Syllabus API / Import subjects of the Syllabus API."""
    console, report = Console(), Report()
    first = used_from.date() if used_from else None
    with stop_on_error():
        found = syllabus.read(source, report)
        looked = Report(list(report.problems), report.counts.copy())
        with db.reading() as session:
            syllabus.bring(session, ACTOR, found, looked, used_from=first, look_only=True)
        _show_problems(console, looked, everything=all_problems)
        show_counts(console, COLUMNS, [(said("syllabus.kind"), looked.counts)])
        if preview or (looked.errors and not apply_good):
            stop(console, looked.errors, preview=preview)
        with db.unit() as session:
            syllabus.bring(session, ACTOR, found, report, used_from=first, look_only=False)
    changes = report.counts["new"] + report.counts["changed"]
    console.print(said("syllabus.taken", changes=changes, unchanged=report.counts["unchanged"]))
    if report.counts["bad"]:
        console.print(said("syllabus.left_out", n=report.counts["bad"]))


def _show_problems(console: Console, report: Report, *, everything: bool) -> None:
    ordered = sorted(report.problems, key=lambda problem: problem.fault.severity)
    shown = ordered if everything else ordered[:SHOWN_PROBLEMS]
    for problem in shown:
        style = style_of(problem.fault.severity)
        console.print(problem_line(problem), style=style, markup=False, soft_wrap=True)
    if len(shown) < len(ordered):
        console.print(said("command.more", n=len(ordered) - len(shown)))


def problem_line(problem: Problem) -> str:
    """One line of the report: severity, place, subject, field, reason."""
    place = said("syllabus.place", file=problem.file, n=str(problem.place)) if problem.place else problem.file
    fault = problem.fault
    parts = (place, problem.code, fault.field, said(f"fault.{fault.code}", **fault.params))
    return problem_text(fault.severity, parts)
