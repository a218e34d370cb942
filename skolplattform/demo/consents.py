"""What the invented homes have answered about pictures: most yes, some no, and some have not answered yet."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.core import clock
from skolplattform.core.bulk import BulkWriter
from skolplattform.demo.keys import Keys
from skolplattform.demo.units import Unit
from skolplattform.registry.consents.standing import GROUP_PICTURES, kinds_asked
from skolplattform.registry.consents.tables import ConsentAnswer
from skolplattform.registry.tables import Person, Responsibility

NO_IN, SILENT_IN = 13, 9
"""In every so manieth home one says no; in every so manieth the last has not answered."""


def consents(session: Session, writer: BulkWriter, keys: Keys, unit: Unit, at: datetime) -> None:
    """The answers of the homes of a unit, given on one day; those of protected children are not asked for."""
    kinds = kinds_asked(session, clock.local(at).date())
    for place, (child, adults) in enumerate(_homes(session, unit).items()):
        for kind in kinds:
            about = place + kind.position
            answered = adults[:-1] if about % SILENT_IN == 0 and kind.purpose != GROUP_PICTURES else adults
            for nth, adult in enumerate(answered):
                gives = nth > 0 or about % NO_IN != 0
                row = {"person_id": child, "kind_code": kind.code, "answered_by": adult, "gives": gives}
                writer.add(ConsentAnswer, {"id": keys.next(), **row, "answered_at": at})


def _homes(session: Session, unit: Unit) -> dict[UUID, list[UUID]]:
    rows = session.execute(
        select(Responsibility.child_id, Responsibility.adult_id)
        .join(Person, col(Person.id) == col(Responsibility.child_id))
        .where(
            col(Responsibility.child_id).in_([pupil.person.id for pupil in unit.pupils]),
            col(Person.security_marking) == "Ingen",
        )
        .order_by(col(Responsibility.child_id), col(Responsibility.adult_id))
    )
    found: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for child, adult in rows:
        found[child].append(adult)
    return found
