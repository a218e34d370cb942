"""The substitute's pack (PLA-09): the lessons of one day with their plan and who is in them, in nine statements.

What a student needs for their health is in no register of the platform, and is not made up here.
"""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.i18n.format import name_order
from skolplattform.planning.lesson_plans.permissions import TEACH
from skolplattform.planning.lesson_plans.queries.lessons import hhmm, why_off
from skolplattform.planning.lesson_plans.tables import LessonPlan
from skolplattform.planning.lesson_plans.views import Pack, PackLesson
from skolplattform.planning.lesson_plans.words import material_of, steps_of
from skolplattform.registry.queries import names
from skolplattform.registry.tables import Duty
from skolplattform.schedule.closed import takes_place
from skolplattform.schedule.queries import lessons_of_teacher, participants
from skolplattform.schedule.tables import CalendarEvent, TeacherException
from skolplattform.schedule.views import LessonView

AHEAD = timedelta(weeks=4)


def lesson_pack(session: Session, actor: Actor, day: date | None) -> Pack:
    """The lessons that the actor holds that day, as their teacher or as a substitute; from today on, four weeks ahead.

    Another day, or none: today. Who is protected is masked, on paper as on the screen.
    """
    require(actor, TEACH)
    today = clock.today()
    on = day if day and today <= day <= today + AHEAD else today
    lessons = lessons_of_teacher(session, actor, on, on)
    ids = [lesson.id for lesson in lessons]
    students = _students(session, actor, ids, on)
    plans = {
        plan.lesson_id: plan
        for plan in session.scalars(select(LessonPlan).where(col(LessonPlan.lesson_id).in_(ids)).limit(len(ids)))
    }
    covered, held = _covered(session, actor, ids), _held(session, ids)
    return Pack(
        day=on.isoformat(),
        first=today.isoformat(),
        last=(today + AHEAD).isoformat(),
        lessons=tuple(
            _lesson(
                lesson,
                plans.get(lesson.id),
                students[lesson.id],
                covered=lesson.id in covered,
                holds=lesson.id in held,
            )
            for lesson in lessons
        ),
    )


def _students(session: Session, actor: Actor, lessons: Collection[UUID], on: date) -> defaultdict[UUID, list[str]]:
    """The names of those in each lesson, in order; that they were read is in the log."""
    taking_part = participants(session, lessons) if lessons else []
    readings.opened(session, actor, "planning.read_pack", "day", on, persons={one.student_id for one in taking_part})
    shown = names(session, actor, {one.student_id for one in taking_part})
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for one in taking_part:
        found[one.calendar_event_id].append(shown[one.student_id].name)
    return found


def _covered(session: Session, actor: Actor, lessons: Collection[UUID]) -> frozenset[UUID]:
    """Those that the actor holds as a substitute."""
    return frozenset(
        session.scalars(
            select(col(TeacherException.calendar_event_id))
            .join(Duty, col(Duty.id) == col(TeacherException.duty_id))
            .where(
                col(TeacherException.calendar_event_id).in_(lessons),
                col(TeacherException.participates).is_(True),
                col(Duty.person_id) == actor.person_id,
            )
        )
    )


def _held(session: Session, lessons: Collection[UUID]) -> frozenset[UUID]:
    return frozenset(
        session.scalars(select(col(CalendarEvent.id)).where(col(CalendarEvent.id).in_(lessons), takes_place()))
    )


def _lesson(
    lesson: LessonView, plan: LessonPlan | None, students: list[str], *, covered: bool, holds: bool
) -> PackLesson:
    return PackLesson(
        id=str(lesson.id),
        name=lesson.name,
        starts=hhmm(lesson.starts_at),
        ends=hhmm(lesson.ends_at),
        rooms=lesson.rooms,
        off=why_off(lesson, holds=holds),
        covered=covered,
        title=plan.title if plan else "",
        steps=steps_of(plan.steps, plan.done) if plan else (),
        material=material_of(plan.material) if plan else (),
        homework=plan.homework if plan else "",
        bring=plan.bring if plan else "",
        students=tuple(sorted(students, key=name_order)),
    )
