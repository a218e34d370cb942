"""Who has used a child's details, out of the audit log, as the guardian may see it (security rule 6)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Subquery, func, union_all
from sqlmodel import Session, col, select

from skolplattform.core import clock
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.errors import NotFound
from skolplattform.core.tables import AuditCircleMember, AuditEntry
from skolplattform.i18n import Text, both
from skolplattform.i18n.format import day_text
from skolplattform.registry.permissions import is_guardian_of
from skolplattform.registry.queries import names
from skolplattform.registry.views import ShownPerson

DAYS = timedelta(days=90)
PAGE = 50
SPECIAL = {
    "registry.break_glass": "break_glass",
    "registry.grant_protected": "granted",
    "registry.read_list": "read_list",
    "attendance.read_roster": "read_roster",
    "attendance.read_away": "read_absence",
    "attendance.read_class": "read_absence",
    "insights.read_class": "read_absence",
    "insights.read_lesson": "read_absence",
    "insights.export_persons": "export",
    "interop.export_persons": "export",
    "assessment.read_marks": "read_assessment",
    "assessment.read_matrix": "read_assessment",
    "assessment.read_published": "read_assessment",
    "assessment.read_screening": "read_assessment",
    "assessment.read_self": "read_assessment",
    "assessment.read_warnings": "read_assessment",
    "planning.preview": "preview",
}
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
    """What the guardian's page shows: a page of fifty lines."""

    child: str = ""
    child_id: str = ""
    rows: tuple[SeenRow, ...] = ()
    number: int = 1
    last: int = 1


def who_has_seen(session: Session, actor: Actor, child_id: UUID, page: int = 1) -> Seen:
    """Everybody who has changed or opened the child's details in 90 days, the latest first. Four statements.

    Staff stand with their names. Another guardian does not: what one guardian does is not the other's to follow. Nor
    does another child: what classmates read and vote in is told to no other home by name.

    Raises:
        NotFound: not the actor's child today.
    """
    if not is_guardian_of(session, actor, child_id, clock.today()):
        raise NotFound
    lines = _lines(child_id, clock.now() - DAYS)
    last = max(1, -(-(session.scalar(select(func.count()).select_from(lines)) or 0) // PAGE))
    number = min(max(1, page), last)
    found = session.execute(
        select(*lines.c)
        .order_by(lines.c.day.desc(), lines.c.actor_role, lines.c.actor_id, lines.c.verb)
        .limit(PAGE)
        .offset((number - 1) * PAGE)
    ).all()
    shown = names(session, actor, {row[0] for row in found} | {child_id})
    rows = tuple(
        SeenRow(_who(row[0], row[1], actor, child_id, shown), _what(row[2]), _when(row[3]), str(row[4]))
        for row in found
    )
    return Seen(shown[child_id].name, str(child_id), rows, number, last)


def _lines(child_id: UUID, since: datetime) -> Subquery:
    """Who, as what, did what, which day, how often: entries about the child alone and about circles it is in.

    Two questions in one, so that each goes by its own index however long the log is.
    """
    circles = select(AuditCircleMember.circle_id).where(col(AuditCircleMember.person_id) == child_id)
    wanted = (col(AuditEntry.actor_id), col(AuditEntry.actor_role), col(AuditEntry.verb), col(AuditEntry.at))
    about = union_all(
        select(*wanted).where(col(AuditEntry.subject_id) == child_id, col(AuditEntry.at) >= since),
        select(*wanted).where(col(AuditEntry.circle_id).in_(circles), col(AuditEntry.at) >= since),
    ).subquery()
    day = func.date(about.c.at).label("day")
    return (
        select(about.c.actor_id, about.c.actor_role, about.c.verb, day, func.count().label("times"))
        .group_by(about.c.actor_id, about.c.actor_role, about.c.verb, day)
        .subquery("lines")
    )


def _who(person_id: UUID, role: str, actor: Actor, child_id: UUID, shown: dict[UUID, ShownPerson]) -> Text:
    if person_id == actor.person_id:
        return both("registry.seen.self")
    if person_id == child_id:
        return both("registry.seen.student")
    if role == Workspace.GUARDIAN:
        return both("registry.seen.guardian")
    if role == Workspace.STUDENT:
        return both("registry.seen.other_student")
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
