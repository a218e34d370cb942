"""What the browser sends from the pages of peer response."""

from collections.abc import Mapping
from typing import Literal

from skolplattform.core.gate import Id, Key, Name, Payload, Text
from skolplattform.planning.peer_response.rules import WORDS_LENGTH
from skolplattform.planning.peer_response.service import Terms


class OpenSent(Payload):
    """The form of a new exchange: fields, and what is ticked."""

    form_data: dict[Name, Text(WORDS_LENGTH) | bool | None]  # type: ignore[valid-type]


class WriteWords(Payload):
    """Words in a response."""

    response_id: Id
    field: Literal["works", "next_step"]
    text: Text(WORDS_LENGTH)  # type: ignore[valid-type]


class WordsSent(Payload):
    """A form as it stands when it is sent."""

    form_data: dict[Name, Text(WORDS_LENGTH) | None]  # type: ignore[valid-type]


class OneStudent(Payload):
    """A student of the exchange, once."""

    student_id: Id
    key: Key


class OneResponse(Payload):
    """A response of the exchange."""

    response_id: Id


class Once(Payload):
    """An act that is done once."""

    key: Key


def terms_sent(form: Mapping[str, object]) -> Terms:
    """How the students respond, as the form says. A number that is none is none that can be asked for."""
    each = str(form.get("each") or "")
    return Terms(
        each=int(each) if each.isascii() and each.isdigit() else 0,
        is_named=form.get("names") == "named",
        shown_at_once=form.get("shown") == "at_once",
    )
