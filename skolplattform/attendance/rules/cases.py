"""How a case of absence goes on: followed up, investigated, decided, closed (R-A03, SL 7:19 a).

A small state machine without a database. The law's order is in it: who starts an investigation reports it to the
organiser, and an investigation is not closed before that is done. Who decides that the home municipality is to be told
(R-A08, SL 15:15) notes the day the report was sent, and closes the case after that.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from skolplattform.core.errors import Invalid

REPORT_WITHIN = 3
"""Days from the start of an investigation in which the organiser should have been told; the law says soonest."""
START_WITHIN = 10
"""Days from the trigger in which an investigation should have been started or found unnecessary."""


class Stage(StrEnum):
    """Where a case stands."""

    FOLLOW_UP = "follow_up"
    INVESTIGATION = "investigation"
    DECIDED = "decided"
    CLOSED = "closed"


class Step(StrEnum):
    """What a person does with a case."""

    INVESTIGATE = "investigate"
    REPORT = "report"
    DECIDE = "decide"
    MUNICIPALITY = "municipality"
    CLOSE = "close"
    REOPEN = "reopen"


class Decision(StrEnum):
    """What an investigation led to: a closed list."""

    MEASURES = "measures"
    SUPPORT = "support"
    COOPERATION = "cooperation"
    MUNICIPALITY = "municipality"
    NONE_NEEDED = "none_needed"


class Entry(StrEnum):
    """What is written in a case. Meetings, measures and decisions are shown to the family, the rest never."""

    CONVERSATION = "conversation"
    MEETING = "meeting"
    MEASURE = "measure"
    NOTE = "note"


class Present(StrEnum):
    """Who takes part in a meeting, by role."""

    STUDENT = "student"
    GUARDIAN = "guardian"
    MENTOR = "mentor"
    PRINCIPAL = "principal"
    HEALTH = "health"
    OTHER = "other"


SHARED = frozenset({Entry.MEETING, Entry.MEASURE})


@dataclass(frozen=True, slots=True)
class Standing:
    """The dates of a case and where it stands."""

    stage: Stage
    trigger_on: date
    started_on: date | None = None
    reported_on: date | None = None
    decided_on: date | None = None
    decision: str = ""
    closed_on: date | None = None
    municipality_on: date | None = None

    @property
    def owes_municipality(self) -> bool:
        """Decided to be reported to the home municipality, and not sent since that decision (R-A08)."""
        if self.decision != Decision.MUNICIPALITY or self.decided_on is None:
            return False
        return self.municipality_on is None or self.municipality_on < self.decided_on


def steps_of(case: Standing) -> tuple[Step, ...]:
    """What can be done now, the most urgent first."""
    report = () if case.reported_on or not case.started_on else (Step.REPORT,)
    match case.stage:
        case Stage.FOLLOW_UP:
            return (Step.INVESTIGATE, Step.CLOSE)
        case Stage.INVESTIGATION:
            return (*report, Step.DECIDE)
        case Stage.DECIDED:
            to_municipality = (Step.MUNICIPALITY,) if case.owes_municipality else ()
            return (*report, *to_municipality) or (Step.CLOSE,)
        case Stage.CLOSED:
            return (Step.REOPEN,)


def after(case: Standing, step: Step, *, on: date, today: date, decision: str = "") -> Standing:
    """The case after a step that was taken on a day.

    Raises:
        Invalid: the step cannot be taken now, its day does not fit, or a decision is missing.
    """
    if step not in steps_of(case):
        raise Invalid("step", "cases.error.step")
    if on > today:
        raise Invalid("on", "cases.error.future")
    if on < (case.started_on or case.trigger_on):
        raise Invalid("on", "cases.error.before")
    if step is Step.MUNICIPALITY and case.decided_on and on < case.decided_on:
        raise Invalid("on", "cases.error.before_decision")
    match step:
        case Step.INVESTIGATE:
            return replace(case, stage=Stage.INVESTIGATION, started_on=on)
        case Step.REPORT:
            return replace(case, reported_on=on)
        case Step.DECIDE:
            if decision not in set(Decision):
                raise Invalid("decision", "cases.error.decision")
            return replace(case, stage=Stage.DECIDED, decided_on=on, decision=decision)
        case Step.MUNICIPALITY:
            return replace(case, municipality_on=on)
        case Step.CLOSE:
            return replace(case, stage=Stage.CLOSED, closed_on=on)
        case Step.REOPEN:
            return reopened(case)


def reopened(case: Standing) -> Standing:
    """A closed case that goes on: where it was before it was closed, without a decision; what was sent stays sent."""
    stage = Stage.INVESTIGATION if case.started_on else Stage.FOLLOW_UP
    return replace(case, stage=stage, closed_on=None, decided_on=None, decision="")


@dataclass(frozen=True, slots=True)
class Clock:
    """Days that have gone: since the trigger, and since the investigation was started. `is_late`: act now."""

    since_trigger: int
    since_start: int | None
    is_late: bool


def clock_of(case: Standing, today: date) -> Clock:
    """The clock as it is shown: it stops when the case is decided or closed."""
    until = case.closed_on or case.decided_on or today
    since_trigger = (until - case.trigger_on).days
    since_start = (until - case.started_on).days if case.started_on else None
    waits_start = case.stage is Stage.FOLLOW_UP and since_trigger > START_WITHIN
    report_by = case.started_on + timedelta(days=REPORT_WITHIN) if case.started_on else None
    waits_report = report_by is not None and case.reported_on is None and today > report_by
    return Clock(since_trigger, since_start, waits_start or waits_report)
