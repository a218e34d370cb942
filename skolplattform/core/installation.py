"""What an installation knows of itself."""

from typing import Any

from sqlmodel import Session

from skolplattform.core.tables import InstallationFact


def fact(session: Session, name: str, default: Any = None) -> Any:
    """The fact of that name (JSON), or the default."""
    found = session.get(InstallationFact, name)
    return found.value if found else default


def remember(session: Session, name: str, value: Any) -> None:
    """Set the fact of that name; the caller's transaction."""
    session.merge(InstallationFact(name=name, value=value))
