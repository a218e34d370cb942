"""What a matrix of one's own may look like: aspects and levels in words, never points, never a grade (R-G19)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from skolplattform.core.errors import Invalid

TITLE_LENGTH, NAME_LENGTH, LEVEL_LENGTH, WORDING_LENGTH = 120, 120, 40, 500
FEWEST_LEVELS, MOST_LEVELS, MOST_ASPECTS = 2, 6, 20


@dataclass(frozen=True, slots=True)
class Aspect:
    """A row of the matrix in the teacher's words: `wordings` follow the levels. `id` None: a new one.

    `criterion_id` is the syllabus's criterion that it is a part of, when the teacher says so.
    """

    id: UUID | None
    name: str
    wordings: tuple[str, ...]
    criterion_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Design:
    """A matrix as its teacher wants it: levels lowest first."""

    title: str
    levels: tuple[str, ...]
    aspects: tuple[Aspect, ...]
    plan_id: UUID | None = None


def code_of(place: int) -> str:
    """A level's code and its key: its number from the lowest. It names the level and counts nothing."""
    return str(place + 1)


def checked(design: Design) -> Design:
    """The design without space around its words; rows that are left empty are no rows.

    Raises:
        Invalid: at the field that is wrong.
    """
    title = design.title.strip()
    levels = tuple(level.strip() for level in design.levels)
    while levels and not levels[-1]:
        levels = levels[:-1]
    if not title or len(title) > TITLE_LENGTH:
        raise Invalid("title", "own.error.title")
    if not FEWEST_LEVELS <= len(levels) <= MOST_LEVELS or not all(0 < len(level) <= LEVEL_LENGTH for level in levels):
        raise Invalid("level-0", "own.error.levels", least=FEWEST_LEVELS, most=MOST_LEVELS)
    if len(set(map(str.casefold, levels))) != len(levels):
        raise Invalid("level-0", "own.error.same_level")
    aspects = tuple(_trimmed(one, len(levels)) for one in design.aspects if one.name.strip() or one.id)
    if not aspects or len(aspects) > MOST_ASPECTS:
        raise Invalid("aspect-0-name", "own.error.aspects", most=MOST_ASPECTS)
    return Design(title, levels, aspects, design.plan_id)


def _trimmed(aspect: Aspect, levels: int) -> Aspect:
    if not aspect.name.strip():
        raise Invalid("aspect-0-name", "own.error.name")
    wordings = (*(words.strip() for words in aspect.wordings), *("",) * levels)[:levels]
    return Aspect(aspect.id, aspect.name.strip(), wordings, aspect.criterion_id)


def check_change(before: Sequence[str], levels: Sequence[str], *, is_judged: bool) -> None:
    """Once something is judged the levels are reworded, but neither fewer nor more: what was said keeps its meaning.

    Raises:
        Invalid: at the levels.
    """
    if is_judged and len(before) != len(levels):
        raise Invalid("level-0", "own.error.judged")
