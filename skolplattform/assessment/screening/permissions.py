"""Who sees and writes screening: the child's own teachers of reading and mathematics, and few others (R-X09)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from datetime import date
from uuid import UUID

from sqlalchemy import false, union
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from skolplattform.assessment.screening.rules import academic_year
from skolplattform.assessment.screening.tables import ScreeningResult
from skolplattform.core import clock
from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require, right
from skolplattform.registry.codes import GroupType
from skolplattform.registry.permissions import enrolled, holds_on, is_among, members, mentored_groups
from skolplattform.registry.tables import Enrolment, Group, Person
from skolplattform.schedule.permissions import taught
from skolplattform.schedule.tables import Activity, ActivityGroup, Syllabus

RECORD = right("assessment.screen", Role.TEACHER, Role.MENTOR)
FOLLOW = right("assessment.follow_screening", Role.TEACHER, Role.MENTOR, Role.STUDENT_HEALTH)
OF_SCHOOL = right("assessment.screening_of_school", Role.PRINCIPAL)
READ_CHILD = right("assessment.read_screening", Role.GUARDIAN)

SCREENED_SUBJECTS = ("SV", "SVA", "MA")


def screened_groups(actor: Actor, on: date) -> SelectOfScalar[UUID]:
    """The groups where the actor has an assignment (mentor, special teacher) or teaches Swedish or mathematics."""
    in_subject = (
        select(ActivityGroup.group_id)
        .join(Activity, col(Activity.id) == col(ActivityGroup.activity_id))
        .join(Syllabus, col(Syllabus.id) == col(Activity.syllabus_id))
        .where(col(Activity.id).in_(taught(actor, on)), col(Syllabus.designation).in_(SCREENED_SUBJECTS))
    )
    wanted = [mentored_groups(actor, on)]
    if actor.has(Role.TEACHER):
        wanted.append(in_subject)
    return select(union(*wanted).subquery().c[0])


def screened_class(session: Session, actor: Actor, group_id: UUID, *, lock: bool = False) -> Group:
    """The class, when the actor records in it; `lock` makes others who write about it wait for this transaction.

    Raises:
        NotFound: missing, no class, or not the actor's.
    """
    require(actor, RECORD)
    today = clock.today()
    question = select(Group).where(
        Group.id == group_id,
        Group.group_type == GroupType.CLASS.value,
        holds_on(Group.start_date, Group.end_date, today),
        col(Group.id).in_(screened_groups(actor, today)),
    )
    if lock:
        question = question.with_for_update(key_share=True, of=Group)
    found = session.exec(question).one_or_none()
    if found is None:
        raise NotFound
    return found


def followed_children(actor: Actor, on: date) -> SelectOfScalar[UUID]:
    """Ids of the children whose screening the actor may read.

    A teacher: the own classes. Student health: those at their schools who have a signal this school year, as the law
    asks for people trained in special needs to be consulted about them (SL 3:4), and nobody else.
    """
    if actor.has(Role.TEACHER, Role.MENTOR):
        return members(screened_groups(actor, on), on)
    if actor.has(Role.STUDENT_HEALTH):
        signalled = select(ScreeningResult.student_id).where(
            col(ScreeningResult.signal).is_(True), ScreeningResult.year == academic_year(on)
        )
        return enrolled(actor.units, on).where(col(Enrolment.person_id).in_(signalled))
    return select(Person.id).where(false())


def check_followed(session: Session, actor: Actor, student_id: UUID) -> None:
    """The actor may read this child's screening.

    Raises:
        NotFound: not the actor's.
    """
    require(actor, FOLLOW)
    if not is_among(session, actor, student_id, followed_children(actor, clock.today())):
        raise NotFound


def check_recorded(session: Session, actor: Actor, student_id: UUID) -> None:
    """The actor writes about this child.

    Raises:
        NotFound: not the actor's.
    """
    require(actor, RECORD)
    check_followed(session, actor, student_id)
