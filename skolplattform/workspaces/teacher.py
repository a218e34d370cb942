"""What a teacher's day shows, from the modules that are installed."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from skolplattform.assessment.contract import ProgressFigures
from skolplattform.attendance.contract import AttendanceToday, DayLesson, MentorMatter, TeacherDay
from skolplattform.core import clock, modules
from skolplattform.core.actor import Actor
from skolplattform.i18n import Text, both
from skolplattform.planning.contract import HandInPiles, PlanningContract
from skolplattform.schedule.queries import lessons_of_teacher
from skolplattform.schedule.views import LessonView

TASKS = 5


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for the teacher; `kind` is "plan", "matrix", or a mentor's "leave", "absence", "limit"."""

    kind: str
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


def tasks_of(session: Session, actor: Actor, matters: tuple[MentorMatter, ...]) -> tuple[Task, ...]:
    """The own class first; hand-ins without an answer; judgements nobody else sees yet; then plans not shown."""
    of_class = (Task(one.kind, one.title, one.line, one.href) for one in matters)
    return (*of_class, *_hand_ins(session, actor), *_judgements(session, actor), *_plans(session, actor))


def _hand_ins(session: Session, actor: Actor) -> tuple[Task, ...]:
    piles = modules.get(HandInPiles)
    waiting = piles.hand_ins_waiting(session, actor, TASKS) if piles is not None else ()
    return tuple(
        Task(
            kind="hand_in",
            title=both("workspaces.teacher.hand_ins", n=one.waiting),
            line=both("workspaces.teacher.hand_ins.line", title=one.title, groups=one.groups),
            href=f"/inlamningar/{one.work_id}",
        )
        for one in waiting
    )


def _judgements(session: Session, actor: Actor) -> tuple[Task, ...]:
    figures = modules.get(ProgressFigures)
    waiting = figures.drafts_waiting(session, actor, TASKS) if figures is not None else ()
    return tuple(
        Task(
            kind="matrix",
            title=both("workspaces.teacher.judgements", n=one.drafts),
            line=both("workspaces.teacher.judgements.line", name=one.name),
            href=f"/bedomning/{one.activity_id}",
        )
        for one in waiting
    )


def _plans(session: Session, actor: Actor) -> tuple[Task, ...]:
    planning = modules.get(PlanningContract)
    drafts = planning.drafts(session, actor)[:TASKS] if planning is not None else ()
    return tuple(
        Task(
            kind="plan",
            title=both("workspaces.teacher.draft", title=draft.title),
            line=both("workspaces.teacher.draft.line", groups=draft.groups, weeks=draft.weeks),
            href=f"/planering/{draft.id}",
        )
        for draft in drafts
    )
