"""A student's log over the years: whole for the student, what is shown for home; and one entry of it."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.planning.learning_log.permissions import LOG, READ_LOG, has_place, places_of
from skolplattform.planning.learning_log.queries.entries import entries_of
from skolplattform.planning.learning_log.tables import LogEntry, LogPicture
from skolplattform.planning.learning_log.views import Entry, OpenEntry, SubjectLog
from skolplattform.planning.pictures.queries import choices, written
from skolplattform.planning.pictures.views import Person
from skolplattform.registry.permissions import can_see_student
from skolplattform.registry.queries import names
from skolplattform.registry.tables import Group
from skolplattform.schedule.tables import Syllabus

MOST, MOST_PLACES = 400, 80


def log_of(session: Session, actor: Actor, student_id: UUID) -> tuple[SubjectLog, ...]:
    """A student's log by subject, the newest entry first; the free entries stand last.

    To anybody but the student, what is not shown is not there.

    Raises:
        NotFound: the actor may not see the student.
    """
    require(actor, READ_LOG)
    if not can_see_student(session, actor, student_id, clock.today()):
        raise NotFound
    visible = [col(LogEntry.student_id) == student_id]
    if not (actor.has(Role.STUDENT) and actor.person_id == student_id):
        visible.append(col(LogEntry.shown_at).is_not(None))
    rows = session.execute(
        select(LogEntry, col(Syllabus.subject_name), col(Group.unit_id))
        .outerjoin(Syllabus, col(Syllabus.id) == col(LogEntry.syllabus_id))
        .outerjoin(Group, col(Group.id) == col(LogEntry.group_id))
        .where(*visible)
        .order_by(col(LogEntry.begun_at).desc(), col(LogEntry.id).desc())
        .limit(MOST)
    ).all()
    if rows:
        readings.opened(session, actor, READ_LOG.name, "log", student_id, persons=[student_id], unit=rows[0][2])
    subjects: defaultdict[str, list[Entry]] = defaultdict(list)
    read = entries_of(session, actor, [row for row, _, _ in rows])
    for entry, (_, subject, _) in zip(read, rows, strict=True):
        subjects[subject or ""].append(entry)
    return tuple(SubjectLog(name, tuple(subjects[name])) for name in sorted(subjects, key=lambda one: (not one, one)))


def open_entry(session: Session, actor: Actor, entry_id: UUID) -> OpenEntry:
    """One entry of the student's own log.

    Raises:
        NotFound: missing, or another's.
    """
    require(actor, LOG)
    row = session.scalars(
        select(LogEntry).where(col(LogEntry.id) == entry_id, col(LogEntry.student_id) == actor.person_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    (entry,) = entries_of(session, actor, [row])
    places = _places(session, actor.person_id)
    is_own, place = row.written_by == actor.person_id, place_text(row.group_id, row.syllabus_id)
    may_write = is_own and row.shown_at is None
    return OpenEntry(
        entry=entry,
        version=row.version,
        place=place if place in dict(places) else "",
        place_name=_place_name(session, row),
        places=places,
        may_write=may_write,
        may_take_back=is_own and row.shown_at is not None,
        may_delete=may_write and not entry.notes,
        pictures=written(session, LogPicture, row.id, row.student_id) if may_write else (),
        people=_people(session, actor, row) if may_write else (),
    )


def _people(session: Session, actor: Actor, row: LogEntry) -> tuple[Person, ...]:
    """Whom a picture can show: those of the group that the student is taught in, or the student alone."""
    if row.group_id is not None and has_place(session, actor.person_id, row.group_id, row.syllabus_id):
        return choices(session, actor, row.group_id)
    own = names(session, actor, [actor.person_id])[actor.person_id]
    return () if own.protected else (Person(own.id, own.name),)


def place_text(group_id: UUID | None, syllabus_id: UUID | None) -> str:
    """A group and a subject as a choice sends them; empty for none."""
    return f"{group_id}:{syllabus_id}" if group_id else ""


def _places(session: Session, student_id: UUID) -> tuple[tuple[str, str], ...]:
    question = places_of(student_id, clock.today()).order_by(col(Syllabus.subject_name), col(Group.display_name))
    rows = session.execute(question.limit(MOST_PLACES)).all()
    return tuple((place_text(group, syllabus), f"{subject}, {name}") for group, syllabus, name, subject in rows)


def _place_name(session: Session, row: LogEntry) -> str:
    if row.group_id is None or row.syllabus_id is None:
        return ""
    group, syllabus = session.get_one(Group, row.group_id), session.get_one(Syllabus, row.syllabus_id)
    return f"{syllabus.subject_name}, {group.display_name}"
