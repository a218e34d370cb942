"""What accounts does by itself."""

from sqlmodel import Session, col, delete

from skolplattform.accounts import rules
from skolplattform.accounts.tables import AuthSession, SignInAttempt
from skolplattform.core import clock, db


def clean_up_sessions() -> None:
    """Remove what ended long ago."""
    with db.unit() as session:
        clean_up(session)


def clean_up(session: Session) -> None:
    """Remove sessions and sign-in attempts that ended more than a day ago."""
    limit = clock.wall() - rules.ABSOLUTE * 2
    session.execute(delete(AuthSession).where(col(AuthSession.absolute_end) < limit))
    session.execute(delete(SignInAttempt).where(col(SignInAttempt.created_at) < limit))
