"""A teacher writes in the matrix: each cell with the version that was seen, none ever overwritten unseen."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, update
from sqlmodel import Session, col, select

from skolplattform.assessment.grid import CellChange, Place, cell_told, check_batch, sorted_out
from skolplattform.assessment.queries.activity import students_of
from skolplattform.assessment.queries.board import Board, assessed_on, open_board
from skolplattform.assessment.queries.matrix import cell_of, note_matrix
from skolplattform.assessment.rules import Standing, standing
from skolplattform.assessment.tables import COMMENT_LENGTH, Judgement, JudgementVersion
from skolplattform.core import audit, changes, clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Invalid, NotFound
from skolplattform.core.idempotency import once
from skolplattform.registry.queries import names

NOTHING = (Standing(), "")


def save_cells(
    session: Session, actor: Actor, board_id: UUID, *, cells: Sequence[CellChange], key: str
) -> dict[str, Any]:
    """Keep these cells of a grid, the subject's or an own matrix's (`board_id`), as drafts.

    A cell that somebody changed in between is left as it is and told back.

    Returns `{"cells": [...], "drafts": n}`; each cell is as `cell_told`, with `conflict` set to the other
    teacher's name where the change was not taken.

    Raises:
        NotFound: the activity is not the actor's, or a student or criterion does not belong to it.
        Invalid: a level that is not of the syllabus's scale, or too long a comment.
    """
    check_batch(cells)
    return once(session, actor, key, "assessment.save_cells", lambda: _save(session, actor, board_id, cells))


def _save(session: Session, actor: Actor, board_id: UUID, cells: Sequence[CellChange]) -> dict[str, Any]:
    board = open_board(session, actor, board_id, lock=True)
    wanted = _checked(session, actor, board, cells)
    held = _held(session, board.activity.id, cells)
    stands = {
        place: ((Standing(item.level, item.no_evidence), item.comment), item.version) for place, item in held.items()
    }
    taken, refused = sorted_out(cells, stands, wanted, NOTHING)
    _write(session, actor, board, taken, held, wanted)
    if taken:
        held = _held(session, board.activity.id, cells)
        session.execute(insert(JudgementVersion), [_version_of(held[change.place]) for change in taken])
        _tell(session, actor, board, [held[change.place] for change in taken])
    came_before = {change.place for change in refused} & held.keys()
    note_matrix(session, actor, board.activity, {student for student, _ in came_before})
    authors = names(session, actor, {held[place].author_id for place in came_before})
    told = []
    for change in cells:
        item = held.get(change.place)
        if item is not None:
            author = authors.get(item.author_id) if change.place in came_before else None
            told.append(cell_told(change.place, cell_of(item), author.name if author else ""))
    return {"cells": told, "drafts": count_drafts(session, board)}


def _checked(
    session: Session, actor: Actor, board: Board, cells: Sequence[CellChange]
) -> dict[Place, tuple[Standing, str]]:
    """Every student, criterion, level and comment of the payload, asked for (security rule 10)."""
    assessed = assessed_on(session, board, students_of(session, actor, board.activity))
    found: dict[Place, tuple[Standing, str]] = {}
    for change in cells:
        subject = assessed.get(str(change.student_id))
        if subject is None or all(change.criterion_id != criterion.id for criterion in subject.criteria):
            raise NotFound
        if len(change.comment) > COMMENT_LENGTH:
            raise Invalid("comment", "assessment.error.comment_length", n=COMMENT_LENGTH)
        found[change.place] = standing(change.code, subject.levels), change.comment.strip()
    return found


def _held(session: Session, activity_id: UUID, cells: Sequence[CellChange]) -> dict[Place, Judgement]:
    """What stands in these cells now; the activity's lock keeps it so."""
    students = {change.student_id for change in cells}
    rows = session.exec(
        select(Judgement)
        .where(Judgement.activity_id == activity_id, col(Judgement.student_id).in_(students))
        .execution_options(populate_existing=True)
    ).all()
    places = {change.place for change in cells}
    return {
        (item.student_id, item.criterion_id): item for item in rows if (item.student_id, item.criterion_id) in places
    }


def _write(
    session: Session,
    actor: Actor,
    board: Board,
    taken: Sequence[CellChange],
    held: dict[Place, Judgement],
    wanted: dict[Place, tuple[Standing, str]],
) -> None:
    """New judgements and the next versions of old ones, in one statement each. The activity's lock is held."""
    new, old = [], []
    for change in taken:
        says, comment = wanted[change.place]
        row = {"level": says.level, "no_evidence": says.no_evidence, "comment": comment}
        row |= {"author_id": actor.person_id, "changed_at": clock.now()}
        item = held.get(change.place)
        if item is not None:
            old.append(row | {"id": item.id, "version": item.version + 1})
        else:
            student, criterion = change.place
            row |= {"activity_id": board.activity.id, "syllabus_id": board.activity.syllabus_id}
            row |= {"matrix_id": board.matrix_id, "version": 1}
            new.append(row | {"student_id": student, "criterion_id": criterion})
    if new:
        session.execute(insert(Judgement), new)
    if old:
        session.execute(update(Judgement), old)


def _version_of(item: Judgement) -> dict[str, Any]:
    return {
        "judgement_id": item.id,
        "version": item.version,
        "level": item.level,
        "no_evidence": item.no_evidence,
        "comment": item.comment,
        "author_id": item.author_id,
        "at": item.changed_at,
    }


def _tell(session: Session, actor: Actor, board: Board, written: Sequence[Judgement]) -> None:
    """Audit one entry a student, and wake the colleagues' open matrices."""
    by_student: defaultdict[UUID, list[str]] = defaultdict(list)
    for item in written:
        by_student[item.student_id].append(f"{item.criterion_id}:{item.version}")
    activity = board.activity
    notes = [audit.Noted(activity.id, student, {"cells": places}) for student, places in by_student.items()]
    audit.record_each(session, actor, "assessment.record", "activity", notes, unit=activity.unit_id)
    changes.announce(session, f"activity:{activity.id}")


def count_drafts(session: Session, board: Board) -> int:
    """Judgements of the grid that are not shown as they stand."""
    waiting = select(func.count()).where(board.judged_here, col(Judgement.version) != col(Judgement.published_version))
    return session.exec(waiting).one()
