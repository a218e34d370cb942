"""Who answers for whom: custodians for a child, a student of age for oneself; who works with a group sees the list."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require, right
from skolplattform.registry.care import worked_departments
from skolplattform.registry.permissions import is_guardian_of, own_groups
from skolplattform.registry.rules import is_of_age
from skolplattform.registry.tables import Group, Person

ANSWER = right("registry.answer_consent", Role.GUARDIAN)
ANSWER_OWN = right("registry.answer_own_consent", Role.STUDENT)
SEE_CONSENTS = right("registry.see_consents", Role.TEACHER, Role.MENTOR)


def require_answering(session: Session, actor: Actor, person_id: UUID, on: date) -> Person:
    """The child whose custodian the actor is, or the actor when of age.

    Raises:
        Denied: neither guardian nor student. NotFound: somebody else's child, or a student under age.
    """
    require(actor, ANSWER if actor.has(Role.GUARDIAN) else ANSWER_OWN)
    person = session.get(Person, person_id)
    if person is None or not _answers(session, actor, person, on):
        raise NotFound
    return person


def _answers(session: Session, actor: Actor, person: Person, on: date) -> bool:
    if actor.has(Role.GUARDIAN):
        return is_guardian_of(session, actor, person.id, on)
    return actor.person_id == person.id and person.birth_date is not None and is_of_age(person.birth_date, on)


def require_group(session: Session, actor: Actor, group_id: UUID, on: date) -> Group:
    """A group that the actor teaches or mentors, or a department of the förskola where they work.

    Raises:
        NotFound: not theirs.
    """
    groups = select(Group).where(Group.id == group_id)
    for theirs in (own_groups(actor, on), worked_departments(actor, on)):
        found = session.exec(groups.where(col(Group.id).in_(theirs))).one_or_none()
        if found is not None:
            return found
    raise NotFound
