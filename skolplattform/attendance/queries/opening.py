"""One lesson with everyone in it and what its register says: one statement, whatever the class size."""

# pyright: reportArgumentType=false, reportCallIssue=false

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, ColumnElement, Date, Select, and_, bindparam, case, func, null, or_, true
from sqlmodel import Session, col, select

from skolplattform.attendance.contract import AbsentMinutes, ClassPlace
from skolplattform.attendance.permissions import CORRECT
from skolplattform.attendance.rules.duty import ADULT_FORMS
from skolplattform.attendance.tables import Deviation, LessonRegister
from skolplattform.core.actor import Actor, Role, Workspace
from skolplattform.core.errors import NotFound
from skolplattform.core.ids import UuidKey
from skolplattform.registry.codes import NOT_SCHOOL, GroupType, SchoolType
from skolplattform.registry.permissions import born_after, enrolment_holds, has_custody, holds_on
from skolplattform.registry.tables import Enrolment, Group, GroupMembership, Person, Responsibility
from skolplattform.schedule.closed import closed_name
from skolplattform.schedule.permissions import taught_lessons
from skolplattform.schedule.queries import participants_query
from skolplattform.schedule.tables import Activity, ActivityGroup, CalendarEvent, CalendarEventRoom, Room


@dataclass(frozen=True, slots=True)
class OpenLesson:
    """A lesson the actor may report. `version` 0: nobody has reported it; then `marks` is empty.

    `closed` names the closed day it lies on. `leads`: opened as the school's lead, not as its teacher. `duty`: those
    in it must attend (R-A12). `marks` holds those who were not present the whole lesson. `guardians` is filled only
    when it was asked for.
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
    closed: str
    rooms: str
    version: int
    reported_at: datetime | None
    reporter_id: UUID | None
    places: dict[UUID, ClassPlace] = field(default_factory=dict)
    marks: dict[UUID, AbsentMinutes] = field(default_factory=dict)
    guardians: dict[UUID, set[UUID]] = field(default_factory=dict)
    leads: bool = False
    duty: bool = True

    @property
    def is_reported(self) -> bool:
        """Has anybody reported the lesson?"""
        return self.version > 0


def open_lesson(session: Session, actor: Actor, lesson_id: UUID, *, told_from: date | None = None) -> OpenLesson:
    """The lesson with its participants and its register, for its teacher, a substitute in it, or its school's lead.

    With `told_from` (the day) those who are to be told of absence come along: the guardians, custodial and not
    withheld, of students under 18; a student of age is told in person (R-A10).

    Raises:
        NotFound: missing, or not the actor's to report.
    """
    leads = CORRECT.held_by(actor) and not actor.is_system
    given: dict[str, Any] = {"lesson": lesson_id, "units": sorted(actor.units)}
    if not leads:
        given["actor"] = actor.person_id
    if told_from is not None:
        given |= {"told_from": told_from, "majority": born_after(told_from)}
    rows = session.execute(_question(with_guardians=told_from is not None, leads=leads), given).all()
    if not rows:
        raise NotFound
    places: dict[UUID, ClassPlace] = {}
    marks: dict[UUID, AbsentMinutes] = {}
    guardians: dict[UUID, set[UUID]] = {}
    for student, class_id, school_year, valid, invalid, other, guardian, *_ in rows:
        if student is None:
            continue
        places[student] = ClassPlace(class_id, school_year)
        if valid is not None:
            marks[student] = AbsentMinutes(valid, invalid, other)
        if guardian is not None:
            guardians.setdefault(student, set()).add(guardian)
    *head, closed, rooms, version, reported_at, reporter_id, duty = rows[0][7:]
    register = (version or 0, reported_at, reporter_id)
    return OpenLesson(*head, closed or "", rooms or "", *register, places, marks, guardians, leads, duty != 0)


@cache
def _question(*, with_guardians: bool, leads: bool) -> Select[Any]:
    """Built once: it is asked at every lesson of every school. `actor`, `lesson` and the days are given later."""
    lesson = bindparam("lesson", type_=UuidKey())
    head = _head(lesson, leads=leads)
    taking_part = participants_query([lesson]).subquery("taking_part")  # type: ignore[list-item]
    student = taking_part.c.student_id
    guardian = func.coalesce(col(Responsibility.adult_id), _self_of_age(student)) if with_guardians else null()
    question = (
        select(
            student,
            class_on(student, head.c.day).label("class_id"),
            year_on(student, head.c.day).label("school_year"),
            col(Deviation.valid_minutes),
            col(Deviation.invalid_minutes),
            col(Deviation.other_minutes),
            guardian.label("guardian_id"),
            *head.c,
        )
        .select_from(head)
        .outerjoin(taking_part, true())
        .outerjoin(
            Deviation,
            and_(col(Deviation.calendar_event_id) == head.c.id, col(Deviation.student_id) == student),
        )
        .limit(2_000)
    )
    return question.outerjoin(Responsibility, _told_of(student)) if with_guardians else question


def _is_theirs(*, leads: bool) -> ColumnElement[bool]:
    """The lesson is of one of the `units` where the actor's role holds; who does not lead there teaches it."""
    units: Any = bindparam("units", type_=UuidKey(), expanding=True)
    if leads:
        return col(CalendarEvent.unit_id).in_(units)
    actor: Any = bindparam("actor", type_=UuidKey())
    return taught_lessons(Actor(actor, Workspace.TEACHER, frozenset({Role.TEACHER}), units))


def _head(lesson: ColumnElement[UUID], *, leads: bool) -> CTE:
    """The lesson itself, in the order of `OpenLesson`: one row, read once and not for every student of it."""
    return (
        select(  # type: ignore[call-overload]
            col(CalendarEvent.id),
            col(CalendarEvent.activity_id),
            col(Activity.display_name),
            col(CalendarEvent.unit_id),
            col(CalendarEvent.day),
            col(CalendarEvent.starts_at),
            col(CalendarEvent.ends_at),
            col(CalendarEvent.minutes_student),
            col(CalendarEvent.cancelled),
            closed_name().label("closed"),
            rooms_of().label("rooms"),
            col(LessonRegister.version),
            col(LessonRegister.reported_at),
            col(LessonRegister.reporter_id),
            _duty().label("duty"),
        )
        .select_from(CalendarEvent)
        .join(Activity, col(Activity.id) == col(CalendarEvent.activity_id))
        .outerjoin(LessonRegister, col(LessonRegister.calendar_event_id) == col(CalendarEvent.id))
        .where(col(CalendarEvent.id) == lesson, _is_theirs(leads=leads))
        .cte("head")
        .prefix_with("MATERIALIZED")
    )


HAS_DUTY = func.max(case((col(Group.school_type).in_(sorted(ADULT_FORMS)), 0), else_=1))
"""Of the groups in an activity: 0 when every one is of adult education, which reports activity (R-A12)."""


def _duty() -> Any:
    return (
        select(HAS_DUTY)
        .join(ActivityGroup, col(ActivityGroup.group_id) == col(Group.id))
        .where(col(ActivityGroup.activity_id) == col(CalendarEvent.activity_id))
        .correlate(CalendarEvent)
        .scalar_subquery()
    )


def _told_of(student: ColumnElement[UUID]) -> ColumnElement[bool]:
    """The guardians who are to be told: custodial, not withheld, of a student under 18 (R-A10)."""
    on, majority = bindparam("told_from", type_=Date()), bindparam("majority", type_=Date())
    born = col(Person.birth_date)
    under_age = select(Person.id).where(Person.id == student, or_(born.is_(None), born > majority)).exists()
    return and_(
        col(Responsibility.child_id) == student,
        has_custody(on),  # type: ignore[arg-type]
        under_age,
    )


def _self_of_age(student: ColumnElement[UUID]) -> Any:
    """The student, when of age: then nobody else is told."""
    of_age = col(Person.birth_date) <= bindparam("majority", type_=Date())
    return select(Person.id).where(Person.id == student, of_age).correlate_except(Person).scalar_subquery()


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
            enrolment_holds(day),
            col(Enrolment.school_type).not_in(NOT_SCHOOL),
            or_(preschool_class, col(Enrolment.school_year).is_not(None)),  # type: ignore[arg-type]
        )
        .order_by(col(Enrolment.start_date).desc())
        .limit(1)
        .correlate_except(Enrolment)
        .scalar_subquery()
    )
