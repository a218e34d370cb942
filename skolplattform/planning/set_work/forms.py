"""What the browser sends from the pages of tests and tasks, and what it means."""

from typing import Literal
from uuid import UUID

from skolplattform.core.errors import Invalid
from skolplattform.core.gate import Id, Name, Payload, Text
from skolplattform.core.typed import Form, day_typed, number_typed, time_typed
from skolplattform.planning.set_work.rules import NOTE_LENGTH, NOTHING, Limits, Measure, Takes
from skolplattform.planning.set_work.service import Wanted

GROUP = "group-"
"""Begins the name of a group's check box; the group's id follows."""


class WorkSent(Payload):
    """The fields of a test or a task, by name."""

    form_data: dict[Name, Text(NOTE_LENGTH) | None]  # type: ignore[valid-type]


class Chosen(Payload):
    """A choice that changes what the week is weighed by."""

    field: Literal["kind", "day", "syllabus_id"]
    value: Text(40)  # type: ignore[valid-type]


class Ticked(Payload):
    """A group that it is, or is not, for."""

    group_id: Id
    picked: bool


class LimitsSent(Payload):
    """The fields of a school's decision, by name."""

    form_data: dict[Name, Text(10) | None]  # type: ignore[valid-type]


def work_wanted(form: Form) -> Wanted:
    """A test or a task as the service takes it.

    Raises:
        Invalid: at the field that is wrong.
    """
    return Wanted(
        kind=form.get("kind") or "",
        title=form.get("title") or "",
        day=day_typed(form, "day"),
        groups=frozenset(_id(name.removeprefix(GROUP), "groups") for name in form if name.startswith(GROUP)),
        plan_id=_id(form.get("plan") or "", "plan") if form.get("plan") else None,
        note=form.get("note") or "",
        takes=_takes(form),
    )


def _takes(form: Form) -> Takes:
    if not form.get("takes"):
        return NOTHING
    kinds = {kind: bool(form.get(f"takes_{kind}")) for kind in ("text", "files", "link")}
    return Takes(**kinds, until=time_typed(form, "due_time"), late=bool(form.get("takes_late")))


def limits_wanted(form: Form) -> Limits:
    """A school's numbers.

    Raises:
        Invalid: at the one that is no number.
    """
    return Limits(**{measure.value: number_typed(form, measure.value) for measure in Measure})


def _id(text: str, field: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Invalid(field, "error.invalid") from error
