"""Who may see protected persons at a principal's units: decisions and emergency openings, the newest first."""

# pyright: reportArgumentType=false, reportCallIssue=false

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, or_, select

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.i18n import Text
from skolplattform.i18n.format import day_text
from skolplattform.registry.permissions import GRANT_PROTECTED, enrolled, holds_on
from skolplattform.registry.queries import names
from skolplattform.registry.tables import Duty, ProtectedGrant

LOOK_BACK = timedelta(days=90)
LIMIT = 200


@dataclass(frozen=True, slots=True)
class GrantRow:
    """One grant as shown; the protected person stands masked unless the reader may see them."""

    id: str
    grantee: str
    subject: str
    first: Text
    last: Text
    reason: str
    kind: str
    is_glass: bool
    holds: bool


def grants(session: Session, actor: Actor) -> tuple[GrantRow, ...]:
    """Grants about students of the actor's units or to staff there. Two statements.

    Raises:
        Denied: the actor does not decide about protected persons.
    """
    require(actor, GRANT_PROTECTED)
    today = clock.today()
    staff = select(Duty.person_id).where(
        col(Duty.unit_id).in_(actor.units), holds_on(Duty.start_date, Duty.end_date, today)
    )
    rows = session.exec(
        select(ProtectedGrant)
        .where(
            or_(
                col(ProtectedGrant.subject_id).in_(enrolled(actor.units, today)),
                col(ProtectedGrant.subject_id).in_(staff),
            ),
            ProtectedGrant.end_date >= today - LOOK_BACK,
        )
        .order_by(col(ProtectedGrant.start_date).desc(), col(ProtectedGrant.id).desc())
        .limit(LIMIT)
    ).all()
    shown = names(session, actor, {person for row in rows for person in (row.subject_id, row.grantee_id)})
    found = []
    for row in rows:
        kind, _, why = row.reason.partition(": ") if row.break_glass else ("", "", row.reason)
        found.append(
            GrantRow(
                id=str(row.id),
                grantee=shown[row.grantee_id].name,
                subject=shown[row.subject_id].name,
                first=day_text(row.start_date, style="date"),
                last=day_text(row.end_date, style="date"),
                reason=why or row.reason,
                kind=kind,
                is_glass=row.break_glass,
                holds=row.start_date <= today <= row.end_date,
            )
        )
    return tuple(found)
