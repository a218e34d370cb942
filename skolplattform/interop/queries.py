"""Imports as their administrator sees them: how they stand, what they do, and each line of their report."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, func, select

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.i18n import Text, both
from skolplattform.interop.contract import KindCounts, RunShown
from skolplattform.interop.permissions import IMPORT
from skolplattform.interop.service import visible_run
from skolplattform.interop.tables import ImportProblem, ImportRun
from skolplattform.registry.queries import names

PAGE = 25
EARLIER = 8
REPORT_LIMIT = 100_000


@dataclass(frozen=True, slots=True)
class ProblemShown:
    """One line of the report. `place` is file and row."""

    file: str
    row: str
    label: str
    field: str
    reason: Text


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """A page of the report."""

    rows: tuple[ProblemShown, ...] = ()
    number: int = 1
    last: int = 1


def latest_runs(session: Session, actor: Actor) -> list[RunShown]:
    """The actor's imports, newest first."""
    require(actor, IMPORT)
    runs = session.exec(
        select(ImportRun)
        .where(ImportRun.started_by == actor.person_id)
        .order_by(col(ImportRun.started_at).desc())
        .limit(EARLIER)
    ).all()
    shown = names(session, actor, {actor.person_id})
    who = shown[actor.person_id].name if actor.person_id in shown else ""
    return [_shown(run, who) for run in runs]


def _shown(run: ImportRun, who: str) -> RunShown:
    kinds = [_kind(kind, counts) for kind, counts in run.counts.items()]
    return RunShown(
        id=str(run.id),
        name=run.name,
        state=run.state,
        started_at=clock.local(run.started_at).isoformat(),
        started_by=who,
        finished_at=clock.local(run.finished_at).isoformat() if run.finished_at else "",
        rows=run.rows,
        bad_rows=run.bad_rows,
        errors=run.errors,
        warnings=run.warnings,
        new=sum(kind.new for kind in kinds),
        changed=sum(kind.changed for kind in kinds),
        ended=sum(kind.ended for kind in kinds),
        unchanged=sum(kind.unchanged for kind in kinds),
        only_good=run.only_good,
        reason=run.reason,
        kinds=[kind for kind in kinds if kind.new or kind.changed or kind.ended or kind.bad],
    )


def _kind(kind: str, counts: dict[str, int]) -> KindCounts:
    return KindCounts(kind, *(counts.get(name, 0) for name in ("new", "changed", "ended", "unchanged", "bad")))


def problems(session: Session, actor: Actor, run_id: UUID, *, severity: str, page: int) -> ProblemPage:
    """A page of the report's errors or warnings, in the order of the files.

    Raises:
        NotFound: not the actor's import.
    """
    visible_run(session, actor, run_id)
    chosen = (ImportProblem.run_id == run_id, ImportProblem.severity == severity)
    count = session.exec(select(func.count(col(ImportProblem.id))).where(*chosen)).one()
    last = max(1, -(-count // PAGE))
    number = min(max(1, page), last)
    found = session.exec(
        select(ImportProblem).where(*chosen).order_by(col(ImportProblem.id)).limit(PAGE).offset((number - 1) * PAGE)
    ).all()
    return ProblemPage(tuple(problem_shown(problem) for problem in found), number, last)


def problem_shown(problem: ImportProblem) -> ProblemShown:
    """The line, in both languages."""
    return ProblemShown(
        file=problem.file,
        row=str(problem.place) if problem.place else "",
        label=problem.label,
        field=problem.field,
        reason=both(f"interop.fault.{problem.code}", **problem.params),
    )


def whole_report(session: Session, actor: Actor, run_id: UUID) -> list[ImportProblem]:
    """Every line of the report, for a file.

    Raises:
        NotFound: not the actor's import.
    """
    visible_run(session, actor, run_id)
    return list(
        session.exec(
            select(ImportProblem)
            .where(ImportProblem.run_id == run_id)
            .order_by(col(ImportProblem.severity), col(ImportProblem.id))
            .limit(REPORT_LIMIT)
        ).all()
    )
