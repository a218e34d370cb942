"""What a mentor sees of the own class: who is here now, and whose absence crosses the school's limit (R-A13)."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, Select, and_, case, exists, func, select, union
from sqlmodel import Session, col

from skolplattform.attendance import rules
from skolplattform.attendance.contract import AbsentMinutes, ClassNow, OverLimit
from skolplattform.attendance.permissions import VIEW_CLASS
from skolplattform.attendance.queries.policy import policy_for
from skolplattform.attendance.rules import Mark, Policy, Share
from skolplattform.attendance.tables import AbsenceReport, Deviation, LessonRegister
from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.i18n import Text
from skolplattform.i18n.format import percent_text, week
from skolplattform.registry.codes import GroupType
from skolplattform.registry.permissions import holds_on, mentored_groups
from skolplattform.registry.queries import names
from skolplattform.registry.tables import Group, GroupMembership
from skolplattform.registry.views import ShownPerson
from skolplattform.schedule.closed import takes_place
from skolplattform.schedule.tables import ActivityGroup, CalendarEvent, StudentException

MOST_OVER = 5


def class_now(session: Session, actor: Actor) -> tuple[ClassNow, list[UUID]]:
    """The class the actor is mentor of (here, away, who has been away too much) and its students. Five statements.

    A student stands as the latest reported lesson of the day says; else as told beforehand.
    """
    require(actor, VIEW_CLASS)
    today = clock.today()
    members = session.execute(_members(actor, today)).all()
    if not members:
        return ClassNow(), []
    states = {student: Mark.VALID.value if told else "" for student, _, told, _ in members}
    policy = policy_for(session, members[0].unit_id, today)
    for student, minutes, *away in session.execute(_reported_today(list(states), today)):
        states[student] = rules.mark_of(AbsentMinutes(*(part or 0 for part in away)), minutes).value
    counted = list(states.values())
    here = counted.count(Mark.PRESENT.value) + counted.count(Mark.LATE.value) + counted.count(Mark.OTHER.value)
    shown = ClassNow(
        names=", ".join(sorted({name for _, name, *_ in members})),
        students=len(states),
        here=here,
        valid=counted.count(Mark.VALID.value),
        invalid=counted.count(Mark.INVALID.value),
        unknown=counted.count(""),
        over=_over_limit(session, actor, list(states), today, policy),
        limit=percent_text(policy.limit_share, decimals=0),
    )
    return shown, list(states)


def _members(actor: Actor, today: date) -> Select[Any]:
    """(student, class, told to be away now, unit) of the classes the actor is mentor of."""
    moment = clock.now()
    told = exists().where(
        col(AbsenceReport.student_id) == col(GroupMembership.person_id),
        col(AbsenceReport.starts_at) <= moment,
        col(AbsenceReport.ends_at) > moment,
        col(AbsenceReport.withdrawn_at).is_(None),
    )
    return (
        select(GroupMembership.person_id, Group.display_name, told, Group.unit_id)  # type: ignore[call-overload]
        .join(Group, col(Group.id) == col(GroupMembership.group_id))
        .where(
            col(GroupMembership.group_id).in_(mentored_groups(actor, today)),
            Group.group_type == GroupType.CLASS.value,
            holds_on(GroupMembership.start_date, GroupMembership.end_date, today),
        )
        .limit(500)
    )


def _lessons_of(students: list[UUID], first: date, last: date, *columns: Any) -> Any:
    """Each student's lessons between two days, once each, with register and deviation where there is one."""
    part = _taking_part(students, first, last)
    lessons = select(part.c.calendar_event_id)
    held = select(col(CalendarEvent.id)).where(col(CalendarEvent.id).in_(lessons), takes_place())
    return (
        select(part.c.student_id, *columns)
        .join(CalendarEvent, col(CalendarEvent.id) == part.c.calendar_event_id)
        .outerjoin(LessonRegister, col(LessonRegister.calendar_event_id) == part.c.calendar_event_id)
        .outerjoin(
            Deviation,
            and_(
                col(Deviation.calendar_event_id) == part.c.calendar_event_id,
                col(Deviation.student_id) == part.c.student_id,
            ),
        )
        .where(part.c.calendar_event_id.in_(held))
    )


def _taking_part(students: list[UUID], first: date, last: date) -> CTE:
    """(student, lesson) of everything these students should be at: through their groups, or asked to this lesson."""
    lesson, day = col(CalendarEvent.id), col(CalendarEvent.day)
    excepted = exists().where(
        col(StudentException.calendar_event_id) == lesson,
        col(StudentException.student_id) == col(GroupMembership.person_id),
        col(StudentException.participates).is_(False),
    )
    by_group = (
        select(col(GroupMembership.person_id).label("student_id"), lesson.label("calendar_event_id"))
        .join(ActivityGroup, col(ActivityGroup.group_id) == col(GroupMembership.group_id))
        .join(CalendarEvent, col(CalendarEvent.activity_id) == col(ActivityGroup.activity_id))
        .where(
            col(GroupMembership.person_id).in_(students),
            day.between(first, last),
            holds_on(GroupMembership.start_date, GroupMembership.end_date, day),  # type: ignore[arg-type]
            ~excepted,
        )
    )
    asked = (
        select(col(StudentException.student_id), lesson)
        .join(CalendarEvent, lesson == col(StudentException.calendar_event_id))
        .where(
            col(StudentException.student_id).in_(students),
            col(StudentException.participates).is_(True),
            day.between(first, last),
        )
    )
    return union(by_group, asked).cte("part")


def _reported_today(students: list[UUID], today: date) -> Any:
    away = (col(Deviation.valid_minutes), col(Deviation.invalid_minutes), col(Deviation.other_minutes))
    question = _lessons_of(students, today, today, col(LessonRegister.minutes), *away)
    reported = col(LessonRegister.calendar_event_id).is_not(None)
    return question.where(reported).order_by(col(CalendarEvent.starts_at))


def _over_limit(
    session: Session, actor: Actor, students: list[UUID], today: date, policy: Policy
) -> tuple[OverLimit, ...]:
    """Those whose absence of the latest weeks passes the limit, most first."""
    first = rules.limit_period(today, policy)
    planned = case((col(CalendarEvent.ends_at) <= clock.now(), col(CalendarEvent.minutes_student)), else_=0)
    sums = (
        func.sum(func.coalesce(col(LessonRegister.minutes), planned)),
        func.sum(func.coalesce(col(LessonRegister.minutes), 0)),
        func.sum(func.coalesce(col(Deviation.valid_minutes), 0)),
        func.sum(func.coalesce(col(Deviation.invalid_minutes), 0)),
    )
    question = _lessons_of(students, first, today, *sums)
    rows = session.execute(question.group_by(question.selected_columns.student_id))
    shares = ((Share(*(int(part) for part in minutes)), student) for student, *minutes in rows)
    passed = [(share, student) for share, student in shares if (share.absent_share or 0.0) >= policy.limit_share]
    over = sorted(passed, key=lambda one: (one[0].absent_share or 0.0, one[1]), reverse=True)[:MOST_OVER]
    readings.opened(
        session, actor, "attendance.read_class", "class", actor.person_id, persons=[student for _, student in over]
    )
    shown = names(session, actor, [student for _, student in over])
    since = Text(sv=week(first, "sv"), en=week(first, "en"))
    return tuple(_over(shown[student], share, since) for share, student in over)


def _over(person: ShownPerson, share: Share, since: Text) -> OverLimit:
    away, unknown = share.absent_share or 0.0, share.unreported_share or 0.0
    return OverLimit(person.id, person.name, percent_text(away, decimals=0), since, percent_text(unknown, decimals=0))
