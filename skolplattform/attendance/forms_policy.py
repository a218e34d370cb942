"""What the browser sends from the page of the school's decisions, and what it means."""

from datetime import date

from skolplattform.attendance.rules import policy as rules
from skolplattform.attendance.rules.policy import SETTINGS, Value
from skolplattform.core.errors import Invalid
from skolplattform.core.gate import Id, Name, Payload, Text
from skolplattform.core.typed import day_typed


class PlaceChosen(Payload):
    """A school or an organiser."""

    place_id: Id


class DecidedForm(Payload):
    """The fields of the form, by name."""

    form_data: dict[Name, Text(20)]  # type: ignore[valid-type]


def decided(form: dict[str, str]) -> tuple[dict[str, Value], date | None, list[Invalid]]:
    """The values, from which day, and everything that is wrong, in the order of the form."""
    values: dict[str, Value] = {}
    wrong: list[Invalid] = []
    for one in SETTINGS:
        try:
            values[one.name] = rules.read(one, form.get(one.name, ""))
        except Invalid as error:
            wrong.append(error)
    try:
        return values, day_typed(form, "valid_from"), wrong
    except Invalid as error:
        return values, None, [*wrong, error]
