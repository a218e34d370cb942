"""A teacher lets a group vote; each student votes once."""

from datetime import date
from uuid import UUID

from sqlalchemy import case, update
from sqlmodel import Session, col, select

from skolplattform.core import audit, changes, clock, idempotency
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.errors import Invalid, NotFound
from skolplattform.core.ids import new_id
from skolplattform.core.modules import NoticeKind
from skolplattform.core.permissions import Right, require
from skolplattform.planning.discussion.rules import is_open
from skolplattform.planning.group_notices import tell_students, untell_students
from skolplattform.planning.influence import rules
from skolplattform.planning.influence.permissions import POLL, VOTE, groups_of, polled
from skolplattform.planning.influence.tables import OpenBallot, Poll, PollChoice, PollVoter
from skolplattform.registry.tables import Group

POLL_OPENED = NoticeKind(
    name="planning.poll_opened",
    label="influence.notice.opened.label",
    title="influence.notice.opened",
    route="/omrostning/{about}",
    workspaces=(Workspace.STUDENT,),
    channels=(),
)


def open_poll(
    session: Session,
    actor: Actor,
    group_id: UUID,
    *,
    question: str,
    choices: str,
    is_secret: bool,
    closes_on: date | None,
    key: str,
) -> UUID:
    """Ask a group; `choices` has an alternative on each line.

    Raises:
        NotFound: not a group that they teach.
        Invalid: at the field: no question, too few or too many alternatives, no day.
    """
    require(actor, POLL)

    def put() -> dict[str, str]:
        mine = select(Group).where(Group.id == group_id, col(Group.id).in_(groups_of(actor, clock.today())))
        if session.exec(mine).one_or_none() is None:
            raise NotFound
        row = Poll(
            id=new_id(),
            group_id=group_id,
            question=rules.checked_question(question),
            is_secret=is_secret,
            closes_on=rules.checked_day(closes_on, clock.today()),
            opened_by=actor.person_id,
            opened_at=clock.now(),
        )
        texts = rules.checked_choices(choices)
        session.add(row)
        session.flush()
        session.add_all(PollChoice(poll_id=row.id, number=place, text=text) for place, text in enumerate(texts, 1))
        session.flush()
        _noted(session, actor, POLL, row, "open")
        tell_students(session, POLL_OPENED, group_id, row.id, clock.today())
        return {"poll_id": str(row.id)}

    return UUID(idempotency.once(session, actor, key, f"planning.open_poll:{group_id}", put)["poll_id"])


def vote(session: Session, actor: Actor, poll_id: UUID, *, number: int, key: str) -> None:
    """Choose an alternative, once and for all. In a secret vote nothing that is written says which.

    Raises:
        NotFound: not a vote of a group that they are in.
        Invalid: it is closed, they have voted, or there is no such alternative.
    """
    require(actor, VOTE)

    def put() -> dict[str, str]:
        row = _held(session, actor, poll_id)
        if not is_open(closes_on=row.closes_on, closed_at=row.closed_at, today=clock.today()):
            raise Invalid("choice", "influence.error.closed")
        table = PollVoter if row.is_secret else OpenBallot
        if session.get(table, (row.id, actor.person_id)):
            raise Invalid("choice", "influence.error.voted")
        if session.get(PollChoice, (row.id, number)) is None:
            raise Invalid("choice", "influence.error.choice")
        if row.is_secret:
            _count(session, row.id, number)
            session.add(PollVoter(poll_id=row.id, person_id=actor.person_id))
        else:
            session.add(OpenBallot(poll_id=row.id, person_id=actor.person_id, number=number))
        session.flush()
        _noted(session, actor, VOTE, row, "vote")
        return {}

    idempotency.once(session, actor, key, f"planning.vote:{poll_id}", put)


def close_poll(session: Session, actor: Actor, poll_id: UUID, *, key: str) -> None:
    """Nobody votes any more. It is never opened again: one more vote after the result would show how it fell.

    Raises:
        NotFound: not a vote of a group that they teach.
    """
    require(actor, POLL)

    def close() -> dict[str, str]:
        row = _held(session, actor, poll_id)
        row.closed_at = row.closed_at or clock.now()
        session.add(row)
        session.flush()
        _noted(session, actor, POLL, row, "close")
        untell_students(session, POLL_OPENED, row.group_id, row.id)
        return {}

    idempotency.once(session, actor, key, f"planning.close_poll:{poll_id}", close)


def _held(session: Session, actor: Actor, poll_id: UUID) -> Poll:
    question = select(Poll).where(Poll.id == poll_id, polled(actor, clock.today()))
    found = session.exec(question.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound
    return found


def _count(session: Session, poll_id: UUID, number: int) -> None:
    """One more for an alternative. Every row of the vote is written, so that none is the one that changed last."""
    chosen = case((col(PollChoice.number) == number, 1), else_=0)
    more = update(PollChoice).where(col(PollChoice.poll_id) == poll_id).values(votes=col(PollChoice.votes) + chosen)
    session.execute(more.execution_options(synchronize_session=False))


def _noted(session: Session, actor: Actor, right: Right, row: Poll, did: str) -> None:
    """The audit entry, without what anybody chose, and the open pages of the group."""
    unit = session.get_one(Group, row.group_id).unit_id
    audit.record(session, actor, right.name, "poll", row.id, unit=unit, detail={"did": did})
    changes.announce(session, f"poll:{row.id}", f"influence:{row.group_id}")
