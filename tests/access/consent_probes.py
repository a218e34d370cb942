"""How the rows of `matrix.txt` about consents are asked."""

from __future__ import annotations

from collections.abc import Callable

from sqlmodel import Session

from skolplattform.core.actor import Actor
from skolplattform.registry.consents import queries, service
from skolplattform.registry.consents.loader import load_kinds
from skolplattform.registry.views import PROTECTED_NAME
from tests.access.hand_in_probes import MASKED, YES
from tests.registry.consent_world import CODE
from tests.support.school import School


def read(session: Session, actor: Actor, school: School, about: str) -> object:
    return queries.consents_of(session, actor, school.people[about])


def answer(session: Session, actor: Actor, school: School, about: str) -> object:
    load_kinds(session)
    service.answer(session, actor, school.people[about], code=CODE, gives=False, key="matrix-consent")
    return YES


def group(session: Session, actor: Actor, school: School, about: str) -> object:
    shown = queries.group_consents(session, actor, school.class_7b if about == "dag" else school.class_7a)
    row = next(one for one in shown.rows if one.person_id == str(school.people[about]))
    return MASKED if row.name == PROTECTED_NAME else YES


PROBES: dict[str, Callable[..., object]] = {
    "registry.consents": read,
    "registry.consent_answer": answer,
    "registry.group_consents": group,
}
