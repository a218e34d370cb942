"""Who acts: resolved from the session for every event, never from what the client says."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from skolplattform.core.errors import Denied


class Role(StrEnum):
    """What a person is in the register: from duties, assignments, enrolments and relations, with dates."""

    TEACHER = "teacher"
    MENTOR = "mentor"
    STUDENT = "student"
    GUARDIAN = "guardian"
    PRINCIPAL = "principal"
    ADMINISTRATOR = "administrator"
    STUDENT_HEALTH = "student_health"
    STUDY_COUNSELLOR = "study_counsellor"
    CENTRAL = "central"
    TABLET = "tablet"
    SYSTEM = "system"


class Workspace(StrEnum):
    """The hat a person wears now; only its roles count (purpose limitation)."""

    TEACHER = "teacher"
    STUDENT = "student"
    GUARDIAN = "guardian"
    PRINCIPAL = "principal"
    ADMINISTRATOR = "administrator"
    STUDENT_HEALTH = "student_health"
    STUDY_COUNSELLOR = "study_counsellor"
    CENTRAL = "central"
    TABLET = "tablet"
    SYSTEM = "system"


WORKSPACE_ROLES: dict[Workspace, frozenset[Role]] = {
    Workspace.TEACHER: frozenset({Role.TEACHER, Role.MENTOR}),
    Workspace.STUDENT: frozenset({Role.STUDENT}),
    Workspace.GUARDIAN: frozenset({Role.GUARDIAN}),
    Workspace.PRINCIPAL: frozenset({Role.PRINCIPAL}),
    Workspace.ADMINISTRATOR: frozenset({Role.ADMINISTRATOR}),
    Workspace.STUDENT_HEALTH: frozenset({Role.STUDENT_HEALTH}),
    Workspace.STUDY_COUNSELLOR: frozenset({Role.STUDY_COUNSELLOR}),
    Workspace.CENTRAL: frozenset({Role.CENTRAL}),
    Workspace.TABLET: frozenset({Role.TABLET}),
    Workspace.SYSTEM: frozenset({Role.SYSTEM}),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person in one workspace.

    `units` are the organisations where the workspace's roles hold, descendants included; empty for
    students and guardians, whose reach follows enrolment and relation. `loa` is the sign-in's level of
    assurance (1-4). `session_key` is the hash of the session, never the cookie.
    """

    person_id: UUID
    workspace: Workspace
    roles: frozenset[Role]
    units: frozenset[UUID] = frozenset()
    account_id: UUID | None = None
    session_key: str = field(default="", repr=False)
    loa: int = 1
    view_as: UUID | None = None
    process: str = ""

    def has(self, *roles: Role) -> bool:
        """Does the actor hold any of these roles in the workspace they are in?"""
        return not self.roles.isdisjoint(roles)

    @property
    def is_system(self) -> bool:
        """Is this a job or the command line rather than a person?"""
        return bool(self.process)


_SYSTEM_ID = UUID(int=0)
_current: ContextVar[Actor | None] = ContextVar("actor", default=None)


def system_actor(process: str) -> Actor:
    """The platform itself, named by the job or command that runs; audited as such."""
    return Actor(
        person_id=_SYSTEM_ID, workspace=Workspace.SYSTEM, roles=frozenset({Role.SYSTEM}), loa=4, process=process
    )


def current_actor() -> Actor:
    """The actor of the event being handled.

    Raises:
        Denied: nobody is signed in.
    """
    actor = _current.get()
    if actor is None:
        raise Denied
    return actor


def set_actor(actor: Actor | None) -> None:
    """For the gate only: the actor of the rest of this task."""
    _current.set(actor)


@contextmanager
def acting(actor: Actor) -> Iterator[Actor]:
    """Be `actor` inside the block (tests, jobs, command line)."""
    token = _current.set(actor)
    try:
        yield actor
    finally:
        _current.reset(token)
