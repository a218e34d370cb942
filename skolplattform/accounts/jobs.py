"""What accounts does by itself."""

from sqlmodel import Session, col, delete

from skolplattform.accounts import rules
from skolplattform.accounts.tables import AuthSession, SignInAttempt
from skolplattform.core import clock, db
from skolplattform.core.tables import AnsweredKey


def clean_up_sessions() -> None:
    """Remove what ended long ago."""
    with db.unit() as session:
        clean_up(session)


def clean_up(session: Session) -> None:
    """Remove sessions and sign-in attempts that ended more than a day ago, and what calls of that time were answered.

    An answer can hold what a cell of a grid said: it is kept for repeats of the call, and no session outlives it.
    """
    long_ago = rules.ABSOLUTE * 2
    limit = clock.wall() - long_ago
    session.execute(delete(AuthSession).where(col(AuthSession.absolute_end) < limit))
    session.execute(delete(SignInAttempt).where(col(SignInAttempt.created_at) < limit))
    session.execute(delete(AnsweredKey).where(col(AnsweredKey.at) < clock.now() - long_ago))
