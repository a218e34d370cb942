"""A teacher opens an exchange, deals the hand-ins out, releases what was said, and ends it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from random import SystemRandom
from uuid import UUID

from sqlmodel import Session, select

from skolplattform.core import clock, idempotency
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, Invalid
from skolplattform.core.ids import new_id
from skolplattform.core.permissions import require
from skolplattform.planning.hand_in.permissions import answered_work
from skolplattform.planning.peer_response import rules
from skolplattform.planning.peer_response.permissions import LEAD_PEERS, led_round, may_show
from skolplattform.planning.peer_response.queries.asking import askable_groups, criteria_of
from skolplattform.planning.peer_response.queries.dealing import Exchanged, exchanged, standing
from skolplattform.planning.peer_response.service.told import DEALT, SHOWN, noted, tell, untell
from skolplattform.planning.peer_response.tables import PeerResponse, PeerRound

_DRAW = SystemRandom()


@dataclass(frozen=True, slots=True)
class Terms:
    """How the students respond: how many each, whether by name, whether it is read at once."""

    each: int
    is_named: bool
    shown_at_once: bool


def open_rounds(
    session: Session,
    actor: Actor,
    work_id: UUID,
    *,
    groups: Collection[UUID],
    criteria: Sequence[UUID],
    questions: str,
    terms: Terms,
    key: str,
) -> tuple[UUID, ...]:
    """Ask each of these groups of a task with hand-in; each group is an exchange of its own.

    `questions` are the teacher's own sentences, one on each line.

    Raises:
        NotFound: not a task whose hand-ins they answer.
        Invalid: at the field: no group of the task that they teach, no question, a number that cannot be.
    """
    require(actor, LEAD_PEERS)

    def put() -> dict[str, list[str]]:
        work = answered_work(session, actor, work_id)
        free = {group for group, _ in askable_groups(session, actor, work)}
        if not groups or not set(groups) <= free:
            raise Invalid("groups", "peer.error.groups")
        offered = dict(criteria_of(session, work))
        asked = rules.checked_questions([offered[one] for one in criteria if one in offered], questions)
        rows = [
            PeerRound(
                id=new_id(),
                work_id=work.id,
                group_id=group,
                questions=list(asked),
                each=rules.checked_each(terms.each),
                is_named=terms.is_named,
                shown_at_once=terms.shown_at_once,
                opened_by=actor.person_id,
                opened_at=clock.now(),
            )
            for group in sorted(set(groups))
        ]
        session.add_all(rows)
        session.flush()
        for row in rows:
            noted(session, actor, LEAD_PEERS, row, did="open")
        return {"rounds": [str(row.id) for row in rows]}

    answer = idempotency.once(session, actor, key, f"planning.open_peer_rounds:{work_id}", put)
    return tuple(UUID(one) for one in answer["rounds"])


def deal(session: Session, actor: Actor, round_id: UUID, *, key: str) -> int:
    """Deal out what is handed in and not dealt yet: at first to everybody, later to those who came after.

    Returns how many students have something new to read.

    Raises:
        NotFound: not an exchange that they lead.
        Invalid: it is ended, or fewer than two have handed in.
    """
    return _dealt_once(session, actor, round_id, None, key)


def deal_to_others(session: Session, actor: Actor, round_id: UUID, student_id: UUID, *, key: str) -> int:
    """A student is away: what they have not sent is dealt to classmates. What they wrote so far is kept for them.

    Raises:
        NotFound: not an exchange that they lead, or nothing of this student's waits there.
        Invalid: it is ended.
    """
    return _dealt_once(session, actor, round_id, student_id, key)


def _dealt_once(session: Session, actor: Actor, round_id: UUID, away: UUID | None, key: str) -> int:
    require(actor, LEAD_PEERS)

    def put() -> dict[str, int]:
        row = led_round(session, actor, round_id, held=True)
        if row.closed_at is not None:
            raise Invalid("state", "peer.error.closed")
        handed = exchanged(session, row)
        if len(handed) < 2:
            raise Invalid("state", "peer.error.few")
        given, taken = _deal(session, row, handed, away)
        noted(session, actor, LEAD_PEERS, row, students=given | taken, did="deal", students_dealt_to=len(given))
        untell(session, DEALT, row, taken - given)
        tell(session, DEALT, row, given)
        return {"given": len(given)}

    return idempotency.once(session, actor, key, f"planning.deal_peers:{away or round_id}", put)["given"]


def _deal(
    session: Session, row: PeerRound, handed: dict[UUID, Exchanged], away: UUID | None
) -> tuple[set[UUID], set[UUID]]:
    """Who was given something, and of whom something was taken."""
    now = standing(session, row)
    fixed, loose = set[rules.Pair](), set[rules.Pair]()
    for pair, response in now.items():
        if response.sent_at is not None:
            fixed.add(pair)
        elif pair.giver != away and handed.get(pair.writer) == Exchanged(response.hand_in_id, response.number):
            is_begun = response.works or response.next_step
            (fixed if is_begun or pair.giver not in handed else loose).add(pair)
    order = sorted(handed)
    _DRAW.shuffle(order)
    wanted = rules.dealt(order, set(order) - {away}, row.each, fixed=fixed, loose=loose)
    taken = {pair for pair in now if pair not in wanted}
    for pair in taken:
        now[pair].set_aside_at = clock.now()
        session.add(now[pair])
    given = wanted - fixed - loose
    for pair in given:
        session.add(_given(session, row, pair, handed[pair.writer]))
    session.flush()
    return {pair.giver for pair in given}, {pair.giver for pair in taken}


def _given(session: Session, row: PeerRound, pair: rules.Pair, work: Exchanged) -> PeerResponse:
    """A response that waits for its writer; the very one that was set aside, when there is one."""
    before = select(PeerResponse).where(
        PeerResponse.round_id == row.id,
        PeerResponse.giver_id == pair.giver,
        PeerResponse.hand_in_id == work.hand_in_id,
    )
    found = session.exec(before).one_or_none() or PeerResponse(
        id=new_id(), round_id=row.id, giver_id=pair.giver, hand_in_id=work.hand_in_id, number=work.number
    )
    found.number, found.set_aside_at, found.dealt_at = work.number, None, clock.now()
    return found


def release(session: Session, actor: Actor, round_id: UUID, *, version: int, key: str) -> None:
    """Let everybody read what was said of their work; what is sent from now on is read at once.

    Raises:
        NotFound: not an exchange that they lead.
        Conflict: a colleague changed it in between.
    """
    require(actor, LEAD_PEERS)

    def put() -> dict[str, str]:
        row = _as_seen(session, actor, round_id, version)
        was_shown = may_show(row)
        row.released_at = row.released_at or clock.now()
        got = {pair.writer for pair, one in standing(session, row).items() if one.sent_at and not one.hidden_at}
        _saved(session, actor, row, got, "release")
        if not was_shown:
            tell(session, SHOWN, row, got)
        return {}

    idempotency.once(session, actor, key, f"planning.release_peers:{round_id}", put)


def close_round(session: Session, actor: Actor, round_id: UUID, *, version: int, key: str) -> None:
    """End it: what is not sent is asked for no more, what was sent stays.

    Raises:
        NotFound: not an exchange that they lead.
        Conflict: a colleague changed it in between.
    """
    require(actor, LEAD_PEERS)

    def put() -> dict[str, str]:
        row = _as_seen(session, actor, round_id, version)
        row.closed_at = row.closed_at or clock.now()
        asked = {pair.giver for pair in standing(session, row)}
        _saved(session, actor, row, asked, "close")
        untell(session, DEALT, row, asked)
        return {}

    idempotency.once(session, actor, key, f"planning.close_peers:{round_id}", put)


def _as_seen(session: Session, actor: Actor, round_id: UUID, version: int) -> PeerRound:
    row = led_round(session, actor, round_id, held=True)
    if row.version != version:
        raise Conflict(row.version, "peer.error.changed")
    return row


def _saved(session: Session, actor: Actor, row: PeerRound, students: set[UUID], did: str) -> None:
    row.version += 1
    session.add(row)
    session.flush()
    noted(session, actor, LEAD_PEERS, row, students=students, did=did, version=row.version)
