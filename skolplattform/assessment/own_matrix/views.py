"""What pages show of matrices of teachers' own."""

from dataclasses import dataclass

from skolplattform.i18n import Text

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AspectField:
    """An aspect in the form, with a wording for each level."""

    id: str
    name: str
    criterion_id: str
    wordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatrixForm:
    """A matrix as its teacher writes it. `id` empty: a new one. `criteria` and `plans` are what there is to choose."""

    id: str = ""
    version: int = 0
    activity_id: str = ""
    activity: str = ""
    title: str = ""
    levels: tuple[str, ...] = ()
    aspects: tuple[AspectField, ...] = ()
    plan_id: str = ""
    criteria: Pairs = ()
    plans: Pairs = ()


@dataclass(frozen=True, slots=True)
class AspectShown:
    """What a teacher has said of an aspect, in words: the level, what it means, the comment, and what comes next."""

    name: str
    criterion: str
    level: str
    wording: str
    next_level: str
    comment: str
    when: Text


@dataclass(frozen=True, slots=True)
class OwnMatrixShown:
    """A matrix of a teacher's own as student and guardian read it."""

    id: str
    title: str
    subject: str
    plan_id: str
    plan: str
    aspects: tuple[AspectShown, ...]
