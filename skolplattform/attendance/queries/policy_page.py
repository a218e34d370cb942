"""What an administrator sees of a school's decisions about attendance: now, from above, and earlier."""

from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.attendance.permissions import MANAGE_POLICY
from skolplattform.attendance.queries.policy import policy_above, policy_for
from skolplattform.attendance.rules import policy as rules
from skolplattform.attendance.rules.policy import SETTINGS, Policy, Setting, Value
from skolplattform.attendance.tables import AttendancePolicy
from skolplattform.attendance.views import Decision, PolicyPage
from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.i18n import NO_TEXT, Text, both
from skolplattform.i18n.format import clock_time, day_text, percent_text
from skolplattform.registry.queries import names
from skolplattform.registry.tables import Organisation

PLACES = 200
DECISIONS = 25


def policy_page(session: Session, actor: Actor, place_id: UUID | None = None) -> PolicyPage:
    """The decisions of one place the actor administers; the first of them when none is named.

    Raises:
        NotFound: a place outside the actor's reach, or no place at all.
    """
    require(actor, MANAGE_POLICY)
    places = _places(session, actor)
    chosen = place_id or next(iter(places), None)
    if chosen is None or chosen not in places:
        raise NotFound
    rows = _decisions(session, chosen)
    today = clock.today()
    now, above = policy_for(session, chosen, today), policy_above(session, chosen, today)
    people = names(session, actor, {row.decided_by for row in rows})
    return PolicyPage(
        places=tuple((str(place), name) for place, name in places.items()),
        place=str(chosen),
        name=places[chosen],
        version=sum(row.version for row in rows),
        typed={one.name: rules.typed(one, getattr(now, one.name)) for one in SETTINGS},
        above={one.name: _above(one, above) for one in SETTINGS},
        decisions=tuple(_decision(row, people[row.decided_by].name) for row in rows[:DECISIONS]),
    )


def _places(session: Session, actor: Actor) -> dict[UUID, str]:
    """Names of the schools and organisers that the actor administers, the highest first."""
    rows = session.execute(
        select(col(Organisation.id), col(Organisation.display_name))
        .where(col(Organisation.id).in_(actor.units))
        .order_by(col(Organisation.parent_id).is_not(None), col(Organisation.display_name), col(Organisation.id))
        .limit(PLACES)
    )
    return {row[0]: row[1] for row in rows}


def _decisions(session: Session, place: UUID) -> list[AttendancePolicy]:
    question = select(AttendancePolicy).where(AttendancePolicy.organisation_id == place)
    return list(session.exec(question.order_by(col(AttendancePolicy.valid_from).desc()).limit(PLACES)).all())


def _above(one: Setting, above: Policy) -> Text:
    return both("attendance.policy.above", value=value_text(one, getattr(above, one.name)))


def _decision(row: AttendancePolicy, by: str) -> Decision:
    decided = rules.merged([row.settings])
    shown = [one for one in SETTINGS if one.name in row.settings]
    changes = [
        both("attendance.policy.line", what=both(f"attendance.policy.{one.name}"), value=value_text(one, value))
        for one in shown
        for value in [getattr(decided, one.name)]
    ]
    return Decision(
        id=str(row.id),
        since=day_text(row.valid_from, style="date"),
        until=day_text(row.valid_to, style="date") if row.valid_to else NO_TEXT,
        by=by,
        changes=tuple(changes) or (both("attendance.policy.as_above"),),
    )


def value_text(one: Setting, value: Value) -> Text:
    """A value in words: 10 dagar, 15 %, 16.00, läsåret."""
    match one.kind:
        case "percent":
            return percent_text(float(value), decimals=0)  # type: ignore[arg-type]
        case "time":
            return Text(sv=clock_time(value, "sv"), en=clock_time(value, "en"))  # type: ignore[arg-type]
        case "flag":
            return both("attendance.policy.yes" if value else "attendance.policy.no")
        case "choice":
            return both(f"attendance.policy.{one.name}.{value}")
        case _:
            return both(f"attendance.policy.value.{one.kind}", n=value)
