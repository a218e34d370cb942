"""A field that hands files over by plain HTTP while its page stays as it is, and what the address behind it answers.

The address takes a POST of the picker's `fields`, a `key` and one `file`; put its path among the app's large bodies.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import reflex as rx
from fastapi import Request
from fastapi.responses import FileResponse, JSONResponse
from pydantic import BaseModel, ValidationError
from reflex.vars import Var
from reflex_base.components.component import field
from reflex_base.event import EventHandler, no_args_event_spec
from starlette.datastructures import UploadFile

from skolplattform.core import db
from skolplattform.core.errors import Invalid, NotFound
from skolplattform.core.files import ENDINGS, KINDS, LARGEST, MEGABYTE, Fetched, Judged, judged, path_of
from skolplattform.i18n import both
from skolplattform.i18n.client import phrases, t
from skolplattform.ui.components.layout import Shown

BODY = LARGEST + MEGABYTE
"""How much an address for files takes: the largest file and what is sent around it."""
Fields = TypeVar("Fields", bound=BaseModel)
PICTURES = tuple(kind.media for kind in KINDS.values() if kind.drawn_as)
"""What a picker of pictures asks for: a telephone then offers its camera and its album."""
WORDS = ("sending", "failed", "again", "drop", "large")


class FilePicker(rx.Component):
    """A native field for files that sends each as soon as it is chosen."""

    library = "$/public/upload.jsx"
    tag = "FilePicker"

    label: Var[str] = field(doc="What to choose.")
    hint: Var[str] = field(doc="Kinds and sizes.")
    to: Var[str] = field(doc="The address that takes a file.")
    fields: Var[dict[str, str]] = field(doc="What is sent with each file.")
    words: Var[Any] = field(doc="The phrases in both languages.")
    accept: Var[str] = field(doc="Endings to choose among.")
    largest: Var[int] = field(doc="Bytes.")
    on_done: EventHandler[no_args_event_spec] = field(doc="A file is kept.")


def file_picker(
    id: str,
    label: Shown,
    *,
    to: str,
    fields: dict[str, Var],
    on_done: rx.event.EventHandler,
    accept: Sequence[str] = ENDINGS,
    hint: str = "ui.upload.hint",
) -> FilePicker:
    """Files of the kinds that the platform takes, to `to`. `accept`: endings or media; `hint`: the text of them."""
    return FilePicker.create(
        id=id,
        label=label,
        hint=t(hint, most=LARGEST // MEGABYTE),
        to=to,
        fields=rx.Var.create(fields),
        words=phrases("ui.upload", WORDS),
        accept=",".join(accept),
        largest=LARGEST,
        on_done=on_done,
    )


async def sent_file(
    request: Request, fields: type[Fields], judge: Callable[[bytes, str], Judged] = judged
) -> tuple[Fields, Judged]:
    """What the picker sent: its fields, and the file judged by its content.

    Raises:
        Invalid: at `payload` or at `file`.
    """
    async with request.form(max_files=1, max_fields=6) as form:
        file = form.get("file")
        try:
            found = fields.model_validate({name: value for name, value in form.items() if isinstance(value, str)})
        except ValidationError as error:
            raise Invalid("payload", "error.payload") from error
        if not isinstance(file, UploadFile):
            raise Invalid("payload", "error.payload")
        data, name = await file.read(LARGEST + 1), file.filename or ""
    return found, await db.off_loop(judge, data, name)


def refused(error: Invalid) -> JSONResponse:
    """Why a file was not taken, in both languages: the picker shows that of the page."""
    said = both(error.key, **error.params)
    return JSONResponse({"sv": said.sv, "en": said.en}, status_code=422)


def attachment(file: Fetched) -> FileResponse:
    """The file as something to keep: no browser shows it as a page of ours, and no cache holds it.

    Raises:
        NotFound: it is gone from the disk.
    """
    path = path_of(file.id)
    if not path.is_file():
        raise NotFound
    headers = {"Cache-Control": "private, no-store"}
    return FileResponse(path, media_type=KINDS[file.kind].media, filename=file.name, headers=headers)
