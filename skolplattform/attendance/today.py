"""Today's attendance for the start page and the menu."""

from datetime import date

from sqlmodel import Session

from skolplattform.attendance.contract import ClassNow, TeacherDay
from skolplattform.attendance.permissions import DECIDE_LEAVE, RECORD, VIEW_CLASS
from skolplattform.attendance.queries import away_today, class_now, earlier_unreported, teacher_lessons, waiting_lessons
from skolplattform.attendance.queries.leave import leave_waiting
from skolplattform.core.actor import Actor


class Today:
    """The attendance module's side of `AttendanceToday`, and what waits behind *Min dag* in the menu."""

    def teacher_day(self, session: Session, actor: Actor, on: date) -> TeacherDay:
        """The actor's day, in at most ten statements."""
        earlier, more = earlier_unreported(session, actor, on)
        lessons = teacher_lessons(session, actor, on)
        mentored, students = class_now(session, actor) if VIEW_CLASS.held_by(actor) else (ClassNow(), [])
        of_lessons = (f"lesson:{lesson.id}" for lesson in (*lessons, *earlier))
        topics = (*of_lessons, *(f"student:{student}" for student in students))
        return TeacherDay(tuple(lessons), earlier, more, tuple(away_today(session, actor)), mentored, topics)

    def waiting_for(self, session: Session, actor: Actor) -> dict[str, int]:
        """Lessons that wait to be reported and leave that waits to be decided, for the menu."""
        waits = {"/min-dag": waiting_lessons(session, actor)} if RECORD.held_by(actor) else {}
        leave = leave_waiting(session, actor) if DECIDE_LEAVE.held_by(actor) else 0
        return waits | ({"/ledighetsbeslut": leave} if leave else {})
