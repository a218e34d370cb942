"""The timetable: the other half of SS 12000's shared core, which everything above may point at."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import SQLModel

from skolplattform.core import clock
from skolplattform.core.columns import Secrecy, column, key, ref

PERSONAL = Secrecy.PERSONAL


class Term(SQLModel, table=True):
    """A term (HT, VT) of an organiser's academic year."""

    __tablename__ = "term"
    __table_args__ = (UniqueConstraint("organiser_id", "start_date"),)

    id: UUID = key()
    organiser_id: UUID = ref("organisation.id", "whose calendar", Secrecy.OPEN)
    semester: str = column("HT or VT", max_length=2)
    start_date: date = column("first school day")
    end_date: date = column("last school day")


class ClosedDay(SQLModel, table=True):
    """A day without school between the terms' ends: holiday (lov) or staff day (studiedag)."""

    __tablename__ = "closed_day"
    __table_args__ = (UniqueConstraint("organisation_id", "day"),)

    id: int | None = column("key", default=None, primary_key=True)
    organisation_id: UUID = ref("organisation.id", "organiser or unit it is closed for", Secrecy.OPEN)
    day: date = column("which day")
    kind: str = column("lov or studiedag", max_length=12)
    name: str = column("what it is called", max_length=60)


class Syllabus(SQLModel, table=True):
    """A subject's syllabus for a span of years, or a course."""

    __tablename__ = "syllabus"

    id: UUID = key("transfer id of SS 12000")
    school_type: str = column("school form", max_length=12)
    subject_code: str = column("national subject code", max_length=20, index=True)
    subject_name: str = column("name on screen", max_length=80)
    designation: str = column("short name", default="", max_length=12)
    course_code: str = column("course or level", default="", max_length=20)
    start_school_year: int | None = column("first year", default=None, nullable=True)
    end_school_year: int | None = column("last year", default=None, nullable=True)
    points: int | None = column("credits", default=None, nullable=True)
    curriculum: str = column("curriculum version", default="", max_length=20)
    language_code: str = column("language of a language subject", default="", max_length=3)
    official: bool = column("national, not local", default=True)
    modified_at: datetime = column("when the row last changed", default_factory=clock.now)


class Room(SQLModel, table=True):
    """A room."""

    __tablename__ = "room"

    id: UUID = key("transfer id of SS 12000")
    display_name: str = column("name on screen", max_length=60)
    owner_id: UUID = ref("organisation.id", "whose room", Secrecy.OPEN)
    seats: int | None = column("seats", default=None, nullable=True)


class Activity(SQLModel, table=True):
    """What a group does with its teachers over a term: 'Matematik 7A'."""

    __tablename__ = "activity"

    id: UUID = key("transfer id of SS 12000")
    display_name: str = column("name on screen", max_length=120)
    activity_type: str = column("teaching, student activity ...", max_length=20)
    unit_id: UUID = ref("organisation.id", "where", Secrecy.OPEN)
    syllabus_id: UUID | None = ref("syllabus.id", "what is taught", Secrecy.OPEN, default=None, nullable=True)
    minutes_planned: int = column("planned minutes of the year", default=0)
    calendar_events_required: bool = column("is it on the timetable", default=True)
    comment: str = column("information", default="", max_length=500)
    start_date: date = column("first day")
    end_date: date | None = column("last day", default=None, nullable=True)
    modified_at: datetime = column("when the row last changed", default_factory=clock.now)


class ActivityGroup(SQLModel, table=True):
    """A group that takes part in an activity."""

    __tablename__ = "activity_group"

    activity_id: UUID = ref("activity.id", "which activity", Secrecy.OPEN, primary_key=True, index=False)
    group_id: UUID = ref("group_.id", "which group", Secrecy.OPEN, primary_key=True)


class ActivityTeacher(SQLModel, table=True):
    """A duty that teaches an activity, with dates."""

    __tablename__ = "activity_teacher"

    activity_id: UUID = ref("activity.id", "which activity", Secrecy.OPEN, primary_key=True, index=False)
    duty_id: UUID = ref("duty.id", "who teaches", primary_key=True)
    start_date: date | None = column("first day; none: the activity's", default=None, nullable=True)
    end_date: date | None = column("last day; none: the activity's", default=None, nullable=True)
    minutes_planned: int = column("planned minutes", default=0)
    grader: bool = column("does this teacher grade", default=True)


class CalendarEvent(SQLModel, table=True):
    """One lesson. `unit_id` and `day` repeat the activity's and the start's, for the queries of a school day."""

    __tablename__ = "calendar_event"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="times"),
        Index("ix_calendar_event_activity_day", "activity_id", "day"),
        Index("ix_calendar_event_unit_day", "unit_id", "day"),
    )

    id: UUID = key("transfer id of SS 12000")
    activity_id: UUID = ref("activity.id", "of which activity", Secrecy.OPEN, index=False)
    unit_id: UUID = ref("organisation.id", "where", Secrecy.OPEN, index=False)
    day: date = column("school day in Stockholm")
    starts_at: datetime = column("start")
    ends_at: datetime = column("end")
    cancelled: bool = column("does not take place", default=False)
    minutes_student: int = column("teaching minutes for students")
    minutes_teacher: int = column("teaching minutes for teachers", default=0)
    comment: str = column("information", default="", max_length=500)


class CalendarEventRoom(SQLModel, table=True):
    """A room that a lesson uses."""

    __tablename__ = "calendar_event_room"

    calendar_event_id: UUID = ref("calendar_event.id", "which lesson", Secrecy.OPEN, primary_key=True, index=False)
    room_id: UUID = ref("room.id", "which room", Secrecy.OPEN, primary_key=True)


class StudentException(SQLModel, table=True):
    """A student who takes part in, or is away from, one lesson against what the groups say."""

    __tablename__ = "student_exception"

    calendar_event_id: UUID = ref("calendar_event.id", "which lesson", Secrecy.OPEN, primary_key=True, index=False)
    student_id: UUID = ref("person.id", "who", primary_key=True)
    participates: bool = column("takes part", PERSONAL)
    starts_at: datetime | None = column("from", PERSONAL, default=None, nullable=True)
    ends_at: datetime | None = column("until", PERSONAL, default=None, nullable=True)


class TeacherException(SQLModel, table=True):
    """A teacher who takes part in (a substitute), or is away from, one lesson."""

    __tablename__ = "teacher_exception"

    calendar_event_id: UUID = ref("calendar_event.id", "which lesson", Secrecy.OPEN, primary_key=True, index=False)
    duty_id: UUID = ref("duty.id", "who", primary_key=True)
    participates: bool = column("takes part", PERSONAL)
