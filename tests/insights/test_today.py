"""How a child's day stands: what a teacher has said goes before what was told, both before guesses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from skolplattform.insights.rules.counts import Counts
from skolplattform.insights.rules.today import Held, standing

START = datetime(2026, 11, 18, 7, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)
PRESENT = Counts(1, 1, 60, 60)
UNEXCUSED = Counts(1, 1, 60, 60, invalid=60)
VALID = Counts(1, 1, 60, 60, valid=60)
LATE = Counts(1, 1, 60, 60, invalid=8, late=1)
UNREPORTED = Counts(1, 0, 60)


def day(*counts: Counts) -> list[Held]:
    return [
        Held(f"Lektion {n}", START + n * HOUR, START + (n + 1) * HOUR - timedelta(minutes=5), c)
        for n, c in enumerate(counts)
    ]


def test_here_since_the_first_of_the_lessons_attended_in_a_row() -> None:
    found = standing(day(VALID, PRESENT, PRESENT, UNREPORTED), None, START + 3.2 * HOUR)
    assert (found.kind, found.at) == ("here_since", START + HOUR)


def test_an_unexcused_lesson_stands_out_even_when_absence_was_told() -> None:
    found = standing(day(UNEXCUSED, UNREPORTED), START, START + 1.2 * HOUR)
    assert (found.kind, found.mark, found.name) == ("away_invalid", "invalid", "Lektion 0")


def test_told_absence_is_shown_until_a_teacher_says_otherwise() -> None:
    assert standing(day(UNREPORTED), START - HOUR, START + 0.5 * HOUR).kind == "told"
    assert standing(day(UNREPORTED), None, START + 0.5 * HOUR).kind == "not_yet"


def test_before_and_after_the_school_day() -> None:
    assert standing(day(UNREPORTED), None, START - HOUR).kind == "starts"
    assert standing(day(PRESENT), None, START + 5 * HOUR).kind == "ended"
    assert standing([], None, START).kind == "no_school"


def test_late_is_said_with_its_minutes() -> None:
    found = standing(day(LATE, UNREPORTED), None, START + 1.1 * HOUR)
    assert (found.kind, found.mark, found.minutes) == ("late", "late", 8)


def test_an_unexcused_last_lesson_is_not_hidden_by_the_day_having_ended() -> None:
    assert standing(day(PRESENT, UNEXCUSED), None, START + 5 * HOUR).kind == "away_invalid"
    assert standing(day(PRESENT, VALID), None, START + 5 * HOUR).kind == "away_valid"
