"""What the browser sends about a picture."""

from uuid import UUID

from skolplattform.core.errors import Invalid
from skolplattform.core.gate import Id, Payload
from skolplattform.planning.pictures.service import Told

PERSON = "person-"
"""A tick box of the form: somebody can be recognised."""


class AboutPicture(Payload):
    """One picture."""

    picture_id: Id


def told_about(form: dict[str, str | None]) -> tuple[UUID, int, Told]:
    """Which picture, the version that was seen, and what is said about it.

    Raises:
        Invalid: the form is not one of ours.
    """
    people = [name.removeprefix(PERSON) for name, value in form.items() if name.startswith(PERSON) and value]
    try:
        picture, version = UUID(form.get("picture") or ""), int(form.get("version") or "")
        told = Told(form.get("alt") or "", frozenset(map(UUID, people)), nobody=bool(form.get("nobody")))
    except ValueError as error:
        raise Invalid("payload", "error.payload") from error
    return picture, version, told
