"""The audit chain: who did or saw what about whom. One chain per school, each entry hashed over the one before."""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Table, bindparam
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import ANSWERS
from skolplattform.core.tables import AuditChain, AuditCircle, AuditCircleMember, AuditEntry
from skolplattform.core.upsert import insert_into

PLATFORM = UUID(int=0)
GENESIS = bytes(32)
_CHAINS: Table = AuditChain.__table__  # type: ignore[attr-defined]
_ENTRIES: Table = AuditEntry.__table__  # type: ignore[attr-defined]
_THIS = _CHAINS.c.chain == bindparam("of")
_HEAD = sql_select(_CHAINS.c.length, _CHAINS.c.head).where(_THIS).with_for_update()
_MOVE = _CHAINS.update().where(_THIS)
_CIRCLES: Table = AuditCircle.__table__  # type: ignore[attr-defined]
_MEMBERS: Table = AuditCircleMember.__table__  # type: ignore[attr-defined]


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
    moment = clock.now()
    entries = [
        entry_of(actor, verb, entity, note.entity_id, at=moment, subject=note.subject, detail=note.detail)
        for note in notes
    ]
    append(session, unit or PLATFORM, entries)


def entry_of(
    actor: Actor,
    verb: str,
    entity: str,
    entity_id: Any,
    *,
    at: datetime,
    subject: UUID | None = None,
    circle: UUID | None = None,
    detail: dict[str, Any] | None = None,
) -> AuditEntry:
    """An entry that has no place in a chain yet."""
    return AuditEntry(
        chain=PLATFORM,
        position=0,
        at=at,
        actor_id=actor.person_id,
        actor_role=actor.process or actor.workspace.value,
        verb=verb,
        entity=entity,
        entity_id=str(entity_id),
        subject_id=subject,
        circle_id=circle,
        detail=detail or {},
        hash=b"",
    )


def append(session: Session, unit: UUID, entries: Sequence[AuditEntry]) -> None:
    """Put the entries last in a school's chain, each hashed over the one before. Three statements."""
    length, head = _locked_head(session, unit)
    for entry in entries:
        entry.chain, entry.position = unit, length + 1
        entry.hash = entry_hash(entry, head)
        length, head = entry.position, entry.hash
    if entries:
        session.execute(_MOVE, {"of": unit, "length": length, "head": head})
        session.execute(_ENTRIES.insert(), [entry.model_dump(exclude={"id"}) for entry in entries])


def circle_of(persons: Collection[UUID]) -> UUID:
    """The key of a circle: a hash of who is in it, the same whatever their order."""
    return UUID(bytes=hashlib.sha256(b"".join(sorted(person.bytes for person in persons))).digest()[:16])


def keep_circles(session: Session, circles: Iterable[frozenset[UUID]]) -> None:
    """Write down who is in these circles, those that are new: one statement when none is."""
    by_key = {circle_of(persons): persons for persons in circles}
    if not by_key:
        return
    heads = [{"id": key, "size": len(by_key[key])} for key in sorted(by_key)]
    wanted = insert_into(session, _CIRCLES).values(heads).on_conflict_do_nothing().returning(_CIRCLES.c.id)
    members = [
        {"circle_id": key, "person_id": person}
        for key in session.scalars(wanted).all()
        for person in sorted(by_key[key])
    ]
    if members:
        session.execute(_MEMBERS.insert(), members)


def _locked_head(session: Session, chain: UUID) -> tuple[int, bytes]:
    """Length and head of the chain, held by this transaction until it ends; made when the school is new."""
    found = session.execute(_HEAD, {"of": chain}).one_or_none()
    if found is None:
        begun = insert_into(session, _CHAINS).on_conflict_do_nothing(index_elements=["chain"])
        session.execute(begun, {"chain": chain, "length": 0, "head": GENESIS})
        found = session.execute(_HEAD, {"of": chain}).one()
    return found.length, found.head


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
        *([str(entry.circle_id)] if entry.circle_id else []),
    ]
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(before + text.encode()).digest()


def verify(session: Session) -> list[Break]:
    """Walk every chain from its start; an empty list means that nothing was changed, removed or added behind it."""
    _at_one_moment(session)
    broken: list[Break] = []
    for chain in _chains(session):
        broken.extend(_verify_chain(session, chain))
    heads = select(AuditChain.chain)
    stray = select(AuditEntry.chain).where(col(AuditEntry.chain).not_in(heads)).distinct()
    broken.extend(Break(chain, 0, "entries without a head") for chain in session.exec(stray).all())
    broken.extend(_verify_circles(session))
    return broken


def _at_one_moment(session: Session) -> None:
    """A session that only reads sees the chains as they were when the walk began; PostgreSQL has to be told."""
    if ANSWERS in session.info and session.get_bind().dialect.name == "postgresql":
        session.commit()
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def _verify_circles(session: Session) -> Iterator[Break]:
    """Every circle still holds exactly the persons that its key was made of, and none that is named is missing."""
    rows = session.execute(
        select(_CIRCLES.c.id, _MEMBERS.c.person_id)
        .outerjoin(_MEMBERS, _MEMBERS.c.circle_id == _CIRCLES.c.id)
        .order_by(_CIRCLES.c.id)
        .execution_options(yield_per=1_000)
    )
    for key, members in groupby(rows, key=itemgetter(0)):
        if circle_of([person for _, person in members if person]) != key:
            yield Break(PLATFORM, 0, "who was seen together was changed")
    kept = select(AuditCircle.id)
    for named in (col(AuditEntry.circle_id), col(AuditCircleMember.circle_id)):
        if session.exec(select(named).where(named.is_not(None), named.not_in(kept)).limit(1)).first():
            yield Break(PLATFORM, 0, "who was seen together was removed")


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


def _chains(session: Session) -> Sequence[AuditChain]:
    """Every chain as it stands in the database now."""
    return session.exec(
        select(AuditChain).order_by(col(AuditChain.chain)).execution_options(populate_existing=True)
    ).all()
