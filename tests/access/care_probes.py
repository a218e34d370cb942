"""Förskola in the access matrix: Nils and Moa Kvist are Rut's, Nils is Sten's too, Pia is Vera's and protected."""

from __future__ import annotations

from collections.abc import Callable

from sqlmodel import Session

from skolplattform.attendance.queries import care, needs
from skolplattform.attendance.queries.door import door
from skolplattform.attendance.queries.evacuation import evacuation
from skolplattform.attendance.service import pickup, tablets
from skolplattform.core import clock
from skolplattform.core.actor import Actor
from tests.attendance.care_world import Care, add_care
from tests.support.school import School

Probe = Callable[[Session, Actor, School, str], object]
YES, NO = "+", "."


def with_care(ask: Callable[[Session, Actor, Care, str], object]) -> Probe:
    """Ask it where the school has its förskola."""
    return lambda session, actor, school, about: ask(session, actor, add_care(session, school), about)


def see_door(session: Session, actor: Actor, here: Care, about: str) -> object:
    found = door(session, actor, here.school.unit)
    return str(here.child(about)) in {card.id for card in (*found.coming, *found.here, *found.rest)}


def see_staffing(session: Session, actor: Actor, here: Care, about: str) -> object:
    return needs.staffing(session, actor, here.school.unit, clock.today())


def see_needs(session: Session, actor: Actor, here: Care, about: str) -> object:
    return needs.unit_needs(session, actor, here.school.unit)


def see_hours(session: Session, actor: Actor, here: Care, about: str) -> object:
    return care.care_page(session, actor, here.child(about))


def see_pickup(session: Session, actor: Actor, here: Care, about: str) -> object:
    """A person whom Rut has named and not shared (R-C05)."""
    day = {"first_day": clock.today(), "last_day": None, "shared": False}
    pickup.name_pickup(session, here.school.guardian, here.child(about), name="Mormor Inga", **day, key="matrix-care")
    found = (care.care_page(session, actor, here.child(about)), care.care_children(session, actor))
    return YES if "Mormor Inga" in str(found) else NO


def see_evacuation(session: Session, actor: Actor, here: Care, about: str) -> object:
    return evacuation(session, actor, here.school.unit)


def register_tablet(session: Session, actor: Actor, here: Care, about: str) -> object:
    return tablets.register_tablet(session, actor, here.school.unit, name="Hallen", key="matrix-care")


PROBES: dict[str, Probe] = {
    "care.door": with_care(see_door),
    "care.staffing": with_care(see_staffing),
    "care.needs": with_care(see_needs),
    "care.hours": with_care(see_hours),
    "care.pickup_named": with_care(see_pickup),
    "care.evacuation": with_care(see_evacuation),
    "care.tablets": with_care(register_tablet),
}
