"""Is anybody left untold of absence without a valid reason (R-A02)? Each person stands somewhere, with a reason."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum


class Standing(StrEnum):
    """How far the school has come in telling one person, best first. Everything from `WAITING` on needs somebody."""

    READ = "read"
    SENT = "sent"
    HERE = "here"
    WAITING = "waiting"
    FAILED = "failed"
    NO_ADDRESS = "no_address"
    NOBODY = "nobody"
    MISSING = "missing"


TOLD = (Standing.READ, Standing.SENT, Standing.HERE)
"""Told: read in the platform, delivered by a channel, or shown where the person asked to be told only there."""
_WORST_FIRST = (
    *(Standing.MISSING, Standing.NOBODY, Standing.NO_ADDRESS, Standing.FAILED, Standing.WAITING),
    *(Standing.HERE, Standing.SENT, Standing.READ),
)


def standing(*, is_queued: bool, is_planned: bool, is_read: bool, only_here: bool, ways: Iterable[str]) -> Standing:
    """How one person stands; `ways` are the states of the deliveries to them."""
    states = list(ways)
    if not is_queued:
        return Standing.MISSING
    if is_read:
        return Standing.READ
    if "sent" in states:
        return Standing.SENT
    if not is_planned or any(state in ("waiting", "sending") for state in states):
        return Standing.WAITING
    if only_here:
        return Standing.HERE
    return Standing.FAILED if states else Standing.NO_ADDRESS


def of_student(people: Iterable[Standing]) -> Standing:
    """How a student's absence stands: as the person who is worst off; nobody to tell is a reason of its own."""
    found = set(people)
    return next((one for one in _WORST_FIRST if one in found), Standing.NOBODY)


def needs_reminder(ends_at: datetime, now: datetime, remind_after: int) -> bool:
    """Is it time to remind the teacher of a lesson without a register?

    `remind_after` is the school's policy, in minutes after the end: the teacher may be on the way to a computer.
    """
    return now >= ends_at + timedelta(minutes=remind_after)


def needs_escalation(ends_at: datetime, now: datetime, escalate_after: int) -> bool:
    """Is it time to tell the head (OWN-10)? `escalate_after` is the school's policy, in minutes after the end."""
    return now >= ends_at + timedelta(minutes=escalate_after)
