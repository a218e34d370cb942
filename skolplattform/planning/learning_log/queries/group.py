"""What a group's students show of their logs, for those who teach them the subject."""

# pyright: reportArgumentType=false, reportCallIssue=false

from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session, col

from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.planning.learning_log import rules
from skolplattform.planning.learning_log.permissions import FOLLOW_LOG, followed, require_teaching
from skolplattform.planning.learning_log.queries.entries import entries_of
from skolplattform.planning.learning_log.tables import LogEntry
from skolplattform.planning.learning_log.views import GroupLog
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.queries import names
from skolplattform.registry.tables import GroupMembership
from skolplattform.schedule.tables import Syllabus

MOST_STUDENTS = 200


def group_log(session: Session, actor: Actor, group_id: UUID, syllabus_id: UUID, number: int = 1) -> GroupLog:
    """A page of the entries that the group's students show in the subject, the newest first.

    Raises:
        NotFound: not a group that the actor teaches the subject.
    """
    require(actor, FOLLOW_LOG)
    group, today = require_teaching(session, actor, group_id, syllabus_id), clock.today()
    shown = (
        col(LogEntry.group_id) == group_id,
        col(LogEntry.syllabus_id) == syllabus_id,
        followed(actor, today),
    )
    last = rules.pages(session.scalar(select(func.count()).select_from(LogEntry).where(*shown)) or 0)
    number = min(number, last)
    question = select(LogEntry).where(*shown).order_by(col(LogEntry.shown_at).desc(), col(LogEntry.id).desc())
    rows = session.scalars(question.limit(rules.PAGE).offset((number - 1) * rules.PAGE)).all()
    whose = {row.student_id for row in rows}
    readings.opened(session, actor, FOLLOW_LOG.name, "group_log", group_id, persons=whose, unit=group.unit_id)
    return GroupLog(
        group_id=str(group_id),
        syllabus_id=str(syllabus_id),
        group=group.display_name,
        subject=session.get_one(Syllabus, syllabus_id).subject_name,
        written=tuple(entries_of(session, actor, rows, with_student=True)),
        students=_students(session, actor, group_id),
        number=number,
        last=last,
    )


def _students(session: Session, actor: Actor, group_id: UUID) -> tuple[tuple[str, str], ...]:
    """The group's students today by name, for a choice."""
    today = clock.today()
    members = select(col(GroupMembership.person_id)).where(
        col(GroupMembership.group_id) == group_id,
        holds_on(GroupMembership.start_date, GroupMembership.end_date, today),
    )
    found = session.scalars(members.order_by(col(GroupMembership.person_id)).limit(MOST_STUDENTS)).all()
    shown = names(session, actor, found)
    return tuple(sorted(((str(id_), one.name) for id_, one in shown.items()), key=lambda pair: pair[1]))
