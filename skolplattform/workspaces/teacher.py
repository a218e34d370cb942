"""What a teacher's day shows, from the modules that are installed."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from skolplattform.attendance.contract import AttendanceToday, DayLesson, TeacherDay
from skolplattform.core import clock, modules
from skolplattform.core.actor import Actor
from skolplattform.i18n import Text, both
from skolplattform.planning.contract import PlanningContract
from skolplattform.schedule.queries import lessons_of_teacher
from skolplattform.schedule.views import LessonView

TASKS = 5


@dataclass(frozen=True, slots=True)
class Task:
    """Something begun that waits for the teacher."""

    title: Text
    line: Text
    href: str


def day_of(session: Session, actor: Actor, on: date) -> TeacherDay:
    """The day's lessons with their attendance; without the attendance module only the lessons."""
    attendance = modules.get(AttendanceToday)
    if attendance is not None:
        return attendance.teacher_day(session, actor, on)
    return TeacherDay(lessons=tuple(_plain(lesson) for lesson in lessons_of_teacher(session, actor, on, on)))


def _plain(lesson: LessonView) -> DayLesson:
    over = lesson.ends_at <= clock.now()
    return DayLesson(
        id=str(lesson.id),
        name=lesson.name,
        starts=f"{clock.local(lesson.starts_at):%H:%M}",
        ends=f"{clock.local(lesson.ends_at):%H:%M}",
        line=Text(sv=lesson.rooms, en=lesson.rooms),
        state="off" if lesson.cancelled else "done" if over else "later",
    )


def tasks_of(session: Session, actor: Actor) -> tuple[Task, ...]:
    """Plans that are begun and not shown to the students yet, soonest first."""
    planning = modules.get(PlanningContract)
    drafts = planning.drafts(session, actor)[:TASKS] if planning is not None else ()
    return tuple(
        Task(
            title=both("workspaces.teacher.draft", title=draft.title),
            line=both("workspaces.teacher.draft.line", groups=draft.groups, weeks=draft.weeks),
            href=f"/planering/{draft.id}",
        )
        for draft in drafts
    )
