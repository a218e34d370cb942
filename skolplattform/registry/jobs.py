"""What the register does by itself: the principal hears of an emergency opening of a protected person (R-X04)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.core import outbox
from skolplattform.core.config import settings
from skolplattform.core.notify import Address
from skolplattform.i18n import text
from skolplattform.registry.permissions import BREAK_GLASS
from skolplattform.registry.tables import Contact

PAGE = "/register/skydd"


def send_alerts() -> None:
    """Tell each principal that somebody opened protected details, and where to read it: no name, no reason."""
    outbox.deliver(BREAK_GLASS.name, addresses, _words)


def _words(_payload: dict[str, Any]) -> tuple[str, str]:
    link = settings().public_url.rstrip("/") + PAGE
    return text("registry.glass.alert.title"), text("registry.glass.alert.body", link=link)


def addresses(session: Session, people: set[UUID]) -> dict[UUID, Address]:
    """Where these persons can be reached, as the register knows."""
    found: dict[UUID, dict[str, str]] = {}
    question = select(Contact).where(col(Contact.person_id).in_(people), col(Contact.kind).in_(("email", "phone")))
    for contact in session.exec(question.order_by(col(Contact.mobile), col(Contact.id).desc())).all():
        found.setdefault(contact.person_id, {})[contact.kind] = contact.value
    return {person: Address(**kinds) for person, kinds in found.items()}
