"""What every read and write of an activity begins with: its teacher, its students, what they are assessed against."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.assessment.permissions import RECORD
from skolplattform.core import clock, modules
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.planning.contract import CriteriaCatalogue, SubjectCriteria
from skolplattform.registry.permissions import holds_on, identity_shown
from skolplattform.registry.queries import shown_person
from skolplattform.registry.tables import GroupMembership, Person
from skolplattform.registry.views import ShownPerson
from skolplattform.schedule.permissions import taught
from skolplattform.schedule.tables import Activity, ActivityGroup

STUDENTS_LIMIT = 200


def school_day_of(activity: Activity) -> date:
    """The day whose members count: today, or the nearest day of the activity's time."""
    day = max(clock.today(), activity.start_date)
    return min(day, activity.end_date) if activity.end_date else day


def taught_activity(session: Session, actor: Actor, activity_id: UUID, *, lock: bool = False) -> Activity:
    """The activity, opened for its teacher; `lock` makes other writers of its matrix wait for this transaction.

    Raises:
        NotFound: missing, or the actor does not teach it.
    """
    require(actor, RECORD)
    question = select(Activity).where(Activity.id == activity_id, col(Activity.id).in_(taught(actor, clock.today())))
    if lock:
        question = question.with_for_update(key_share=True, of=Activity)
    found = session.exec(question).one_or_none()
    if found is None:
        raise NotFound
    return found


def students_of(session: Session, actor: Actor, activity: Activity) -> list[ShownPerson]:
    """The students of the activity's groups as the teacher sees them, by given name."""
    day = school_day_of(activity)
    rows = session.exec(
        select(
            Person.id,
            Person.given_name,
            Person.family_name,
            Person.security_marking,
            identity_shown(actor, clock.today()).label("shown"),
        )
        .where(
            col(Person.id).in_(
                select(GroupMembership.person_id)
                .join(ActivityGroup, col(ActivityGroup.group_id) == col(GroupMembership.group_id))
                .where(
                    ActivityGroup.activity_id == activity.id,
                    holds_on(GroupMembership.start_date, GroupMembership.end_date, day),
                )
            )
        )
        .order_by(col(Person.given_name), col(Person.family_name), col(Person.id))
        .limit(STUDENTS_LIMIT)
    ).all()
    people = [shown_person(row[0], row[1], row[2], row[3], bool(row[4])) for row in rows]
    return sorted(people, key=lambda person: (person.masked, _swedish_order(person.name)))


_ORDER = str.maketrans({"å": "z1", "ä": "z2", "ö": "z3", "é": "e", "ü": "y"})


def _swedish_order(name: str) -> str:
    return name.lower().translate(_ORDER)


def catalogue_of(
    session: Session, syllabus_ids: Collection[UUID], *, student_id: UUID | None = None, day: date | None = None
) -> dict[UUID, SubjectCriteria]:
    """The criteria of these syllabuses that day, a student's by their own curriculum; empty without planning."""
    catalogue = modules.get(CriteriaCatalogue)
    if catalogue is None or not syllabus_ids:
        return {}
    return catalogue.subject_criteria(session, set(syllabus_ids), student_id=student_id, day=day)


def criteria_of_students(
    session: Session, activity: Activity, students: Sequence[ShownPerson]
) -> dict[str, SubjectCriteria]:
    """What each student of the activity is assessed against, by their own curriculum (R-Y01).

    The versions are those that held when the activity began: a new one waits for the next.
    """
    catalogue = modules.get(CriteriaCatalogue)
    if catalogue is None or activity.syllabus_id is None:
        return {}
    ids = [UUID(person.id) for person in students]
    found = catalogue.criteria_of_students(session, activity.syllabus_id, ids, activity.start_date)
    return {str(student): subject for student, subject in found.items()}


def criterion_names(session: Session, criterion_ids: Collection[UUID]) -> dict[UUID, str]:
    """What these criteria are called; empty when planning is not installed."""
    catalogue = modules.get(CriteriaCatalogue)
    return catalogue.criterion_names(session, criterion_ids) if catalogue else {}
