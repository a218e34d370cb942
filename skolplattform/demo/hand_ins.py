"""What the invented students have handed in and what was answered, in every state, at the school that is shown."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from skolplattform.core import clock
from skolplattform.core.bulk import BulkWriter
from skolplattform.demo.keys import Keys
from skolplattform.demo.peer_responses import HandedIn
from skolplattform.demo.set_work import HAND_INS
from skolplattform.demo.units import Taught, Unit
from skolplattform.planning.hand_in.rules import Outcome, State
from skolplattform.planning.hand_in.tables import HandIn, HandInComment, HandInFeedback, HandInVersion, OwnTerms
from skolplattform.planning.set_work.tables import SetWork, SetWorkGroup

FROM_YEAR = 4
BEFORE = (6, 8, 9)
"""So many school days ago the tasks were due."""
STATES = (
    State.HANDED_IN,
    State.APPROVED,
    State.NONE,
    State.RETURNED,
    State.LATE,
    State.APPROVED,
    State.DRAFT,
    State.HANDED_IN,
)
OWN_TERMS = 3
"""In every third task those who have not handed in have more time and a text of their own."""
OWN_NOTE = "Berätta muntligt eller skriv tre meningar. Välj det exempel som du minns bäst."
ANSWERED = {State.APPROVED: Outcome.APPROVE, State.RETURNED: Outcome.RETURN}
TEXT = (
    "Jag har arbetat med {area}.\n\nDet viktigaste jag lärde mig var att man måste jämföra flera källor innan man drar "
    "en slutsats. {own}\n\nNästa gång vill jag börja tidigare och be någon läsa det jag har skrivit."
)
OWN = (
    "Det svåraste var att välja ut vad som skulle vara med.",
    "Vi gjorde en undersökning i gruppen och jag skrev ned det vi såg.",
    "Jag tog ett exempel hemifrån för att visa hur jag tänkte.",
    "Först trodde jag något annat, men ett av exemplen fick mig att ändra mig.",
)
PASSAGE = "jämföra flera källor"
COMMENT = "Bra! Vilka källor jämförde du, och vad skilde dem åt?"
ANSWERS = {
    Outcome.APPROVE: "Tydligt skrivet, och du visar hur du har tänkt. Det här är klart.",
    Outcome.RETURN: "Bra början. Lägg till ett eget exempel i mitten och lämna in igen.",
}


def hand_ins(
    writer: BulkWriter, keys: Keys, unit: Unit, going_on: Mapping[UUID, tuple[UUID, str]], days: Sequence[date]
) -> list[HandedIn]:
    """One task with hand-in that is due already in each subject with a plan that goes on, from year 4.

    `days` are the school days up to the day that the demo stands in.
    """
    tasks = []
    for number, taught in enumerate(unit.taught):
        if taught.activity_id in going_on and taught.school_year >= FROM_YEAR:
            day = days[-1 - min(BEFORE[number % len(BEFORE)], len(days) - 1)]
            tasks.append(_task(writer, keys, unit, taught, (*going_on[taught.activity_id], number, day)))
    return tasks


def _task(writer: BulkWriter, keys: Keys, unit: Unit, taught: Taught, what: tuple[UUID, str, int, date]) -> HandedIn:
    plan_id, area, number, day = what
    work_id = keys.next()
    work = {"id": work_id, "unit_id": unit.id, "syllabus_id": taught.syllabus_id, "plan_id": plan_id}
    work |= {"kind": "hand_in", "title": f"Reflektion: {area}", "day": day, "taken_away": False, **HAND_INS}
    work |= {"note": "Vad har du lärt dig? Skriv en halv sida, eller lägg till en bild av ditt arbete."}
    set_at = clock.at(day - timedelta(days=10), time(15, 40))
    work |= {"edited_by": taught.teacher.person.id, "edited_at": set_at, "version": 1}
    writer.add(SetWork, work)
    writer.add(SetWorkGroup, {"work_id": work_id, "group_id": taught.group_id})
    handed = HandedIn(work_id, taught, {}, clock.at(day, time(19, 10)))
    for place, pupil in enumerate(taught.pupils):
        state = STATES[(place + number) % len(STATES)]
        if state is not State.NONE:
            text = TEXT.format(area=area.lower(), own=OWN[(place + number) % len(OWN)])
            late = timedelta(days=1) if state is State.LATE else timedelta()
            at = handed.due + late - timedelta(minutes=7 * place)
            row_id = _hand_in(writer, keys, taught, (work_id, pupil.person.id, state, text), at)
            handed.works.update({pupil.person.id: row_id} if state is not State.DRAFT else {})
        elif number % OWN_TERMS == 0:
            own = {"work_id": work_id, "student_id": pupil.person.id, "note": OWN_NOTE, "version": 1}
            later = clock.at(day + timedelta(days=30), time(23, 59))
            by = {"decided_by": taught.teacher.person.id, "decided_at": set_at}
            writer.add(OwnTerms, {**own, "due_at": later, **by})
    return handed


def _hand_in(
    writer: BulkWriter, keys: Keys, taught: Taught, whose: tuple[UUID, UUID, State, str], at: datetime
) -> UUID:
    work_id, student, state, text = whose
    number = int(state is not State.DRAFT)
    row: dict[str, Any] = {"id": keys.next(), "work_id": work_id, "student_id": student, "state": state.value}
    writer.add(HandIn, {**row, "number": number, "text": text, "link": "", "version": 2, "edited_at": at})
    if not number:
        return row["id"]
    version = {"hand_in_id": row["id"], "number": 1, "text": text, "link": "", "is_late": state is State.LATE}
    writer.add(HandInVersion, {**version, "handed_in_at": at, "withdrawn_at": None})
    outcome = ANSWERED.get(state)
    if outcome is not None:
        sent = at + timedelta(days=1)
        answer = {"hand_in_id": row["id"], "number": 1, "text": ANSWERS[outcome], "outcome": outcome.value}
        answer |= {"version": 2, "edited_by": taught.teacher.person.id, "edited_at": sent, "sent_at": sent}
        writer.add(HandInFeedback, answer)
    if outcome is Outcome.RETURN:
        first = text.index(PASSAGE)
        about = {"id": keys.next(), "hand_in_id": row["id"], "number": 1, "first": first, "text": COMMENT}
        about |= {"after": first + len(PASSAGE), "written_by": taught.teacher.person.id, "written_at": at}
        writer.add(HandInComment, about)
    return row["id"]
