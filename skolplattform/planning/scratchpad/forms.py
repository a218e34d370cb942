"""What the browser sends from the page of own notes."""

from skolplattform.core.gate import Id, Key, Payload, Text, Version
from skolplattform.planning.scratchpad.service import LONGEST


class AboutNote(Payload):
    """A note of one's own."""

    note_id: Id


class NewNote(Payload):
    """A note about a group; empty: about none."""

    group: Text(36)  # type: ignore[valid-type]
    key: Key


class WriteNote(AboutNote):
    """The words of a note, and the version they were written in."""

    text: Text(LONGEST)  # type: ignore[valid-type]
    version: Version


class ChooseGroup(Payload):
    """The group that a new note is to be about; empty: none."""

    group: Text(36)  # type: ignore[valid-type]
