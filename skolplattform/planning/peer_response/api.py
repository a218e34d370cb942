"""A file of a classmate's work over plain HTTP, to the student who is asked to read it."""

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse

from skolplattform.accounts.asking import actor_of
from skolplattform.core import db
from skolplattform.core.actor import Actor
from skolplattform.core.files import Fetched
from skolplattform.planning.peer_response import queries
from skolplattform.planning.peer_response.permissions import RESPOND
from skolplattform.ui.uploads import attachment

GET = "/las-och-svara/fil/"
router = APIRouter(include_in_schema=False)


@router.get(GET + "{response_id}/{file_id}")
async def give_out(request: Request, response_id: UUID, file_id: UUID) -> FileResponse:
    """The file as an attachment, without its name where nobody is named."""
    actor = await actor_of(request, RESPOND)
    return attachment(await db.off_loop(_fetched, actor, response_id, file_id))


def _fetched(actor: Actor, response_id: UUID, file_id: UUID) -> Fetched:
    with db.reading() as session:
        return queries.peer_file(session, actor, response_id, file_id)
