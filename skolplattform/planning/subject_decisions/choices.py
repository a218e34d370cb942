"""Which subjects a student could read by which other school form's syllabus."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlmodel import Session, col

from skolplattform.core.actor import Actor
from skolplattform.planning.curriculum.offered import Asked, asked_for
from skolplattform.planning.curriculum.versions import CurriculumDates, curriculum_for, curriculum_read
from skolplattform.registry.codes import NOT_SCHOOL
from skolplattform.registry.tables import Enrolment, GroupMembership
from skolplattform.schedule.tables import Activity, ActivityGroup, Syllabus

MOST = 100


@dataclass(frozen=True, slots=True)
class SubjectChoice:
    """A subject that the student's group reads by `by_group`, and the form by whose `curriculum` they could."""

    subject_code: str
    school_type: str
    subject: str
    curriculum: str
    by_group: str


def choices(session: Session, actor: Actor, student_id: UUID, today: date) -> list[SubjectChoice]:
    """What can be decided for a student: the subjects of their groups here, by a form that they are enrolled in.

    Only where that form has the subject. In five statements.
    """
    forms = session.scalars(
        select(col(Enrolment.school_type))
        .where(
            col(Enrolment.person_id) == student_id,
            col(Enrolment.cancelled).is_(False),
            or_(col(Enrolment.end_date).is_(None), col(Enrolment.end_date) >= today),
            col(Enrolment.school_type).not_in(NOT_SCHOOL),
        )
        .distinct()
        .order_by(col(Enrolment.school_type))
        .limit(MOST)
    ).all()
    read = session.execute(
        select(col(Syllabus.id), col(Syllabus.subject_name))
        .join(Activity, col(Activity.syllabus_id) == col(Syllabus.id))
        .join(ActivityGroup, col(ActivityGroup.activity_id) == col(Activity.id))
        .join(GroupMembership, col(GroupMembership.group_id) == col(ActivityGroup.group_id))
        .where(
            col(GroupMembership.person_id) == student_id,
            or_(col(GroupMembership.end_date).is_(None), col(GroupMembership.end_date) >= today),
            or_(col(Activity.end_date).is_(None), col(Activity.end_date) >= today),
            col(Activity.unit_id).in_(actor.units),
        )
        .distinct()
        .order_by(col(Syllabus.subject_name), col(Syllabus.id))
        .limit(MOST)
    ).all()
    names = dict(read)
    curricula, asked = asked_for(session, names)
    found: dict[tuple[str, str], SubjectChoice] = {}
    for syllabus, name in names.items():
        for one in _by_other_forms(curricula, asked[syllabus], forms, name, today) if syllabus in asked else ():
            found.setdefault((one.subject_code, one.school_type), one)
    return list(found.values())


def _by_other_forms(
    curricula: Collection[CurriculumDates], item: Asked, forms: Collection[str], name: str, today: date
) -> list[SubjectChoice]:
    by_group = curriculum_read(curricula, item.read, (), today)
    others = {form: curriculum_for(curricula, form, today) for form in forms if form != item.read.school_type}
    return [
        SubjectChoice(item.read.subject_code, form, name, code, by_group)
        for form, code in others.items()
        if code != by_group and item.stage(code, today)
    ]
