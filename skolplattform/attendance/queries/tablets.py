"""Which tablet this is, who may open it, and which tablets a unit has."""

# pyright: reportArgumentType=false, reportCallIssue=false

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from skolplattform.accounts import rules as account_rules
from skolplattform.accounts.contract import Standing
from skolplattform.attendance.permissions import TABLETS
from skolplattform.attendance.queries.words import told_when
from skolplattform.attendance.tables import StaffPin, Tablet, TabletSession
from skolplattform.core import clock
from skolplattform.core.actor import Actor, Role
from skolplattform.core.permissions import require
from skolplattform.i18n import Text, both
from skolplattform.i18n.format import name_order
from skolplattform.registry.care import CARE_DUTIES
from skolplattform.registry.codes import OrganisationType
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.tables import Duty, Organisation, Person

MOST = 200


@dataclass(frozen=True, slots=True)
class StaffAtDoor:
    """Somebody who has a PIN and works at the tablet's unit."""

    id: str
    name: str
    initials: str
    tone: str


@dataclass(frozen=True, slots=True)
class TabletShown:
    """A tablet in the administrator's list. `state`: waits, works, out."""

    id: str
    name: str
    unit: str
    state: str
    since: Text
    version: int


def tablet_of(session: Session, secret: str) -> Tablet | None:
    """The tablet that keeps this cookie; None when it is shut out or never was one."""
    if not 20 <= len(secret) <= 100:
        return None
    return session.exec(
        select(Tablet).where(Tablet.secret_hash == account_rules.hash_secret(secret), col(Tablet.revoked_at).is_(None))
    ).first()


def staff_of(session: Session, tablet: Tablet) -> list[StaffAtDoor]:
    """Those who may open the tablet. Protected staff are not among them: it hangs where everybody passes."""
    today = clock.today()
    rows = session.exec(
        select(Person)
        .where(
            col(Person.id).in_(select(StaffPin.person_id)),
            col(Person.id).in_(_at_work(tablet.unit_id, today)),
            Person.security_marking == "Ingen",
        )
        .order_by(col(Person.given_name), col(Person.id))
        .limit(MOST)
    ).all()
    shown = [
        StaffAtDoor(str(row.id), row.full_name, f"{row.given_name[:1]}{row.family_name[:1]}", str(place % 3 + 1))
        for place, row in enumerate(rows)
    ]
    return sorted(shown, key=lambda one: name_order(one.name))


def _at_work(unit_id: UUID, on: date) -> SelectOfScalar[UUID]:
    return select(Duty.person_id).where(
        Duty.unit_id == unit_id,
        col(Duty.duty_role).in_(CARE_DUTIES),
        holds_on(Duty.start_date, Duty.end_date, on),
    )


def unit_name(session: Session, unit_id: UUID) -> str:
    """What the unit is called."""
    return session.exec(select(Organisation.display_name).where(Organisation.id == unit_id)).one()


class TabletSessions:
    """The attendance module's side of `accounts.contract.Tablets`."""

    def standing_on(self, session: Session, token_hash: bytes, person_id: UUID, day: date) -> Standing | None:
        """The door of the tablet's unit and nothing else, while the tablet and the duty last."""
        unit = session.exec(
            select(Tablet.unit_id)
            .join(TabletSession, col(TabletSession.tablet_id) == col(Tablet.id))
            .where(
                TabletSession.token_hash == token_hash,
                TabletSession.person_id == person_id,
                col(Tablet.revoked_at).is_(None),
            )
        ).first()
        if unit is None or not session.exec(_at_work(unit, day).where(Duty.person_id == person_id)).first():
            return None
        return Standing(Role.TABLET, frozenset({unit}))


def unit_tablets(session: Session, actor: Actor) -> tuple[list[tuple[str, str]], list[TabletShown]]:
    """The administrator's units, and their tablets: those that work first."""
    require(actor, TABLETS)
    units = session.exec(
        select(Organisation.id, Organisation.display_name)
        .where(
            col(Organisation.id).in_(actor.units),
            Organisation.organisation_type == OrganisationType.SCHOOL_UNIT.value,
        )
        .order_by(col(Organisation.display_name), col(Organisation.id))
        .limit(MOST)
    ).all()
    names = dict(units)
    rows = session.exec(
        select(Tablet)
        .where(col(Tablet.unit_id).in_(actor.units))
        .order_by(col(Tablet.revoked_at).is_not(None), col(Tablet.registered_at).desc(), col(Tablet.id))
        .limit(MOST)
    ).all()
    return [(str(unit), name) for unit, name in units], [_shown(row, names.get(row.unit_id, "")) for row in rows]


def _shown(row: Tablet, unit: str) -> TabletShown:
    state = "out" if row.revoked_at else "works" if row.secret_hash else "waits"
    when = told_when(row.revoked_at or row.registered_at, clock.today())
    return TabletShown(str(row.id), row.name, unit, state, both(f"care.tablet.{state}", when=when), row.version)
