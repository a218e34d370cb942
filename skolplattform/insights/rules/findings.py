"""What a chart's title may say: computed, never hopeful. A finding is the key of a text and its parameters.

A fall is said only when it stands out from the student's or the class's own earlier weeks and from what is normal
for the year; too little data is said as such.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

ENOUGH_WEEKS = 3
ENOUGH_FOR_BAND = 8
NINE_OF_TEN = 0.9
CLEAR_FALL = 0.05
CLEAR_DIFFERENCE = 0.005
DEVIATING = 0.03
SMALL_GROUP = 5
"""Numbers about fewer students than this are hidden on pages across schools (R-X04)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence to be said: its text key and what is put in it. Shares are 0 to 1."""

    key: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Band:
    """The normal: nine of ten values lie within. Shares of presence, 0 to 1."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class WeekShare:
    """Presence of one ISO week (its Monday); None when nothing was reported."""

    monday: date
    presence: float | None

    @property
    def number(self) -> int:
        """The ISO week's number."""
        return self.monday.isocalendar().week


def normal_band(values: Sequence[float]) -> Band | None:
    """The span that holds nine of ten values; None when there are too few to say what is normal."""
    if len(values) < ENOUGH_FOR_BAND:
        return None
    ordered = sorted(values)
    outside = (1 - NINE_OF_TEN) / 2
    return Band(_quantile(ordered, outside), _quantile(ordered, 1 - outside))


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def weeks_finding(weeks: Sequence[WeekShare], band: Band | None = None) -> Finding:
    """How presence has moved over the weeks.

    A week has fallen when it is 5 percentage points or more under the mean of the weeks before it, and under the
    normal band when one is known. Back means: the newest reported week is no longer so.
    """
    known = [(week, week.presence) for week in weeks if week.presence is not None]
    if len(known) < ENOUGH_WEEKS:
        return Finding("few_weeks")
    mean = sum(share for _, share in known) / len(known)
    fallen = [index for index in range(1, len(known)) if _has_fallen(known, index, band)]
    if not fallen:
        if band is not None and mean < band.low:
            return Finding("below_normal", {"mean": mean})
        return Finding("even", {"mean": mean})
    worst = min(fallen, key=lambda index: known[index][1])
    number = str(known[worst][0].number)
    if worst == len(known) - 1:
        return Finding("fell", {"week": number})
    if fallen[-1] == len(known) - 1:
        return Finding("fell_still_low", {"week": number})
    return Finding("fell_and_back", {"week": number})


def _has_fallen(known: Sequence[tuple[WeekShare, float]], index: int, band: Band | None) -> bool:
    before = [share for _, share in known[:index]]
    share = known[index][1]
    return share <= sum(before) / len(before) - CLEAR_FALL and (band is None or share < band.low)


def compared(weeks: Sequence[WeekShare]) -> float | None:
    """The newest reported week against the mean of those before it, as a difference of shares; None without both."""
    known = [week.presence for week in weeks if week.presence is not None]
    if len(known) < 2:
        return None
    return known[-1] - sum(known[:-1]) / (len(known) - 1)


def highest_absence(shares: Mapping[str, float | None]) -> Finding:
    """Which of several has the highest absence, when one stands out from the next."""
    known = sorted(((share, name) for name, share in shares.items() if share is not None), reverse=True)
    if not known:
        return Finding("nothing_reported")
    if len(known) == 1:
        return Finding("one_absence", {"name": known[0][1], "share": known[0][0]})
    if known[0][0] - known[1][0] < CLEAR_DIFFERENCE:
        return Finding("absence_even", {"low": known[-1][0], "high": known[0][0]})
    return Finding("highest_absence", {"name": known[0][1]})


def lowest_presence(present: Mapping[str, tuple[int, int]]) -> Finding:
    """This hour: which year has the lowest presence; values are (here, reported) students."""
    shares = sorted((here / reported, name) for name, (here, reported) in present.items() if reported)
    if not shares:
        return Finding("hour_unreported")
    if shares[0][0] == 1:
        return Finding("hour_all_here")
    if len(shares) > 1 and shares[1][0] - shares[0][0] < CLEAR_DIFFERENCE:
        return Finding("hour_even")
    return Finding("hour_lowest", {"name": shares[0][1]})


def today_finding(share: float | None, band: Band | None) -> Finding:
    """How the newest hour stands against the same weekday's normal band."""
    if share is None:
        return Finding("today_unreported")
    if band is None:
        return Finding("today_no_normal", {"share": share})
    if share < band.low:
        return Finding("today_below")
    if share > band.high:
        return Finding("today_above")
    width = band.high - band.low
    return Finding("today_low_edge" if width and share < band.low + width / 4 else "today_normal")


def goals_finding(name: str, subjects: Mapping[str, tuple[int, int]]) -> Finding:
    """Where the student has come furthest and has most left; values are (reached, all) criteria of a subject."""
    begun = {subject: (reached, of) for subject, (reached, of) in subjects.items() if of}
    if not begun or not any(reached for reached, _ in begun.values()):
        return Finding("goals_none", {"name": name})
    order = sorted(begun, key=lambda s: (begun[s][0] / begun[s][1], s))
    least, most = order[0], order[-1]
    shares = [begun[s][0] / begun[s][1] for s in order]
    if len(order) == 1 or shares[0] == shares[-1]:
        return Finding("goals_sum", {"n": sum(r for r, _ in begun.values()), "of": sum(o for _, o in begun.values())})
    if shares[-1] == shares[-2]:
        return Finding("goals_least", {"name": name, "least": least})
    if shares[0] == shares[1]:
        return Finding("goals_most", {"name": name, "most": most})
    return Finding("goals_both", {"name": name, "most": most, "least": least})


def is_small(students: int) -> bool:
    """Would a number about so few students point at somebody (R-X04)?"""
    return students < SMALL_GROUP
