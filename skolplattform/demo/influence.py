"""What the invented students of the school that is shown vote on, and what their class councils decide."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from uuid import UUID

from skolplattform.core import clock
from skolplattform.core.bulk import BulkWriter
from skolplattform.demo.keys import Keys
from skolplattform.demo.units import Taught, Unit
from skolplattform.planning.influence.tables import (
    Council,
    CouncilDecision,
    CouncilEdition,
    CouncilPoint,
    OpenBallot,
    Poll,
    PollChoice,
    PollVoter,
)

OPEN_FOR = timedelta(days=4)
VOTES = (
    ("Vart ska vår utflykt i vår gå?", ("Tekniska museet", "Badhuset", "Skogen med grillning"), True, False),
    ("Vilken bok ska vi läsa tillsammans?", ("En deckare", "En fantasybok", "En biografi"), False, False),
    ("Vad ska pengarna från loppisen gå till?", ("Bollar till rasten", "Spel till klassrummet"), True, True),
)
"""Question, alternatives, whether it is secret and whether it is over."""
POINTS = (
    (
        "Rasten: bollarna räcker inte",
        "Vi pratade om att bollarna tar slut. Vi lämnar tillbaka dem i korgen efter rasten.",
    ),
    (
        "Arbetsro på eftermiddagen",
        "Många tycker att det är stökigt sista lektionen. Vi provar tyst start i tio minuter.",
    ),
)
PROPOSED = ("Maten: vi vill prata om salladsbordet", "Nästa temadag")
DECISIONS = (("Fråga rektorn om fler bollar", True), ("Sätta upp en lapp om tyst start", False))
"""What was decided at the council before, and whether a student is responsible; or else everybody is."""


def influence(writer: BulkWriter, keys: Keys, unit: Unit, days: Sequence[date], shown: tuple[UUID, UUID]) -> None:
    """Votes and class councils in one group of the teacher's and one of the student's who show the platform (`shown`).

    `days` are the school days up to the day that the demo stands in. The student has yet to vote.
    """
    teacher, student = shown
    led = [one for one in unit.taught if one.teacher.person.id == teacher][:1]
    attended = [one for one in unit.taught if any(pupil.person.id == student for pupil in one.pupils)][:1]
    for taught in led + attended:
        for number in range(len(VOTES)):
            _vote(writer, keys, taught, days, number, student)
        _Councils(writer, keys, taught, days).run()


def _vote(writer: BulkWriter, keys: Keys, taught: Taught, days: Sequence[date], number: int, student: UUID) -> None:
    question, texts, is_secret, is_over = VOTES[number]
    poll_id, opened = keys.next(), days[-1 - min(5 + number, len(days) - 1)]
    closes_on = days[-2] if is_over and len(days) > 1 else days[-1] + OPEN_FOR
    row = {"id": poll_id, "group_id": taught.group_id, "question": question, "is_secret": is_secret}
    row |= {"closes_on": closes_on, "opened_by": taught.teacher.person.id, "opened_at": clock.at(opened, time(9, 5))}
    writer.add(Poll, row)
    voters = [one.person.id for one in taught.pupils if is_over or one.person.id != student]
    voters = voters if is_over else voters[: len(voters) * 2 // 3]
    chosen = [(place * place + number) % len(texts) + 1 for place in range(len(voters))]
    for place, text in enumerate(texts, 1):
        count = chosen.count(place) if is_secret else 0
        writer.add(PollChoice, {"poll_id": poll_id, "number": place, "text": text, "votes": count})
    for person, choice in zip(voters, chosen, strict=True):
        ballot = {"poll_id": poll_id, "person_id": person}
        if is_secret:
            writer.add(PollVoter, ballot)
        else:
            writer.add(OpenBallot, {**ballot, "number": choice})


class _Councils:
    """One council whose minutes are approved, and the next, to which points are proposed."""

    def __init__(self, writer: BulkWriter, keys: Keys, taught: Taught, days: Sequence[date]) -> None:
        self.writer, self.keys, self.taught, self.days = writer, keys, taught, days
        self.teacher = taught.teacher.person.id
        self.students = [one.person.id for one in taught.pupils[:6]]

    def run(self) -> None:
        """The one before, and the next."""
        met = self.days[-1 - min(8, len(self.days) - 1)]
        body: dict[str, list[dict[str, object]]] = {"points": [], "decisions": []}
        before = self._council(met, is_open=False, edition=1)
        for place, (title, minutes) in enumerate(POINTS):
            body["points"].append(self._point(before, title, self.students[place], minutes))
        for text, is_students in DECISIONS:
            row = {"id": self.keys.next(), "council_id": before, "text": text, "due": self.days[-1] + OPEN_FOR}
            row |= {"responsible_id": self.students[-1] if is_students else None, "done_at": None}
            self.writer.add(CouncilDecision, row)
            who = str(row["responsible_id"] or "")
            body["decisions"].append({"id": str(row["id"]), "text": text, "who": who, "due": str(row["due"])})
        kept = {"council_id": before, "number": 1, "body": body, "approved_by": self.teacher}
        self.writer.add(CouncilEdition, {**kept, "approved_at": clock.at(met, time(15, 10))})
        coming = self._council(self.days[-1] + OPEN_FOR, is_open=True, edition=0)
        for place, title in enumerate(PROPOSED):
            self._point(coming, title, self.students[place + 2], "")

    def _council(self, day: date, *, is_open: bool, edition: int) -> UUID:
        number, called = self.keys.next(), clock.at(self.days[-1 - min(9, len(self.days) - 1)], time(9, 0))
        row = {"id": number, "group_id": self.taught.group_id, "day": day, "is_open": is_open, "edition": edition}
        row |= {"secretary_id": None, "called_by": self.teacher, "called_at": called, "version": 1}
        self.writer.add(Council, row)
        return number

    def _point(self, council: UUID, title: str, by: UUID, minutes: str) -> dict[str, object]:
        row = {"id": self.keys.next(), "council_id": council, "title": title, "minutes": minutes, "version": 1}
        self.writer.add(CouncilPoint, {**row, "proposed_by": by})
        return {"id": str(row["id"]), "title": title, "by": str(by), "minutes": minutes, "version": 1}
