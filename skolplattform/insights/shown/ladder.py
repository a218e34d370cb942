"""The steps of the follow-up as they are shown on Skolan nu: a number, what is late, and the way there."""

from dataclasses import dataclass

from skolplattform.attendance.contract import FollowUpLadder, LadderStep
from skolplattform.i18n import Text, both
from skolplattform.i18n.format import number

CASES, REGISTERS = "/franvaroarenden", "/narvaro-besked"


@dataclass(frozen=True, slots=True)
class Rung:
    """One number of the ladder. `kind` is need when somebody should have acted."""

    label: Text
    value: Text
    beside: Text
    href: str
    kind: str = ""


def follow_up(found: FollowUpLadder) -> tuple[Rung, ...]:
    """Students over a limit, then those at each step of a case."""
    return tuple(_step(step) for step in found.steps)


def _step(step: LadderStep) -> Rung:
    is_limit = step.name == "limit"
    waits = step.students if is_limit else step.late
    said = "insights.ladder.nobody_yet" if is_limit else "insights.ladder.late"
    return Rung(
        label=both(f"insights.ladder.{step.name}"),
        value=_amount(step.students),
        beside=both(said, n=waits) if waits else both("insights.ladder.none_late"),
        href=CASES if is_limit else f"{CASES}?steg={step.name}",
        kind="need" if waits else "",
    )


def registers(found: FollowUpLadder) -> tuple[Rung, ...]:
    """The day's lessons without a register, by who has been told."""
    told = (("waits", found.waits), ("reminded", found.reminded), ("escalated", found.escalated))
    return tuple(
        Rung(
            label=both(f"insights.ladder.{name}"),
            value=_amount(lessons),
            beside=both(f"insights.ladder.{name}.means"),
            href=REGISTERS,
            kind="need" if name == "escalated" and lessons else "",
        )
        for name, lessons in told
    )


def _amount(value: int) -> Text:
    return Text(number(value, "sv"), number(value, "en"))
