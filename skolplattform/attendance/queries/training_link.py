"""What a supervisor's link opens: one student's days at the workplace, and nothing else about anybody (FRN-17)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from skolplattform.accounts import rules as account_rules
from skolplattform.attendance.queries.activity import hours_text
from skolplattform.attendance.queries.words import dates_text
from skolplattform.attendance.queries.workplace import DayRow, at_hand_of, days_of, last_day_of
from skolplattform.attendance.rules import training as rules
from skolplattform.attendance.tables import WorkplaceTraining
from skolplattform.core import clock, readings
from skolplattform.core.actor import system_actor
from skolplattform.i18n import NO_TEXT, Text
from skolplattform.registry.tables import Organisation, Person

LINK = system_actor("link")
"""Who stands in the audit chain when a link is used. It asks for nothing: it is given to no query that filters."""


@dataclass(frozen=True, slots=True)
class LinkView:
    """What a supervisor sees: the given name, the school, the days. Nothing else about the student."""

    given: str = ""
    school: str = ""
    workplace: str = ""
    days: Text = NO_TEXT
    until: Text = NO_TEXT
    a_day: Text = NO_TEXT
    waits: int = 0
    rows: tuple[DayRow, ...] = ()
    others: tuple[DayRow, ...] = ()


def training_of_link(session: Session, secret: str) -> WorkplaceTraining | None:
    """The training that a link opens now; None for any other word, and when it is over, shut or closed.

    Nothing about a person with protected identity leaves the school this way (R-X03), whatever was handed out before.
    """
    if not 20 <= len(secret) <= 100:
        return None
    row = session.exec(
        select(WorkplaceTraining)
        .join(Person, col(Person.id) == col(WorkplaceTraining.student_id))
        .where(
            WorkplaceTraining.token_hash == account_rules.hash_secret(secret),
            Person.security_marking == "Ingen",
        )
    ).first()
    return row if row and rules.link_works(row.link_until, row.closed_at, clock.now()) else None


def link_works_until(session: Session, secret: str) -> datetime | None:
    """Until when the link works; None when it opens nothing."""
    row = training_of_link(session, secret)
    return row.link_until if row else None


def link_view(session: Session, secret: str) -> LinkView | None:
    """What the supervisor's link shows; None when it opens nothing. The reading is noted in the school's chain."""
    row = training_of_link(session, secret)
    if row is None or row.link_until is None:
        return None
    person, school = session.get_one(Person, row.student_id), session.get_one(Organisation, row.unit_id)
    verb = "attendance.read_training"
    readings.opened(session, LINK, verb, "workplace_training", row.id, persons=[row.student_id], unit=row.unit_id)
    days = days_of(session, row)
    at_hand = at_hand_of(days)
    return LinkView(
        given=person.given_name,
        school=school.display_name,
        workplace=row.workplace,
        days=dates_text(row.first_day, row.last_day),
        until=last_day_of(row.link_until),
        a_day=hours_text(row.day_minutes),
        waits=sum(1 for one in days if one.usual and not one.by),
        rows=at_hand,
        others=tuple(one for one in days if one not in at_hand),
    )
