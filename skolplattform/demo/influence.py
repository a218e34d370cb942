"""What the invented students vote on, at the school that is shown: a secret vote, an open one and one that is over."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from uuid import UUID

from skolplattform.core import clock
from skolplattform.core.bulk import BulkWriter
from skolplattform.demo.keys import Keys
from skolplattform.demo.units import Taught, Unit
from skolplattform.planning.influence.tables import OpenBallot, Poll, PollChoice, PollVoter

OPEN_FOR = timedelta(days=4)
VOTES = (
    ("Vart ska vår utflykt i vår gå?", ("Tekniska museet", "Badhuset", "Skogen med grillning"), True, False),
    ("Vilken bok ska vi läsa tillsammans?", ("En deckare", "En fantasybok", "En biografi"), False, False),
    ("Vad ska pengarna från loppisen gå till?", ("Bollar till rasten", "Spel till klassrummet"), True, True),
)
"""Question, alternatives, whether it is secret and whether it is over."""


def votes(writer: BulkWriter, keys: Keys, unit: Unit, days: Sequence[date], shown: tuple[UUID, UUID]) -> None:
    """Votes in one group of the teacher's and one of the student's who show the platform (`shown`).

    `days` are the school days up to the day that the demo stands in. The student has yet to vote.
    """
    teacher, student = shown
    led = [one for one in unit.taught if one.teacher.person.id == teacher][:1]
    attended = [one for one in unit.taught if any(pupil.person.id == student for pupil in one.pupils)][:1]
    for taught in led + attended:
        for number in range(len(VOTES)):
            _vote(writer, keys, taught, days, number, student)


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
