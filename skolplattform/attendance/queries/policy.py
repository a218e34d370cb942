"""What holds at a school on a day: the school's own decision, else its organiser's, else what the rules name."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Integer, Select, and_, bindparam, literal
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from skolplattform.attendance.rules import policy as rules
from skolplattform.attendance.rules.policy import Policy
from skolplattform.attendance.tables import AttendancePolicy
from skolplattform.registry.permissions import enrolment_holds, holds_on
from skolplattform.registry.tables import Enrolment, Organisation

MOST_SCHOOLS = 30
HIGHEST = 8
"""How many organisations there can be above a school unit."""


def policy_for(session: Session, unit_id: UUID, on: date) -> Policy:
    """What holds at the unit that day. One statement."""
    return policies_for(session, [unit_id], on)[unit_id]


def policies_where(session: Session, students: SelectOfScalar[UUID], on: date) -> list[Policy]:
    """What holds that day at each school where one of these students is enrolled. Two statements."""
    units = session.exec(
        select(Enrolment.unit_id)
        .where(col(Enrolment.person_id).in_(students), enrolment_holds(on))
        .distinct()
        .order_by(col(Enrolment.unit_id))
        .limit(MOST_SCHOOLS)
    ).all()
    return list(policies_for(session, units, on).values())


def policies_for(session: Session, unit_ids: Collection[UUID], on: date) -> dict[UUID, Policy]:
    """What holds at each of the units that day, field by field from the nearest organisation. One statement."""
    rows: dict[UUID, list[dict[str, Any]]] = {unit: [] for unit in unit_ids}
    for unit, settings in session.execute(_nearest_first(), {"units": list(unit_ids), "on_day": on}):
        rows[unit].append(settings)
    return {unit: rules.merged(found) for unit, found in rows.items()}


@cache
def _nearest_first() -> Select[Any, dict[str, Any]]:
    """(unit, settings) of the unit itself and of those above it, nearest first.

    Built once: every saved register asks. `units` and `on_day` are given later.
    """
    unit = (
        select(
            col(Organisation.id).label("unit_id"),
            col(Organisation.id).label("place_id"),
            col(Organisation.parent_id).label("parent_id"),
            literal(0, Integer()).label("height"),
        )
        .where(col(Organisation.id).in_(bindparam("units", expanding=True)))
        .cte("above", recursive=True)
    )
    above = unit.union_all(
        select(unit.c.unit_id, col(Organisation.id), col(Organisation.parent_id), unit.c.height + 1)
        .join(Organisation, col(Organisation.id) == unit.c.parent_id)
        .where(unit.c.height < HIGHEST)
    )
    return (
        select(above.c.unit_id, col(AttendancePolicy.settings))
        .join(
            AttendancePolicy,
            and_(
                col(AttendancePolicy.organisation_id) == above.c.place_id,
                holds_on(AttendancePolicy.valid_from, AttendancePolicy.valid_to, bindparam("on_day", type_=Date())),
            ),
        )
        .order_by(above.c.unit_id, above.c.height, col(AttendancePolicy.valid_from).desc())
    )


def policy_above(session: Session, place_id: UUID, on: date) -> Policy:
    """What would hold at a place that had decided nothing itself."""
    parent = session.exec(select(Organisation.parent_id).where(Organisation.id == place_id)).first()
    return policy_for(session, parent, on) if parent is not None else rules.DEFAULTS
