"""The audit chain shows every way of changing what has been written."""

import json
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from skolplattform.core import anchors, audit
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
    anchored = anchors.anchor(session, school_day)
    assert anchored.heads[chain].length == ENTRIES
    assert anchored.heads[chain].head == _entry(session, chain, ENTRIES).hash.hex()


def test_a_chain_written_anew_does_not_go_through_its_anchor(session: Session, chain: UUID, school_day) -> None:
    """Every hash made anew: the chain itself holds, the anchor that lay elsewhere tells."""
    kept = anchors.read(anchors.anchor(session, school_day).model_dump_json())
    assert list(anchors.changed_since(session, kept)) == []
    before = audit.GENESIS
    for position in range(1, ENTRIES + 1):
        entry = _entry(session, chain, position)
        entry.verb = "test.other"
        entry.hash = before = audit.entry_hash(entry, before)
        session.add(entry)
    session.get_one(AuditChain, chain).head = before
    session.flush()
    assert audit.verify(session) == []
    assert [found.chain for found in anchors.changed_since(session, kept)] == [chain]


@pytest.mark.parametrize("change", [("head", "00" * 32), ("length", 1)])
def test_an_anchor_that_was_changed_is_none(session: Session, chain: UUID, school_day, change) -> None:
    said = json.loads(anchors.anchor(session, school_day).model_dump_json())
    said["heads"][str(chain)][change[0]] = change[1]
    with pytest.raises(anchors.Forged):
        anchors.read(json.dumps(said))


def test_another_key_signs_another_anchor(session: Session, chain: UUID, school_day, monkeypatch) -> None:
    kept = anchors.anchor(session, school_day).model_dump_json()
    monkeypatch.setattr("skolplattform.core.anchors.key_for", lambda purpose: bytes(32))
    with pytest.raises(anchors.Forged):
        anchors.read(kept)
