"""Drafts become what student and guardian see; and can be taken back for a short while."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.assessment.contract import JudgementsPublished
from skolplattform.assessment.queries.activity import taught_activity
from skolplattform.assessment.queries.board import open_board
from skolplattform.assessment.tables import Judgement, JudgementVersion, Publication, PublishedVersion
from skolplattform.core import audit, changes, clock, events
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Invalid, NotFound
from skolplattform.core.idempotency import once
from skolplattform.schedule.tables import Activity

UNDO_WITHIN = timedelta(minutes=10)


def publish(session: Session, actor: Actor, board_id: UUID, *, key: str) -> dict[str, Any]:
    """Show every draft of a grid, the subject's or an own matrix's, to its student and guardians.

    Returns `{"publication_id": ..., "count": n}`; the id is empty when there was nothing to show.

    Raises:
        NotFound: the activity is not the actor's.
    """
    return once(session, actor, key, f"assessment.publish:{board_id}", lambda: _publish(session, actor, board_id))


def _publish(session: Session, actor: Actor, board_id: UUID) -> dict[str, Any]:
    board = open_board(session, actor, board_id, lock=True)
    activity = board.activity
    drafts = session.exec(
        select(Judgement)
        .where(board.judged_here, col(Judgement.version) != col(Judgement.published_version))
        .order_by(col(Judgement.id))
        .execution_options(populate_existing=True)
    ).all()
    if not drafts:
        return {"publication_id": "", "count": 0}
    publication = Publication(activity_id=activity.id, author_id=actor.person_id, at=clock.now())
    session.add(publication)
    session.flush()
    for item in drafts:
        session.add(
            PublishedVersion(
                publication_id=publication.id,
                judgement_id=item.id or 0,
                version=item.version,
                earlier_version=item.published_version,
                earlier_at=item.published_at,
            )
        )
        _show(item, item.version, item.level, item.no_evidence, item.comment, publication.at)
    _tell(session, actor, activity, drafts, verb="assessment.publish", publication=publication)
    return {"publication_id": str(publication.id), "count": len(drafts)}


def _show(item: Judgement, version: int, level: str, no_evidence: bool, comment: str, at: Any) -> None:
    """Let the student see this version."""
    item.published_version, item.published_at = version, at
    item.published_level, item.published_no_evidence, item.published_comment = level, no_evidence, comment


def undo_publication(session: Session, actor: Actor, publication_id: UUID, *, key: str) -> dict[str, Any]:
    """Take a publication back: what was shown before is shown again, and the drafts are drafts.

    Returns `{"activity_id": ..., "count": n}`. A judgement that has been published again since is left.

    Raises:
        NotFound: missing, or not of an activity that the actor teaches.
        Invalid: more than ten minutes have passed.
    """
    intention = f"assessment.undo_publication:{publication_id}"
    return once(session, actor, key, intention, lambda: _undo(session, actor, publication_id))


def _undo(session: Session, actor: Actor, publication_id: UUID) -> dict[str, Any]:
    publication = session.get(Publication, publication_id)
    if publication is None:
        raise NotFound
    activity = taught_activity(session, actor, publication.activity_id, lock=True)
    session.refresh(publication)
    if clock.now() - publication.at > UNDO_WITHIN:
        raise Invalid("publication", "assessment.error.undo_too_late")
    if publication.undone_at is not None:
        return {"activity_id": str(activity.id), "count": 0}
    publication.undone_at = clock.now()
    taken_back = _taken_back(session, publication_id)
    _tell(session, actor, activity, taken_back, verb="assessment.undo_publication", publication=publication)
    return {"activity_id": str(activity.id), "count": len(taken_back)}


def _taken_back(session: Session, publication_id: UUID) -> list[Judgement]:
    """The judgements of the publication, showing what they showed before it."""
    rows = session.exec(
        select(Judgement, PublishedVersion, JudgementVersion)
        .join(PublishedVersion, col(PublishedVersion.judgement_id) == col(Judgement.id))
        .join(
            JudgementVersion,
            (col(JudgementVersion.judgement_id) == col(Judgement.id))
            & (col(JudgementVersion.version) == col(PublishedVersion.earlier_version)),
            isouter=True,
        )
        .where(
            PublishedVersion.publication_id == publication_id,
            col(Judgement.published_version) == col(PublishedVersion.version),
        )
        .order_by(col(Judgement.id))
        .execution_options(populate_existing=True)
    ).all()
    for item, shown, earlier in rows:
        if earlier is None:
            _show(item, 0, "", False, "", None)
        else:
            _show(item, earlier.version, earlier.level, earlier.no_evidence, earlier.comment, shown.earlier_at)
    return [item for item, _, _ in rows]


def _tell(
    session: Session, actor: Actor, activity: Activity, items: Any, *, verb: str, publication: Publication
) -> None:
    """Audit one entry a student, tell the other modules, and wake the open pages of class and families."""
    students = sorted({item.student_id for item in items})
    if not students:
        return
    session.flush()
    notes = [audit.Noted(publication.id, student, {"activity": str(activity.id)}) for student in students]
    audit.record_each(session, actor, verb, "publication", notes, unit=activity.unit_id)
    undone = publication.undone_at is not None
    events.emit(
        session,
        actor,
        JudgementsPublished(activity.id, activity.unit_id, frozenset(students), clock.now(), undone),
    )
    changes.announce(session, f"activity:{activity.id}", *(f"student:{student}" for student in students))
