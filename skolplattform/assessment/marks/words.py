"""How results read: in a cell, and in a sentence to the student."""

from decimal import Decimal

from skolplattform.assessment.marks.rules import Absence, Design, Form, Spread, code_of_level, points_of
from skolplattform.assessment.marks.views import Step
from skolplattform.i18n import NO_TEXT, Text, both
from skolplattform.i18n.format import day_text

ABSENCE_KEYS = {Absence.AWAY: "f", Absence.EXCUSED: "b", Absence.UNWRITTEN: "-"}
ABSENCE_NAMES = {Absence.AWAY: "away", Absence.EXCUSED: "excused", Absence.UNWRITTEN: "unwritten"}
ABSENCES = tuple(
    Step(absence.value, key, both(f"marks.sign.{ABSENCE_NAMES[absence]}"), both(f"marks.is.{ABSENCE_NAMES[absence]}"))
    for absence, key in ABSENCE_KEYS.items()
)


def scale_of(test: Design) -> tuple[Step, ...]:
    """What one key sets in a cell of the test: its levels, and why there is no result."""
    levels = (
        Step(code, code, Text(code, code), Text(name, name))
        for code, name in ((code_of_level(place), name) for place, name in enumerate(test.levels))
    )
    return (*levels, *ABSENCES)


def points_text(points: Decimal) -> Text:
    """17,5 and 17.5."""
    said = f"{points.normalize():f}"
    return Text(said.replace(".", ","), said)


def sign_of(code: str) -> Text:
    """A result as it stands in a cell."""
    points = points_of(code)
    if points is not None:
        return points_text(points)
    return next((step.sign for step in ABSENCES if step.code == code), NO_TEXT)


def said_of(test: Design, code: str) -> Text:
    """A result as the student reads it; empty where there is only a comment."""
    for step in scale_of(test):
        if step.code == code:
            return step.name
    points = points_of(code)
    return both("marks.points_of", points=points_text(points), most=test.most) if points is not None else NO_TEXT


def line_of(test: Design) -> Text:
    """12 nov, 0–20 poäng."""
    when = day_text(test.day, style="short")
    if test.form is Form.LEVELS:
        return when
    return both(f"marks.line.{test.form.value}", when=when, most=test.most)


def spread_text(test: Design, found: Spread) -> Text:
    """Lowest, middle and highest, or how many on each level; empty where there is nothing to say."""
    if found.lowest is not None and found.middle is not None and found.highest is not None:
        ends = {name: points_text(getattr(found, name)) for name in ("lowest", "middle", "highest")}
        return both("marks.spread.points", **ends)
    if not any(found.by_level):
        return NO_TEXT
    told = ", ".join(f"{name}: {count}" for name, count in zip(test.levels, found.by_level, strict=True))
    return Text(told, told)
