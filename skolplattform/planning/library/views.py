"""What the library shows: small frozen pictures, ready for the page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A plan that can be copied. `kind` is own (one's own or the team's) or shared; `day` (ISO) when it was written."""

    id: str = ""
    kind: str = "own"
    title: str = ""
    subject: str = ""
    years: str = ""
    curriculum: str = ""
    school: str = ""
    author: str = ""
    day: str = ""
    weeks: int = 0


@dataclass(frozen=True, slots=True)
class Library:
    """One page of what was found, the subjects and stages there are to choose among, and where a copy can go.

    `stages` and `targets` are (value, name); a target's value is group and syllabus with a slash between.
    """

    found: tuple[Found, ...] = ()
    subjects: tuple[tuple[str, str], ...] = ()
    stages: tuple[tuple[str, str], ...] = ()
    targets: tuple[tuple[str, str], ...] = ()
    number: int = 1
    last: int = 1


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a copied plan comes from. `day` is ISO; `missing` are the points that the group's curriculum has not."""

    title: str = ""
    author: str = ""
    school: str = ""
    edition: str = ""
    day: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sharing:
    """Whether a plan is shared now: `reach` is school, city or empty; `is_older` when students read a newer edition."""

    plan_id: str = ""
    reach: str = ""
    day: str = ""
    is_published: bool = False
    is_older: bool = False
    copies: int = 0
