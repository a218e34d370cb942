"""The audit chain: who did or saw what about whom. One chain per school, each entry hashed over the one before."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlmodel import Session, col, select

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.tables import AuditChain, AuditEntry

PLATFORM = UUID(int=0)
GENESIS = bytes(32)


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a chain does not hold."""

    chain: UUID
    position: int
    reason: str


@dataclass(frozen=True, slots=True)
class Noted:
    """One thing that was done or seen, of several in one intention."""

    entity_id: Any
    subject: UUID | None = None
    detail: dict[str, Any] | None = None


def record(
    session: Session,
    actor: Actor,
    verb: str,
    entity: str,
    entity_id: Any,
    *,
    subject: UUID | None = None,
    unit: UUID | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Add an entry in the caller's transaction. `detail` holds ids and field names, never free text."""
    record_each(session, actor, verb, entity, [Noted(entity_id, subject, detail)], unit=unit)


def record_each(
    session: Session, actor: Actor, verb: str, entity: str, notes: Iterable[Noted], *, unit: UUID | None = None
) -> None:
    """Add an entry for each person or thing of one intention, in a fixed number of statements."""
    chain, moment = _locked_head(session, unit or PLATFORM), clock.now()
    entries: list[dict[str, Any]] = []
    for note in notes:
        entry = AuditEntry(
            chain=chain.chain,
            position=chain.length + 1,
            at=moment,
            actor_id=actor.person_id,
            actor_role=actor.process or actor.workspace.value,
            verb=verb,
            entity=entity,
            entity_id=str(note.entity_id),
            subject_id=note.subject,
            detail=note.detail or {},
            hash=b"",
        )
        entry.hash = entry_hash(entry, chain.head)
        chain.length, chain.head = entry.position, entry.hash
        entries.append(entry.model_dump(exclude={"id"}))
    session.add(chain)
    session.flush()
    if entries:
        session.execute(insert(AuditEntry), entries)


def _locked_head(session: Session, chain: UUID) -> AuditChain:
    """The head of the chain, held by this transaction until it ends; made when the school is new."""
    question = select(AuditChain).where(AuditChain.chain == chain).with_for_update()
    head = session.exec(question).one_or_none()
    if head is not None:
        return head
    dialect = session.get_bind().dialect.name
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert
    else:
        from sqlalchemy.dialects.sqlite import insert
    session.execute(
        insert(AuditChain).values(chain=chain, length=0, head=GENESIS).on_conflict_do_nothing(index_elements=["chain"])
    )
    return session.exec(question).one()


def entry_hash(entry: AuditEntry, before: bytes) -> bytes:
    """SHA-256 over the entry before and every field of this one, in a fixed order."""
    fields = [
        str(entry.chain),
        entry.position,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        str(entry.actor_id),
        entry.actor_role,
        entry.verb,
        entry.entity,
        entry.entity_id,
        str(entry.subject_id or ""),
        entry.detail,
    ]
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(before + text.encode()).digest()


def verify(session: Session) -> list[Break]:
    """Walk every chain from its start; an empty list means that nothing was changed, removed or added behind it."""
    broken: list[Break] = []
    for chain in session.exec(select(AuditChain).order_by(col(AuditChain.chain))).all():
        broken.extend(_verify_chain(session, chain))
    heads = select(AuditChain.chain)
    stray = select(AuditEntry.chain).where(col(AuditEntry.chain).not_in(heads)).distinct()
    broken.extend(Break(chain, 0, "entries without a head") for chain in session.exec(stray).all())
    return broken


def _verify_chain(session: Session, chain: AuditChain) -> Iterator[Break]:
    before, position = GENESIS, 0
    rows = session.exec(
        select(AuditEntry)
        .where(AuditEntry.chain == chain.chain)
        .order_by(col(AuditEntry.position))
        .execution_options(yield_per=1_000)
    )
    for entry in rows:
        position += 1
        if entry.position != position:
            yield Break(chain.chain, position, "an entry is missing")
            position = entry.position
        if entry.hash != entry_hash(entry, before):
            yield Break(chain.chain, entry.position, "an entry was changed")
        before = entry.hash
        session.expunge(entry)
    if chain.length != position or chain.head != before:
        yield Break(chain.chain, position, "the end of the chain was cut or rewritten")


def anchor(session: Session, at: datetime) -> dict[str, Any]:
    """The heads of all chains as a small document, to be signed and kept elsewhere each day."""
    rows = session.exec(select(AuditChain).order_by(col(AuditChain.chain))).all()
    return {
        "at": at.isoformat(),
        "heads": {str(row.chain): {"length": row.length, "head": row.head.hex()} for row in rows},
    }
