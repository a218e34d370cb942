"""What the browser sends from the pages of discussions."""

from collections.abc import Mapping
from typing import Literal

from skolplattform.core.errors import NotFound
from skolplattform.core.gate import Id, Key, Name, Payload, Text, Version
from skolplattform.planning.discussion.rules import TEXT_LENGTH, Task

TaskName = Literal["new", "answer", "edit", "hide", "report"]


class Begin(Payload):
    """Begin to write: something new, or about a contribution."""

    task: TaskName
    about: Id


class Write(Payload):
    """The words so far."""

    task: TaskName
    about: Id
    text: Text(TEXT_LENGTH)  # type: ignore[valid-type]


class Sent(Payload):
    """A form as it stands when it is sent."""

    form_data: dict[Name, Text(TEXT_LENGTH) | bool | None]  # type: ignore[valid-type]


def task_of(form: Mapping[str, object]) -> Task:
    """What a form is for.

    Raises:
        NotFound: for nothing that there is; no form of ours says so.
    """
    if form.get("task") not in set(Task):
        raise NotFound
    return Task(form["task"])


class OneContribution(Payload):
    """A contribution, as it was seen."""

    contribution_id: Id
    version: Version


class CloseNow(Payload):
    """Close the discussion, once."""

    key: Key
