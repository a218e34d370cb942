"""Votes: those of the actor's groups, and one of them with its result when that is shown."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import Counter
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session, col

from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.planning.discussion.rules import is_open
from skolplattform.planning.influence import rules
from skolplattform.planning.influence.permissions import INFLUENCE, groups_of, members_of, polled
from skolplattform.planning.influence.tables import OpenBallot, Poll, PollChoice, PollVoter
from skolplattform.planning.influence.views import Choice, PollLine, PollList, PollShown
from skolplattform.registry.queries import names
from skolplattform.registry.tables import Group

PAGE, MOST_GROUPS, MOST_VOTERS, USUAL = 25, 200, 500, timedelta(days=7)


def polls(session: Session, actor: Actor, number: int = 1) -> PollList:
    """A page of the votes of the actor's groups, those that close last first."""
    require(actor, INFLUENCE)
    mine, leads = polled(actor, clock.today()), actor.has(Role.TEACHER)
    last = max(1, -(-(session.scalar(select(func.count()).select_from(Poll).where(mine)) or 0) // PAGE))
    number = min(number, last)
    question = select(Poll, Group.display_name).join(Group, col(Group.id) == col(Poll.group_id)).where(mine)
    order = (col(Poll.closes_on).desc(), col(Poll.id).desc())
    rows = session.execute(question.order_by(*order).limit(PAGE).offset((number - 1) * PAGE)).all()
    voted = _voted_in(session, actor, [row.id for row, _ in rows])
    return PollList(
        lines=tuple(
            PollLine(
                id=str(row.id),
                question=row.question,
                group=group,
                closes=row.closes_on.isoformat(),
                is_open=_is_open(row),
                is_secret=row.is_secret,
                waits=_is_open(row) and not leads and row.id not in voted,
            )
            for row, group in rows
        ),
        groups=_groups(session, actor) if leads else (),
        leads=leads,
        until=(clock.today() + USUAL).isoformat(),
        number=number,
        last=last,
    )


def topics(session: Session, actor: Actor) -> tuple[str, ...]:
    """What changes when something is asked in one of the actor's groups."""
    groups = select(Group.id).where(col(Group.id).in_(groups_of(actor, clock.today()))).order_by(Group.id)
    return tuple(f"influence:{group}" for group in session.scalars(groups.limit(MOST_GROUPS)))


def poll(session: Session, actor: Actor, poll_id: UUID) -> PollShown:
    """One vote. How many have voted is told while it is open; how they voted only when the rules say so.

    Raises:
        NotFound: missing, or not of a group of theirs.
    """
    require(actor, INFLUENCE)
    today = clock.today()
    question = select(Poll, Group).join(Group, col(Group.id) == col(Poll.group_id))
    found = session.execute(question.where(col(Poll.id) == poll_id, polled(actor, today))).one_or_none()
    if found is None:
        raise NotFound
    row, group = found
    ballots = _ballots(session, row)
    choices = session.scalars(select(PollChoice).where(col(PollChoice.poll_id) == row.id).order_by(PollChoice.number))
    rows = choices.fetchmany(rules.MOST)
    counted = {one.number: one.votes for one in rows} if row.is_secret else Counter(ballots.values())
    voted = sum(counted.values())
    shows = rules.shows_result(is_secret=row.is_secret, is_open=_is_open(row), votes=voted)
    if ballots:
        readings.opened(session, actor, INFLUENCE.name, "poll", row.id, persons=set(ballots), unit=group.unit_id)
    known = names(session, actor, {row.opened_by, *ballots})
    has_voted = bool(_voted_in(session, actor, [row.id]))
    who = lambda number: ", ".join(sorted(known[one].name for one, chosen in ballots.items() if chosen == number))  # noqa: E731
    return PollShown(
        id=str(row.id),
        question=row.question,
        group=group.display_name,
        by=known[row.opened_by].name,
        closes=row.closes_on.isoformat(),
        is_open=_is_open(row),
        is_secret=row.is_secret,
        leads=actor.has(Role.TEACHER),
        may_vote=actor.has(Role.STUDENT) and _is_open(row) and not has_voted,
        has_voted=has_voted,
        shows_result=shows,
        few=not shows and not _is_open(row),
        voted=voted,
        members=session.scalar(select(func.count()).select_from(members_of(row.group_id, today).subquery())) or 0,
        choices=tuple(
            Choice(one.number, one.text, counted[one.number], rules.share(counted[one.number], voted), who(one.number))
            if shows
            else Choice(one.number, one.text)
            for one in rows
        ),
    )


def _is_open(row: Poll) -> bool:
    return is_open(closes_on=row.closes_on, closed_at=row.closed_at, today=clock.today())


def _ballots(session: Session, row: Poll) -> dict[UUID, int]:
    """Who chose what in an open vote; of a secret one there is nothing to read."""
    question = select(OpenBallot).where(col(OpenBallot.poll_id) == row.id).order_by(OpenBallot.person_id)
    return {one.person_id: one.number for one in session.scalars(question.limit(MOST_VOTERS))}


def _voted_in(session: Session, actor: Actor, ids: list[UUID]) -> set[UUID]:
    """In which of these the actor has voted."""
    tables = (OpenBallot, PollVoter)
    asked = (
        select(table.poll_id).where(col(table.person_id) == actor.person_id, col(table.poll_id).in_(ids))
        for table in tables
    )
    return {found for question in asked for found in session.scalars(question.limit(PAGE))}


def _groups(session: Session, actor: Actor) -> tuple[tuple[str, str], ...]:
    question = select(Group).where(col(Group.id).in_(groups_of(actor, clock.today())))
    order = (col(Group.display_name), col(Group.id))
    return tuple((str(one.id), one.display_name) for one in session.scalars(question.order_by(*order).limit(50)))
