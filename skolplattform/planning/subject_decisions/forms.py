"""What the browser sends from the page of decisions, and what it means."""

from skolplattform.core.gate import Id, Name, Payload, Text
from skolplattform.core.typed import Form, day_if_typed, day_typed
from skolplattform.planning.subject_decisions.rules import Days
from skolplattform.planning.subject_decisions.service import Wanted


class Words(Payload):
    """The beginning of a name."""

    words: Text(60)  # type: ignore[valid-type]


class Whom(Payload):
    """A student to decide about."""

    student_id: Id


class Which(Payload):
    """A decision to end."""

    decision_id: Id


class DecisionSent(Payload):
    """The fields of a decision, by name."""

    form_data: dict[Name, Text(60) | None]  # type: ignore[valid-type]


def decision_wanted(form: Form) -> Wanted:
    """A decision as the service takes it.

    Raises:
        Invalid: at the day that is none.
    """
    code, _, form_of_school = (form.get("subject") or "").partition(":")
    days = Days(day_typed(form, "start_date"), day_if_typed(form, "end_date"))
    return Wanted(code, form_of_school, days)
