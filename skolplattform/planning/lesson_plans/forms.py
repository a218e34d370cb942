"""What the browser sends from the pages of lesson plans."""

from typing import Literal

from skolplattform.core.gate import Id, Key, Payload, Text
from skolplattform.planning.lesson_plans.words import STEPS

Field = Literal["title", "steps", "material", "homework", "bring"]


class AboutLesson(Payload):
    """A lesson of the sequence."""

    lesson_id: Id


class WriteLesson(AboutLesson):
    """Words in a field of a lesson's plan; `plan` is empty when the tab saw none there.

    `began` are the words that the field said when they began to be written.
    """

    plan: Text(36)  # type: ignore[valid-type]
    field: Field
    text: Text(STEPS)  # type: ignore[valid-type]
    began: Text(STEPS)  # type: ignore[valid-type]


class ChooseUnit(Payload):
    """The unit plan that a lesson belongs to; empty: none."""

    plan_id: Id
    unit: Text(36)  # type: ignore[valid-type]


class TakeUp(Payload):
    """A point of core content that the lesson takes up, or not."""

    plan_id: Id
    point: Id
    picked: bool


class SetFlag(Payload):
    """Shown to students, or pinned to its day; or not."""

    plan_id: Id
    flag: Literal["shown", "pinned"]
    on: bool


class MoveLesson(Payload):
    """One lesson later, past a neighbour, or from waiting into place."""

    plan_id: Id
    way: Literal["later", "up", "down", "place"]
    key: Key


class Tick(Payload):
    """A step that was done or was not; empty: the whole lesson."""

    step: Text(STEPS)  # type: ignore[valid-type]
    done: bool


class Carry(Payload):
    """What was left is taken on, once."""

    key: Key


class OnDay(Payload):
    """A day (ISO) as it is typed."""

    day: Text(10)  # type: ignore[valid-type]
