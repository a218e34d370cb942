"""Who reads secrecy-classed data: said by the query, written down before anybody sees the answer (security rule 6).

A query that reads such data calls `opened`. In a session that writes, the entry belongs to that transaction. In one
that only reads, `core.db` writes the entry when the query is done and hands the answer on when it is committed:
what cannot be logged is not shown. Openings that wait at the same moment share one transaction.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from skolplattform.core import audit, clock
from skolplattform.core.actor import Actor
from skolplattform.core.tables import AuditEntry

WAITING = "readings"
_MOST = 20_000
_written: OrderedDict[tuple[Any, ...], None] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Reading:
    """Somebody opened something about these persons."""

    actor: Actor
    verb: str
    entity: str
    entity_id: str
    persons: frozenset[UUID]
    circle: UUID
    unit: UUID
    at: datetime
    detail: dict[str, Any]

    @property
    def is_of_several(self) -> bool:
        """A single person stands in the entry itself, several as a circle."""
        return len(self.persons) > 1

    @property
    def key(self) -> tuple[Any, ...]:
        """The same session that reads the same thing about the same persons."""
        actor = self.actor
        return (actor.session_key, actor.person_id, actor.workspace, self.verb, self.entity_id, self.circle)

    def entry(self) -> AuditEntry:
        """The reading as an entry of the audit chain."""
        subject = None if self.is_of_several else next(iter(self.persons))
        return audit.entry_of(
            self.actor,
            self.verb,
            self.entity,
            self.entity_id,
            at=self.at,
            subject=subject,
            circle=self.circle if self.is_of_several else None,
            detail=self.detail,
        )


def opened(
    session: Session,
    actor: Actor,
    verb: str,
    entity: str,
    entity_id: object,
    *,
    persons: Collection[UUID],
    unit: UUID | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Say that the actor reads secrecy-classed data about these persons. One's own data is one's own to read.

    `unit` is the school in whose chain it stands; left out, it is one of the actor's own.
    """
    others = frozenset(persons) - {actor.person_id}
    if not others:
        return
    circle, chain = audit.circle_of(others), unit or min(actor.units, default=audit.PLATFORM)
    reading = Reading(actor, verb, entity, str(entity_id), others, circle, chain, clock.now(), dict(detail or {}))
    waiting = session.info.get(WAITING)
    if waiting is None:
        write(session, [reading])
    else:
        waiting.append(reading)


def write(session: Session, readings: Iterable[Reading]) -> None:
    """Add the readings to the chains of their schools, in one order, so that two writers never wait for each other."""
    found = list(readings)
    audit.keep_circles(session, {reading.persons for reading in found if reading.is_of_several})
    chains: defaultdict[UUID, list[AuditEntry]] = defaultdict(list)
    for reading in found:
        chains[reading.unit].append(reading.entry())
    for unit in sorted(chains):
        audit.append(session, unit, chains[unit])


def forget() -> None:
    """The database is closed: what was written stood in that one."""
    _written.clear()


def unwritten(readings: Iterable[Reading]) -> list[Reading]:
    """Those that this process has not written for the same session: an open page that reads again opens nothing."""
    return [reading for reading in readings if reading.key not in _written]


def remember(readings: Iterable[Reading]) -> None:
    """These are committed."""
    for reading in readings:
        _written[reading.key] = None
        _written.move_to_end(reading.key)
    while len(_written) > _MOST:
        _written.popitem(last=False)
