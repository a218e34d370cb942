"""How a child's school day stands now, from what teachers and guardians have said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from skolplattform.insights.rules.counts import Counts


@dataclass(frozen=True, slots=True)
class Held:
    """A lesson of the day: when, and what its register says of the child."""

    name: str
    starts_at: datetime
    ends_at: datetime
    counts: Counts


@dataclass(frozen=True, slots=True)
class Standing:
    """The child now. `kind` says how, `mark` how it is shown, `at` and `name` which lesson it is about."""

    kind: str
    mark: str
    at: datetime | None = None
    name: str = ""
    minutes: int = 0


def standing(lessons: Sequence[Held], told_at: datetime | None, now: datetime) -> Standing:
    """The newest that is known: a teacher's report goes before what a guardian told (R-A01), both before guesses.

    `told_at` is when absence covering this moment was told, None when none was. Lessons are in order of time.
    """
    begun = [lesson for lesson in lessons if lesson.starts_at <= now]
    reported = [lesson for lesson in begun if lesson.counts.reported_lessons]
    newest = reported[-1] if reported else None
    if newest is not None and newest.counts.invalid and not newest.counts.late:
        return Standing("away_invalid", "invalid", newest.starts_at, newest.name)
    if told_at is not None:
        return Standing("told", "valid", told_at)
    if not lessons:
        return Standing("no_school", "none")
    if not begun:
        return Standing("starts", "none", lessons[0].starts_at)
    if now >= lessons[-1].ends_at and (newest is None or not _is_away(newest.counts)):
        return Standing("ended", "present" if newest else "none", lessons[-1].ends_at)
    return _by_report(newest, reported)


def _is_away(counts: Counts) -> bool:
    return bool(counts.valid or (counts.invalid and not counts.late))


def _by_report(newest: Held | None, reported: Sequence[Held]) -> Standing:
    if newest is None:
        return Standing("not_yet", "none")
    counts = newest.counts
    if counts.late:
        return Standing("late", "late", newest.starts_at, newest.name, counts.invalid)
    if counts.valid:
        return Standing("away_valid", "valid", newest.starts_at, newest.name)
    if counts.other:
        return Standing("away_other", "other", newest.starts_at, newest.name)
    return Standing("here_since", "present", _here_since(reported))


def _here_since(reported: Sequence[Held]) -> datetime:
    """When the unbroken row of attended lessons that ends now began."""
    since = reported[-1].starts_at
    for lesson in reversed(reported):
        if _is_away(lesson.counts):
            break
        since = lesson.starts_at
    return since
