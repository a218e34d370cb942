"""Which roles the register gives a person today: from duties, assignments, enrolments and custody, with their dates."""

from datetime import date
from uuid import UUID

from sqlalchemy import event, func, insert
from sqlmodel import Session, col, select

from skolplattform.accounts.contract import ROLES, Candidate, Standing
from skolplattform.core import clock
from skolplattform.core.actor import Actor, Role, Workspace
from skolplattform.core.tables import Change
from skolplattform.registry import queries
from skolplattform.registry.codes import AssignmentRole, DutyRole, GroupType, PersonStatus
from skolplattform.registry.permissions import enrolment_holds, has_custody, holds_on, seen_children
from skolplattform.registry.tables import (
    AgeConsent,
    Assignment,
    Duty,
    Enrolment,
    Group,
    GroupMembership,
    Organisation,
    Person,
    PrincipalName,
    Responsibility,
)
from skolplattform.schedule.tables import ActivityTeacher

MOST = 40
TEACHING = (
    DutyRole.TEACHER,
    DutyRole.LEAD_TEACHER,
    DutyRole.PRESCHOOL_TEACHER,
    DutyRole.CHILDCARE_WORKER,
    DutyRole.LEISURE_PEDAGOGUE,
    DutyRole.SPECIAL_TEACHER,
    DutyRole.TEACHING_ASSISTANT,
    DutyRole.OTHER_PEDAGOGICAL,
)
ROLE_OF_DUTY: dict[str, Role] = {
    **{duty.value: Role.TEACHER for duty in TEACHING},
    DutyRole.PRINCIPAL.value: Role.PRINCIPAL,
    DutyRole.PRESCHOOL_HEAD.value: Role.PRINCIPAL,
    DutyRole.ADMINISTRATOR.value: Role.ADMINISTRATOR,
    DutyRole.STUDY_COUNSELLOR.value: Role.STUDY_COUNSELLOR,
    DutyRole.SOCIAL_COUNSELLOR.value: Role.STUDENT_HEALTH,
    DutyRole.SCHOOL_NURSE.value: Role.STUDENT_HEALTH,
    DutyRole.SCHOOL_DOCTOR.value: Role.STUDENT_HEALTH,
    DutyRole.PSYCHOLOGIST.value: Role.STUDENT_HEALTH,
}
ROLE_OF_ASSIGNMENT: dict[str, Role] = {
    AssignmentRole.MENTOR.value: Role.MENTOR,
    AssignmentRole.STUDENT_HEALTH.value: Role.STUDENT_HEALTH,
}


GIVE_ROLES = (AgeConsent, Assignment, Duty, Enrolment, Responsibility)


class RegisterOfPersons:
    """What sign-in asks of the register (`accounts.contract.Register`)."""

    def standings(self, session: Session, person_id: UUID, day: date) -> tuple[Standing, ...]:
        """Every role the person holds on `day`; empty for one who has left."""
        person = session.get(Person, person_id)
        if person is None or person.person_status != PersonStatus.ACTIVE.value:
            return ()
        units = _units_by_role(session, person_id, day)
        held = [Standing(role, queries.units_below(session, roots)) for role, roots in sorted(units.items())]
        if _is_enrolled(session, person_id, day):
            held.append(Standing(Role.STUDENT))
        if _has_children(session, person_id, day):
            held.append(Standing(Role.GUARDIAN))
        return tuple(held)

    def below(self, session: Session, organisation_ids: frozenset[UUID]) -> frozenset[UUID]:
        """The organisations and everything under them."""
        return queries.units_below(session, organisation_ids)

    def name(self, session: Session, person_id: UUID) -> str:
        """The person's name as shown to themselves."""
        person = session.get(Person, person_id)
        return person.full_name if person else ""

    def person_of(self, session: Session, principal_name: str) -> UUID | None:
        """The person whom a principal name (EPPN) identifies."""
        found = session.get(PrincipalName, principal_name.strip().casefold())
        found = found or session.get(PrincipalName, principal_name.strip())
        return found.person_id if found else None

    def candidate(self, session: Session, role: Role, day: date) -> Candidate | None:
        """A person with this role who has much to show: many groups, several children, an older student."""
        find = {Role.STUDENT: _student_to_show, Role.GUARDIAN: _guardian_to_show}.get(role)
        return find(session, day) if find else _staff_to_show(session, role, day)


@event.listens_for(Session, "after_flush")
def _announce_roles(session: Session, _context: object) -> None:
    """Whoever writes what gives roles: open pages are asked about again within seconds."""
    touched = (*session.new, *session.dirty, *session.deleted)
    if any(isinstance(row, GIVE_ROLES) for row in touched):
        statement = insert(Change).values(topic=ROLES, at=clock.now())
        session.connection().execute(statement)


def _units_by_role(session: Session, person_id: UUID, day: date) -> dict[Role, set[UUID]]:
    found: dict[Role, set[UUID]] = {}
    duties = session.exec(
        select(Duty.id, Duty.duty_role, Duty.unit_id)
        .where(Duty.person_id == person_id, holds_on(Duty.start_date, Duty.end_date, day))
        .order_by(col(Duty.start_date))
        .limit(MOST)
    ).all()
    for _, duty_role, unit_id in duties:
        if role := ROLE_OF_DUTY.get(duty_role):
            found.setdefault(role, set()).add(unit_id)
    unit_of_duty = {duty_id: unit_id for duty_id, _, unit_id in duties}
    assignments = session.exec(
        select(Assignment.duty_id, Assignment.assignment_role)
        .where(
            col(Assignment.duty_id).in_(unit_of_duty),
            holds_on(Assignment.start_date, Assignment.end_date, day),
        )
        .order_by(col(Assignment.start_date))
        .limit(MOST * 5)
    ).all()
    for duty_id, assignment_role in assignments:
        if role := ROLE_OF_ASSIGNMENT.get(assignment_role):
            found.setdefault(role, set()).add(unit_of_duty[duty_id])
    return found


def _is_enrolled(session: Session, person_id: UUID, day: date) -> bool:
    question = select(Enrolment.id).where(
        Enrolment.person_id == person_id,
        enrolment_holds(day),
    )
    return session.exec(question.limit(1)).first() is not None


def _has_children(session: Session, person_id: UUID, day: date) -> bool:
    as_guardian = Actor(person_id=person_id, workspace=Workspace.GUARDIAN, roles=frozenset({Role.GUARDIAN}))
    return session.exec(seen_children(as_guardian, day).limit(1)).first() is not None


def _student_to_show(session: Session, day: date) -> Candidate | None:
    found = session.exec(
        select(Enrolment.person_id, Group.display_name)
        .join(Person, col(Person.id) == col(Enrolment.person_id))
        .join(GroupMembership, col(GroupMembership.person_id) == col(Enrolment.person_id))
        .join(Group, col(Group.id) == col(GroupMembership.group_id))
        .where(
            Person.security_marking == "Ingen",
            Group.group_type == GroupType.CLASS.value,
            col(Enrolment.cancelled).is_(False),
            col(Enrolment.school_year).between(6, 8),
            holds_on(Enrolment.start_date, Enrolment.end_date, day),
            holds_on(GroupMembership.start_date, GroupMembership.end_date, day),
        )
        .order_by(col(Enrolment.school_year).desc(), col(Enrolment.person_id))
        .limit(1)
    ).first()
    return Candidate(found[0], found[1]) if found else None


def _guardian_to_show(session: Session, day: date) -> Candidate | None:
    child = func.count(func.distinct(Responsibility.child_id))
    found = session.exec(
        select(Responsibility.adult_id, child)
        .join(Person, col(Person.id) == col(Responsibility.child_id))
        .join(Enrolment, col(Enrolment.person_id) == col(Responsibility.child_id))
        .where(
            Person.security_marking == "Ingen",
            has_custody(day),
            holds_on(Enrolment.start_date, Enrolment.end_date, day),
        )
        .group_by(col(Responsibility.adult_id))
        .order_by(child.desc(), col(Responsibility.adult_id))
        .limit(1)
    ).first()
    return Candidate(found[0], f"children:{found[1]}") if found else None


def _staff_to_show(session: Session, role: Role, day: date) -> Candidate | None:
    duties = [duty for duty, given in ROLE_OF_DUTY.items() if given is role]
    lessons = func.count(col(ActivityTeacher.activity_id))
    found = session.exec(
        select(Duty.person_id, Duty.duty_role, Organisation.display_name, lessons)
        .join(Organisation, col(Organisation.id) == col(Duty.unit_id))
        .join(ActivityTeacher, col(ActivityTeacher.duty_id) == col(Duty.id), isouter=True)
        .where(col(Duty.duty_role).in_(duties), holds_on(Duty.start_date, Duty.end_date, day))
        .group_by(col(Duty.person_id), col(Duty.duty_role), col(Organisation.display_name))
        .order_by(lessons.desc(), col(Duty.person_id))
        .limit(1)
    ).first()
    return Candidate(found[0], f"{found[1]}, {found[2]}") if found else None
