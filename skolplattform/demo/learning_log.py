"""What a few invented students show of their learning logs, to the teacher who shows the platform and to home."""

from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from skolplattform.core import clock
from skolplattform.core.bulk import BulkWriter
from skolplattform.demo.pictures import Pictures
from skolplattform.demo.units import Taught, Unit
from skolplattform.planning.learning_log.tables import LogComment, LogEntry, LogPicture

SHOWN_BY, LATEST = 4, 6
"""So many students of a group show an entry; the latest so many school days back, where there are as many."""
ENTRIES = (
    (
        "Att förklara för någon annan",
        "Vi arbetade två och två och förklarade för varandra hur vi hade tänkt.",
        "När jag förklarar högt märker jag vad jag inte har förstått än.",
        "Jag ska fråga om det tredje steget på nästa lektion.",
    ),
    (
        "Ett fel som lärde mig något",
        "Jag fick fel svar tre gånger och gick tillbaka till början.",
        "Det hjälpte att rita upp det först.",
        "Nästa gång ritar jag innan jag räknar eller skriver.",
    ),
    (
        "Halvvägs i arbetet",
        "Jag har läst in mig, gjort anteckningar och valt vad jag vill fördjupa mig i.",
        "Att välja bort är svårare än att hitta.",
        "Skriva en första version till fredag.",
    ),
)
DRAFT = ("Tankar inför provet", "Det här kan jag redan, och det här måste jag öva på.", "", "")
PICTURED = 1
PICTURE = ("pizza", "Min teckning: något helt delat i fyra delar, en av dem lagd åt sidan")
COMMENT = "Bra att du ser det själv. Visa mig gärna hur du gör nästa gång, så tittar vi på det tillsammans."
OBSERVED = ("Såg dig hjälpa en kamrat", "Du förklarade lugnt och ställde frågor i stället för att ge svaret.", "", "")


def learning_log(
    writer: BulkWriter, pictures: Pictures, unit: Unit, teacher: UUID, student: UUID, days: Sequence[date]
) -> None:
    """Entries of the student who shows the platform in each subject, and of some classmates for the teacher."""
    written = _Written(writer, pictures, days)
    for number, taught in enumerate(one for one in unit.taught if one.syllabus_id):
        whose = [pupil.person.id for pupil in taught.pupils]
        if taught.teacher.person.id == teacher:
            for place, person in enumerate(one for one in whose[: SHOWN_BY + 1] if one != student):
                written.entry(taught, person, ENTRIES[place % len(ENTRIES)], place)
        if student in whose:
            written.entry(taught, student, ENTRIES[number % len(ENTRIES)], number, answered=number % 2 == 0)
            if taught.teacher.person.id == teacher:
                written.entry(taught, student, OBSERVED, number % 3, by=teacher)
                written.entry(taught, student, DRAFT, 0, shown=False)


class _Written:
    """Writes entries, each so many school days before the latest."""

    def __init__(self, writer: BulkWriter, pictures: Pictures, days: Iterable[date]) -> None:
        self.writer, self.pictures, self.days = writer, pictures, list(days)[:-LATEST] or list(days)
        self.keys = pictures.keys

    def entry(
        self,
        taught: Taught,
        student: UUID,
        words: tuple[str, str, str, str],
        before: int,
        *,
        by: UUID | None = None,
        shown: bool = True,
        answered: bool = False,
    ) -> None:
        at = clock.at(self.days[-1 - before % len(self.days)], time(14, 20))
        row: dict[str, Any] = {"id": self.keys.next(), "student_id": student, "written_by": by or student}
        row |= {"group_id": taught.group_id, "syllabus_id": taught.syllabus_id}
        row |= dict(zip(("title", "text", "learnt", "next_step"), words, strict=True))
        self.writer.add(
            LogEntry, {**row, "shown_at": at if shown else None, "version": 2, "begun_at": at, "edited_at": at}
        )
        if shown and words is ENTRIES[PICTURED]:
            self.pictures.put(LogPicture, row["id"], PICTURE, (), (student, at))
        if answered:
            said = {"id": self.keys.next(), "entry_id": row["id"], "text": COMMENT}
            said |= {"written_by": taught.teacher.person.id, "written_at": at + timedelta(days=1)}
            self.writer.add(LogComment, said)
