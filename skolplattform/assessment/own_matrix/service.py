"""A teacher makes a matrix, rewords it and puts it away; all who teach the activity share it."""

# pyright: reportArgumentType=false, reportCallIssue=false

from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from skolplattform.assessment.own_matrix import rules
from skolplattform.assessment.own_matrix.rules import Design
from skolplattform.assessment.own_matrix.tables import OwnAspect, OwnMatrix
from skolplattform.assessment.permissions import RECORD
from skolplattform.assessment.queries.activity import taught_activity
from skolplattform.assessment.tables import Judgement
from skolplattform.core import audit, changes, clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.idempotency import once
from skolplattform.core.ids import new_id

MOST = 30


def create_matrix(session: Session, actor: Actor, activity_id: UUID, *, design: Design, key: str) -> UUID:
    """A new matrix for what the actor teaches.

    Raises:
        NotFound: the activity is not the actor's.
        Invalid: at the field, or there are too many already.
    """

    def create() -> dict[str, str]:
        activity = taught_activity(session, actor, activity_id, lock=True)
        wanted = rules.checked(design)
        if session.exec(_held(activity_id)).one() >= MOST:
            raise Invalid("title", "own.error.many", most=MOST)
        matrix = OwnMatrix(id=new_id(), activity_id=activity.id, version=0, **_values(actor, wanted))
        session.add(matrix)
        session.flush()
        _write_aspects(session, matrix.id, wanted, {})
        _noted(session, actor, matrix, activity.unit_id, "create")
        return {"matrix_id": str(matrix.id)}

    return UUID(once(session, actor, key, f"assessment.create_matrix:{activity_id}", create)["matrix_id"])


def _held(activity_id: UUID):
    wanted = select(func.count()).select_from(OwnMatrix)
    return wanted.where(OwnMatrix.activity_id == activity_id, col(OwnMatrix.archived).is_(False))


def change_matrix(session: Session, actor: Actor, matrix_id: UUID, *, design: Design, version: int, key: str) -> None:
    """Reword it. What has been judged keeps its aspects and its number of levels.

    Raises:
        NotFound: not the actor's, or an aspect of another matrix.
        Conflict: a colleague has saved since.
        Invalid: at the field, or something that is judged would be taken away.
    """

    def change() -> dict[str, str]:
        matrix, unit = _own(session, actor, matrix_id, version)
        wanted = rules.checked(design)
        judged = set(session.exec(select(Judgement.criterion_id).where(Judgement.matrix_id == matrix_id)).all())
        rules.check_change(matrix.levels, wanted.levels, is_judged=bool(judged))
        before = {one.id: one for one in session.exec(select(OwnAspect).where(OwnAspect.matrix_id == matrix_id)).all()}
        kept = {one.id for one in wanted.aspects if one.id}
        if not kept <= set(before):
            raise NotFound
        if (set(before) - kept) & judged:
            raise Invalid("aspect-0-name", "own.error.judged_aspect")
        for name, value in _values(actor, wanted).items():
            setattr(matrix, name, value)
        for gone in set(before) - kept:
            session.delete(before[gone])
        _write_aspects(session, matrix_id, wanted, before)
        _noted(session, actor, matrix, unit, "change")
        return {}

    once(session, actor, key, f"assessment.change_matrix:{matrix_id}:{version}", change)


def archive_matrix(session: Session, actor: Actor, matrix_id: UUID, *, version: int) -> UUID:
    """Put it away: what has been shown in it stays with the students. The activity it was for.

    Raises:
        NotFound: not the actor's.
        Conflict: a colleague has saved since.
    """
    matrix, unit = _own(session, actor, matrix_id, version)
    matrix.archived = True
    _noted(session, actor, matrix, unit, "archive")
    return matrix.activity_id


def _own(session: Session, actor: Actor, matrix_id: UUID, version: int) -> tuple[OwnMatrix, UUID]:
    question = select(OwnMatrix).where(OwnMatrix.id == matrix_id, col(OwnMatrix.archived).is_(False))
    matrix = session.exec(question.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if matrix is None:
        raise NotFound
    activity = taught_activity(session, actor, matrix.activity_id)
    if matrix.version != version:
        raise Conflict(matrix.version, "own.error.conflict")
    return matrix, activity.unit_id


def _values(actor: Actor, wanted: Design) -> dict[str, object]:
    return {
        "title": wanted.title,
        "levels": list(wanted.levels),
        "plan_id": wanted.plan_id,
        "edited_by": actor.person_id,
        "edited_at": clock.now(),
    }


def _write_aspects(session: Session, matrix_id: UUID, wanted: Design, before: dict[UUID, OwnAspect]) -> None:
    for position, one in enumerate(wanted.aspects):
        row = before.get(one.id) if one.id else None
        aspect = row or OwnAspect(id=new_id(), matrix_id=matrix_id, position=position, name="", wordings=[])
        aspect.position, aspect.name = position, one.name
        aspect.wordings, aspect.criterion_id = list(one.wordings), one.criterion_id
        session.add(aspect)


def _noted(session: Session, actor: Actor, matrix: OwnMatrix, unit: UUID, did: str) -> None:
    matrix.version += 1
    session.add(matrix)
    session.flush()
    detail = {"did": did, "version": matrix.version}
    audit.record(session, actor, RECORD.name, "own_matrix", matrix.id, unit=unit, detail=detail)
    changes.announce(session, f"activity:{matrix.activity_id}")
