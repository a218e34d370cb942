"""A head's picture of the term: how many are warned per class and subject, and who has not confirmed."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from datetime import date
from uuid import UUID

from sqlalchemy import and_
from sqlmodel import Session, col

from skolplattform.assessment.risk import rules
from skolplattform.assessment.risk.permissions import OF_SCHOOL
from skolplattform.assessment.risk.queries.reminder import decided, decisions
from skolplattform.assessment.risk.queries.rows import rows_where
from skolplattform.assessment.risk.tables import RiskReminder, RiskWarning
from skolplattform.assessment.risk.views import ClassSubject, SchoolWarnings, WarningRow
from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.i18n import Text, both
from skolplattform.i18n.format import day_text
from skolplattform.registry.led import school_shown, schools_led


def warnings_of_school(session: Session, actor: Actor, unit_id: UUID | None) -> SchoolWarnings:
    """The warnings that hold now at one of the head's schools; the first when none is chosen.

    Raises:
        Denied: no head.
        NotFound: another's school.
    """
    require(actor, OF_SCHOOL)
    units = schools_led(session, actor)
    if not units:
        return SchoolWarnings()
    today, unit = clock.today(), school_shown(units, unit_id)
    holding = and_(
        col(RiskWarning.unit_id) == unit,
        col(RiskWarning.sent_at).is_not(None),
        col(RiskWarning.ended_on).is_(None),
        col(RiskWarning.term_ends) >= today,
    )
    rows, held = rows_where(session, actor, holding), decisions(session, unit)
    return SchoolWarnings(
        unit_id=str(unit),
        units=units,
        counts=_counts(rows),
        warned=len(rows),
        waiting=tuple(row for row in rows if row.confirmed < row.expected),
        remind_after=rules.remind_after_on((decided(row) for row in held), today),
        later=_later(held, today),
        version=sum(row.version for row in held),
    )


def _counts(rows: list[WarningRow]) -> tuple[ClassSubject, ...]:
    found: defaultdict[tuple[str, str], list[WarningRow]] = defaultdict(list)
    for row in rows:
        found[row.class_name, row.subject].append(row)
    return tuple(
        ClassSubject(class_name, subject, len(held), sum(row.confirmed < row.expected for row in held))
        for (class_name, subject), held in sorted(found.items())
    )


def _later(held: list[RiskReminder], today: date) -> tuple[Text, ...]:
    ahead = ((row.remind_after, day_text(row.valid_from, style="date")) for row in held if row.valid_from > today)
    return tuple(both("risk.school.later", n=days, day=day) for days, day in ahead)
