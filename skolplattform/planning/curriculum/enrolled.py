"""What the register and the head's decisions say of how students read: the facts that `versions` judges by."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import Select, case, func, select
from sqlmodel import Session, col

from skolplattform.planning.curriculum.tables import SubjectDecision
from skolplattform.planning.curriculum.versions import Enrolled
from skolplattform.registry.permissions import enrolment_holds, holds_on
from skolplattform.registry.tables import Enrolment

ENROLMENTS_LIMIT = 4_000

Persons = Select[UUID] | list[UUID]


def enrolled_of(
    session: Session, persons: Persons, subjects: Collection[str] | None, day: date
) -> dict[UUID, list[Enrolled]]:
    """Where these students are enrolled that day, with what is decided for them of these subjects; None: not asked."""
    if subjects is None:
        return {}
    found = _enrolments(session, persons, day)
    if not subjects:
        return found
    decided = _decided(session, persons, subjects, day)
    return {
        person: [replace(item, subjects=frozenset(decided[person, item.school_type])) for item in items]
        for person, items in found.items()
    }


def _decided(
    session: Session, persons: Persons, codes: Collection[str], day: date
) -> defaultdict[tuple[UUID, str], set[str]]:
    """The subjects that each of these students reads by another form's syllabus, by (student, form)."""
    row = SubjectDecision
    rows = session.execute(
        select(col(row.person_id), col(row.school_type), col(row.subject_code))
        .where(
            col(row.subject_code).in_(codes),
            col(row.person_id).in_(persons),
            holds_on(row.start_date, row.end_date, day),
        )
        .order_by(col(row.person_id), col(row.subject_code))
        .limit(ENROLMENTS_LIMIT)
    ).all()
    found: defaultdict[tuple[UUID, str], set[str]] = defaultdict(set)
    for person, form, code in rows:
        found[person, form].add(code)
    return found


def _enrolments(session: Session, persons: Persons, day: date) -> dict[UUID, list[Enrolled]]:
    """Each school form that the students are enrolled in, from its first day in whatever school."""
    holds = enrolment_holds(day)
    rows = session.execute(
        select(
            col(Enrolment.person_id),
            col(Enrolment.school_type),
            func.min(Enrolment.start_date),
            func.max(case((holds, col(Enrolment.curriculum)), else_="")),
        )
        .where(
            col(Enrolment.person_id).in_(persons),
            col(Enrolment.cancelled).is_(False),
            col(Enrolment.start_date) <= day,
        )
        .group_by(col(Enrolment.person_id), col(Enrolment.school_type))
        .having(func.max(case((holds, 1), else_=0)) == 1)
        .order_by(col(Enrolment.person_id), col(Enrolment.school_type))
        .limit(ENROLMENTS_LIMIT)
    ).all()
    found: dict[UUID, list[Enrolled]] = {}
    for person_id, school_type, began, curriculum in rows:
        found.setdefault(person_id, []).append(Enrolled(school_type, began, curriculum))
    return found
