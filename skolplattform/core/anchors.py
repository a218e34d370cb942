"""How the audit chains ended on a day, signed and kept elsewhere: then nobody rewrites the past unseen.

The chains prove that nothing in the middle was changed. Whoever holds the database could still make every hash anew;
the anchor of an earlier day, which lies where they cannot reach, says what they were then.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlmodel import Session, col, select

from skolplattform.core.audit import Break
from skolplattform.core.sealed import key_for
from skolplattform.core.tables import AuditChain, AuditEntry


class End(BaseModel):
    """The last entry of a chain: how many there are, and its hash."""

    model_config = ConfigDict(extra="forbid")
    length: int
    head: str


class Anchor(BaseModel):
    """The ends of all chains at a moment, and the installation's signature of them."""

    model_config = ConfigDict(extra="forbid")
    at: datetime
    heads: dict[UUID, End]
    signature: str = ""


class Forged(Exception):
    """The document is no anchor that this installation has signed."""


def anchor(session: Session, at: datetime) -> Anchor:
    """The ends of all chains now."""
    rows = session.exec(select(AuditChain).order_by(col(AuditChain.chain))).all()
    made = Anchor(at=at, heads={row.chain: End(length=row.length, head=row.head.hex()) for row in rows})
    return made.model_copy(update={"signature": _signature(made)})


def read(document: str) -> Anchor:
    """An anchor that was kept.

    Raises:
        Forged: it is none, or was changed, or was signed with another SKOLPLATTFORM_SECRET_KEY.
    """
    try:
        found = Anchor.model_validate_json(document)
    except ValidationError as error:
        raise Forged from error
    if not hmac.compare_digest(found.signature, _signature(found)):
        raise Forged
    return found


def changed_since(session: Session, kept: Anchor) -> Iterator[Break]:
    """Every chain that does not go through where it ended then: it was cut, or written anew."""
    for chain, end in kept.heads.items():
        if not end.length:
            continue
        hash_then = session.exec(
            select(AuditEntry.hash).where(AuditEntry.chain == chain, AuditEntry.position == end.length)
        ).first()
        if hash_then is None or hash_then.hex() != end.head:
            yield Break(chain, end.length, "the entry is not the one that was anchored")


def _signature(made: Anchor) -> str:
    said: dict[str, Any] = made.model_dump(mode="json", exclude={"signature"})
    return hmac.digest(key_for("audit anchor"), json.dumps(said, sort_keys=True).encode(), hashlib.sha256).hex()
