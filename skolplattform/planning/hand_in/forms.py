"""What the browser sends from the pages of hand-ins."""

from collections.abc import Mapping
from typing import Literal

from skolplattform.core import clock
from skolplattform.core.gate import Id, Name, Number, Payload, Text
from skolplattform.core.typed import day_typed, time_typed
from skolplattform.planning.hand_in.rules import FEEDBACK_LENGTH, TEXT_LENGTH
from skolplattform.planning.hand_in.service import Own
from skolplattform.planning.set_work.rules import NOTE_LENGTH


class WriteDraft(Payload):
    """Words in the draft of a task."""

    work_id: Id
    field: Literal["text", "link"]
    text: Text(TEXT_LENGTH)  # type: ignore[valid-type]


class HandInSent(Payload):
    """The draft's fields as they stand when it is handed in."""

    form_data: dict[Name, Text(TEXT_LENGTH) | None]  # type: ignore[valid-type]


class AboutFile(Payload):
    """A file of the draft."""

    file_id: Id


class WriteFeedback(Payload):
    """Words of a teacher to a student about a version of their hand-in."""

    work_id: Id
    student_id: Id
    number: Number(1, 10_000)  # type: ignore[valid-type]
    text: Text(FEEDBACK_LENGTH)  # type: ignore[valid-type]


class Marked(Payload):
    """A passage, from sign to sign."""

    first: Number(0, TEXT_LENGTH)  # type: ignore[valid-type]
    after: Number(0, TEXT_LENGTH)  # type: ignore[valid-type]


class CommentSent(Payload):
    """A comment, and the words that it is about."""

    form_data: dict[Name, Text(TEXT_LENGTH) | None]  # type: ignore[valid-type]


class AboutComment(Payload):
    """A comment that is not sent."""

    comment_id: Id


class OwnSent(Payload):
    """The fields of what holds for one student, by name."""

    form_data: dict[Name, Text(NOTE_LENGTH) | None]  # type: ignore[valid-type]


def own_wanted(form: Mapping[str, str | None]) -> Own:
    """What is to hold for one student, as the service takes it.

    Raises:
        Invalid: a day or a time that is none.
    """
    if not form.get("own_day"):
        return Own(note=form.get("own_note") or "")
    due = clock.at(day_typed(form, "own_day"), time_typed(form, "own_time"))
    return Own(due, form.get("own_note") or "")


class Answered(Payload):
    """What the teacher answers."""

    outcome: Literal["return", "approve"]
