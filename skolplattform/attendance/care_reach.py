"""Who reaches which children of förskola and fritidshem: the staff of the unit, their head, and the unit's tablet."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import NotFound
from skolplattform.registry.care import worked_at
from skolplattform.registry.codes import NOT_SCHOOL, SchoolType
from skolplattform.registry.permissions import enrolment_holds, own_children
from skolplattform.registry.queries import names
from skolplattform.registry.tables import Enrolment, Organisation
from skolplattform.registry.views import ShownPerson

CARE_FORMS = (SchoolType.PRESCHOOL.value, *NOT_SCHOOL)
NOBODY = UUID(int=0)
UNITS = 40


def care_units(session: Session, actor: Actor, on: date) -> tuple[UUID, ...]:
    """The units with förskola or fritidshem that the actor works at, leads, or whose tablet it is; by name."""
    has_care = select(Enrolment.unit_id).where(
        col(Enrolment.school_type).in_(CARE_FORMS),
        enrolment_holds(on),
    )
    question = select(Organisation.id).where(col(Organisation.id).in_(actor.units), col(Organisation.id).in_(has_care))
    if actor.has(Role.TEACHER):
        question = question.where(col(Organisation.id).in_(worked_at(actor, on)))
    return tuple(session.exec(question.order_by(col(Organisation.display_name)).limit(UNITS)).all())


def one_unit(session: Session, actor: Actor, unit_id: UUID | None, on: date) -> UUID:
    """The unit asked for, or the first of the actor's.

    Raises:
        NotFound: not the actor's, or there is none.
    """
    units = care_units(session, actor, on)
    if not units or (unit_id is not None and unit_id not in units):
        raise NotFound
    return unit_id or units[0]


def placed(unit_ids: Iterable[UUID], on: date) -> SelectOfScalar[UUID]:
    """Ids of the children with a place at the units that day."""
    return select(Enrolment.person_id).where(
        col(Enrolment.unit_id).in_(tuple(unit_ids)),
        col(Enrolment.school_type).in_(CARE_FORMS),
        enrolment_holds(on),
    )


def unit_of_child(session: Session, actor: Actor, child_id: UUID, on: date) -> UUID:
    """Where the child has its place, when the actor works there.

    Raises:
        NotFound: not a child of the actor's units.
    """
    for unit in care_units(session, actor, on):
        if session.exec(placed([unit], on).where(Enrolment.person_id == child_id)).first():
            return unit
    raise NotFound


def own_places(session: Session, actor: Actor, on: date) -> dict[UUID, UUID]:
    """The guardian's children with a place, each with its unit, in a fixed order."""
    rows = session.exec(
        select(Enrolment.person_id, Enrolment.unit_id)
        .where(
            col(Enrolment.person_id).in_(own_children(actor, on)),
            col(Enrolment.school_type).in_(CARE_FORMS),
            enrolment_holds(on),
        )
        .order_by(col(Enrolment.start_date).desc(), col(Enrolment.person_id))
        .limit(UNITS)
    ).all()
    return dict(reversed(rows))


def own_place(session: Session, actor: Actor, child_id: UUID, on: date) -> UUID:
    """The unit of one of the guardian's own children.

    Raises:
        NotFound: not the guardian's child, or without a place.
    """
    places = own_places(session, actor, on)
    if child_id not in places:
        raise NotFound
    return places[child_id]


def shown_names(session: Session, actor: Actor, ids: Iterable[UUID]) -> dict[UUID, ShownPerson]:
    """Names for the page. A tablet hangs where everybody passes: it never opens a protected name, whoever signed in."""
    return names(session, replace(actor, person_id=NOBODY) if actor.has(Role.TABLET) else actor, ids)
