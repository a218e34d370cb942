"""The persons that a demo offers on its sign-in page."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.accounts import sessions
from skolplattform.accounts.tables import DemoPerson
from skolplattform.core import clock
from skolplattform.core.actor import Role, Workspace
from skolplattform.core.config import settings
from skolplattform.i18n import Text, both

MOST = 12
OFFERED = (
    (Workspace.TEACHER, Role.TEACHER),
    (Workspace.STUDENT, Role.STUDENT),
    (Workspace.GUARDIAN, Role.GUARDIAN),
    (Workspace.PRINCIPAL, Role.PRINCIPAL),
    (Workspace.ADMINISTRATOR, Role.ADMINISTRATOR),
)

SAID = {
    "mentor": "accounts.demo.as.mentor",
    "preschool": "accounts.demo.as.preschool",
    "children": "accounts.demo.as.children",
    "registry": "accounts.demo.as.registry",
    "city": "accounts.demo.as.city",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One button of the sign-in page: who, wearing which hat, and what they do."""

    person_id: str
    workspace: str
    name: str
    initials: str
    line: Text


def choices(session: Session) -> tuple[Choice, ...]:
    """The buttons in order; none unless the installation is a demo."""
    if settings().mode != "demo":
        return ()
    rows = session.exec(select(DemoPerson).order_by(col(DemoPerson.place)).limit(MOST)).all()
    named = [(row, sessions.register().name(session, row.person_id)) for row in rows]
    return tuple(
        Choice(str(row.person_id), row.workspace, name, "".join(part[0] for part in name.split()[:2]), told(row.line))
        for row, name in named
        if name
    )


def told(line: str) -> Text:
    """What a person is, in both languages: `mentor:7B` is one of `SAID` with its place; a name stands as it is."""
    kind, _, place = line.partition(":")
    return both(SAID[kind], place=place) if kind in SAID else Text(line, line)


def offer(session: Session, person_id: UUID, *, workspace: Workspace, line: str, place: int) -> None:
    """Put a person on the sign-in page."""
    session.merge(DemoPerson(person_id=person_id, workspace=workspace.value, line=line[:120], place=place))


def offer_one_of_each(session: Session) -> None:
    """One person for each workspace that has none yet, chosen for having much to show."""
    taken = set(session.exec(select(DemoPerson.workspace).limit(MOST)).all())
    for place, (workspace, role) in enumerate(OFFERED):
        found = None if workspace.value in taken else sessions.register().candidate(session, role, clock.today())
        if found:
            offer(session, found.person_id, workspace=workspace, line=found.line, place=place * 10)
