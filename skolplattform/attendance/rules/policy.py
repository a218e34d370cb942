"""What an organiser or a school decides about attendance: data with validity dates, never a number in the code.

Each field's default is what the rule names; `SETTINGS` says what a person may choose instead, and how it is shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import time
from enum import StrEnum
from typing import Any

from skolplattform.core import clock
from skolplattform.core.errors import Invalid

Value = int | float | bool | str | time


class Counted(StrEnum):
    """What the days of a delegated leave are counted over (R-A05)."""

    DECISION = "decision"
    SCHOOL_YEAR = "school_year"


class Delegate(StrEnum):
    """To whom the head has delegated short leave (R-A04)."""

    NOBODY = "nobody"
    MENTOR = "mentor"


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds at one school on one day. Without a decision of the school or the organiser the defaults hold."""

    report_ahead_days: int = 30
    """How far ahead a guardian tells of absence (R-A01)."""
    report_longest_days: int = 14
    """The longest absence a guardian tells of in one report; longer is leave, or a talk with the school (R-A01)."""
    ask_reason: bool = True
    """May whoever tells of absence say sick or other? Nothing else is ever asked (R-A14)."""
    correction_days: int = 14
    """How many days back a teacher corrects a register (R-A07)."""
    short_late_minutes: int = 15
    """Minutes late from which a guardian is told the same day (R-A02, R-A07)."""
    limit_share: float = 0.15
    """Share of absence from which a mentor is told (R-A03, R-A13)."""
    limit_weeks: int = 4
    """The weeks that the share is counted over (R-A13)."""
    limit_days_in_row: int = 5
    """Whole days away in a row, valid or not, from which a mentor is told (R-A03)."""
    limit_invalid_minutes: int = 240
    """Minutes without valid reason in a month, spread on several occasions, from which a mentor is told (R-A09)."""
    leave_delegated_days: int = 10
    """The longest leave that somebody else than the head may decide (R-A04)."""
    leave_counted: str = Counted.DECISION.value
    """What those days are counted over: each decision, or the school year (R-A05)."""
    leave_delegated_to: str = Delegate.NOBODY.value
    """Who decides short leave on the head's behalf (R-A04)."""
    leave_needs_both: bool = True
    """Must every custodian agree to a leave (R-C01)?"""
    leave_free_text: bool = False
    """May a guardian write a line about the leave? It is often a sensitive datum (R-A14)."""
    quiet_from: time = time(20)
    """From when no guardian is disturbed in the evening."""
    quiet_until: time = time(7)
    """Until when no guardian is disturbed in the morning."""
    notice_proof_time: time = time(16)
    """When nobody who is to be told of absence may be left untold (R-A02)."""
    remind_after: int = 10
    """Minutes after its end until the teacher of an unreported lesson is reminded (R-A02)."""
    escalate_after: int = 60
    """Minutes after its end until an unreported lesson is shown to the head (R-A02)."""
    door_late_minutes: int = 15
    """Minutes after the time that was told until a child at the door counts as late, in or out (R-A12)."""
    children_per_adult: int = 5
    """How many children in förskola and fritidshem one adult is reckoned for (R-A13)."""
    activity_weeks: int = 4
    """The weeks that an adult student's activity is counted over (R-V06)."""
    activity_idle_weeks: int = 3
    """Weeks in a row without taking part, from which an adult student is followed up (R-V06)."""
    sfi_hours: int = 15
    """Hours a week that SFI is offered with at least, on average (R-V06)."""
    training_link_days: int = 14
    """How many days after workplace training its supervisor's link still works (FRN-17)."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How one field may be chosen: from `least` to `most`, or one of `options`; `rule` is what it serves.

    `by_law` says that the law itself draws the border at `most`, or at `least` where more is always allowed.
    """

    name: str
    kind: str
    rule: str
    least: int = 0
    most: int = 0
    options: tuple[str, ...] = ()
    by_law: bool = False


SETTINGS: tuple[Setting, ...] = (
    Setting("report_ahead_days", "days", "R-A01", 0, 200),
    Setting("report_longest_days", "days", "R-A01", 1, 60),
    Setting("ask_reason", "flag", "R-A14"),
    Setting("correction_days", "days", "R-A07", 0, 200),
    Setting("short_late_minutes", "minutes", "R-A02", 1, 120),
    Setting("limit_share", "percent", "R-A13", 1, 100),
    Setting("limit_weeks", "weeks", "R-A13", 1, 40),
    Setting("limit_days_in_row", "days", "R-A03", 1, 60),
    Setting("limit_invalid_minutes", "minutes", "R-A09", 10, 6_000),
    Setting("leave_delegated_days", "days", "R-A04", 0, 10, by_law=True),
    Setting("leave_counted", "choice", "R-A05", options=tuple(Counted)),
    Setting("leave_delegated_to", "choice", "R-A04", options=tuple(Delegate)),
    Setting("leave_needs_both", "flag", "R-C01"),
    Setting("leave_free_text", "flag", "R-A14"),
    Setting("quiet_from", "time", "R-A02"),
    Setting("quiet_until", "time", "R-A02"),
    Setting("notice_proof_time", "time", "R-A02"),
    Setting("remind_after", "minutes", "R-A02", 1, 240),
    Setting("escalate_after", "minutes", "R-A02", 5, 480),
    Setting("door_late_minutes", "minutes", "R-A12", 1, 120),
    Setting("children_per_adult", "children", "R-A13", 1, 40),
    Setting("activity_weeks", "weeks", "R-V06", 1, 12),
    Setting("activity_idle_weeks", "weeks", "R-V06", 1, 20),
    Setting("sfi_hours", "hours", "R-V06", 15, 40, by_law=True),
    Setting("training_link_days", "days", "FRN-17", 0, 60),
)
NAMES = frozenset(setting.name for setting in SETTINGS)
DEFAULTS = Policy()


def setting(name: str) -> Setting:
    """The setting of this name; KeyError when there is none."""
    return {one.name: one for one in SETTINGS}[name]


def read(one: Setting, typed: str) -> Value:
    """What a person typed or chose, as the value it means.

    Raises:
        Invalid: at the setting's field, with what is allowed.
    """
    match one.kind:
        case "choice" if typed in one.options:
            return typed
        case "flag" if typed in ("yes", "no"):
            return typed == "yes"
        case "time":
            return _time(one, typed)
        case "days" | "minutes" | "weeks" | "children" | "hours":
            return _whole(one, typed)
        case "percent":
            return _whole(one, typed) / 100
        case _:
            raise Invalid(one.name, "attendance.policy.error.choice")


def _time(one: Setting, typed: str) -> time:
    try:
        return clock.typed(typed)
    except ValueError as error:
        raise Invalid(one.name, "attendance.error.time") from error


def _whole(one: Setting, typed: str) -> int:
    if not typed.strip().isdecimal() or not one.least <= int(typed) <= one.most:
        raise Invalid(one.name, "attendance.policy.error.between", least=one.least, most=one.most)
    return int(typed)


def typed(one: Setting, value: Value) -> str:
    """The value as its field shows it; what `read` takes back."""
    match one.kind:
        case "flag":
            return "yes" if value else "no"
        case "time" if isinstance(value, time):
            return value.strftime("%H:%M")
        case "percent" if isinstance(value, float):
            return str(round(value * 100))
        case _:
            return str(value)


def stored(values: Mapping[str, Value]) -> dict[str, Any]:
    """The values as they are kept: times as HH:MM, the rest as they are."""
    return {name: value.strftime("%H:%M") if isinstance(value, time) else value for name, value in values.items()}


def merged(rows: Iterable[Mapping[str, Any]]) -> Policy:
    """The policy of a place: for each field the nearest row that decides it, else the default.

    `rows` are those that hold on the day, nearest organisation first. Names that no longer exist say nothing.
    """
    found: dict[str, Any] = {}
    for row in rows:
        for name, value in row.items():
            if name in NAMES:
                found.setdefault(name, value)
    times = {one.name for one in fields(Policy) if isinstance(getattr(DEFAULTS, one.name), time)}
    known = {name: time.fromisoformat(value) if name in times else value for name, value in found.items()}
    return replace(DEFAULTS, **known)
