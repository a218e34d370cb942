"""Contributions as one person sees them: what was taken back or hidden is read by its writer and by teachers only."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core.actor import Actor, Role
from skolplattform.planning.discussion.tables import Contribution, ContributionReport, EarlierWording
from skolplattform.planning.discussion.views import Said
from skolplattform.planning.hand_in.queries.handed import shown_at
from skolplattform.registry.queries import names

MOST = 400


def said(session: Session, actor: Actor, rows: Sequence[Contribution], *, may_write: bool) -> tuple[Said, ...]:
    """These contributions in their order. The caller has decided that the actor reads the discussion.

    `may_write`: the actor may write in it now. Four statements for a teacher, two for others.
    """
    leads, ids = actor.has(Role.TEACHER), [row.id for row in rows]
    told = _reports(session, ids) if leads else {}
    earlier = _earlier(session, ids) if leads else {}
    writers = {row.written_by for row in rows} | {one.reporter_id for each in told.values() for one in each}
    known = names(session, actor, writers)
    name = lambda person: known[person].name if person in known else ""  # noqa: E731
    return tuple(
        _seen(
            actor,
            row,
            name(row.written_by),
            may_write=may_write,
            earlier=tuple(earlier.get(row.id, ())),
            reports=tuple((name(one.reporter_id), one.words) for one in told.get(row.id, ())),
        )
        for row in rows
    )


def _seen(
    actor: Actor,
    row: Contribution,
    by: str,
    *,
    may_write: bool,
    earlier: tuple[str, ...],
    reports: tuple[tuple[str, str], ...],
) -> Said:
    leads, is_own = actor.has(Role.TEACHER), row.written_by == actor.person_id
    stands, reads = row.withdrawn_at is None and row.hidden_at is None, leads or is_own
    return Said(
        id=str(row.id),
        thread=str(row.thread_id),
        by=by,
        text=row.text if stands or reads else "",
        at=shown_at(row.said_at),
        state="hidden" if row.hidden_at else "withdrawn" if row.withdrawn_at else "standing",
        is_answer=row.thread_id != row.id,
        is_own=is_own,
        by_teacher=row.by_teacher,
        is_changed=row.edited_at is not None and stands,
        why=row.hidden_why if reads else "",
        earlier=earlier,
        reports=reports,
        version=row.version,
        may_answer=may_write and stands and row.thread_id == row.id,
        may_change=may_write and stands and is_own,
        may_report=stands and not reads and not row.by_teacher,
        may_hide=leads and not row.by_teacher and row.hidden_at is None,
    )


def _reports(session: Session, ids: list[UUID]) -> dict[UUID, list[ContributionReport]]:
    """What students have told of each and no teacher has settled, the first first."""
    question = select(ContributionReport).where(
        col(ContributionReport.contribution_id).in_(ids), col(ContributionReport.settled_at).is_(None)
    )
    found: defaultdict[UUID, list[ContributionReport]] = defaultdict(list)
    order = (col(ContributionReport.reported_at), col(ContributionReport.reporter_id))
    for row in session.scalars(question.order_by(*order).limit(MOST)):
        found[row.contribution_id].append(row)
    return found


def _earlier(session: Session, ids: list[UUID]) -> dict[UUID, list[str]]:
    """What each said before, in order."""
    question = select(EarlierWording).where(col(EarlierWording.contribution_id).in_(ids))
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    order = (col(EarlierWording.contribution_id), col(EarlierWording.version))
    for row in session.scalars(question.order_by(*order).limit(MOST)):
        found[row.contribution_id].append(row.text)
    return found
