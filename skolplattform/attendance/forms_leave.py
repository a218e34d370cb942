"""What the browser sends from the pages of leave, and what it means."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from skolplattform.attendance.rules.leave import LeaveReason, State
from skolplattform.attendance.typed import children_ticked
from skolplattform.core.errors import Invalid
from skolplattform.core.gate import Id, Name, Payload, Text, Version
from skolplattform.core.typed import day_if_typed, day_typed

Said = Literal["approved", "declined"]
Form = dict[str, str | None]


class LeaveForm(Payload):
    """The fields of an application or a decision, by name; one that is not on the page is sent as nothing."""

    form_data: dict[Name, Text(500) | None]  # type: ignore[valid-type]


class OneLeave(Payload):
    """An application as it was shown."""

    application_id: Id
    version: Version


class AnswerSent(OneLeave):
    """What another custodian says of it."""

    said: Said


class LeaveChosen(Payload):
    """An application to change; none: the form is for a new one."""

    application_id: Name | Literal[""]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as it was filled in."""

    outcome: State
    first: date | None
    last: date | None
    text: str


def leave_asked_for(form: Form) -> dict[str, Any]:
    """The fields of an application as what the service takes.

    Raises:
        Invalid: at the field that is wrong.
    """
    first = day_typed(form, "first")
    reason = form.get("reason") or ""
    if reason not in set(LeaveReason):
        raise Invalid("reason", "attendance.leave.error.reason")
    return {
        "student_ids": children_ticked(form, "students"),
        "first": first,
        "last": day_if_typed(form, "last") or first,
        "reason": LeaveReason(reason),
        "note": (form.get("note") or "").strip()[:200],
    }


def decision_made(form: Form) -> Decided:
    """The fields of a decision.

    Raises:
        Invalid: at the field that is wrong.
    """
    chosen = form.get("outcome") or ""
    if chosen not in (State.GRANTED, State.PARTLY, State.REFUSED):
        raise Invalid("outcome", "attendance.leave.error.outcome")
    outcome = State(chosen)
    if outcome is not State.PARTLY:
        return Decided(outcome, None, None, form.get("text") or "")
    return Decided(outcome, day_typed(form, "granted_first"), day_typed(form, "granted_last"), form.get("text") or "")
