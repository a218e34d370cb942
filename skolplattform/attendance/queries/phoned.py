"""What the one who answers the school's phone sees of a student: who may tell, and what has been told already."""

# pyright: reportArgumentType=false, reportCallIssue=false

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.attendance.permissions import TAKE_CALL, phoned_about
from skolplattform.attendance.queries.opening import class_on
from skolplattform.attendance.queries.policy import policies_where
from skolplattform.attendance.queries.reports import report_shown
from skolplattform.attendance.service.notices import entitled_pairs
from skolplattform.attendance.tables import AbsenceReport
from skolplattform.attendance.views import OwnReport
from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.registry.permissions import identity_shown
from skolplattform.registry.queries import names
from skolplattform.registry.tables import Group, Person

REPORTS = 10


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who may tell the school: a custodian, or the student of age."""

    id: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A student somebody calls about."""

    id: str = ""
    name: str = ""
    class_name: str = ""
    today: str = ""
    callers: tuple[Caller, ...] = ()
    reports: tuple[OwnReport, ...] = ()
    asks_reason: bool = False


def call_about(session: Session, actor: Actor, student_id: UUID) -> Call:
    """The student, those who may tell today, and what is told from today on at the actor's schools.

    No address or number of anybody (R-C05). Secret: the look is in the log.

    Raises:
        NotFound: not a student of the actor's, or a protected one who is not opened to the actor (R-X04).
    """
    require(actor, TAKE_CALL)
    today = clock.today()
    person = session.execute(_reached(actor, student_id, today)).first()
    if person is None:
        raise NotFound
    rows = session.scalars(_told(actor, student_id, today)).all()
    entitled = entitled_to_tell(session, student_id, today)
    people = names(session, actor, {student_id, *entitled, *(row.registered_by for row in rows)})
    shown = {one: person.name for one, person in people.items()}
    readings.opened(session, actor, TAKE_CALL.name, "absence_report", student_id, persons=[student_id])
    return Call(
        id=str(student_id),
        name=shown[student_id],
        class_name=person[1] or "",
        today=today.isoformat(),
        callers=tuple(Caller(str(one), shown[one]) for one in sorted(entitled, key=lambda one: (shown[one], one))),
        asks_reason=any(one.ask_reason for one in policies_where(session, _only(student_id), today)),
        reports=tuple(_own_only(actor, row, report_shown(row, shown)) for row in rows),
    )


def entitled_to_tell(session: Session, student_id: UUID, on: date) -> list[UUID]:
    """Who may tell of this student's absence that day: custodians until 18, then the student (R-A10, R-C02)."""
    return sorted(person for _, person in entitled_pairs(session, {student_id}, on))


def is_within_reach(session: Session, actor: Actor, student_id: UUID, on: date) -> bool:
    """Does the actor answer calls about this student, and may see who it is?"""
    return session.execute(_reached(actor, student_id, on)).first() is not None


def _reached(actor: Actor, student_id: UUID, on: date) -> Any:
    return select(col(Person.id), class_on(col(Person.id), on, shown=Group.display_name)).where(
        col(Person.id) == student_id, col(Person.id).in_(phoned_about(actor, on)), identity_shown(actor, on)
    )


def _only(student_id: UUID) -> Any:
    return select(col(Person.id)).where(col(Person.id) == student_id)


def _told(actor: Actor, student_id: UUID, today: date) -> Any:
    return (
        select(AbsenceReport)
        .where(
            col(AbsenceReport.student_id) == student_id,
            col(AbsenceReport.unit_id).in_(actor.units),
            col(AbsenceReport.ends_at) > clock.day_bounds(today)[0],
            col(AbsenceReport.withdrawn_at).is_(None),
        )
        .order_by(col(AbsenceReport.starts_at), col(AbsenceReport.id))
        .limit(REPORTS)
    )


def _own_only(actor: Actor, row: AbsenceReport, shown: OwnReport) -> OwnReport:
    """What others told is theirs to take back."""
    return shown if row.registered_by == actor.person_id else replace(shown, can="")
