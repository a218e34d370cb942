"""What the pages of förskola and fritidshem show: small frozen pictures, ready to print."""

from dataclasses import dataclass
from datetime import datetime

from skolplattform.i18n import NO_TEXT, Text


@dataclass(frozen=True, slots=True)
class Card:
    """A child at the door. `state` is a `CardState`; `way` is what one tap notes."""

    id: str
    name: str
    initials: str
    tone: str
    state: str
    way: str
    line: Text
    picked_up: Text = NO_TEXT
    agreement: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the unit (avdelning) with how many of it are here now."""

    id: str
    name: str
    here: int
    of: int


@dataclass(frozen=True, slots=True)
class Door:
    """The unit at the door. Cards in three parts: who is coming, who is here, who is not today.

    `turns_at` is when the clock alone makes the next card say something else.
    """

    unit_id: str = ""
    name: str = ""
    part_id: str = ""
    parts: tuple[Part, ...] = ()
    units: tuple[tuple[str, str], ...] = ()
    coming: tuple[Card, ...] = ()
    here: tuple[Card, ...] = ()
    rest: tuple[Card, ...] = ()
    total_here: int = 0
    turns_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Picker:
    """Somebody who may pick up. `id` empty: the guardian."""

    id: str
    name: str
    chosen: bool
    version: int = 0
    until: Text = NO_TEXT
    own: bool = True
    shared: bool = False


@dataclass(frozen=True, slots=True)
class CareChild:
    """A guardian's child with a place, with the next day of care."""

    id: str
    name: str
    given: str
    initials: str
    tone: str
    unit: str
    day: str
    day_name: Text
    hours: Text
    agreement: str
    pickers: tuple[Picker, ...]
    picked_up: Text
    needs: int


@dataclass(frozen=True, slots=True)
class MergedRow:
    """A day of both homes. `said` names each home's own words when they differ."""

    day: str
    name: Text
    hours: Text
    agreement: str
    said: tuple[Text, ...]
    changed: bool
    weekend: bool


@dataclass(frozen=True, slots=True)
class DayFields:
    """A day of the form: said by this home or not, and its hours as a time field takes them."""

    place: str
    name: Text
    kind: str
    start: str = ""
    end: str = ""
    second_start: str = ""
    second_end: str = ""


@dataclass(frozen=True, slots=True)
class WeekFields:
    """A week of the form."""

    number: int
    days: tuple[DayFields, ...]


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A question before a holiday, as the guardian or the staff meet it."""

    id: str
    name: str
    period: Text
    deadline: Text
    state: str
    answered: int
    of: int
    reminded: Text = NO_TEXT
    version: int = 0


@dataclass(frozen=True, slots=True)
class NeedDay:
    """A day of a question, with this home's answer."""

    day: str
    name: Text
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class CarePage:
    """A child's hours as its guardian sees them."""

    id: str = ""
    name: str = ""
    given: str = ""
    unit: str = ""
    valid_from: str = ""
    valid_until: str = ""
    ground: str = "work"
    version: int = 0
    weeks: tuple[WeekFields, ...] = ()
    over: Text = NO_TEXT
    rows: tuple[MergedRow, ...] = ()
    later: tuple[MergedRow, ...] = ()
    two_periods: bool = False
    gaps: int = 0
    clashes: int = 0
    siblings: tuple[tuple[str, str], ...] = ()
    people: tuple[Picker, ...] = ()
    needs: tuple[NeedRow, ...] = ()


@dataclass(frozen=True, slots=True)
class InHouse:
    """Somebody who is, or may be, in the building."""

    name: str
    part: str
    line: Text


@dataclass(frozen=True, slots=True)
class Evacuation:
    """Who is in the building. `unknown`: expected in a lesson that nobody has reported."""

    unit_id: str = ""
    unit: str = ""
    at: Text = NO_TEXT
    units: tuple[tuple[str, str], ...] = ()
    here: tuple[InHouse, ...] = ()
    unknown: tuple[InHouse, ...] = ()
    staff: tuple[InHouse, ...] = ()
