"""Who is in the building now. Reads only: it works when nothing can be written (OWN-24)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.attendance.care_reach import NOBODY, shown_names
from skolplattform.attendance.care_views import Evacuation, InHouse
from skolplattform.attendance.permissions import EVACUATE
from skolplattform.attendance.queries.words import time_text
from skolplattform.attendance.tables import Deviation, LessonRegister, Passage, Presence
from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.i18n import Text, both
from skolplattform.i18n.format import name_order
from skolplattform.registry.codes import OrganisationType
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.tables import Duty, Group, GroupMembership, Organisation
from skolplattform.schedule.queries import participants_query
from skolplattform.schedule.tables import Activity, ActivityTeacher, CalendarEvent

MOST = 3_000
UNITS = 60


def evacuation(session: Session, actor: Actor, unit_id: UUID | None) -> Evacuation:
    """Everybody known to be in the unit's building now, and those of whom nobody has said.

    Children noted in, pupils whose lesson now is reported and who are in it, and as unknown those of a lesson now
    that nobody has reported. Staff are those whose lesson it is and those who noted a child in or out today.
    Protected persons stand there as such, without name: they are counted and looked for, but a list on paper is
    left lying.

    Raises:
        NotFound: not a unit of the actor's.
    """
    require(actor, EVACUATE)
    moment, today = clock.now(), clock.today()
    units = _units(session, actor)
    unit = unit_id or (next(iter(units)) if units else None)
    if unit is None or unit not in units:
        raise NotFound
    lessons = _lessons(session, unit, moment)
    pupils = _pupils(session, lessons)
    children = _children(session, unit, today)
    teachers = _teachers(session, list(lessons), today)
    door = {who: at for who, at in _at_door(session, unit, today).items() if who not in teachers}
    people = {*children, *pupils, *teachers, *door}
    shown = shown_names(session, replace(actor, person_id=NOBODY), people)
    parts = _classes(session, [*children, *pupils], unit, today)

    def row(person: UUID, line: Text) -> InHouse:
        return InHouse(shown[person].name, parts.get(person, ""), line)

    here = [row(child, both("care.here.since", time=time_text(since))) for child, since in children.items()]
    here += [row(p, _same(lessons[e][0])) for p, (e, known) in pupils.items() if known and p not in children]
    unknown = [row(p, _same(lessons[e][0])) for p, (e, known) in pupils.items() if not known and p not in children]
    staff = [row(person, _same(lessons[event][0])) for person, event in teachers.items()]
    staff += [row(person, both("care.evacuation.at_door", time=time_text(at))) for person, at in door.items()]
    return Evacuation(
        unit_id=str(unit),
        unit=units[unit],
        at=time_text(moment),
        units=tuple((str(one), name) for one, name in units.items()),
        here=_sorted(here),
        unknown=_sorted(unknown),
        staff=_sorted(staff),
    )


def _same(name: str) -> Text:
    return Text(name, name)


def _sorted(rows: list[InHouse]) -> tuple[InHouse, ...]:
    return tuple(sorted(rows, key=lambda row: (name_order(row.part), name_order(row.name))))


def _units(session: Session, actor: Actor) -> dict[UUID, str]:
    rows = session.exec(
        select(Organisation.id, Organisation.display_name)
        .where(
            col(Organisation.id).in_(actor.units),
            Organisation.organisation_type == OrganisationType.SCHOOL_UNIT.value,
        )
        .order_by(col(Organisation.display_name), col(Organisation.id))
        .limit(UNITS)
    ).all()
    return dict(rows)


def _children(session: Session, unit: UUID, today: date) -> dict[UUID, datetime]:
    rows = session.exec(
        select(Presence.child_id, Presence.since)
        .where(Presence.unit_id == unit, Presence.day == today, col(Presence.is_here))
        .limit(MOST)
    ).all()
    return dict(rows)


def _lessons(session: Session, unit: UUID, moment: datetime) -> dict[UUID, tuple[str, bool]]:
    """Lessons going on now: name, and whether somebody has reported them."""
    rows = session.exec(
        select(CalendarEvent.id, Activity.display_name, LessonRegister.reported_at)
        .join(Activity, col(Activity.id) == col(CalendarEvent.activity_id))
        .join(LessonRegister, col(LessonRegister.calendar_event_id) == col(CalendarEvent.id), isouter=True)
        .where(
            CalendarEvent.unit_id == unit,
            CalendarEvent.day == clock.local(moment).date(),
            CalendarEvent.starts_at <= moment,
            CalendarEvent.ends_at > moment,
            col(CalendarEvent.cancelled).is_(False),
        )
        .order_by(col(CalendarEvent.starts_at), col(CalendarEvent.id))
        .limit(MOST)
    ).all()
    return {event: (name, reported is not None) for event, name, reported in rows}


def _pupils(session: Session, lessons: dict[UUID, tuple[str, bool]]) -> dict[UUID, tuple[UUID, bool]]:
    """Each pupil of the lessons now: in which, and whether it is known; those away the whole lesson are left out."""
    if not lessons:
        return {}
    away = set(
        session.exec(
            select(Deviation.calendar_event_id, Deviation.student_id).where(
                col(Deviation.calendar_event_id).in_(list(lessons)),
                Deviation.valid_minutes + Deviation.invalid_minutes + Deviation.other_minutes >= Deviation.minutes,
            )
        ).all()
    )
    found: dict[UUID, tuple[UUID, bool]] = {}
    for event, student in session.execute(participants_query(list(lessons)).limit(MOST)).all():
        known = lessons[event][1]
        if (event, student) not in away and not found.get(student, (event, False))[1]:
            found[student] = (event, known)
    return found


def _teachers(session: Session, lessons: list[UUID], today: date) -> dict[UUID, UUID]:
    rows = session.exec(
        select(Duty.person_id, CalendarEvent.id)
        .join(ActivityTeacher, col(ActivityTeacher.duty_id) == col(Duty.id))
        .join(CalendarEvent, col(CalendarEvent.activity_id) == col(ActivityTeacher.activity_id))
        .where(
            col(CalendarEvent.id).in_(lessons),
            holds_on(ActivityTeacher.start_date, ActivityTeacher.end_date, today),
            holds_on(Duty.start_date, Duty.end_date, today),
        )
        .order_by(col(Duty.person_id))
        .limit(MOST)
    ).all()
    return dict(rows)


def _at_door(session: Session, unit: UUID, today: date) -> dict[UUID, datetime]:
    """Staff who noted a child in or out today, with the latest time."""
    rows = session.exec(
        select(Passage.noted_by, Passage.at)
        .join(Presence, col(Presence.id) == col(Passage.presence_id))
        .where(Presence.unit_id == unit, Presence.day == today)
        .order_by(col(Passage.at))
        .limit(MOST)
    ).all()
    return dict(rows)


def _classes(session: Session, people: list[UUID], unit: UUID, today: date) -> dict[UUID, str]:
    rows = session.exec(
        select(GroupMembership.person_id, Group.display_name)
        .join(Group, col(Group.id) == col(GroupMembership.group_id))
        .where(
            Group.unit_id == unit,
            col(Group.group_type).in_(("Klass", "Avdelning")),
            col(GroupMembership.person_id).in_(people),
            holds_on(GroupMembership.start_date, GroupMembership.end_date, today),
        )
        .limit(MOST)
    ).all()
    return dict(rows)
