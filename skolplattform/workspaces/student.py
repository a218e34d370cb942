"""What a student's day answers: where to be next, what the week holds, what one is working on, what was said last."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from skolplattform.assessment.contract import Feedback, ProgressFigures
from skolplattform.core import clock, modules
from skolplattform.core.actor import Actor, Role
from skolplattform.core.permissions import require, right
from skolplattform.planning.contract import (
    CameBack,
    LessonsTold,
    LessonTold,
    PlanningContract,
    UnitSummary,
    WorkAhead,
    WorkCalendar,
)
from skolplattform.schedule.views import LessonView
from skolplattform.schedule.week import Week, monday_of, teachers_of, week_of_student

VIEW_OWN_DAY = right("workspaces.student_day", Role.STUDENT)

FEEDBACK_SHOWN = 3
UNITS_SHOWN = 5
WORK_SHOWN = 5


@dataclass(frozen=True, slots=True)
class StudentDay:
    """A student's start page; `upcoming` is the lesson that goes on, or the next one of the week."""

    today: date
    week: Week
    upcoming: LessonView | None
    teacher: str
    units: tuple[UnitSummary, ...]
    feedback: tuple[Feedback, ...]
    work: tuple[WorkAhead, ...]
    came_back: tuple[CameBack, ...]
    told: tuple[tuple[LessonView, LessonTold], ...] = ()


def student_day(session: Session, actor: Actor) -> StudentDay:
    """The actor's own day; parts whose module is not installed stay empty. At most eight statements.

    Raises:
        Denied: the actor is no student.
    """
    require(actor, VIEW_OWN_DAY)
    today, student = clock.today(), actor.person_id
    week = week_of_student(session, actor, student, monday_of(today))
    upcoming = next_lesson(week, clock.now())
    teachers = teachers_of(session, actor, [upcoming.id]) if upcoming else {}
    planning, figures, calendar = modules.get(PlanningContract), modules.get(ProgressFigures), modules.get(WorkCalendar)
    ahead, came_back = calendar.work_of_day(session, actor, student, WORK_SHOWN) if calendar else ((), ())
    return StudentDay(
        today=today,
        week=week,
        upcoming=upcoming,
        teacher=teachers.get(upcoming.id, "") if upcoming else "",
        units=_nearest(planning.units_of_student(session, actor, student, today, week.days[-1]), week)
        if planning
        else (),
        feedback=figures.latest_feedback(session, actor, student, FEEDBACK_SHOWN) if figures else (),
        work=ahead,
        came_back=came_back,
        told=_told(session, actor, week, today),
    )


def _told(session: Session, actor: Actor, week: Week, today: date) -> tuple[tuple[LessonView, LessonTold], ...]:
    """Today's lessons whose teachers tell what they are about."""
    planning = modules.get(LessonsTold)
    lessons = [lesson for lesson in week.lessons if lesson.day == today and not lesson.cancelled]
    told = planning.lessons_told(session, actor, [lesson.id for lesson in lessons]) if planning and lessons else {}
    return tuple((lesson, told[lesson.id]) for lesson in lessons if lesson.id in told)


def _nearest(units: tuple[UnitSummary, ...], week: Week) -> tuple[UnitSummary, ...]:
    """The units of the subjects one meets next, in the order of the timetable."""
    now = clock.now()
    subjects = [lesson.subject for lesson in week.lessons if lesson.ends_at > now and not lesson.cancelled]
    place = {subject: number for number, subject in reversed(list(enumerate(subjects)))}
    return tuple(sorted(units, key=lambda unit: place.get(unit.subject, len(subjects)))[:UNITS_SHOWN])


def next_lesson(week: Week, moment: datetime) -> LessonView | None:
    """The lesson that goes on, or the next one of the week that is not cancelled."""
    ahead = (lesson for lesson in week.lessons if not lesson.cancelled and lesson.ends_at > moment)
    return min(ahead, key=lambda lesson: lesson.starts_at, default=None)
