"""What the editor's browser side may send."""

from datetime import date
from typing import Literal, Self

from pydantic import model_validator

from skolplattform.core.gate import Day, Id, Key, Name, Payload, Text

TITLE_LENGTH = 120


class AboutPlan(Payload):
    """Something about the plan as a whole."""

    plan_id: Id


class ShowAs(AboutPlan):
    """With whose eyes to read the draft."""

    reader: Literal["student", "guardian"]


class CopyPlan(AboutPlan):
    """A copy, once."""

    key: Key


class WriteText(AboutPlan):
    """Words in one of the plan's own fields; `began` are those that the field said when one began."""

    field: Literal["title", "purpose"]
    text: Text(4000)  # type: ignore[valid-type]
    began: Text(4000)  # type: ignore[valid-type]

    @model_validator(mode="after")
    def _a_title_is_short(self) -> Self:
        if self.field == "title" and len(self.text) > TITLE_LENGTH:
            raise ValueError("too long")
        return self


class WriteWeek(AboutPlan):
    """Words about a week, named by its Monday."""

    monday: Day
    text: Text(500)  # type: ignore[valid-type]
    began: Text(500)  # type: ignore[valid-type]


class MoveEdge(AboutPlan):
    """Another first or last day."""

    edge: Literal["start", "end"]
    day: Day


class Pick(AboutPlan):
    """A choice among what the plan offers."""

    kind: Literal["groups", "contents", "criteria"]
    chosen: Id
    picked: bool


class RemoveShow(AboutPlan):
    """A row of how students show what they can."""

    row: Name


class WriteShow(RemoveShow):
    """Words in such a row, or its day (ISO, or empty)."""

    field: Literal["title", "day", "note"]
    text: Text(300)  # type: ignore[valid-type]
    began: Text(300)  # type: ignore[valid-type]

    @model_validator(mode="after")
    def _a_day_is_a_day(self) -> Self:
        if self.field == "day" and self.text:
            date.fromisoformat(self.text)
        return self


class Search(Payload):
    """Words to look for in the syllabus."""

    words: Text(80)  # type: ignore[valid-type]
