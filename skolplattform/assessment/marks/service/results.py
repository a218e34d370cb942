"""A teacher writes results in the markbook: each cell with the version that was seen, none overwritten unseen."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, update
from sqlmodel import Session, col, select

from skolplattform.assessment.grid import CellChange, Place, cell_told, check_batch, sorted_out
from skolplattform.assessment.marks.queries.book import cell_of, note_marks
from skolplattform.assessment.marks.queries.held import tests_of, words_of
from skolplattform.assessment.marks.rules import checked_code
from skolplattform.assessment.marks.tables import COMMENT_LENGTH, Mark, MarkedTest, MarkVersion
from skolplattform.assessment.permissions import RECORD
from skolplattform.assessment.queries.activity import students_of, taught_activity
from skolplattform.core import audit, changes, clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Invalid, NotFound
from skolplattform.core.idempotency import once
from skolplattform.registry.queries import names
from skolplattform.schedule.tables import Activity

Said = tuple[str, str]
NOTHING: Said = ("", "")


def save_marks(
    session: Session, actor: Actor, activity_id: UUID, *, cells: Sequence[CellChange], key: str
) -> dict[str, Any]:
    """Keep these results as drafts. One that somebody changed in between is left as it is and told back.

    Returns `{"cells": [...], "drafts": n}`; each cell is as `grid.cell_told`.

    Raises:
        NotFound: the activity is not the actor's, or a student or test does not belong to it.
        Invalid: a result that is not on the test's scale, or too long a comment.
    """
    check_batch(cells)
    return once(session, actor, key, "assessment.save_marks", lambda: _save(session, actor, activity_id, cells))


def _save(session: Session, actor: Actor, activity_id: UUID, cells: Sequence[CellChange]) -> dict[str, Any]:
    activity = taught_activity(session, actor, activity_id, lock=True)
    tests = {held.id: held for held in tests_of(session, activity_id)}
    wanted = _checked(session, actor, activity, tests, cells)
    held = _held(session, cells)
    stands = {place: ((item.code, item.comment), item.version) for place, item in held.items()}
    taken, refused = sorted_out(cells, stands, wanted, NOTHING)
    _write(session, actor, taken, held, wanted)
    if taken:
        held = _held(session, cells)
        session.execute(insert(MarkVersion), [_version_of(held[change.place]) for change in taken])
        _tell(session, actor, activity, [held[change.place] for change in taken])
    came_before = {change.place for change in refused} & held.keys()
    note_marks(session, actor, activity, {student for student, _ in came_before})
    authors = names(session, actor, {held[place].author_id for place in came_before})
    told = [
        cell_told(place, cell_of(item), authors[item.author_id].name if place in came_before else "")
        for place, item in held.items()
    ]
    return {"cells": told, "drafts": _drafts(session, tests)}


def _checked(
    session: Session,
    actor: Actor,
    activity: Activity,
    tests: dict[UUID, MarkedTest],
    cells: Sequence[CellChange],
) -> dict[Place, Said]:
    """Every student, test, result and comment of the payload, asked for (security rule 10)."""
    students = {person.id for person in students_of(session, actor, activity)}
    words = {id_: words_of(held) for id_, held in tests.items()}
    found: dict[Place, Said] = {}
    for change in cells:
        if str(change.student_id) not in students or change.criterion_id not in words:
            raise NotFound
        if len(change.comment) > COMMENT_LENGTH:
            raise Invalid("comment", "assessment.error.comment_length", n=COMMENT_LENGTH)
        found[change.place] = checked_code(change.code, words[change.criterion_id]), change.comment.strip()
    return found


def _held(session: Session, cells: Sequence[CellChange]) -> dict[Place, Mark]:
    """What stands in these cells now; the activity's lock keeps it so."""
    tests, students = {one.criterion_id for one in cells}, {one.student_id for one in cells}
    rows = session.exec(
        select(Mark)
        .where(col(Mark.test_id).in_(tests), col(Mark.student_id).in_(students))
        .execution_options(populate_existing=True)
    ).all()
    places = {change.place for change in cells}
    return {place: item for item in rows if (place := (item.student_id, item.test_id)) in places}


def _write(
    session: Session,
    actor: Actor,
    taken: Sequence[CellChange],
    held: dict[Place, Mark],
    wanted: dict[Place, Said],
) -> None:
    """New results and the next versions of old ones, in one statement each."""
    new, old = [], []
    for change in taken:
        code, comment = wanted[change.place]
        row = {"code": code, "comment": comment, "author_id": actor.person_id, "changed_at": clock.now()}
        item = held.get(change.place)
        if item is not None:
            old.append(row | {"id": item.id, "version": item.version + 1})
        else:
            new.append(row | {"test_id": change.criterion_id, "student_id": change.student_id, "version": 1})
    if new:
        session.execute(insert(Mark), new)
    if old:
        session.execute(update(Mark), old)


def _version_of(item: Mark) -> dict[str, Any]:
    said = {name: getattr(item, name) for name in ("version", "code", "comment", "author_id")}
    return said | {"mark_id": item.id, "at": item.changed_at}


def _tell(session: Session, actor: Actor, activity: Activity, written: Sequence[Mark]) -> None:
    """Audit one entry a student, and wake the colleagues' open markbooks."""
    by_student: defaultdict[UUID, list[str]] = defaultdict(list)
    for item in written:
        by_student[item.student_id].append(f"{item.test_id}:{item.version}")
    notes = [audit.Noted(activity.id, student, {"marks": places}) for student, places in by_student.items()]
    audit.record_each(session, actor, RECORD.name, "activity", notes, unit=activity.unit_id)
    changes.announce(session, f"activity:{activity.id}")


def _drafts(session: Session, tests: dict[UUID, MarkedTest]) -> int:
    """Results of the markbook that are not shown as they stand."""
    waiting = select(func.count()).where(col(Mark.test_id).in_(tests), col(Mark.version) != col(Mark.published_version))
    return session.exec(waiting).one()
