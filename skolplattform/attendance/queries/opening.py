"""One lesson with everyone in it and what its register says: one statement, whatever the class size."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, true
from sqlmodel import Session, col, select

from skolplattform.attendance.contract import AbsentMinutes, ClassPlace
from skolplattform.attendance.tables import Deviation, LessonRegister
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.registry.codes import GroupType, SchoolType
from skolplattform.registry.permissions import CUSTODIAL, born_after, holds_on
from skolplattform.registry.tables import Enrolment, Group, GroupMembership, Person, Responsibility
from skolplattform.schedule.permissions import taught_lessons
from skolplattform.schedule.queries import participants_query
from skolplattform.schedule.tables import Activity, CalendarEvent, CalendarEventRoom, Room

NOT_SCHOOL = (SchoolType.LEISURE_CENTRE.value, SchoolType.OPEN_LEISURE.value)


@dataclass(frozen=True, slots=True)
class OpenLesson:
    """A lesson the actor may report. `version` 0: nobody has reported it; then `marks` is empty.

    `marks` holds those who were not present the whole lesson. `guardians` is filled only when it was asked for.
    """

    id: UUID
    activity_id: UUID
    name: str
    unit_id: UUID
    day: date
    starts_at: datetime
    ends_at: datetime
    minutes: int
    cancelled: bool
    rooms: str
    version: int
    reported_at: datetime | None
    reporter_id: UUID | None
    places: dict[UUID, ClassPlace] = field(default_factory=dict)
    marks: dict[UUID, AbsentMinutes] = field(default_factory=dict)
    guardians: dict[UUID, set[UUID]] = field(default_factory=dict)

    @property
    def is_reported(self) -> bool:
        """Has anybody reported the lesson?"""
        return self.version > 0


def open_lesson(session: Session, actor: Actor, lesson_id: UUID, *, told_from: date | None = None) -> OpenLesson:
    """The lesson with its participants and its register, for a teacher of it or a substitute in it.

    With `told_from` (the day) the guardians who are to be told of absence come along: custodial, not withheld,
    of students under 18 (R-A10).

    Raises:
        NotFound: missing, or not the actor's to report.
    """
    rows = session.execute(_question(actor, lesson_id, told_from)).all()
    if not rows:
        raise NotFound
    head = rows[0]
    places: dict[UUID, ClassPlace] = {}
    marks: dict[UUID, AbsentMinutes] = {}
    guardians: dict[UUID, set[UUID]] = {}
    for row in rows:
        if row.student_id is None:
            continue
        places[row.student_id] = ClassPlace(row.class_id, row.school_year)
        if row.valid_minutes is not None:
            marks[row.student_id] = AbsentMinutes(row.valid_minutes, row.invalid_minutes, row.other_minutes)
        if row.guardian_id is not None:
            guardians.setdefault(row.student_id, set()).add(row.guardian_id)
    return OpenLesson(*_head(head), places=places, marks=marks, guardians=guardians)


def _head(row: Row[Any]) -> tuple[Any, ...]:
    event: CalendarEvent = row.CalendarEvent
    return (
        event.id,
        event.activity_id,
        row.name,
        event.unit_id,
        event.day,
        event.starts_at,
        event.ends_at,
        event.minutes_student,
        event.cancelled,
        row.rooms or "",
        row.version or 0,
        row.reported_at,
        row.reporter_id,
    )


def _question(actor: Actor, lesson_id: UUID, told_from: date | None) -> Select[Any]:
    taking_part = participants_query([lesson_id]).subquery("taking_part")
    student = taking_part.c.student_id
    question = (
        select(  # type: ignore[call-overload]
            CalendarEvent,
            col(Activity.display_name).label("name"),
            rooms_of().label("rooms"),
            col(LessonRegister.version),
            col(LessonRegister.reported_at),
            col(LessonRegister.reporter_id),
            student,
            col(Deviation.valid_minutes),
            col(Deviation.invalid_minutes),
            col(Deviation.other_minutes),
            class_on(student, col(CalendarEvent.day)).label("class_id"),
            year_on(student, col(CalendarEvent.day)).label("school_year"),
        )
        .join(Activity, col(Activity.id) == col(CalendarEvent.activity_id))
        .outerjoin(LessonRegister, col(LessonRegister.calendar_event_id) == col(CalendarEvent.id))
        .outerjoin(taking_part, true())
        .outerjoin(
            Deviation,
            and_(col(Deviation.calendar_event_id) == col(CalendarEvent.id), col(Deviation.student_id) == student),
        )
        .where(CalendarEvent.id == lesson_id, taught_lessons(actor))
        .limit(2_000)
    )
    return _with_guardians(question, student, told_from)


def _with_guardians(question: Select[Any], student: ColumnElement[UUID], on: date | None) -> Select[Any]:
    """The same rows, once per guardian who is to be told; without a day no guardian is looked up."""
    if on is None:
        return question.add_columns(case((true(), None)).label("guardian_id"))
    under_age = select(Person.id).where(Person.id == student, or_(*_not_of_age(on))).exists()
    told = and_(
        col(Responsibility.child_id) == student,
        col(Responsibility.relation_type).in_(CUSTODIAL),
        col(Responsibility.withheld).is_(False),
        holds_on(Responsibility.start_date, Responsibility.end_date, on),
        under_age,
    )
    return question.outerjoin(Responsibility, told).add_columns(col(Responsibility.adult_id).label("guardian_id"))


def _not_of_age(on: date) -> tuple[ColumnElement[bool], ...]:
    return col(Person.birth_date).is_(None), col(Person.birth_date) > born_after(on)


def rooms_of() -> Any:
    """The rooms of a lesson in one text, inside a question about `CalendarEvent`."""
    return (
        select(func.aggregate_strings(Room.display_name, ", "))
        .join(CalendarEventRoom, col(CalendarEventRoom.room_id) == col(Room.id))
        .where(col(CalendarEventRoom.calendar_event_id) == col(CalendarEvent.id))
        .correlate(CalendarEvent)
        .scalar_subquery()
    )


def class_on(student: Any, day: Any, *, shown: Any = GroupMembership.group_id) -> Any:
    """The class a student is in on a day; of several the one joined last. `shown`: its id, or a column of `Group`."""
    return (
        select(shown)
        .select_from(GroupMembership)
        .join(Group, col(Group.id) == col(GroupMembership.group_id))
        .where(
            col(GroupMembership.person_id) == student,
            Group.group_type == GroupType.CLASS.value,
            holds_on(GroupMembership.start_date, GroupMembership.end_date, day),  # type: ignore[arg-type]
        )
        .order_by(col(GroupMembership.start_date).desc(), col(GroupMembership.group_id).desc())
        .limit(1)
        .correlate_except(GroupMembership, Group)
        .scalar_subquery()
    )


def year_on(student: ColumnElement[UUID], day: ColumnElement[date]) -> Any:
    """The school year a student is in on a day; the preschool class is year 0, leisure time does not count."""
    preschool_class = col(Enrolment.school_type) == SchoolType.PRESCHOOL_CLASS.value
    return (
        select(case((preschool_class, 0), else_=col(Enrolment.school_year)))
        .where(
            col(Enrolment.person_id) == student,
            col(Enrolment.cancelled).is_(False),
            col(Enrolment.school_type).not_in(NOT_SCHOOL),
            or_(preschool_class, col(Enrolment.school_year).is_not(None)),
            holds_on(Enrolment.start_date, Enrolment.end_date, day),  # type: ignore[arg-type]
        )
        .order_by(col(Enrolment.start_date).desc())
        .limit(1)
        .correlate_except(Enrolment)
        .scalar_subquery()
    )
