"""What the teacher who shows the platform has planned, lesson by lesson, and a lesson that falls away."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.core import clock
from skolplattform.core.actor import system_actor
from skolplattform.core.ids import new_id
from skolplattform.demo.life import NOW
from skolplattform.demo.units import Taught, Unit
from skolplattform.planning.lesson_plans.service import settle_imported
from skolplattform.planning.lesson_plans.tables import LessonPlan, LessonPlanContent
from skolplattform.planning.lesson_plans.words import keys_of
from skolplattform.planning.scratchpad.tables import ScratchNote
from skolplattform.planning.tables import UnitPlanContent
from skolplattform.registry.contract import RegisterImported
from skolplattform.schedule.tables import CalendarEvent, TeacherException

AROUND = timedelta(days=9)
PLANNED_AHEAD = 4
NOTE = (
    "Börja med exemplet på tavlan i stället för filmen, det gick fort förra året.\nTa fram fler linjaler till torsdag."
)
PLANS: tuple[dict[str, Any], ...] = (
    {
        "title": "Vi ringar in {area}",
        "steps": "Mål för i dag 5 min\nGenomgång med exempel 15 min\nTankekarta i par 15 min\nAvslut 5 min",
        "material": "Läroboken, kapitlets två första sidor",
        "homework": "Läs igenom genomgången och skriv ner två frågor.",
    },
    {
        "title": "Öva tillsammans: {area}",
        "steps": "Läxan i grupper 10 min\nÖvningar på tre nivåer 25 min\nDet svåraste tillsammans 10 min",
        "material": "Övningsblad, finns i klassrummet\nFilm: https://urplay.se/",
        "bring": "Räknehäfte och linjal",
    },
    {
        "title": "Undersökning: {area}",
        "steps": "Så går undersökningen till 10 min\nArbete i grupp 25 min\nGrupperna visar för varandra 10 min",
        "bring": "Laddad dator",
        "homework": "Skriv klart gruppens anteckningar.",
    },
    {
        "title": "Visa vad du kan: {area}",
        "steps": "Kort diagnos 20 min\nÅterkoppling och ny övning 20 min",
        "homework": "Rätta din diagnos med facit.",
    },
)


def plan_lessons(
    session: Session, unit: Unit, teacher: UUID, going_on: Mapping[UUID, tuple[UUID, str]], today: date
) -> None:
    """Plans for the teacher's lessons; in the first group a lesson falls away, and the plans move along.

    They substitute in a colleague's lesson, another colleague is away, and they have a note of their own.
    """
    now = clock.at(today, time(7, 50))
    own = [taught for taught in unit.taught if taught.teacher.person.id == teacher and taught.activity_id in going_on]
    if not own:
        return
    for number, taught in enumerate(own):
        lessons = _lessons(session, taught, today)
        _fill(session, unit, taught, lessons, going_on[taught.activity_id], today)
        coming = [lesson for lesson in lessons if lesson.day > today]
        if number == 0 and len(coming) > 1:
            coming[1].cancelled = True
            session.add(coming[1])
            session.flush()
    _cover(session, unit, own, today)
    _gone_home(session, unit, own, today)
    session.add(ScratchNote(id=new_id(), owner_id=teacher, group_id=own[0].group_id, text=NOTE, edited_at=now))
    session.flush()
    told = RegisterImported(new_id(), frozenset([unit.id]))
    settle_imported(session, system_actor("demo"), told)


def _cover(session: Session, unit: Unit, own: list[Taught], today: date) -> None:
    """The teacher substitutes in a colleague's lesson of the next school day, at an hour that is free."""
    busy = {slot for taught in own for slot in taught.slots}
    others = {
        taught.activity_id: taught
        for taught in unit.taught
        if taught.teacher.duty_id != own[0].teacher.duty_id and not busy & set(taught.slots)
    }
    lesson = session.exec(
        select(CalendarEvent)
        .where(col(CalendarEvent.activity_id).in_(others), CalendarEvent.day > today)
        .where(col(CalendarEvent.cancelled).is_(False))
        .order_by(col(CalendarEvent.starts_at), col(CalendarEvent.id))
        .limit(1)
    ).first()
    if lesson is None:
        return
    theirs = others[lesson.activity_id]
    for duty, participates in ((own[0].teacher.duty_id, True), (theirs.teacher.duty_id, False)):
        session.add(TeacherException(calendar_event_id=lesson.id, duty_id=duty, participates=participates))
    words: dict[str, Any] = {**PLANS[1], "title": "Fortsätt där vi slutade"}
    words |= {"edited_by": theirs.teacher.person.id, "edited_at": lesson.starts_at - timedelta(days=3)}
    place = {"unit_id": unit.id, "activity_id": lesson.activity_id, "lesson_id": lesson.id}
    session.add(LessonPlan(id=new_id(), stands_at=lesson.starts_at, **place, **words))


def _gone_home(session: Session, unit: Unit, own: list[Taught], today: date) -> None:
    """A colleague is away from what is left of today, and nobody has been chosen yet."""
    theirs = {
        taught.activity_id: taught.teacher.duty_id
        for taught in unit.taught
        if taught.teacher.duty_id != own[0].teacher.duty_id
    }
    left = session.exec(
        select(CalendarEvent)
        .where(col(CalendarEvent.activity_id).in_(theirs), CalendarEvent.day == today)
        .where(col(CalendarEvent.cancelled).is_(False), CalendarEvent.starts_at > clock.at(today, NOW))
        .order_by(col(CalendarEvent.starts_at).desc(), col(CalendarEvent.id))
    ).all()
    for lesson in left:
        if theirs[lesson.activity_id] == theirs[left[0].activity_id]:
            duty = theirs[lesson.activity_id]
            session.add(TeacherException(calendar_event_id=lesson.id, duty_id=duty, participates=False))


def _lessons(session: Session, taught: Taught, today: date) -> list[CalendarEvent]:
    """The group's lessons some days back, and as many ahead as are planned."""
    of_group = select(CalendarEvent).where(
        CalendarEvent.activity_id == taught.activity_id,
        col(CalendarEvent.cancelled).is_(False),
        CalendarEvent.day >= today - AROUND,
    )
    lessons = session.exec(of_group.order_by(col(CalendarEvent.starts_at)).limit(20)).all()
    past = [lesson for lesson in lessons if lesson.day <= today]
    return [*past, *(lesson for lesson in lessons if lesson.day > today)][: len(past) + PLANNED_AHEAD]


def _fill(
    session: Session,
    unit: Unit,
    taught: Taught,
    lessons: list[CalendarEvent],
    unit_plan: tuple[UUID, str],
    today: date,
) -> None:
    plan_id, area = unit_plan
    points = session.exec(select(UnitPlanContent.content_id).where(UnitPlanContent.plan_id == plan_id)).all()
    before = [lesson.id for lesson in lessons if lesson.day < today]
    for number, lesson in enumerate(lessons):
        words = PLANS[number % len(PLANS)]
        keys = keys_of(words["steps"])
        taught_already = lesson.day < today
        plan = LessonPlan(
            id=new_id(),
            unit_id=unit.id,
            activity_id=taught.activity_id,
            lesson_id=lesson.id,
            stands_at=lesson.starts_at,
            plan_id=plan_id,
            **{**words, "title": words["title"].format(area=area.lower())[:120]},
            done=(keys[:-1] if lesson.id == before[-1] else keys) if taught_already else [],
            taught_at=lesson.ends_at if taught_already else None,
            shown=number % 4 != 3,
            edited_by=taught.teacher.person.id,
            edited_at=lesson.starts_at - timedelta(days=3),
        )
        session.add(plan)
        session.flush()
        if points:
            point = points[number % len(points)]
            session.add(LessonPlanContent(lesson_plan_id=plan.id, content_id=point))
    session.flush()
