"""Files of hand-ins over plain HTTP: added to a draft by its student, given out as attachments to who may read them."""

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, JSONResponse, Response
from pydantic import BaseModel, ConfigDict

from skolplattform.accounts.asking import actor_of
from skolplattform.core import db, files
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Invalid
from skolplattform.core.gate import Key
from skolplattform.planning.hand_in import queries, service
from skolplattform.planning.hand_in.permissions import FETCH, HAND_IN
from skolplattform.ui.uploads import attachment, refused, sent_file

ADD, GET = "/inlamning/filer", "/inlamning/fil/"
router = APIRouter(include_in_schema=False)


class Sent(BaseModel):
    """To which task the file belongs, and the key under which it is kept once."""

    model_config = ConfigDict(extra="forbid")

    work: UUID
    key: Key


@router.post(ADD)
async def add(request: Request) -> Response:
    """A file for the student's draft."""
    actor = await actor_of(request, HAND_IN)
    try:
        sent, file = await sent_file(request, Sent)
        return JSONResponse({"id": str(await db.off_loop(_add, actor, sent, file))}, status_code=201)
    except Invalid as error:
        return refused(error)


def _add(actor: Actor, sent: Sent, file: files.Judged) -> UUID:
    with db.unit() as session:
        return service.add_file(session, actor, sent.work, file=file, key=sent.key)


@router.get(GET + "{file_id}")
async def give_out(request: Request, file_id: UUID) -> FileResponse:
    """The file as an attachment: a browser saves it and never shows it as a page of ours."""
    actor = await actor_of(request, FETCH)
    return attachment(await db.off_loop(_fetched, actor, file_id))


def _fetched(actor: Actor, file_id: UUID) -> files.Fetched:
    with db.reading() as session:
        return queries.fetched(session, actor, file_id)
