"""A teacher opens a discussion on a unit, says until when and where one meets, and closes it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from skolplattform.core import clock, idempotency
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.errors import Invalid
from skolplattform.core.ids import new_id
from skolplattform.core.modules import NoticeKind
from skolplattform.core.permissions import require
from skolplattform.planning.discussion import rules
from skolplattform.planning.discussion.permissions import LEAD, still_open
from skolplattform.planning.discussion.queries.asking import asked_groups
from skolplattform.planning.discussion.service.held import held, noted, require_version
from skolplattform.planning.discussion.tables import Discussion
from skolplattform.planning.group_notices import tell_students, untell_students
from skolplattform.planning.hand_in.rules import checked_link
from skolplattform.planning.permissions import writable_plan

OPENED = NoticeKind(
    name="planning.discussion_opened",
    label="discussion.notice.opened.label",
    title="discussion.notice.opened",
    route="/diskussioner/{about}",
    workspaces=(Workspace.STUDENT,),
    channels=(),
    repeats=True,
)


@dataclass(frozen=True, slots=True)
class Terms:
    """Until when one writes, and the address of a video meeting, if there is one."""

    closes_on: date | None
    link: str = ""


def open_discussion(
    session: Session,
    actor: Actor,
    plan_id: UUID,
    *,
    question: str,
    groups: Collection[UUID],
    answers_first: bool,
    terms: Terms,
    key: str,
) -> tuple[UUID, ...]:
    """Ask each of these groups of a published unit; each group has a discussion of its own.

    Raises:
        NotFound: not a plan of theirs.
        Invalid: at the field: no question, no group of the unit that they teach, no day, no address.
    """
    require(actor, LEAD)

    def put() -> dict[str, list[str]]:
        plan = writable_plan(session, actor, plan_id)
        words, today = rules.checked_question(question), clock.today()
        closes_on, link = rules.checked_closing(terms.closes_on, today), checked_link(terms.link)
        if not groups or not set(groups) <= {group.id for group in asked_groups(session, actor, plan)}:
            raise Invalid("groups", "discussion.error.groups")
        rows = [
            Discussion(
                id=new_id(),
                plan_id=plan.id,
                group_id=group,
                syllabus_id=plan.syllabus_id,
                question=words,
                answers_first=answers_first,
                link=link,
                closes_on=closes_on,
                opened_by=actor.person_id,
                opened_at=clock.now(),
            )
            for group in sorted(set(groups))
        ]
        session.add_all(rows)
        session.flush()
        for row in rows:
            noted(session, actor, LEAD, row, None, did="open")
            tell_students(session, OPENED, row.group_id, row.id, today)
        return {"discussions": [str(row.id) for row in rows]}

    answer = idempotency.once(session, actor, key, f"planning.open_discussion:{plan_id}", put)
    return tuple(UUID(one) for one in answer["discussions"])


def change_terms(session: Session, actor: Actor, discussion_id: UUID, *, terms: Terms, version: int, key: str) -> None:
    """Another last day or address; a discussion that was closed is open again.

    Raises:
        NotFound: not a discussion that they lead.
        Conflict: a colleague changed it in between.
        Invalid: at the field: no day, no address.
    """
    require(actor, LEAD)

    def change() -> dict[str, str]:
        row = held(session, actor, discussion_id)
        require_version(row, version)
        was_open = still_open(row)
        row.closes_on = rules.checked_closing(terms.closes_on, clock.today())
        row.link, row.closed_at = checked_link(terms.link), None
        _saved(session, actor, row, "change_terms")
        if not was_open:
            tell_students(session, OPENED, row.group_id, row.id, clock.today())
        return {}

    idempotency.once(session, actor, key, f"planning.change_terms:{discussion_id}", change)


def close_discussion(session: Session, actor: Actor, discussion_id: UUID, *, version: int, key: str) -> None:
    """Nobody writes in it any more, and every student of the group reads what was written.

    Raises:
        NotFound: not a discussion that they lead.
        Conflict: a colleague changed it in between.
    """
    require(actor, LEAD)

    def close() -> dict[str, str]:
        row = held(session, actor, discussion_id)
        require_version(row, version)
        row.closed_at = clock.now()
        _saved(session, actor, row, "close")
        untell_students(session, OPENED, row.group_id, row.id)
        return {}

    idempotency.once(session, actor, key, f"planning.close_discussion:{discussion_id}", close)


def _saved(session: Session, actor: Actor, row: Discussion, did: str) -> None:
    row.version += 1
    session.add(row)
    session.flush()
    noted(session, actor, LEAD, row, None, did=did, version=row.version)
