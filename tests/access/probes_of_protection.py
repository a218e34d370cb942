"""How the rows of `matrix.txt` about protected persons, previews and the second factor are asked."""

from __future__ import annotations

from collections.abc import Callable

from sqlmodel import Session

from skolplattform.accounts import second_factor
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Invalid
from skolplattform.planning.service import preview_plan
from skolplattform.registry import protection
from skolplattform.registry.grants import grants
from skolplattform.ui.search import SEARCH, found_by
from tests.support.school import School
from tests.support.school_rows import PEOPLE

YES = "+"


def break_the_glass(session: Session, actor: Actor, school: School, about: str) -> object:
    try:
        return protection.break_glass(session, actor, school.people[about], reason="Sjuk på utflykten", kind="ill")
    except Invalid:
        return YES  # let in; the person is open to them already


def see_grants(session: Session, actor: Actor, school: School, about: str) -> object:
    protection.break_glass(session, school.principal, school.people[about], reason="Sjuk på utflykten", kind="ill")
    return grants(session, actor)


def forget_codes(session: Session, actor: Actor, school: School, about: str) -> object:
    second_factor.forget(session, actor, school.people[about])
    return YES


def preview(session: Session, actor: Actor, school: School, about: str) -> object:
    from tests.access.plan_probes import ready_plan

    return preview_plan(session, actor, ready_plan(session, school, about), reader="guardian")


def search(session: Session, actor: Actor, school: School, about: str) -> object:
    """Both names are typed into the header's field, as somebody who knows whom they look for would."""
    if not SEARCH.held_by(actor):
        return False
    given, family, _ = PEOPLE[about]
    found = found_by(session, actor, given) + found_by(session, actor, family)
    return f"{given} {family}" in {hit.name for hit in found}


PROBES: dict[str, Callable[[Session, Actor, School, str], object]] = {
    "ui.search": search,
    "registry.break_glass": break_the_glass,
    "registry.grants": see_grants,
    "planning.preview": preview,
    "accounts.forget_codes": forget_codes,
}
