"""What the classmates of the student who shows the platform say of each other's hand-ins, and the teacher's."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from skolplattform.core.bulk import BulkWriter
from skolplattform.demo.keys import Keys
from skolplattform.demo.units import Taught
from skolplattform.planning.peer_response import rules
from skolplattform.planning.peer_response.tables import PeerResponse, PeerRound

Order = tuple[UUID, ...]
EACH, OF_STUDENT = 2, 2
"""So many responses each gives, and on so many tasks the student is asked for them."""
QUESTIONS = ("Vad förstod du av det som kamraten har lärt sig?", "Finns det ett exempel som visar hur kamraten tänker?")
WORKS = (
    "Du förklarar så att jag förstår, och jag gillade exemplet i mitten.",
    "Det är tydligt vad du har lärt dig och du skriver om det med egna ord.",
    "Bra att du berättar vad som var svårt, det kände jag igen.",
)
NEXT_STEP = (
    "Skriv vilka källor du jämförde, då blir det lättare att följa med.",
    "Lägg till ett exempel till, gärna ett som är annorlunda.",
    "Avsluta med vad du vill göra nästa gång och varför.",
)
RUDE, WHY = "Det här var ju inget bra.", "Vi skriver om arbetet och vad som kan bli bättre. Prata gärna med mig."


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A task with what was handed in on it, by student, and until when."""

    work_id: UUID
    taught: Taught
    works: dict[UUID, UUID]
    due: datetime


def peer_responses(
    writer: BulkWriter, keys: Keys, tasks: Sequence[HandedIn], shown: tuple[UUID, UUID], hidden: Collection[UUID]
) -> None:
    """An exchange on each task of the teacher who shows the platform and a few of the student's (`shown`).

    The works of those with protected identity (`hidden`) are not dealt out.
    """
    teacher, student = shown
    led = [task for task in tasks if task.taught.teacher.person.id == teacher]
    asked = [task for task in tasks if task.taught.teacher.person.id != teacher and student in task.works]
    for number, task in enumerate(led + asked[:OF_STUDENT]):
        order = tuple(one for one in task.works if one not in hidden)
        _exchange(writer, keys, task, number, (student, order))


def _exchange(writer: BulkWriter, keys: Keys, task: HandedIn, number: int, who: tuple[UUID, Order]) -> None:
    """Every second one is by name and read at once; the student who shows the platform has theirs left to do."""
    student, order = who
    opened, is_named = task.due + timedelta(hours=12), number % 2 == 1
    row: dict[str, Any] = {"id": keys.next(), "work_id": task.work_id, "group_id": task.taught.group_id, "each": EACH}
    row |= {"questions": list(QUESTIONS), "is_named": is_named, "shown_at_once": is_named, "version": 1}
    row |= {"opened_by": task.taught.teacher.person.id, "opened_at": opened}
    row |= {"released_at": opened + timedelta(days=1) if number % 4 == 2 else None, "closed_at": None}
    writer.add(PeerRound, row)
    pairs = rules.dealt(order, order, EACH)
    for place, pair in enumerate(sorted(pairs)):
        is_sent = pair.giver != student and place % 7 != 0
        is_rude = is_sent and number == 0 and place == 1
        said = {"works": RUDE if is_rude else WORKS[place % 3], "next_step": NEXT_STEP[(place + number) % 3]}
        response = {"id": keys.next(), "round_id": row["id"], "giver_id": pair.giver, "number": 1, "version": 1}
        response |= {"hand_in_id": task.works[pair.writer], "dealt_at": opened, "set_aside_at": None}
        response |= said if is_sent else dict.fromkeys(said, "")
        response |= {"sent_at": opened + timedelta(minutes=9 * place) if is_sent else None}
        hidden = {"hidden_at": opened + timedelta(hours=8), "hidden_by": row["opened_by"], "hidden_why": WHY}
        response |= hidden if is_rude else {"hidden_at": None, "hidden_by": None, "hidden_why": ""}
        writer.add(PeerResponse, response)
