"""What is asked about units that go on at the school that is shown: answers, and one that went wrong."""

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from skolplattform.core import clock
from skolplattform.core.bulk import BulkWriter
from skolplattform.demo.keys import Keys
from skolplattform.demo.units import Taught, Unit
from skolplattform.planning.discussion.tables import Contribution, ContributionReport, Discussion

FROM_YEAR, BEFORE, OPEN_FOR = 4, 3, timedelta(days=5)
"""The question was put so many school days ago, and is open so long from today."""
QUESTION = "Vad är det svåraste med {area} så här långt, och hur gör du för att förstå?"
ANSWERS = (
    "Det svåraste är att komma i gång. Jag börjar med att förklara uppgiften för mig själv med egna ord.",
    "Jag blandar ihop orden. Nu har jag gjort en lista med alla ord och ett exempel till varje.",
    "Att veta när man är klar. Jag brukar jämföra med exemplet vi gjorde på tavlan.",
    "Jag tycker inte att det är så svårt, men det tar lång tid.",
    "Bilderna i boken hjälper mig mer än texten.",
    "Jag fastnar i mitten. Då ritar jag upp det jag vet och det som fattas.",
)
REPLIES = ("Bra idé, det ska jag också testa!", "Kan du visa din lista? Jag skulle behöva en sådan.")
TEACHER = "Fint att ni visar hur ni gör. På torsdag tittar vi tillsammans på det som flera av er skriver om."
RUDE = "Du fattar ju aldrig något."
WHY = "Vi skriver om arbetet, inte om varandra. Skriv gärna om på ett annat sätt."
LINK = "https://mote.example.se/klassrummet"


def discussions(
    writer: BulkWriter,
    keys: Keys,
    unit: Unit,
    going_on: Mapping[UUID, tuple[UUID, str]],
    days: Sequence[date],
    shown: tuple[UUID, UUID],
) -> None:
    """A discussion in each group of the teacher and the student who show the platform (`shown`).

    `days` are the school days up to the day that the demo stands in.
    """
    teacher, student = shown
    number = 0
    for taught in unit.taught:
        is_theirs = taught.teacher.person.id == teacher or any(one.person.id == student for one in taught.pupils)
        if taught.activity_id in going_on and taught.school_year >= FROM_YEAR and is_theirs:
            _Discussed(writer, keys, taught, days).run(*going_on[taught.activity_id], number, student)
            number += 1


class _Discussed:
    """One discussion; each contribution comes a quarter of an hour after the one before."""

    def __init__(self, writer: BulkWriter, keys: Keys, taught: Taught, days: Sequence[date]) -> None:
        self.writer, self.keys, self.taught, self.today = writer, keys, taught, days[-1]
        self.at = clock.at(days[-1 - min(BEFORE, len(days) - 1)], time(12, 30))
        self.id = keys.next()

    def run(self, plan_id: UUID, area: str, number: int, student: UUID) -> None:
        """In every second one the student has written already; in every third there is a video meeting."""
        teacher = self.taught.teacher.person.id
        row: dict[str, Any] = {"id": self.id, "plan_id": plan_id, "group_id": self.taught.group_id}
        row |= {"syllabus_id": self.taught.syllabus_id, "question": QUESTION.format(area=area.lower())}
        row |= {"answers_first": number % 2 == 1, "link": LINK if number % 3 == 0 else ""}
        row |= {"closes_on": self.today + OPEN_FOR, "opened_by": teacher, "opened_at": self.at, "version": 1}
        self.writer.add(Discussion, row)
        classmates = [one.person.id for one in self.taught.pupils if one.person.id != student]
        is_member = len(classmates) < len(self.taught.pupils)
        writers = [*([student] if is_member and number % 2 == 0 else []), *classmates]
        threads = [self._said(person, text) for person, text in zip(writers, ANSWERS, strict=False)]
        for thread, person, text in zip(threads, reversed(classmates), REPLIES, strict=False):
            self._said(person, text, thread)
        if threads:
            self._said(teacher, TEACHER, threads[-1], by_teacher=True)
        if number == 0 and len(classmates) > len(ANSWERS) + len(REPLIES):
            self._went_wrong(threads, classmates[len(ANSWERS) :], teacher)

    def _went_wrong(self, threads: list[UUID], others: list[UUID], teacher: UUID) -> None:
        """A contribution that the teacher has hidden, and one that waits for the teacher."""
        hidden = {"hidden_at": self.at, "hidden_by": teacher, "hidden_why": WHY, "version": 2}
        self._said(others[0], RUDE, threads[1], **hidden)
        told = {"contribution_id": self._said(others[1], RUDE, threads[2]), "reporter_id": others[0]}
        self.writer.add(ContributionReport, {**told, "words": "Det är elakt skrivet.", "reported_at": self.at})

    def _said(self, person: UUID, text: str, thread: UUID | None = None, **more: Any) -> UUID:
        self.at += timedelta(minutes=15)
        number = self.keys.next()
        row = {"id": number, "discussion_id": self.id, "thread_id": thread or number, "written_by": person}
        row |= {"by_teacher": False, "text": text, "said_at": self.at, "hidden_why": "", "version": 1}
        self.writer.add(Contribution, row | more)
        return number
