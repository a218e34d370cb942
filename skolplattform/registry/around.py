"""Who stands around a student: the custodians, the mentors, the heads of the school. Ids only; names are another
question (`registry.queries.names`)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.registry.codes import AssignmentRole, DutyRole
from skolplattform.registry.permissions import born_after, has_custody, holds_on
from skolplattform.registry.tables import Assignment, Duty, GroupMembership, Person, Responsibility

MOST_ADULTS, MOST_HEADS = 10, 10
HEADS = (DutyRole.PRINCIPAL.value, DutyRole.PRESCHOOL_HEAD.value)


def custodians_of_each(session: Session, students: Collection[UUID], on: date) -> dict[UUID, set[UUID]]:
    """Those who have custody that day and whose access is not withheld; none of a student of age (R-C03).

    One statement.
    """
    question = (
        select(Responsibility.child_id, Responsibility.adult_id)
        .join(Person, col(Person.id) == col(Responsibility.child_id))
        .where(
            col(Responsibility.child_id).in_(list(students)),
            has_custody(on),
            col(Person.birth_date) > born_after(on),
        )
        .limit(MOST_ADULTS * max(len(students), 1))
    )
    found: dict[UUID, set[UUID]] = {student: set() for student in students}
    for child, adult in session.execute(question):
        found[child].add(adult)
    return found


def mentors_of(session: Session, students: Collection[UUID], on: date) -> set[tuple[UUID, UUID]]:
    """(student, mentor) of that day. One statement."""
    rows = session.execute(
        select(GroupMembership.person_id, Duty.person_id)
        .join(Assignment, col(Assignment.group_id) == col(GroupMembership.group_id))
        .join(Duty, col(Duty.id) == col(Assignment.duty_id))
        .where(
            col(GroupMembership.person_id).in_(list(students)),
            Assignment.assignment_role == AssignmentRole.MENTOR.value,
            holds_on(GroupMembership.start_date, GroupMembership.end_date, on),
            holds_on(Assignment.start_date, Assignment.end_date, on),
            holds_on(Duty.start_date, Duty.end_date, on),
        )
        .distinct()
    ).all()
    return {(student, mentor) for student, mentor in rows}


def heads_of(session: Session, unit_id: UUID | None, on: date) -> list[UUID]:
    """Those who lead the unit that day, by id."""
    question = (
        select(Duty.person_id)
        .where(Duty.unit_id == unit_id, col(Duty.duty_role).in_(HEADS), holds_on(Duty.start_date, Duty.end_date, on))
        .order_by(col(Duty.person_id))
        .limit(MOST_HEADS)
    )
    return list(session.exec(question).all())
