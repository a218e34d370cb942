"""The journals of the first invented förskolor: the days of a few weeks, with pictures, goals and who took part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from random import Random
from typing import Any
from uuid import UUID

from sqlmodel import Session

from skolplattform.core import clock
from skolplattform.demo.pictures import Pictures
from skolplattform.demo.units import Pupil
from skolplattform.planning.journal.tables import JournalChild, JournalEntry, JournalEntryGoal, JournalPicture
from skolplattform.registry.consents.standing import GROUP_PICTURES, pictured

BACK = (0, 1, 2, 4, 7, 9, 13, 18, 24, 33, 41)
"""So many school days ago each entry is about."""
TOOK_PART, IN_PICTURE = 0.8, 2
DRAFT_HOUR, PUBLISHED_HOUR = time(9, 40), time(15, 10)
LEARNING, NORMS, INFLUENCE = "Lpfö18.learning.", "Lpfö18.norms.", "Lpfö18.influence."


@dataclass(frozen=True, slots=True)
class Day:
    """What a department did: words, the goals it touches, the drawing and what it shows."""

    title: str
    text: str
    goals: tuple[str, ...]
    picture: tuple[str, str] = ("", "")


DAYS = (
    Day(
        "Ett torn som blev för högt",
        "Vi byggde så högt vi kunde och räknade klossarna. Tornet rasade, och då ville alla pröva med en bredare "
        "grund. I morgon mäter vi med snöre.",
        (LEARNING + "technology", LEARNING + "mathematics", LEARNING + "together"),
        ("tower", "Ett högt torn av färgade klossar som lutar lite"),
    ),
    Day(
        "Löven i skogsdungen",
        "Vi samlade löv, sorterade dem efter färg och form och lade en stor ring. Någon undrade varför de blir bruna. "
        "Vi tog med några hem för att se vad som händer.",
        (LEARNING + "science", NORMS + "nature", LEARNING + "creating"),
        ("leaves", "Höstlöv i gult, rött och grönt lagda i en stor ring på marken"),
    ),
    Day(
        "Regn och pölar",
        "Vi gick ut i regnet och lyssnade på hur det låter på taket, i hinken och på luvan. Alla hoppade.",
        (LEARNING + "science", LEARNING + "health", LEARNING + "language"),
        ("puddle", "En stor pöl med ringar av regndroppar"),
    ),
    Day(
        "Måla på stort papper",
        "Ett enda papper till alla. Vi pratade om hur man frågar innan man målar på någon annans del.",
        (LEARNING + "creating", NORMS + "care", LEARNING + "together"),
        ("painting", "Runda färgfält i rött, blått och gult på ett stort vitt papper"),
    ),
    Day(
        "Vi röstade om sagan",
        "Två sagor, två burkar och en sten var. Sedan läste vi den som fick flest stenar, och den andra i morgon.",
        (INFLUENCE + "decide", INFLUENCE + "opinion", LEARNING + "texts"),
    ),
    Day(
        "Sånger på våra språk",
        "Vi sjöng en god morgon-sång på fyra språk. Har ni en sång hemma som vi kan lära oss? Berätta gärna.",
        (LEARNING + "mother_tongue", LEARNING + "creating", NORMS + "equal"),
    ),
)
ALONE = Day(
    "Hittade en snigel",
    "Satt länge och tittade på en snigel vid staketet och visade den för de andra.",
    (NORMS + "nature", LEARNING + "play"),
    ("leaves", "Höstlöv på marken där snigeln bodde"),
)


def journal(
    session: Session,
    pictures: Pictures,
    group_id: UUID,
    children: Sequence[Pupil],
    by: UUID,
    days: Sequence[date],
    random: Random,
) -> None:
    """A department's entries, the newest a draft of this morning; one of them for the first child's home alone."""
    ids = [child.person.id for child in children]
    may = sorted(pictured(session, ids, GROUP_PICTURES, days[-1]))
    written = _Written(pictures, group_id, by)
    first = random.randrange(len(DAYS))
    for place, back in enumerate(one for one in BACK if one < len(days)):
        about = DAYS[(first + place) % len(DAYS)]
        took_part = [child for child in ids if random.random() < TOOK_PART]
        seen = [child for child in may if child in took_part][:IN_PICTURE]
        written.entry(about, days[-1 - back], took_part, seen, is_draft=back == 0)
    written.entry(ALONE, days[-2], [], [], child=ids[0])


class _Written:
    """Writes entries of one department."""

    def __init__(self, pictures: Pictures, group_id: UUID, by: UUID) -> None:
        self.pictures, self.group_id, self.by = pictures, group_id, by
        self.writer, self.keys = pictures.writer, pictures.keys

    def entry(
        self,
        about: Day,
        day: date,
        took_part: Sequence[UUID],
        seen: Sequence[UUID],
        *,
        is_draft: bool = False,
        child: UUID | None = None,
    ) -> None:
        at = clock.at(day, DRAFT_HOUR if is_draft else PUBLISHED_HOUR)
        row: dict[str, Any] = {"id": self.keys.next(), "group_id": self.group_id, "child_id": child, "day": day}
        row |= {"title": about.title, "text": about.text, "published_at": None if is_draft else at}
        self.writer.add(JournalEntry, {**row, "version": 3, "written_by": self.by, "edited_at": at})
        for goal in about.goals:
            self.writer.add(JournalEntryGoal, {"entry_id": row["id"], "goal_code": goal})
        for one in took_part:
            self.writer.add(JournalChild, {"entry_id": row["id"], "child_id": one})
        if about.picture[0]:
            self.pictures.put(JournalPicture, row["id"], about.picture, seen, (self.by, at))
