"""What an installation knows of itself."""

from typing import Any

from sqlmodel import Session

from skolplattform.core.tables import InstallationFact


def fact(session: Session, name: str) -> Any:
    """The fact of that name (JSON), None when nothing is known."""
    found = session.get(InstallationFact, name)
    return found.value if found else None


def remember(session: Session, name: str, value: Any) -> None:
    """Set the fact of that name; the caller's transaction."""
    session.merge(InstallationFact(name=name, value=value))
