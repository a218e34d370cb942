"""What the browser sends from the library."""

from typing import Literal

from skolplattform.core.gate import Id, Key, Number, Payload, Text

Where = Literal["own", "school", "city"]
Kind = Literal["own", "shared"]


class Narrow(Payload):
    """Another subject, stage, or other words to look for."""

    field: Literal["subject", "stage", "words"]
    value: Text(80)  # type: ignore[valid-type]


class AskWhere(Payload):
    """One's own and the team's, the school's, or the city's."""

    where: Where


class AskPage(Payload):
    """A page of the list."""

    number: Number(1, 10_000)  # type: ignore[valid-type]


class Look(Payload):
    """A plan to read before it is copied."""

    kind: Kind
    source_id: Id


class Aim(Payload):
    """Where the copy shall go: group and syllabus with a slash between."""

    target: Text(80)  # type: ignore[valid-type]


class Copy(Look):
    """The copy, once."""

    key: Key


class AskSharing(Payload):
    """A plan of one's own."""

    plan_id: Id


class AimReach(Payload):
    """Whom to share with."""

    reach: Literal["school", "city"]


class Vouch(Payload):
    """The teacher's word that a name in the text is no student's."""

    no_student: bool


class Share(AskSharing, AimReach, Vouch):
    """A plan to share, with whom, and the teacher's word."""
