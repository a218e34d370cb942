"""A class council: called, minuted, approved. What is approved is frozen; a correction is a new edition."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.core import clock, idempotency
from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.ids import new_id
from skolplattform.core.permissions import require
from skolplattform.planning.influence import rules
from skolplattform.planning.influence.permissions import INFLUENCE, LEAD_COUNCIL, groups_of, members_of
from skolplattform.planning.influence.service.held import held, saved, unapproved
from skolplattform.planning.influence.tables import Council, CouncilDecision, CouncilPoint
from skolplattform.planning.written import Saved, saved_now
from skolplattform.registry.tables import Group


def call_council(session: Session, actor: Actor, group_id: UUID, *, day: date | None, key: str) -> UUID:
    """Let a group meet on a day; its students propose points from now on.

    Raises:
        NotFound: not a group that they teach.
        Invalid: no day.
    """
    require(actor, LEAD_COUNCIL)

    def call() -> dict[str, str]:
        mine = select(Group).where(Group.id == group_id, col(Group.id).in_(groups_of(actor, clock.today())))
        if session.exec(mine).one_or_none() is None:
            raise NotFound
        meets = rules.checked_day(day, clock.today())
        row = Council(id=new_id(), group_id=group_id, day=meets, called_by=actor.person_id, called_at=clock.now())
        row.version = 0
        saved(session, actor, LEAD_COUNCIL, row, did="call")
        return {"council_id": str(row.id)}

    return UUID(idempotency.once(session, actor, key, f"planning.call_council:{group_id}", call)["council_id"])


def propose(session: Session, actor: Actor, council_id: UUID, *, title: str, key: str) -> None:
    """Put a point on the agenda.

    Raises:
        NotFound: not a council of a group of theirs.
        Invalid: no words, or the minutes are approved.
    """
    require(actor, INFLUENCE)

    def put() -> dict[str, str]:
        row = unapproved(session, actor, council_id)
        words = rules.checked_words("title", title, rules.POINT_LENGTH)
        session.add(CouncilPoint(id=new_id(), council_id=row.id, title=words, proposed_by=actor.person_id))
        saved(session, actor, INFLUENCE, row, did="propose")
        return {}

    idempotency.once(session, actor, key, f"planning.propose_point:{council_id}", put)


def take_back_point(session: Session, actor: Actor, point_id: UUID, *, key: str) -> None:
    """Take a point off the agenda: who proposed it, or who leads; not when something is written about it.

    Raises:
        NotFound: not their own point.
        Invalid: something is written about it, or the minutes are approved.
    """
    require(actor, INFLUENCE)

    def take() -> dict[str, str]:
        point, row = _point(session, actor, point_id)
        if point.proposed_by != actor.person_id and not actor.has(Role.TEACHER):
            raise NotFound
        if point.minutes.strip():
            raise Invalid("state", "council.error.minuted")
        session.delete(point)
        saved(session, actor, INFLUENCE, row, did="take_back_point", point=str(point_id))
        return {}

    idempotency.once(session, actor, key, f"planning.take_back_point:{point_id}", take)


def write_minutes(session: Session, actor: Actor, point_id: UUID, *, was: str, text: str, version: int) -> Saved:
    """Keep what is written about a point. `was` is what stood when the writer began, in `version` of the point.

    Raises:
        NotFound: neither the teacher nor the secretary.
        Conflict: the other of them wrote there meanwhile; `current` is what stands.
        Invalid: too long, or the minutes are approved.
    """
    require(actor, INFLUENCE)
    point, row = _point(session, actor, point_id)
    _require_writer(actor, row)
    if len(text) > rules.MINUTES_LENGTH:
        raise Invalid("minutes", "council.error.words", most=rules.MINUTES_LENGTH)
    if point.version != version and point.minutes not in (was, text):
        raise Conflict(point.minutes, "council.error.changed")
    if point.minutes != text:
        point.minutes, point.version = text, point.version + 1
        session.add(point)
        saved(session, actor, INFLUENCE, row, did="write", point=str(point.id))
    return saved_now(point.version)


def decide(
    session: Session,
    actor: Actor,
    council_id: UUID,
    *,
    text: str,
    responsible_id: UUID | None,
    due: date | None,
    key: str,
) -> None:
    """Note a decision: who does what until when.

    Raises:
        NotFound: neither the teacher nor the secretary, or somebody who is not in the group.
        Invalid: no words, or the minutes are approved.
    """
    require(actor, INFLUENCE)

    def put() -> dict[str, str]:
        row = unapproved(session, actor, council_id)
        _require_writer(actor, row)
        _require_member(session, row, responsible_id)
        words = rules.checked_words("text", text, rules.DECISION_LENGTH)
        made = CouncilDecision(id=new_id(), council_id=row.id, text=words, responsible_id=responsible_id, due=due)
        session.add(made)
        saved(session, actor, INFLUENCE, row, did="decide")
        return {}

    idempotency.once(session, actor, key, f"planning.decide:{council_id}", put)


def tick_decision(session: Session, actor: Actor, decision_id: UUID, *, key: str) -> None:
    """It is done, and no longer waits for the next council.

    Raises:
        NotFound: not of a group that they lead, or not a secretary of its latest council.
    """
    require(actor, LEAD_COUNCIL)

    def tick() -> dict[str, str]:
        decision = session.get(CouncilDecision, decision_id)
        if decision is None:
            raise NotFound
        row = held(session, actor, decision.council_id)
        decision.done_at = decision.done_at or clock.now()
        session.add(decision)
        saved(session, actor, LEAD_COUNCIL, row, did="done", decision=str(decision.id))
        return {}

    idempotency.once(session, actor, key, f"planning.tick_decision:{decision_id}", tick)


def appoint(session: Session, actor: Actor, council_id: UUID, *, student_id: UUID | None, key: str) -> None:
    """Let a student of the group write the minutes, or nobody but the teacher.

    Raises:
        NotFound: not a council that they lead, or not a student of its group.
        Invalid: the minutes are approved.
    """
    require(actor, LEAD_COUNCIL)

    def name() -> dict[str, str]:
        row = unapproved(session, actor, council_id)
        _require_member(session, row, student_id)
        row.secretary_id = student_id
        saved(session, actor, LEAD_COUNCIL, row, did="appoint")
        return {}

    idempotency.once(session, actor, key, f"planning.appoint:{council_id}", name)


def _point(session: Session, actor: Actor, point_id: UUID) -> tuple[CouncilPoint, Council]:
    point = session.get(CouncilPoint, point_id)
    if point is None:
        raise NotFound
    row = unapproved(session, actor, point.council_id)
    session.refresh(point)
    return point, row


def _require_writer(actor: Actor, row: Council) -> None:
    if not actor.has(Role.TEACHER) and row.secretary_id != actor.person_id:
        raise NotFound


def _require_member(session: Session, row: Council, person_id: UUID | None) -> None:
    members = members_of(row.group_id, clock.today()).subquery()
    if person_id and session.exec(select(members.c[0]).where(members.c[0] == person_id)).first() is None:
        raise NotFound
