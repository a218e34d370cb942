"""The law and the pedagogy of assessment, as plain functions.

Nothing here computes a grade or a level from other levels: a grade is a teacher's overall judgement and no average
(R-G03, R-G19). What can be counted is which criteria a student has reached.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from skolplattform.core.errors import Invalid
from skolplattform.planning.contract import LevelOfScale

LETTERS = ("F", "E", "D", "C", "B", "A")
DASH = "–"
NO_EVIDENCE = "-"

_DASHES = frozenset({"-", "–", "—", "STRECK", "9"})

# Subjects that can have one combined grade, by the designations of the syllabuses (R-G14).
BLOCKS: Mapping[str, frozenset[str]] = {
    "NO": frozenset({"BI", "FY", "KE"}),
    "SO": frozenset({"GE", "HI", "RE", "SH"}),
}

# Grades of school forms that do not have A to F (R-V01, R-V08).
FEWEST_SHOWN = 5
"""A class with fewer students is not counted out on pages over a school."""

_PASS_FAIL = ("IG", "G")
SCALES: Mapping[str, tuple[str, ...]] = {
    "SFI": _PASS_FAIL,
    "VUXSFI": _PASS_FAIL,
    "VUXGR": _PASS_FAIL,
    "VUXSARGR": ("G",),
    "VUXSARGY": ("E", "D", "C", "B", "A"),
    "GYS": ("E", "D", "C", "B", "A"),
    "GRS": ("E", "D", "C", "B", "A"),
    "YH": ("IG", "G", "VG"),
}


@dataclass(frozen=True, slots=True)
class GradeDecision:
    """A letter, or the decision that no grade is set; never both and never neither."""

    value: str | None
    not_set: bool

    @property
    def shown(self) -> str:
        """As printed: the letter, or a horizontal dash."""
        return self.value or DASH


@dataclass(frozen=True, slots=True)
class Standing:
    """A level or the state that evidence is lacking; both empty: not judged."""

    level: str = ""
    no_evidence: bool = False

    @property
    def is_empty(self) -> bool:
        """Has nothing been judged?"""
        return not self.level and not self.no_evidence

    @property
    def code(self) -> str:
        """As sent to and from the page: the level, `-` for lacking evidence, empty for nothing."""
        return NO_EVIDENCE if self.no_evidence else self.level


@dataclass(frozen=True, slots=True)
class Reached:
    """How many of a subject's criteria a student has reached, of how many judged and how many there are."""

    reached: int
    judged: int
    total: int


def grade_decision(raw: str, legal: Sequence[str] = LETTERS) -> GradeDecision:
    """A grade as registered elsewhere. A dash, however it is written, is a state and never a letter (R-G01, R-G02).

    Raises:
        Invalid: the value is no letter of the scale and no dash.
    """
    value = raw.strip().upper()
    if value in _DASHES:
        return GradeDecision(None, True)
    if value not in legal:
        raise Invalid("grade_value", "assessment.error.grade_value", value=raw[:8])
    return GradeDecision(value, False)


def standing(code: str, levels: Iterable[LevelOfScale]) -> Standing:
    """What a cell's code means on this syllabus's own scale.

    Raises:
        Invalid: the level does not belong to the scale.
    """
    if code == "":
        return Standing()
    if code == NO_EVIDENCE:
        return Standing(no_evidence=True)
    if all(code != level.code for level in levels):
        raise Invalid("level", "assessment.error.level", level=code[:8])
    return Standing(level=code)


def is_reached(level: str, levels: Iterable[LevelOfScale]) -> bool:
    """Does this level mean that the criterion is reached? Lacking evidence and no level do not."""
    return any(level == step.code and step.passes for step in levels)


def progress(standings: Iterable[Standing], levels: Sequence[LevelOfScale], total: int) -> Reached:
    """Criteria reached, of those judged, of all: a count and not a grade (R-G19)."""
    held = [item for item in standings if not item.is_empty]
    return Reached(sum(is_reached(item.level, levels) for item in held), len(held), total)


@dataclass(frozen=True, slots=True)
class Tally:
    """Judgements that say reached, not reached, and that evidence is lacking; those of several are added."""

    reached: int = 0
    below: int = 0
    lacking: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.reached + other.reached, self.below + other.below, self.lacking + other.lacking)


def tally(standings: Iterable[Standing], levels: Sequence[LevelOfScale]) -> Tally:
    """How many of these are reached, not reached and without evidence; what is not judged is none of them."""
    held = list(standings)
    reached = sum(is_reached(item.level, levels) for item in held)
    return Tally(reached, sum(bool(item.level) for item in held) - reached, sum(item.no_evidence for item in held))


def wordings_for(level: str, wordings: Sequence[tuple[str, str]], levels: Sequence[LevelOfScale]) -> tuple[str, ...]:
    """The worded levels that describe this one: itself, or its neighbours, as B lies between C and A (R-G03)."""
    worded = [code for code, _ in wordings]
    if level in worded:
        return (level,)
    order = [step.code for step in levels]
    if level not in order or not is_reached(level, levels):
        return ()
    place = order.index(level)
    below = [code for code in order[:place] if code in worded][-1:]
    above = [code for code in order[place + 1 :] if code in worded][:1]
    return tuple(below + above)


def next_step(level: str, wordings: Sequence[tuple[str, str]], levels: Sequence[LevelOfScale]) -> tuple[str, str]:
    """The next worded level above this one that passes, and its words; empty at the top and where nothing is judged."""
    order = [step.code for step in levels]
    if level not in order:
        return "", ""
    above = [step.code for step in levels[order.index(level) + 1 :] if step.passes]
    worded = dict(wordings)
    return next(((code, worded[code]) for code in above if code in worded), ("", ""))


def legal_grades(school_type: str) -> tuple[str, ...]:
    """The letters of a school form's scale."""
    return SCALES.get(school_type, LETTERS)


def block_of(designation: str) -> str:
    """The block (NO, SO) whose combined grade can stand for this subject, or empty (R-G14)."""
    return next((block for block, members in BLOCKS.items() if designation in members), "")


def clashes_with_block(designation: str, graded: Iterable[str]) -> bool:
    """Would a grade in this subject stand beside a combined one for the same term, or the other way (R-G14)?"""
    others = set(graded)
    return block_of(designation) in others or not BLOCKS.get(designation, frozenset()).isdisjoint(others)
