"""A head decides by which form's syllabus a student reads a subject, from a day on; and until when."""

# pyright: reportArgumentType=false, reportCallIssue=false

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core import audit, clock, idempotency
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.permissions import require
from skolplattform.planning.curriculum.tables import SubjectDecision
from skolplattform.planning.subject_decisions.choices import choices
from skolplattform.planning.subject_decisions.permissions import DECIDE
from skolplattform.planning.subject_decisions.queries import decisions_of
from skolplattform.planning.subject_decisions.rules import Days, checked_beginning, checked_ending
from skolplattform.registry.permissions import enrolment_holds
from skolplattform.registry.queries import names
from skolplattform.registry.tables import Enrolment, Person


@dataclass(frozen=True, slots=True)
class Wanted:
    """A decision to be made: the group's subject, the form whose syllabus is read instead, and the days."""

    subject_code: str
    school_type: str
    days: Days


def decide_subject(session: Session, actor: Actor, student_id: UUID, *, wanted: Wanted, version: int, key: str) -> None:
    """Let a student read a subject by the syllabus of a form that they are enrolled in (R-P03).

    `version` is that of all the student's decisions together, as they were shown.

    Raises:
        NotFound: not enrolled at a school that the actor leads, or protected.
        Invalid: the subject, the form or the days cannot be.
        Conflict: somebody else has decided since.
    """
    require(actor, DECIDE)
    unit = _school_of(session, actor, student_id)
    if names(session, actor, [student_id])[student_id].masked:
        raise NotFound

    def decide() -> dict[str, str]:
        rows, today = decisions_of(session, student_id), clock.today()
        if sum(row.version for row in rows) != version:
            raise Conflict(None, "error.decided_meanwhile")
        possible = {(one.subject_code, one.school_type) for one in choices(session, actor, student_id, today)}
        if (wanted.subject_code, wanted.school_type) not in possible:
            raise Invalid("subject", "decision.error.subject")
        checked_beginning(wanted.days, _other_days(rows, wanted.subject_code), today)
        _check_enrolled(session, student_id, wanted)
        row = SubjectDecision(
            person_id=student_id,
            subject_code=wanted.subject_code,
            school_type=wanted.school_type,
            start_date=wanted.days.first,
            end_date=wanted.days.last,
            decided_by=actor.person_id,
        )
        session.add(row)
        session.flush()
        _note(session, actor, row, unit)
        return {}

    idempotency.once(session, actor, key, f"planning.decide_subject:{student_id}", decide)


def end_decision(session: Session, actor: Actor, decision_id: UUID, *, last: date, version: int, key: str) -> None:
    """Give a decision that is not over its last day; what was read until then stays as it was.

    Raises:
        NotFound: not of a student at a school that the actor leads.
        Invalid: it is over, or the day cannot be.
        Conflict: somebody else has changed it since.
    """
    require(actor, DECIDE)
    row = session.get(SubjectDecision, decision_id)
    if row is None:
        raise NotFound
    unit = _school_of(session, actor, row.person_id)

    def end() -> dict[str, str]:
        session.refresh(row)
        if row.version != version:
            raise Conflict(row.version, "error.decided_meanwhile")
        others = [other for other in decisions_of(session, row.person_id) if other.id != row.id]
        held = Days(row.start_date, row.end_date)
        checked_ending(held, last, _other_days(others, row.subject_code), clock.today())
        row.end_date, row.version = last, row.version + 1
        session.flush()
        _note(session, actor, row, unit)
        return {}

    idempotency.once(session, actor, key, f"planning.end_decision:{decision_id}", end)


def _school_of(session: Session, actor: Actor, student_id: UUID) -> UUID:
    """Where the actor leads and the student is enrolled; held, so that two decide one after the other."""
    unit = session.scalars(
        select(col(Enrolment.unit_id))
        .join(Person, col(Person.id) == col(Enrolment.person_id))
        .where(col(Person.id) == student_id, col(Enrolment.unit_id).in_(actor.units), enrolment_holds(clock.today()))
        .order_by(col(Enrolment.id))
        .limit(1)
        .with_for_update(of=Person)
    ).one_or_none()
    if unit is None:
        raise NotFound
    return unit


def _other_days(rows: list[SubjectDecision], subject_code: str) -> list[Days]:
    return [Days(row.start_date, row.end_date) for row in rows if row.subject_code == subject_code]


def _check_enrolled(session: Session, student_id: UUID, wanted: Wanted) -> None:
    """Is the student in the form from the first day?"""
    there = session.scalars(
        select(col(Enrolment.id))
        .where(
            col(Enrolment.person_id) == student_id,
            col(Enrolment.school_type) == wanted.school_type,
            enrolment_holds(wanted.days.first),
        )
        .limit(1)
    ).one_or_none()
    if there is None:
        raise Invalid("start_date", "decision.error.not_enrolled")


def _note(session: Session, actor: Actor, row: SubjectDecision, unit: UUID) -> None:
    """Who decided what about whom, with its days: earlier ones stay readable in the log."""
    days = {"from": row.start_date.isoformat(), "to": row.end_date.isoformat() if row.end_date else ""}
    detail = {"subject": row.subject_code, "form": row.school_type, "version": row.version} | days
    audit.record(
        session, actor, DECIDE.name, "subject_decision", row.id, subject=row.person_id, unit=unit, detail=detail
    )
