"""What goes by itself: who has not confirmed a warning is reminded."""

from skolplattform.assessment.risk.service import remind
from skolplattform.core import db


def remind_of_warnings() -> None:
    """Once an hour; the notice's key sees to it that nobody is reminded twice."""
    with db.unit() as session:
        remind(session)
