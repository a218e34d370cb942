"""What accounts does by itself."""

from skolplattform.accounts import service
from skolplattform.core import db


def clean_up_sessions() -> None:
    """Remove what ended long ago."""
    with db.unit() as session:
        service.clean_up(session)
