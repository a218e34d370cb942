"""What the invented students say of their own work in a unit that goes on: the same each time, without a draw."""

from datetime import date, time, timedelta
from typing import Any

from skolplattform.assessment.self_assessment.rules import Own
from skolplattform.assessment.self_assessment.tables import SelfAnswer, SelfOpening
from skolplattform.core import clock
from skolplattform.demo.learning import Learning
from skolplattform.demo.units import Taught, Unit

EVERY, SILENT_EVERY = 6, 4
"""In one of so many subjects it is opened; one student of so many has not answered."""
OPENED_AGO = timedelta(days=8)
SAID = {
    Own.CAN: ("Jag kan förklara det för en kompis.", "Det gick bra på läxförhöret.", ""),
    Own.ON_MY_WAY: ("Jag förstår när vi gör det tillsammans, men inte själv än.", "Jag blandar ihop orden ibland.", ""),
    Own.HELP: ("Jag vill att du visar en gång till.", "Jag missade två lektioner."),
}


def self_assessment(learning: Learning, unit: Unit, today: date) -> None:
    """Let one teacher of six have opened the unit that goes on."""
    taught = [
        one for one in unit.taught if one.syllabus_id in learning.catalogue and one.activity_id in learning.going_on
    ]
    for number, one in enumerate(taught[::EVERY]):
        _opened(learning, one, today, number)


def _opened(learning: Learning, taught: Taught, today: date, number: int) -> None:
    plan_id, area = learning.going_on[taught.activity_id]
    at = clock.at(today - OPENED_AGO, time(14, 45))
    row: dict[str, Any] = {"id": learning.keys.next(), "activity_id": taught.activity_id, "plan_id": plan_id}
    row |= {"title": area[:120], "criteria": [], "opened_by": taught.teacher.person.id, "opened_at": at}
    learning.writer.add(SelfOpening, row | {"closed_at": None, "version": 1})
    criteria = learning.catalogue[taught.syllabus_id].criteria if taught.syllabus_id else ()
    for place, pupil in enumerate(taught.pupils):
        if place % SILENT_EVERY == SILENT_EVERY - 1 or (pupil.person.id, taught.syllabus_id) in learning.apart:
            continue
        for position, criterion in enumerate(criteria):
            turn = place + position + number
            own = (Own.ON_MY_WAY, Own.CAN, Own.CAN, Own.HELP, Own.ON_MY_WAY)[turn % 5]
            said = {"own": own.value, "words": SAID[own][turn % len(SAID[own])] if position == turn % 3 else ""}
            answer = {"opening_id": row["id"], "student_id": pupil.person.id, "criterion_id": criterion.id}
            answered_at = at + timedelta(days=1, minutes=turn)
            learning.writer.add(SelfAnswer, answer | said | {"version": 1, "changed_at": answered_at})
