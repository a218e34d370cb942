"""Who reads whose work, what is said of it and who is shown it: the rules of peer response. No database and no clock.

A response is words: what works, and the next step. No level, no points and no grade come into it (R-G19).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from skolplattform.core.errors import Invalid

QUESTION_LENGTH, MOST_QUESTIONS = 300, 6
WORDS_LENGTH, REASON_LENGTH = 2_000, 500
FEWEST, MOST = 1, 3
"""So many responses a student can be asked to give."""
ONE_MORE = 1
"""So many more than the others somebody may give when a classmate is away."""
FIELDS = ("works", "next_step")


class Pair(NamedTuple):
    """One student answers another's work."""

    giver: UUID
    writer: UUID


def dealt(
    order: Sequence[UUID],
    givers: Collection[UUID],
    each: int,
    *,
    fixed: Collection[Pair] = (),
    loose: Collection[Pair] = (),
) -> frozenset[Pair]:
    """Who answers whose work, so that everybody gives and gets `each`, as far as there are enough.

    `order` are those whose work can be read, as they were drawn; `givers` those of them who are here. What is begun
    or sent is `fixed`; what is only dealt is `loose`: it stays, and is moved no more than it must be for the others.
    Nobody answers their own work or the same work twice. When somebody is away a classmate gives one more.
    """
    deal = _Deal(tuple(order), frozenset(givers), frozenset(fixed), {*fixed, *loose})
    for most in (each, each + ONE_MORE):
        deal.fill(each, most)
    return frozenset(deal.pairs)


@dataclass(slots=True)
class _Deal:
    """A deal that is being made: a matching that grows by one pair at a time."""

    order: tuple[UUID, ...]
    givers: frozenset[UUID]
    fixed: frozenset[Pair]
    pairs: set[Pair]
    most: int = 0

    def fill(self, each: int, most: int) -> None:
        """Give everybody one response, then everybody a second, while nobody gives more than `most`."""
        self.most = most
        for wanted in range(1, each + 1):
            for writer in self.order:
                if sum(pair.writer == writer for pair in self.pairs) < wanted:
                    self._find(writer, set())

    def _find(self, writer: UUID, tried: set[UUID]) -> bool:
        """A giver with room, else one who can hand something loose on to somebody else."""
        possible = [one for one in self._after(writer) if Pair(one, writer) not in self.pairs and one not in tried]
        for giver in possible:
            if sum(pair.giver == giver for pair in self.pairs) < self.most:
                self.pairs.add(Pair(giver, writer))
                return True
        return any(giver not in tried and self._hands_on(giver, writer, tried) for giver in possible)

    def _hands_on(self, giver: UUID, writer: UUID, tried: set[UUID]) -> bool:
        tried.add(giver)
        for pair in [Pair(giver, one) for one in self.order]:
            if pair in self.pairs and pair not in self.fixed:
                self.pairs.remove(pair)
                if self._find(pair.writer, tried):
                    self.pairs.add(Pair(giver, writer))
                    return True
                self.pairs.add(pair)
        return False

    def _after(self, writer: UUID) -> list[UUID]:
        """Those who are here, from the one drawn after the writer on: two seldom answer each other."""
        place = self.order.index(writer)
        around = self.order[place + 1 :] + self.order[:place]
        return [one for one in around if one in self.givers]


def checked_questions(chosen: Sequence[str], written: str) -> tuple[str, ...]:
    """What one responds to: the criteria that were chosen, and a teacher's own sentences, one on each line.

    Raises:
        Invalid: none, too many, or too long a one.
    """
    found = tuple(dict.fromkeys(line.strip() for line in (*chosen, *written.splitlines()) if line.strip()))
    if not 0 < len(found) <= MOST_QUESTIONS:
        raise Invalid("questions", "peer.error.questions", most=MOST_QUESTIONS)
    if any(len(one) > QUESTION_LENGTH for one in found):
        raise Invalid("questions", "peer.error.question", most=QUESTION_LENGTH)
    return found


def checked_each(each: int) -> int:
    """How many responses each gives.

    Raises:
        Invalid: none, or more than one can ask of a student.
    """
    if not FEWEST <= each <= MOST:
        raise Invalid("each", "peer.error.each", fewest=FEWEST, most=MOST)
    return each


def checked_words(field: str, written: str) -> str:
    """What stands in a field of a response that is sent.

    Raises:
        Invalid: nothing, or too much.
    """
    words = written.strip()
    if not words or len(words) > WORDS_LENGTH:
        raise Invalid(field, f"peer.error.{field}", most=WORDS_LENGTH)
    return words


def checked_reason(written: str) -> str:
    """Why a response is hidden: its writer reads it.

    Raises:
        Invalid: no reason, or too long a one.
    """
    why = written.strip()
    if not why or len(why) > REASON_LENGTH:
        raise Invalid("why", "peer.error.why", most=REASON_LENGTH)
    return why


def require_writable(*, is_sent: bool, is_closed: bool) -> None:
    """One may write in it still.

    Raises:
        Invalid: it is sent, or the teacher has ended the exchange.
    """
    if is_sent:
        raise Invalid("state", "peer.error.sent")
    if is_closed:
        raise Invalid("state", "peer.error.closed")
