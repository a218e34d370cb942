"""What the browser sends from a case, and what it means."""

from datetime import date
from typing import Any

from skolplattform.attendance.rules.cases import Step
from skolplattform.core.errors import Invalid
from skolplattform.core.gate import Name, Payload, Text
from skolplattform.core.typed import day_typed

PRESENT = "present-"


class CaseForm(Payload):
    """The fields of a form of the case, by name."""

    form_data: dict[Name, Text(4_000)]  # type: ignore[valid-type]


class AnalysisText(Payload):
    """The analysis as it stands in its field."""

    words: Text(4_000)  # type: ignore[valid-type]


def step_of(form: dict[str, str]) -> tuple[Step, date, str]:
    """The step, its day and its decision.

    Raises:
        Invalid: no such step, or no day.
    """
    if form.get("step") not in set(Step):
        raise Invalid("step", "cases.error.step")
    return Step(form["step"]), day_typed(form, "on"), form.get("decision", "")


def entry_of(form: dict[str, str]) -> dict[str, Any]:
    """What is written, as the service takes it.

    Raises:
        Invalid: no day.
    """
    present = [name.removeprefix(PRESENT) for name in form if name.startswith(PRESENT)]
    return {
        "kind": form.get("kind", ""),
        "on": day_typed(form, "on"),
        "words": form.get("words", ""),
        "present": present,
    }
