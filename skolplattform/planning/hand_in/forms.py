"""What the browser sends from the pages of hand-ins."""

from typing import Literal

from skolplattform.core.gate import Id, Name, Number, Payload, Text
from skolplattform.planning.hand_in.rules import FEEDBACK_LENGTH, TEXT_LENGTH


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


class Answered(Payload):
    """What the teacher answers."""

    outcome: Literal["return", "approve"]
