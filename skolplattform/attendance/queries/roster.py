"""The attendance screen of one lesson: everyone in it, what was told beforehand, what has been saved."""

# pyright: reportArgumentType=false, reportCallIssue=false

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.attendance import rules
from skolplattform.attendance.permissions import OPEN_REGISTER
from skolplattform.attendance.queries.correction import correction_needed
from skolplattform.attendance.queries.opening import OpenLesson, open_lesson
from skolplattform.attendance.queries.training import at_a_workplace
from skolplattform.attendance.queries.words import span_text, told_when
from skolplattform.attendance.rules import Correction, Known, Opening, Told
from skolplattform.attendance.rules.duty import as_marked
from skolplattform.attendance.tables import AbsenceReport, LessonRegister
from skolplattform.attendance.views import NextLesson, Pupil, Roster
from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.i18n import NO_TEXT, Text, both
from skolplattform.i18n.format import name_order
from skolplattform.registry.queries import names
from skolplattform.registry.views import ShownPerson
from skolplattform.schedule.permissions import taught_lessons
from skolplattform.schedule.tables import Activity, CalendarEvent

REPORTS_LIMIT = 2_000
KNOWN = {rules.Kind.LEAVE.value: Known.LEAVE, Known.WORKPLACE.value: Known.WORKPLACE}


def lesson_roster(session: Session, actor: Actor, lesson_id: UUID) -> Roster:
    """The lesson as its teacher or the school's lead meets it: told absence filled in and first, the rest present.

    Four statements, whatever the class size.

    Raises:
        NotFound: missing, or not the actor's to report.
    """
    require(actor, OPEN_REGISTER)
    lesson = open_lesson(session, actor, lesson_id)
    readings.opened(
        session, actor, "attendance.read_roster", "lesson", lesson.id, persons=lesson.places, unit=lesson.unit_id
    )
    told = _told(session, lesson)
    openings = rules.opening_marks(
        lesson.places,
        told,
        starts_at=lesson.starts_at,
        ends_at=lesson.ends_at,
        minutes=lesson.minutes,
        reported=lesson.marks if lesson.is_reported else None,
        reported_at=lesson.reported_at,
    )
    persons = {*lesson.places, *(one.registered_by for one in told), *filter(None, [lesson.reporter_id])}
    shown = names(session, actor, persons)
    pupils = [_pupil(lesson, student, opening, shown) for student, opening in openings.items()]
    pupils.sort(key=lambda pupil: name_order(pupil.name))
    needed = correction_needed(session, lesson)
    following = NextLesson() if lesson.leads else next_unreported(session, actor, lesson.day, besides=lesson.id)
    return _roster(lesson, pupils, shown, following, needed)


def _told(session: Session, lesson: OpenLesson) -> list[Told]:
    """What was told beforehand of those in the lesson: absence, leave, and who is at a workplace that day."""
    absence = select(
        col(AbsenceReport.student_id),
        col(AbsenceReport.starts_at),
        col(AbsenceReport.ends_at),
        col(AbsenceReport.registered_by),
        col(AbsenceReport.registered_at),
        col(AbsenceReport.absence_type),
    ).where(
        col(AbsenceReport.student_id).in_(list(lesson.places)),
        AbsenceReport.starts_at < lesson.ends_at,
        AbsenceReport.ends_at > lesson.starts_at,
        col(AbsenceReport.withdrawn_at).is_(None),
    )
    told = absence.union_all(at_a_workplace(lesson.places, lesson.day))
    first = told.order_by("registered_at").limit(REPORTS_LIMIT)
    return [Told(*row, KNOWN.get(kind, Known.ABSENCE)) for *row, kind in session.execute(first)]


def next_unreported(session: Session, actor: Actor, day: date, *, besides: UUID | None = None) -> NextLesson:
    """The actor's first lesson of the day that has begun and nobody has reported."""
    row = session.execute(
        select(CalendarEvent.id, Activity.display_name, CalendarEvent.starts_at)
        .join(Activity, col(Activity.id) == col(CalendarEvent.activity_id))
        .outerjoin(LessonRegister, col(LessonRegister.calendar_event_id) == col(CalendarEvent.id))
        .where(
            col(CalendarEvent.unit_id).in_(actor.units),
            CalendarEvent.day == day,
            CalendarEvent.starts_at <= clock.now(),
            CalendarEvent.id != besides if besides else True,
            col(CalendarEvent.cancelled).is_(False),
            col(LessonRegister.calendar_event_id).is_(None),
            taught_lessons(actor),
        )
        .order_by(col(CalendarEvent.starts_at), col(CalendarEvent.id))
        .limit(1)
    ).first()
    return NextLesson(str(row[0]), row[1], f"{clock.local(row[2]):%H:%M}") if row else NextLesson()


def _roster(
    lesson: OpenLesson, pupils: list[Pupil], shown: dict[UUID, ShownPerson], following: NextLesson, needed: Correction
) -> Roster:
    reporter = shown.get(lesson.reporter_id) if lesson.reporter_id else None
    return Roster(
        id=str(lesson.id),
        name=lesson.name,
        day=lesson.day.isoformat(),
        starts=f"{clock.local(lesson.starts_at):%H:%M}",
        ends=f"{clock.local(lesson.ends_at):%H:%M}",
        rooms=lesson.rooms,
        minutes=lesson.minutes,
        version=lesson.version,
        reported_at=f"{clock.local(lesson.reported_at):%H:%M}" if lesson.reported_at else "",
        reporter=reporter.name if reporter else "",
        cancelled=lesson.cancelled,
        closed=lesson.closed,
        correction=needed.value,
        leads=lesson.leads,
        duty=lesson.duty,
        not_begun=lesson.day > clock.today(),
        told=tuple(pupil for pupil in pupils if pupil.is_told),
        rest=tuple(pupil for pupil in pupils if not pupil.is_told),
        next=following,
        masked=tuple(sorted(str(student) for student in lesson.places if shown[student].masked)),
    )


def _pupil(lesson: OpenLesson, student: UUID, opening: Opening, shown: dict[UUID, ShownPerson]) -> Pupil:
    person = shown[student]
    away = opening.away if lesson.duty else as_marked(opening.away, lesson.minutes)
    mark = rules.mark_of(away, lesson.minutes)
    return Pupil(
        id=str(student),
        name=person.name,
        initials=person.initials,
        mark=mark.value,
        part=rules.part_of(away, mark, lesson.minutes),
        valid=away.valid,
        invalid=away.invalid,
        other=away.other,
        told=_told_text(opening, lesson.day, shown) if opening.told else NO_TEXT,
        is_told=opening.told is not None,
    )


def _told_text(opening: Opening, day: date, shown: dict[UUID, ShownPerson]) -> Text:
    """Anmäld av Annika Holmgren 07.12, hela dagen."""
    told = opening.told
    assert told is not None  # noqa: S101 - the caller asked
    if told.known is Known.WORKPLACE:
        return both("attendance.told.workplace")
    span = span_text(told.starts_at, told.ends_at, day)
    if told.known is Known.LEAVE:
        return both("attendance.told.leave", span=span)
    when = told_when(told.registered_at, day)
    teller = shown.get(told.registered_by)
    key = "after" if opening.told_after else "by"
    if told.registered_by == told.student_id:
        return both(f"attendance.told.{key}_student", when=when, span=span)
    return both(f"attendance.told.{key}", name=teller.name if teller else "", when=when, span=span)
