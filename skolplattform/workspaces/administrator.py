"""What an administrator meets first: how the register stands, what an import waits for, who cannot sign in."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select
from sqlmodel import Session, col, func, select

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.interop.contract import RunShown
from skolplattform.interop.queries import latest_runs
from skolplattform.registry.permissions import VIEW_REGISTER, holds_on, identity_shown, visible_students
from skolplattform.registry.tables import Duty, Person, PrincipalName, Responsibility

FEW = 8


@dataclass(frozen=True, slots=True)
class Lacking:
    """Somebody on duty whom the register gives no sign-in name."""

    name: str
    role: str
    href: str


@dataclass(frozen=True, slots=True)
class StartView:
    """The page."""

    students: int = 0
    guardians: int = 0
    staff: int = 0
    without_name: int = 0
    lacking: tuple[Lacking, ...] = ()
    runs: tuple[RunShown, ...] = ()
    is_ready: bool = False


def start_view(session: Session, actor: Actor) -> StartView:
    """The administrator's day. Protected persons without a grant are in no number (R-X04)."""
    require(actor, VIEW_REGISTER)
    today = clock.today()
    students = select(Person.id).where(col(Person.id).in_(visible_students(actor, today)), identity_shown(actor, today))
    adults = select(func.count(func.distinct(Responsibility.adult_id))).where(
        col(Responsibility.child_id).in_(students),
        holds_on(Responsibility.start_date, Responsibility.end_date, today),
    )
    on_duty = (
        select(Duty.person_id)
        .join(Person, col(Person.id) == col(Duty.person_id))
        .where(
            col(Duty.unit_id).in_(actor.units),
            holds_on(Duty.start_date, Duty.end_date, today),
            identity_shown(actor, today),
        )
        .distinct()
    )
    nameless = on_duty.where(col(Duty.person_id).not_in(select(PrincipalName.person_id)))
    return StartView(
        students=_count(session, students),
        guardians=session.exec(adults).one(),
        staff=_count(session, on_duty),
        without_name=_count(session, nameless),
        lacking=_lacking(session, nameless),
        runs=tuple(latest_runs(session, actor)[:4]),
        is_ready=True,
    )


def _count(session: Session, question: Select[Any]) -> int:
    return session.scalar(select(func.count()).select_from(question.subquery())) or 0


def _lacking(session: Session, nameless: Select[Any]) -> tuple[Lacking, ...]:
    rows = session.exec(
        select(Person.id, Person.given_name, Person.family_name, func.min(Duty.duty_role))
        .join(Duty, col(Duty.person_id) == col(Person.id))
        .where(col(Person.id).in_(nameless))
        .group_by(col(Person.id), col(Person.given_name), col(Person.family_name))
        .order_by(col(Person.family_name), col(Person.given_name))
        .limit(FEW)
    ).all()
    return tuple(Lacking(f"{given} {family}", role, f"/register/person/{i}") for i, given, family, role in rows)
