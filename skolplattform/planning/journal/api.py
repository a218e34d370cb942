"""Pictures of the journal over plain HTTP: put with a draft by the staff, given out to staff and homes."""

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, JSONResponse, Response

from skolplattform.accounts.asking import actor_of
from skolplattform.core import db, files
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Invalid
from skolplattform.planning.journal import queries, service
from skolplattform.planning.journal.permissions import KEEP_JOURNAL, SEE_PICTURE
from skolplattform.planning.pictures.sent import SentPicture
from skolplattform.ui.uploads import attachment, refused, sent_file

ADD, GET = "/bilder/dagbok", "/bild/dagbok/"
router = APIRouter(include_in_schema=False)


@router.post(ADD)
async def add(request: Request) -> Response:
    """A picture for a draft of the department."""
    actor = await actor_of(request, KEEP_JOURNAL)
    try:
        sent, file = await sent_file(request, SentPicture, files.judged_picture)
        return JSONResponse({"id": str(await db.off_loop(_add, actor, sent, file))}, status_code=201)
    except Invalid as error:
        return refused(error)


def _add(actor: Actor, sent: SentPicture, file: files.Judged) -> UUID:
    with db.unit() as session:
        return service.add_picture(session, actor, sent.entry, file=file, key=sent.key)


@router.get(GET + "{picture_id}")
async def give_out(request: Request, picture_id: UUID) -> FileResponse:
    """The picture, for an `img` of the page."""
    actor = await actor_of(request, SEE_PICTURE)
    return attachment(await db.off_loop(_fetched, actor, picture_id))


def _fetched(actor: Actor, picture_id: UUID) -> files.Fetched:
    with db.reading() as session:
        return queries.picture_file(session, actor, picture_id)
