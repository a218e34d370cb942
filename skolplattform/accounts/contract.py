"""What sign-in asks of the register: who a person is, and what they are there today."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol, runtime_checkable
from uuid import UUID

from skolplattform.core.actor import Role

if TYPE_CHECKING:
    from sqlmodel import Session

ROLES = "roles"
"""The topic of `core.changes` that is announced when anything that gives roles has changed."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A role a person holds on a day, and the organisations where it holds (descendants included)."""

    role: Role
    units: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who would show a workspace well in a demo, and what they do in a few words."""

    person_id: UUID
    line: str


@runtime_checkable
class Register(Protocol):
    """The register, as sign-in sees it."""

    def standings(self, session: "Session", person_id: UUID, day: date) -> tuple[Standing, ...]:
        """Every role the person holds on `day`; empty for one who has left."""
        ...

    def below(self, session: "Session", organisation_ids: frozenset[UUID]) -> frozenset[UUID]:
        """The organisations and everything under them."""
        ...

    def name(self, session: "Session", person_id: UUID) -> str:
        """The person's name as shown to themselves."""
        ...

    def person_of(self, session: "Session", principal_name: str) -> UUID | None:
        """The person whom a principal name (EPPN) identifies."""
        ...

    def candidate(self, session: "Session", role: Role, day: date) -> Candidate | None:
        """A person with this role who has much to show."""
        ...


@runtime_checkable
class Tablets(Protocol):
    """Shared tablets, as sessions see them: a session opened with a PIN stands and falls with its tablet."""

    def standing_on(self, session: "Session", token_hash: bytes, person_id: UUID, day: date) -> Standing | None:
        """What the person is on the tablet that opened this session; None when it is shut out or the duty is over."""
        ...
