"""What an administrator does with an import: begin it, have it checked, take it in, or let it go.

Each step is one transaction of its own; taking in is one transaction from its first row to its last.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from skolplattform.core import audit, changes, clock, db, events
from skolplattform.core.actor import Actor
from skolplattform.core.config import settings
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.permissions import require
from skolplattform.interop import checks, hands, leaving, memberships, reading, taking
from skolplattform.interop.contract import TOPIC, RunState
from skolplattform.interop.formats.faults import Fault, Severity
from skolplattform.interop.formats.files import MEGABYTE
from skolplattform.interop.permissions import IMPORT
from skolplattform.interop.progress import Progress, Step
from skolplattform.interop.report import problem_rows, with_bad
from skolplattform.interop.scope import as_process, outside
from skolplattform.interop.stage import Stage
from skolplattform.interop.tables import ImportProblem, ImportRun
from skolplattform.registry.contract import RegisterImported

PROBLEMS_AT_ONCE = 1_000
DEAD_AFTER = timedelta(hours=6)


def begin(session: Session, actor: Actor, *, name: str, size: int) -> UUID:
    """Note that files were handed over. One import at a time waits or works.

    Raises:
        Denied: the actor may not import. Conflict: another import is not finished.
    """
    require(actor, IMPORT)
    _give_up_dead(session)
    going = [state.value for state in RunState if state.is_going]
    if session.exec(select(ImportRun.id).where(col(ImportRun.state).in_(going)).limit(1)).first():
        raise Conflict(key="interop.busy")
    run = ImportRun(
        name=name[:160],
        size=size,
        state=RunState.WAITING.value,
        started_by=actor.person_id,
        started_at=clock.now(),
    )
    session.add(run)
    session.flush()
    audit.record(session, actor, IMPORT.name, "import_run", run.id, detail={"step": "begin", "bytes": size})
    return run.id


def _give_up_dead(session: Session) -> None:
    """An import that has been going for hours has lost its process: what it began was rolled back with it."""
    going = [state.value for state in RunState if state.is_going]
    for run in session.exec(select(ImportRun).where(col(ImportRun.state).in_(going)).limit(10)).all():
        if run.started_at < clock.now() - DEAD_AFTER:
            run.state, run.reason, run.finished_at = RunState.FAILED.value, "crashed", clock.now()
            session.add(run)
    session.flush()


Counted = dict[str, dict[str, int]]
Weigh = Callable[[Stage, Session, Actor, Progress], Counted]


def weigh(stage: Stage, session: Session, actor: Actor, progress: Progress) -> Counted:
    """Count what taking the rows would do, for those who want to look before."""
    hand = hands.Looking(as_process(actor))
    counts = taking.walk(stage, session, hand, progress)
    _tell_refused(stage, hand)
    return counts


def weigh_if_bad(stage: Stage, session: Session, actor: Actor, progress: Progress) -> Counted:
    """Count only when there is something to decide about; without errors the import follows at once."""
    return weigh(stage, session, actor, progress) if _count(stage, Severity.ERROR) else {}


def check(
    run_id: UUID, actor: Actor, source: Path, stage_path: Path, progress: Progress, look: Weigh = weigh
) -> RunState:
    """Read the export onto the stage, check every row, and look at what taking it would do."""
    _set_state(run_id, RunState.CHECKING)
    stage = Stage(stage_path)
    try:
        limit = settings().import_max_mb * MEGABYTE
        reading.read_export(stage, source, limit=limit, mode=settings().mode, progress=progress)
        progress.show(Step.CHECKING, 0, 1)
        with db.reading() as session:
            for _ in checks.run(stage, session):
                progress.show(Step.CHECKING, 0, 1)
            outside(stage, session, actor)
            leaving.run(stage, session, actor)
            memberships.overlapping(stage, session)
            progress.show(Step.CHECKING, 1, 1)
            counts = look(stage, session, actor, progress)
        return _keep_report(run_id, stage, counts)
    finally:
        stage.close()


def take(run_id: UUID, actor: Actor, stage_path: Path, progress: Progress, *, only_good: bool = False) -> RunState:
    """Take the checked rows in: all or nothing, or, when asked for, those without errors; in one transaction.

    Raises:
        Invalid: there are errors and nobody chose to leave them out. Conflict: the import is not checked, or the
            register changed under it. Either way the register is as before.
    """
    stage = Stage(stage_path)
    try:
        with db.unit() as session:
            run = _locked(session, run_id, RunState.CHECKED)
            if run.errors and not only_good:
                raise Invalid("errors", "interop.has_errors", n=run.errors)
            hand = hands.Taking(as_process(actor), run_id)
            counts = taking.walk(stage, session, hand, progress)
            _tell_refused(stage, hand)
            if hand.refused and not only_good:
                raise Invalid("errors", "interop.has_errors", n=len(hand.refused))
            _finish(session, actor, run, stage, counts, hand, only_good=only_good)
    except IntegrityError as error:
        raise Conflict(key="interop.register_changed") from error
    finally:
        stage.close()
    return RunState.TAKEN


def _tell_refused(stage: Stage, hand: hands.Hand) -> None:
    """Grades that assessment refuses, as lines of the report."""
    for one in hand.refused:
        question = "SELECT n FROM row WHERE entity = 'grades' AND id = ? AND bad = 0"
        numbers = [n for (n,) in stage.ask(question, (one.id.bytes,))]
        stage.tell_rows(Fault(one.field, "grade_refused"), numbers)


def _finish(
    session: Session,
    actor: Actor,
    run: ImportRun,
    stage: Stage,
    counts: Counted,
    hand: hands.Taking,
    *,
    only_good: bool,
) -> None:
    run.state, run.finished_at, run.only_good = RunState.TAKEN.value, clock.now(), only_good
    run.counts = with_bad(stage, counts)
    session.add(run)
    reached = RegisterImported(
        run.id, frozenset(hand.units), min(hand.days, default=None), max(hand.days, default=None)
    )
    events.emit(session, as_process(actor), reached)
    summary = {kind: found for kind, found in run.counts.items() if found["new"] or found["changed"] or found["ended"]}
    detail = {"step": "take", "only_good": only_good, "counts": summary}
    audit.record(session, actor, IMPORT.name, "import_run", run.id, detail=detail)
    changes.announce(session, TOPIC, *(f"unit:{unit}" for unit in hand.units))


def approve(session: Session, actor: Actor, run_id: UUID) -> None:
    """The administrator has seen the preview and wants all of it.

    Raises:
        Invalid: there are errors. Conflict: the import is not checked, or somebody approved it already.
    """
    require(actor, IMPORT)
    run = _approvable(session, actor, run_id)
    if run.errors:
        raise Invalid("errors", "interop.has_errors", n=run.errors)
    _approved(session, actor, run, "approve")


def approve_good(session: Session, actor: Actor, run_id: UUID) -> None:
    """The administrator has seen the errors and wants the rest.

    Raises:
        Conflict: the import is not checked, or somebody approved it already.
    """
    require(actor, IMPORT)
    _approved(session, actor, _approvable(session, actor, run_id), "approve_good")


def _approvable(session: Session, actor: Actor, run_id: UUID) -> ImportRun:
    run = visible_run(session, actor, run_id)
    if run.state != RunState.CHECKED:
        raise Conflict(key="interop.not_checked")
    return run


def _approved(session: Session, actor: Actor, run: ImportRun, step: str) -> None:
    run.state = RunState.TAKING.value
    session.add(run)
    audit.record(session, actor, IMPORT.name, "import_run", run.id, detail={"step": step})
    changes.announce(session, TOPIC)


def cancel(session: Session, actor: Actor, run_id: UUID) -> None:
    """Let an import go that is not taken in; nothing in the register was changed by it."""
    require(actor, IMPORT)
    run = visible_run(session, actor, run_id)
    if run.state in (RunState.TAKEN, RunState.CANCELLED, RunState.FAILED):
        raise Conflict(key="interop.already_finished")
    run.state, run.finished_at = RunState.CANCELLED.value, clock.now()
    session.add(run)
    audit.record(session, actor, IMPORT.name, "import_run", run_id, detail={"step": "cancel"})
    changes.announce(session, TOPIC)


def working(session: Session, actor: Actor, run_id: UUID) -> bool:
    """Is a step at work that has to be asked to stop? While rows are taken in, the database is its own.

    Raises:
        NotFound: not the actor's import. Conflict: it is finished.
    """
    require(actor, IMPORT)
    state = RunState(visible_run(session, actor, run_id).state)
    if state in (RunState.TAKEN, RunState.CANCELLED, RunState.FAILED):
        raise Conflict(key="interop.already_finished")
    return state.is_going


def stopped(run_id: UUID, actor: Actor) -> None:
    """A step has ended because it was asked to; the register is as before it."""
    with db.unit() as session:
        run = session.get(ImportRun, run_id)
        if run is not None and run.state != RunState.CANCELLED:
            cancel(session, actor, run_id)


def visible_run(session: Session, actor: Actor, run_id: UUID) -> ImportRun:
    """The import, if the actor may see it: one's own, since a report names people.

    Raises:
        NotFound: there is none, or it is another's.
    """
    require(actor, IMPORT)
    run = session.get(ImportRun, run_id)
    if run is None or not (actor.is_system or run.started_by == actor.person_id):
        raise NotFound
    return run


def _locked(session: Session, run_id: UUID, wanted: RunState) -> ImportRun:
    run = session.exec(select(ImportRun).where(ImportRun.id == run_id).with_for_update()).one_or_none()
    if run is None or run.state not in (wanted, RunState.TAKING):
        raise Conflict(key="interop.not_checked")
    return run


def _set_state(run_id: UUID, state: RunState) -> None:
    with db.unit() as session:
        run = session.get_one(ImportRun, run_id)
        if run.state == RunState.CANCELLED:
            raise Conflict(key="interop.already_finished")
        run.state = state.value
        session.add(run)
        changes.announce(session, TOPIC)


def _keep_report(run_id: UUID, stage: Stage, counts: Counted) -> RunState:
    """The report and the counts into the database, where every worker finds them."""
    with db.unit() as session:
        run = session.get_one(ImportRun, run_id)
        if run.state == RunState.CANCELLED:
            return RunState.CANCELLED
        run.rows = stage.one("SELECT count(*) FROM row") or 0
        run.bad_rows = stage.one("SELECT count(*) FROM row WHERE bad = 1") or 0
        run.errors = _count(stage, Severity.ERROR)
        run.warnings = _count(stage, Severity.WARNING)
        run.counts, run.state = with_bad(stage, counts), RunState.CHECKED.value
        session.add(run)
        session.flush()
        for batch in checks.in_batches(problem_rows(run_id, stage), PROBLEMS_AT_ONCE):
            session.execute(insert(ImportProblem), batch)
        changes.announce(session, TOPIC)
        return RunState.CHECKED


def _count(stage: Stage, severity: Severity) -> int:
    return stage.one("SELECT count(*) FROM problem WHERE severity = ?", (severity.value,)) or 0
