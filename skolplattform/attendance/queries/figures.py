"""Every student's minutes by school day at a unit, offered and reported, for reports and term grades (R-A15)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlmodel import Session, col

from skolplattform.attendance.permissions import EXPORT
from skolplattform.attendance.queries.opening import class_on
from skolplattform.attendance.rules.figures import Day
from skolplattform.attendance.tables import Deviation, LessonRegister
from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.registry.codes import GroupType, OrganisationType
from skolplattform.registry.permissions import identity_shown
from skolplattform.registry.tables import Enrolment, Group, Organisation, Person
from skolplattform.schedule.closed import takes_place
from skolplattform.schedule.queries import participants_query
from skolplattform.schedule.tables import CalendarEvent

MOST_STUDENTS, MOST_UNITS, MOST_CLASSES = 5_000, 100, 400


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A student of the unit by name, class and school form."""

    person_id: UUID
    name: str
    civic_no: str
    class_id: UUID | None
    class_name: str
    school_type: str
    school_year: int | None
    since: date


def student_days(
    session: Session, unit_id: UUID, first: date, last: date, *, students: Collection[UUID] | None = None
) -> dict[UUID, list[Day]]:
    """Minutes of each student and day, of lessons that have been held. The caller has the right to the unit."""
    question = _minutes(unit_id, first, last, col(CalendarEvent.day))
    if students is not None:
        question = question.where(question.selected_columns.student_id.in_(list(students)))
    found: defaultdict[UUID, list[Day]] = defaultdict(list)
    for student, day, *minutes in session.execute(question):
        found[student].append(Day(day, *(int(part) for part in minutes)))
    return dict(found)


def activity_sums(session: Session, unit_id: UUID, first: date, last: date) -> list[tuple[Any, ...]]:
    """(activity, student, offered, reported, valid, invalid, other) of lessons that have been held."""
    found = session.execute(_minutes(unit_id, first, last, col(CalendarEvent.activity_id)))
    return [(activity, student, *(int(part) for part in minutes)) for student, activity, *minutes in found]


def _minutes(unit_id: UUID, first: date, last: date, by: Any) -> Any:
    """(student, `by`, offered, reported, valid, invalid, other), summed by the database."""
    held = select(col(CalendarEvent.id)).where(
        col(CalendarEvent.unit_id) == unit_id,
        col(CalendarEvent.day).between(first, last),
        col(CalendarEvent.ends_at) <= clock.now(),
        takes_place(),
    )
    part = participants_query(held).subquery("part")  # type: ignore[arg-type]
    away = (Deviation.valid_minutes, Deviation.invalid_minutes, Deviation.other_minutes)
    return (
        select(
            part.c.student_id,
            by,
            func.sum(func.coalesce(col(LessonRegister.minutes), col(CalendarEvent.minutes_student))),
            func.sum(func.coalesce(col(LessonRegister.minutes), 0)),
            *(func.sum(func.coalesce(col(kind), 0)) for kind in away),
        )
        .join(CalendarEvent, col(CalendarEvent.id) == part.c.calendar_event_id)
        .outerjoin(LessonRegister, col(LessonRegister.calendar_event_id) == part.c.calendar_event_id)
        .outerjoin(
            Deviation,
            and_(
                col(Deviation.calendar_event_id) == part.c.calendar_event_id,
                col(Deviation.student_id) == part.c.student_id,
            ),
        )
        .group_by(part.c.student_id, by)
        .order_by(part.c.student_id, by)
    )


def enrolled_students(session: Session, actor: Actor, unit_id: UUID, on: date) -> list[Enrolled]:
    """The unit's students by class and name. Protected persons are in no list (R-X04)."""
    rows = session.execute(
        select(
            col(Person.id),
            col(Person.given_name),
            col(Person.family_name),
            col(Person.civic_no),
            class_on(col(Person.id), on).label("class_id"),
            class_on(col(Person.id), on, shown=Group.display_name).label("class_name"),
            col(Enrolment.school_type),
            col(Enrolment.school_year),
            col(Enrolment.start_date),
        )
        .join(Enrolment, col(Enrolment.person_id) == col(Person.id))
        .where(
            col(Enrolment.unit_id) == unit_id,
            col(Enrolment.cancelled).is_(False),
            col(Enrolment.start_date) <= on,
            func.coalesce(col(Enrolment.end_date), on) >= on,
            col(Person.security_marking) == "Ingen",
            identity_shown(actor, on),
        )
        .order_by("class_name", col(Person.family_name), col(Person.given_name), col(Person.id))
        .limit(MOST_STUDENTS)
    )
    return [Enrolled(p, f"{f}, {g}", n or "", c, k or "", *form) for p, g, f, n, c, k, *form in rows]


Choices = list[tuple[str, str]]


def report_choices(session: Session, actor: Actor, on: date) -> tuple[Choices, Choices]:
    """The school units and classes that the actor may take reports of: (id, name) pairs by name."""
    require(actor, EXPORT)
    units = session.execute(
        select(col(Organisation.id), col(Organisation.display_name))
        .where(
            col(Organisation.id).in_(actor.units),
            col(Organisation.organisation_type) == OrganisationType.SCHOOL_UNIT.value,
        )
        .order_by(col(Organisation.display_name))
        .limit(MOST_UNITS)
    ).all()
    classes = session.execute(
        select(col(Group.id), col(Group.display_name))
        .where(
            col(Group.unit_id).in_(actor.units),
            col(Group.group_type) == GroupType.CLASS.value,
            func.coalesce(col(Group.end_date), on) >= on,
        )
        .order_by(col(Group.display_name), col(Group.id))
        .limit(MOST_CLASSES)
    ).all()
    return [(str(i), name) for i, name in units], [(str(i), name) for i, name in classes]
