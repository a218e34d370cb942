"""The audit chain shows every way of changing what has been written."""

from random import Random
from uuid import UUID

import pytest
from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from skolplattform.core import audit
from skolplattform.core.actor import system_actor
from skolplattform.core.ids import new_id
from skolplattform.core.tables import AuditChain, AuditEntry

ENTRIES = 12
ATTACKS_PER_KIND = 50


@pytest.fixture
def chain(session: Session) -> UUID:
    """A school's chain with some entries, beside the platform's own."""
    unit, actor = new_id(), system_actor("test")
    for number in range(ENTRIES):
        audit.record(session, actor, "attendance.record", "lesson", number, subject=new_id(), unit=unit)
        audit.record(session, actor, "core.tick", "clock", number)
    return unit


def _entry(session: Session, chain: UUID, position: int) -> AuditEntry:
    return session.exec(select(AuditEntry).where(AuditEntry.chain == chain, AuditEntry.position == position)).one()


def _edit(session: Session, chain: UUID, random: Random) -> None:
    column = random.choice(["verb", "entity_id", "actor_role", "entity"])
    target = _entry(session, chain, random.randint(1, ENTRIES))
    session.execute(update(AuditEntry).where(col(AuditEntry.id) == target.id).values({column: "forged"}))


def _remove(session: Session, chain: UUID, random: Random) -> None:
    target = _entry(session, chain, random.randint(1, ENTRIES))
    session.execute(delete(AuditEntry).where(col(AuditEntry.id) == target.id))


def _swap(session: Session, chain: UUID, random: Random) -> None:
    first, second = random.sample(range(1, ENTRIES + 1), 2)
    one, other = _entry(session, chain, first), _entry(session, chain, second)
    hidden = ENTRIES + 100
    for target, position in ((one.id, hidden), (other.id, first), (one.id, second)):
        session.execute(update(AuditEntry).where(col(AuditEntry.id) == target).values(position=position))


def _rewrite_tail(session: Session, chain: UUID, random: Random) -> None:
    """Drop the last entries and put the length right, as one who knows the tables would."""
    kept = random.randint(0, ENTRIES - 1)
    session.execute(delete(AuditEntry).where(col(AuditEntry.chain) == chain, col(AuditEntry.position) > kept))
    session.execute(update(AuditChain).where(col(AuditChain.chain) == chain).values(length=kept))


@pytest.mark.parametrize("attack", [_edit, _remove, _swap, _rewrite_tail])
def test_every_change_of_the_past_is_found(session: Session, chain: UUID, attack) -> None:
    random = Random(attack.__name__)
    for _ in range(ATTACKS_PER_KIND):
        savepoint = session.begin_nested()
        attack(session, chain, random)
        session.expire_all()
        assert [found.chain for found in audit.verify(session)].count(chain) >= 1
        savepoint.rollback()
        session.expire_all()
    assert audit.verify(session) == []


def test_each_school_has_a_chain_of_its_own(session: Session, chain: UUID) -> None:
    lengths = dict(session.exec(select(AuditChain.chain, AuditChain.length)).all())
    assert lengths == {chain: ENTRIES, audit.PLATFORM: ENTRIES}


def test_the_anchor_names_every_head(session: Session, chain: UUID, school_day) -> None:
    anchored = audit.anchor(session, school_day)
    assert anchored["heads"][str(chain)]["length"] == ENTRIES
    assert anchored["heads"][str(chain)]["head"] == _entry(session, chain, ENTRIES).hash.hex()
