"""Grades from another system: every decision is kept, a differing one supersedes the earlier (R-G17)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.assessment.contract import GradeGiven, GradeRefused, GradesTaken
from skolplattform.assessment.queries.grades import standing_grade
from skolplattform.assessment.rules import GradeDecision, clashes_with_block, grade_decision, legal_grades
from skolplattform.assessment.tables import Grade
from skolplattform.core import audit, changes, clock, db
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Denied, Invalid
from skolplattform.core.ids import new_id
from skolplattform.registry.tables import Organisation, Person
from skolplattform.schedule.tables import Syllabus

CHUNK = 500
# The columns of a decision that a revision may differ in; named as in GradeGiven, but for the value.
FACTS = (
    "student_id",
    "unit_id",
    "syllabus_id",
    "group_id",
    "final",
    "semester",
    "year",
    "registered_date",
    "registered_by",
    "grading_teacher_id",
    "trial",
    "converted",
    "correction_type",
    "adapted_study_plan",
    "remark",
)
COMPARED = (*FACTS, "value", "not_set")

Period = tuple[UUID, int, str]
Values = dict[str, Any]


def weigh_grades(session: Session, actor: Actor, grades: Sequence[GradeGiven]) -> GradesTaken:
    """What taking these grades would change; nothing is stored.

    Raises:
        Denied: only the platform's own processes take grades in bulk.
    """
    return _taken(session, actor, grades, lambda rows: None)


def take_grades(session: Session, actor: Actor, grades: Sequence[GradeGiven]) -> GradesTaken:
    """Add decisions that are new, supersede those that differ, leave those that stand. A bad one is refused alone.

    Raises:
        Denied: only the platform's own processes take grades in bulk.
    """
    units: Counter[UUID] = Counter()

    def keep(rows: list[Values]) -> None:
        db.add_rows(session, Grade, rows)
        units.update(row["unit_id"] for row in rows)

    answer = _taken(session, actor, grades, keep)
    for unit, count in sorted(units.items()):
        audit.record(session, actor, "assessment.take_grades", "grade", unit, unit=unit, detail={"count": count})
    if units:
        changes.announce(session, *(f"unit:{unit}" for unit in units))
    return answer


def _taken(
    session: Session, actor: Actor, grades: Sequence[GradeGiven], keep: Callable[[list[Values]], None]
) -> GradesTaken:
    """Weigh the grades chunk by chunk; `keep` gets the rows of each."""
    if not actor.is_system:
        raise Denied
    new = changed = unchanged = 0
    refused: list[GradeRefused] = []
    for start in range(0, len(grades), CHUNK):
        rows, same, bad = _compared(session, grades[start : start + CHUNK])
        new += sum(row["revision"] == 1 for row in rows)
        changed += sum(row["revision"] > 1 for row in rows)
        unchanged += same
        refused += bad
        keep(rows)
    return GradesTaken(new, changed, unchanged, tuple(refused))


def _compared(session: Session, chunk: Sequence[GradeGiven]) -> tuple[list[Values], int, list[GradeRefused]]:
    """Rows to add, how many stand already, and those refused."""
    standing = _standing(session, chunk)
    syllabuses = _syllabuses(session, chunk)
    known = _known(session, Person.id, (item.student_id for item in chunk))
    units = _known(session, Organisation.id, (item.unit_id for item in chunk))
    graded = _graded(session, chunk)
    rows: list[Values] = []
    refused: list[GradeRefused] = []
    same = 0
    for item in chunk:
        try:
            decision = _checked(item, syllabuses, known, units, graded)
        except Invalid as reason:
            refused.append(GradeRefused(item.id, reason.field, reason.key))
            continue
        earlier = standing.get(item.id)
        row = _row(item, decision, earlier)
        if earlier is not None and all(earlier[name] == row[name] for name in COMPARED):
            same += 1
            continue
        rows.append(row)
        standing[item.id] = row
    return rows, same, refused


def _standing(session: Session, chunk: Sequence[GradeGiven]) -> dict[UUID, Values]:
    columns: Any = Grade.__table__.c  # type: ignore[attr-defined]
    found = session.connection().execute(
        select(*columns).where(columns.transfer_id.in_([item.id for item in chunk]), standing_grade())
    )
    return {row["transfer_id"]: dict(row) for row in found.mappings()}


def _syllabuses(session: Session, chunk: Sequence[GradeGiven]) -> dict[UUID, tuple[str, str]]:
    """School form and designation of each syllabus that is named."""
    rows = session.exec(
        select(Syllabus.id, Syllabus.school_type, Syllabus.designation).where(
            col(Syllabus.id).in_({item.syllabus_id for item in chunk})
        )
    ).all()
    return {row[0]: (row[1], row[2]) for row in rows}


def _known(session: Session, column: Any, ids: Iterable[UUID]) -> set[UUID]:
    return set(session.exec(select(column).where(col(column).in_(set(ids)))).all())


def _graded(session: Session, chunk: Sequence[GradeGiven]) -> dict[Period, dict[UUID, str]]:
    """What each student of the chunk already has a grade in, by term: transfer id to designation."""
    rows = session.exec(
        select(Grade.student_id, Grade.year, Grade.semester, Grade.transfer_id, Syllabus.designation)
        .join(Syllabus, col(Syllabus.id) == col(Grade.syllabus_id))
        .where(col(Grade.student_id).in_({item.student_id for item in chunk}), standing_grade())
    ).all()
    found: defaultdict[Period, dict[UUID, str]] = defaultdict(dict)
    for student, year, semester, transfer, designation in rows:
        found[student, year, semester][transfer] = designation
    return found


def _checked(
    item: GradeGiven,
    syllabuses: dict[UUID, tuple[str, str]],
    students: set[UUID],
    units: set[UUID],
    graded: dict[Period, dict[UUID, str]],
) -> GradeDecision:
    """The decision, when everything it names exists and it stands beside no combined grade (R-G14)."""
    if item.student_id not in students:
        raise Invalid("student", "assessment.error.unknown_reference")
    if item.unit_id not in units:
        raise Invalid("organisation", "assessment.error.unknown_reference")
    if item.syllabus_id not in syllabuses:
        raise Invalid("syllabus", "assessment.error.unknown_reference")
    if item.semester not in ("HT", "VT"):
        raise Invalid("semester", "assessment.error.semester")
    school_type, designation = syllabuses[item.syllabus_id]
    decision = grade_decision(item.value, legal_grades(school_type))
    term = graded[item.student_id, item.year, item.semester]
    others = [name for transfer, name in term.items() if transfer != item.id]
    if clashes_with_block(designation, others):
        raise Invalid("syllabus", "assessment.error.block_grade")
    term[item.id] = designation
    return decision


def _row(item: GradeGiven, decision: GradeDecision, earlier: Values | None) -> Values:
    return {
        "id": new_id(),
        "transfer_id": item.id,
        "revision": earlier["revision"] + 1 if earlier else 1,
        "supersedes_id": earlier["id"] if earlier else None,
        "value": decision.value,
        "not_set": decision.not_set,
        "recorded_at": clock.now(),
        **{name: getattr(item, name) for name in FACTS},
    }
