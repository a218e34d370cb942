"""Who has used a child's details, out of the audit log, as the guardian may see it (security rule 6)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from skolplattform.core import clock
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.errors import NotFound
from skolplattform.core.tables import AuditEntry
from skolplattform.i18n import Text, both
from skolplattform.i18n.format import day_text
from skolplattform.registry.permissions import is_guardian_of
from skolplattform.registry.queries import names
from skolplattform.registry.views import ShownPerson

DAYS = timedelta(days=90)
LIMIT = 200
SPECIAL = {"registry.break_glass": "break_glass", "registry.grant_protected": "granted"}
MODULES = ("attendance", "assessment", "planning", "insights", "interop", "accounts", "registry")
PEOPLE = {workspace.value for workspace in Workspace}


@dataclass(frozen=True, slots=True)
class SeenRow:
    """One person, one kind of use, one day; how many times."""

    who: Text
    what: Text
    when: Text
    times: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What the guardian's page shows."""

    child: str = ""
    child_id: str = ""
    rows: tuple[SeenRow, ...] = ()


def who_has_seen(session: Session, actor: Actor, child_id: UUID) -> Seen:
    """Everybody who has changed or opened the child's details in 90 days, the latest first. Three statements.

    Staff stand with their names. Another guardian does not: what one guardian does is not the other's to follow.

    Raises:
        NotFound: not the actor's child today.
    """
    if not is_guardian_of(session, actor, child_id, clock.today()):
        raise NotFound
    day = func.date(col(AuditEntry.at)).label("day")
    found = session.execute(
        select(col(AuditEntry.actor_id), col(AuditEntry.actor_role), col(AuditEntry.verb), day, func.count())
        .where(col(AuditEntry.subject_id) == child_id, col(AuditEntry.at) >= clock.now() - DAYS)
        .group_by(col(AuditEntry.actor_id), col(AuditEntry.actor_role), col(AuditEntry.verb), day)
        .order_by(day.desc(), col(AuditEntry.actor_role), col(AuditEntry.actor_id), col(AuditEntry.verb))
        .limit(LIMIT)
    ).all()
    shown = names(session, actor, {row[0] for row in found} | {child_id})
    rows = tuple(
        SeenRow(_who(row[0], row[1], actor, child_id, shown), _what(row[2]), _when(row[3]), str(row[4]))
        for row in found
    )
    return Seen(shown[child_id].name, str(child_id), rows)


def _who(person_id: UUID, role: str, actor: Actor, child_id: UUID, shown: dict[UUID, ShownPerson]) -> Text:
    if person_id == actor.person_id:
        return both("registry.seen.self")
    if person_id == child_id:
        return both("registry.seen.student")
    if role == Workspace.GUARDIAN:
        return both("registry.seen.guardian")
    if role not in PEOPLE or person_id not in shown:
        return both("registry.seen.system")
    workspace = both(f"ui.workspace.{role}")
    name = shown[person_id].name
    return Text(f"{name}, {workspace.sv.lower()}", f"{name}, {workspace.en.lower()}")


def _what(verb: str) -> Text:
    module = verb.partition(".")[0]
    return both(f"registry.seen.verb.{SPECIAL.get(verb) or (module if module in MODULES else 'other')}")


def _when(day: str | date) -> Text:
    return day_text(day if isinstance(day, date) else date.fromisoformat(str(day)))
