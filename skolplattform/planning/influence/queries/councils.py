"""Class councils: those that the actor reads, one of them, and what a home reads of a child's."""

# pyright: reportArgumentType=false, reportCallIssue=false

from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlmodel import Session, col

from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.planning.influence import rules
from skolplattform.planning.influence.permissions import READ_MINUTES, members_of, minuted
from skolplattform.planning.influence.queries.editions import Read, earlier, edition_shown
from skolplattform.planning.influence.tables import Council, CouncilDecision, CouncilEdition, CouncilPoint
from skolplattform.planning.influence.views import (
    CouncilLine,
    CouncilList,
    CouncilShown,
    DecisionShown,
    EditionShown,
    PointShown,
)
from skolplattform.planning.permissions import READ_CHILD
from skolplattform.registry.permissions import can_see_student, holds_on
from skolplattform.registry.queries import names
from skolplattform.registry.tables import Group, GroupMembership, Person

PAGE, MOST_ROWS, MOST_MEMBERS = 25, 100, 200
SOMEBODY = "en elev"


def councils(session: Session, actor: Actor, number: int = 1) -> CouncilList:
    """A page of the councils that the actor reads, the latest first."""
    require(actor, READ_MINUTES)
    mine = minuted(actor, clock.today())
    last = max(1, -(-(session.scalar(select(func.count()).select_from(Council).where(mine)) or 0) // PAGE))
    number = min(number, last)
    question = select(Council, Group.display_name).join(Group, col(Group.id) == col(Council.group_id)).where(mine)
    rows = session.execute(
        question.order_by(col(Council.day).desc(), col(Council.id).desc()).limit(PAGE).offset((number - 1) * PAGE)
    )
    lines = (CouncilLine(str(row.id), group, row.day.isoformat(), row.edition, row.is_open) for row, group in rows)
    return CouncilList(tuple(lines), number, last)


def council(session: Session, actor: Actor, council_id: UUID) -> CouncilShown:
    """One council: what is being written, or the minutes word for word as they were approved.

    Raises:
        NotFound: missing, or not theirs to read.
    """
    require(actor, READ_MINUTES)
    row, group = _readable(session, actor, council_id)
    takes_part = actor.has(Role.TEACHER, Role.STUDENT)
    edition = None if row.is_open and takes_part else session.get_one(CouncilEdition, (row.id, row.edition))
    body = edition.body if edition else written(session, row)
    before = earlier(session, {row.id: edition.number if edition else 0})
    people = _persons(body, *(one.body for one in before))
    carried = _carried(session, row, only_approved=not takes_part)
    leads = actor.has(Role.TEACHER)
    has_voice = takes_part and row.is_open
    may_write = has_voice and (leads or row.secretary_id == actor.person_id)
    members = session.scalars(members_of(row.group_id, clock.today()).limit(MOST_MEMBERS)).all() if may_write else []
    whose = people | {one.responsible_id for one, _ in carried if one.responsible_id} | set(members)
    known = names(session, actor, whose | {one.approved_by for one in before} | {row.secretary_id} - {None})
    readings.opened(session, actor, READ_MINUTES.name, "council", row.id, persons=people, unit=group.unit_id)
    name = lambda person: known[person].name if person in known else ""  # noqa: E731
    read = _reads(name, actor, _done(session, row.id))
    points, decisions = read(body)
    return CouncilShown(
        id=str(row.id),
        group=group.display_name,
        day=row.day.isoformat(),
        secretary=name(row.secretary_id),
        secretary_id=str(row.secretary_id or ""),
        edition=row.edition,
        is_open=edition is None,
        approved=clock.local(edition.approved_at).date().isoformat() if edition else "",
        version=row.version,
        leads=leads,
        may_write=may_write,
        may_propose=has_voice,
        points=points,
        decisions=decisions,
        carried=tuple(
            DecisionShown(str(one.id), one.text, name(one.responsible_id), _iso(one.due), False, day.isoformat())
            for one, day in carried
        ),
        members=tuple(sorted(((str(one), name(one)) for one in members), key=lambda pair: pair[1])),
        earlier=tuple(edition_shown(one, name(one.approved_by), read) for one in before),
    )


def _readable(session: Session, actor: Actor, council_id: UUID) -> tuple[Council, Group]:
    question = select(Council, Group).join(Group, col(Group.id) == col(Council.group_id))
    found = session.execute(question.where(col(Council.id) == council_id, minuted(actor, clock.today()))).one_or_none()
    if found is None:
        raise NotFound
    row, group = found
    return row, group


def minutes_at_home(session: Session, actor: Actor, child_id: UUID) -> tuple[str, tuple[CouncilShown, ...]]:
    """The child's name, and the approved minutes of its groups while it was in them, where no other child is named.

    Raises:
        NotFound: not a child of theirs.
    """
    require(actor, READ_CHILD)
    today = clock.today()
    if not can_see_student(session, actor, child_id, today):
        raise NotFound
    child = names(session, actor, [child_id])[child_id].name
    was_there = exists().where(
        col(GroupMembership.group_id) == col(Council.group_id),
        col(GroupMembership.person_id) == child_id,
        holds_on(GroupMembership.start_date, GroupMembership.end_date, Council.day),
    )
    rows = session.execute(
        select(Council, Group, CouncilEdition)
        .join(Group, col(Group.id) == col(Council.group_id))
        .join(
            CouncilEdition,
            (col(CouncilEdition.council_id) == col(Council.id)) & (col(CouncilEdition.number) == col(Council.edition)),
        )
        .where(was_there)
        .order_by(col(Council.day).desc(), col(Council.id).desc())
        .limit(PAGE)
    ).all()
    others = names_of_others(session, {row.group_id for row, _, _ in rows}, child_id)
    before = earlier(session, {row.id: row.edition for row, _, _ in rows})
    adults = names(session, actor, {one.approved_by for one in before})
    read = _reads_at_home(child_id, child, others)
    older = lambda council: tuple(  # noqa: E731
        edition_shown(one, adults[one.approved_by].name, read) for one in before if one.council_id == council
    )
    shown = tuple(_at_home(row, group, edition, read, older(row.id)) for row, group, edition in rows)
    if rows:
        unit = rows[0][1].unit_id
        readings.opened(session, actor, READ_CHILD.name, "councils", child_id, persons=[child_id], unit=unit)
    return child, shown


def written(session: Session, row: Council) -> dict[str, Any]:
    """What stands in the minutes now, as an edition keeps it."""
    points = select(CouncilPoint).where(col(CouncilPoint.council_id) == row.id).order_by(col(CouncilPoint.id))
    made = select(CouncilDecision).where(col(CouncilDecision.council_id) == row.id).order_by(col(CouncilDecision.id))
    return {
        "points": [
            {
                "id": str(one.id),
                "title": one.title,
                "by": str(one.proposed_by),
                "minutes": one.minutes,
                "version": one.version,
            }
            for one in session.scalars(points.limit(MOST_ROWS))
        ],
        "decisions": [
            {"id": str(one.id), "text": one.text, "who": str(one.responsible_id or ""), "due": _iso(one.due)}
            for one in session.scalars(made.limit(MOST_ROWS))
        ],
    }


def _reads(name: Any, actor: Actor, done: set[UUID]) -> Read:
    return lambda body: (
        tuple(_point(one, name, actor) for one in body["points"]),
        tuple(_decision(one, name, done) for one in body["decisions"]),
    )


def _point(one: dict[str, Any], name: Any, actor: Actor) -> PointShown:
    by = UUID(one["by"])
    return PointShown(one["id"], one["title"], name(by), one["minutes"], one["version"], by == actor.person_id)


def _decision(one: dict[str, Any], name: Any, done: set[UUID]) -> DecisionShown:
    who = name(UUID(one["who"])) if one["who"] else ""
    return DecisionShown(one["id"], one["text"], who, one["due"], UUID(one["id"]) in done)


def _at_home(
    row: Council, group: Group, edition: CouncilEdition, read: Read, older: tuple[EditionShown, ...]
) -> CouncilShown:
    points, decisions = read(edition.body)
    return CouncilShown(
        id=str(row.id),
        group=group.display_name,
        day=row.day.isoformat(),
        edition=row.edition,
        approved=clock.local(edition.approved_at).date().isoformat(),
        points=points,
        decisions=decisions,
        earlier=older,
    )


def _reads_at_home(child_id: UUID, child: str, others: set[str]) -> Read:
    """An edition with the own child's name, and "a student" for every other."""
    mask = lambda text: rules.without_names(text, others, SOMEBODY)  # noqa: E731
    who = lambda person: child if person == str(child_id) else SOMEBODY if person else ""  # noqa: E731
    return lambda body: (
        tuple(
            PointShown(one["id"], mask(one["title"]), who(one["by"]), mask(one["minutes"])) for one in body["points"]
        ),
        tuple(DecisionShown(one["id"], mask(one["text"]), who(one["who"]), one["due"]) for one in body["decisions"]),
    )


def names_of_others(session: Session, groups: set[UUID], child_id: UUID) -> set[str]:
    """What everybody who has been in these groups is called, the child left out."""
    question = (
        select(col(Person.given_name), col(Person.family_name))
        .join(GroupMembership, col(GroupMembership.person_id) == col(Person.id))
        .where(col(GroupMembership.group_id).in_(groups), col(Person.id) != child_id)
        .distinct()
        .order_by(Person.family_name, Person.given_name)
    )
    own = session.get_one(Person, child_id)
    kept = {own.given_name, own.family_name}
    return {name for row in session.execute(question.limit(PAGE * MOST_MEMBERS)) for name in row} - kept


def _carried(session: Session, row: Council, *, only_approved: bool) -> list[tuple[CouncilDecision, Any]]:
    """Decisions of the group's earlier councils that are not done; those being corrected to who takes part alone."""
    question = (
        select(CouncilDecision, Council.day)
        .join(Council, col(Council.id) == col(CouncilDecision.council_id))
        .where(
            col(Council.group_id) == row.group_id,
            col(Council.day) < row.day,
            col(Council.edition) > 0,
            col(CouncilDecision.done_at).is_(None),
            *([col(Council.is_open).is_(False)] if only_approved else []),
        )
        .order_by(col(CouncilDecision.due), col(CouncilDecision.id))
    )
    return [(decision, day) for decision, day in session.execute(question.limit(MOST_ROWS))]


def _done(session: Session, council_id: UUID) -> set[UUID]:
    done = select(CouncilDecision.id).where(
        col(CouncilDecision.council_id) == council_id, col(CouncilDecision.done_at).is_not(None)
    )
    return set(session.scalars(done.limit(MOST_ROWS)))


def _persons(*bodies: dict[str, Any]) -> set[UUID]:
    proposed = {one["by"] for body in bodies for one in body["points"]}
    responsible = {one["who"] for body in bodies for one in body["decisions"] if one["who"]}
    return {UUID(person) for person in proposed | responsible}


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""
