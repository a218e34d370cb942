"""Today's attendance for the start page and the menu."""

from datetime import date, datetime, time

from sqlmodel import Session

from skolplattform.attendance.care_reach import care_units
from skolplattform.attendance.contract import ClassNow, DayLesson, TeacherDay
from skolplattform.attendance.permissions import DECIDE_LEAVE, NOTE, RECORD, VIEW_CLASS
from skolplattform.attendance.queries import away_today, class_now, earlier_unreported, teacher_lessons, waiting_lessons
from skolplattform.attendance.queries.leave import leave_waiting
from skolplattform.attendance.queries.matters import mentor_matters
from skolplattform.core import clock
from skolplattform.core.actor import Actor


class Today:
    """The attendance module's side of `AttendanceToday`, and what waits behind *Min dag* in the menu."""

    def teacher_day(self, session: Session, actor: Actor, on: date) -> TeacherDay:
        """The actor's day, in at most seventeen statements, fewer for one who is no mentor."""
        earlier, more = earlier_unreported(session, actor, on)
        lessons = teacher_lessons(session, actor, on)
        mentored, students = class_now(session, actor) if VIEW_CLASS.held_by(actor) else (ClassNow(), [])
        of_lessons = (f"lesson:{lesson.id}" for lesson in (*lessons, *earlier))
        of_class = (f"{kind}:{unit}" for kind in ("leave", "cases") for unit in sorted(actor.units) if students)
        return TeacherDay(
            lessons=tuple(lessons),
            earlier=earlier,
            earlier_more=more,
            away=tuple(away_today(session, actor)),
            mentored=mentored,
            matters=mentor_matters(session, actor, on) if students else (),
            topics=(*of_lessons, *(f"student:{student}" for student in students), *of_class),
            turns_at=_turns_at(lessons, on),
        )

    def waiting_for(self, session: Session, actor: Actor) -> dict[str, int]:
        """Lessons that wait to be reported and leave that waits to be decided, for the menu."""
        waits = {"/min-dag": waiting_lessons(session, actor)} if RECORD.held_by(actor) else {}
        leave = leave_waiting(session, actor) if DECIDE_LEAVE.held_by(actor) else 0
        return waits | ({"/ledighetsbeslut": leave} if leave else {})

    def reached_by(self, session: Session, actor: Actor) -> set[str]:
        """*Här nu* is for those who work with, or lead, a förskola or a fritidshem."""
        stands_at_door = NOTE.held_by(actor) and care_units(session, actor, clock.today())
        return {"/har-nu"} if stands_at_door else set()


def _turns_at(lessons: list[DayLesson], on: date) -> datetime | None:
    """When the next lesson of the day begins or ends: then it waits for its register."""
    borders = (clock.at(on, time.fromisoformat(one)) for lesson in lessons for one in (lesson.starts, lesson.ends))
    return min((moment for moment in borders if moment > clock.now()), default=None)
