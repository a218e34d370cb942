"""What the writes share: the student's row, held until the transaction ends; who is told."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Table, delete, insert
from sqlmodel import Session, col, select

from skolplattform.core import audit, changes, clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.ids import new_id
from skolplattform.core.permissions import Right
from skolplattform.core.upsert import insert_for
from skolplattform.planning.hand_in.tables import HandIn, HandInFile
from skolplattform.planning.set_work.tables import SetWork

DRAFT = 0
_ROWS: Table = HandIn.__table__  # type: ignore[attr-defined]


def begun(session: Session, work: SetWork, student_id: UUID) -> HandIn:
    """The student's row, made when there is none."""
    row = {"id": new_id(), "work_id": work.id, "student_id": student_id, "state": "draft", "number": 0}
    row |= {"text": "", "link": "", "version": 1, "edited_at": clock.now()}
    once = insert_for(session.get_bind().dialect.name, _ROWS).on_conflict_do_nothing()
    session.execute(once, row)
    return held(session, work.id, student_id)


def held(session: Session, work_id: UUID, student_id: UUID) -> HandIn:
    """The student's row.

    Raises:
        NotFound: nothing is begun.
    """
    question = select(HandIn).where(HandIn.work_id == work_id, HandIn.student_id == student_id).with_for_update()
    found = session.exec(question.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound
    return found


def files_of(session: Session, row: HandIn, number: int) -> list[UUID]:
    """The files of a version, or of the draft, in the order in which they were added."""
    files = select(HandInFile.file_id).where(HandInFile.hand_in_id == row.id, HandInFile.number == number)
    return list(session.exec(files.order_by(col(HandInFile.file_id))).all())


def put_files(session: Session, row: HandIn, number: int, files: list[UUID]) -> None:
    """Let a version, or the draft, have these files."""
    session.execute(delete(HandInFile).where(col(HandInFile.hand_in_id) == row.id, col(HandInFile.number) == number))
    if files:
        session.execute(insert(HandInFile), [{"hand_in_id": row.id, "number": number, "file_id": one} for one in files])


def saved(session: Session, actor: Actor, right: Right, work: SetWork, row: HandIn, detail: Mapping[str, Any]) -> None:
    """The row in its next version, the audit entry, and the open pages of the student, the family and the teachers."""
    row.version += 1
    row.edited_at = clock.now()
    session.add(row)
    session.flush()
    told = {**detail, "version": row.version}
    audit.record(session, actor, right.name, "hand_in", row.id, subject=row.student_id, unit=work.unit_id, detail=told)
    changes.announce(session, f"student:{row.student_id}", f"hand_in:{work.id}")
