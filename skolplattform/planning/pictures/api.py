"""Pictures over plain HTTP: put with a draft, given out to who may read what they stand in."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, JSONResponse, Response
from sqlmodel import Session

from skolplattform.accounts.asking import actor_of
from skolplattform.core import db, files
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Invalid
from skolplattform.core.permissions import Right
from skolplattform.planning.pictures.sent import SentPicture
from skolplattform.ui.uploads import attachment, refused, sent_file


@dataclass(frozen=True, slots=True)
class PictureDoors:
    """The addresses of one noun's pictures, and its own ways to put one with a draft and to fetch one.

    `put(session, actor, entry, file=..., key=...)` and `fetch(session, actor, picture)` check whose it is.
    """

    add: str
    get: str
    may_add: Right
    may_see: Right
    put: Callable[..., UUID]
    fetch: Callable[[Session, Actor, UUID], files.Fetched]

    def router(self) -> APIRouter:
        """The two addresses."""
        router = APIRouter(include_in_schema=False)
        router.post(self.add)(self._add)
        router.get(self.get + "{picture_id}")(self._give_out)
        return router

    async def _add(self, request: Request) -> Response:
        actor = await actor_of(request, self.may_add)
        try:
            sent, file = await sent_file(request, SentPicture, files.judged_picture)
            return JSONResponse({"id": str(await db.off_loop(self._put, actor, sent, file))}, status_code=201)
        except Invalid as error:
            return refused(error)

    def _put(self, actor: Actor, sent: SentPicture, file: files.Judged) -> UUID:
        with db.unit() as session:
            return self.put(session, actor, sent.entry, file=file, key=sent.key)

    async def _give_out(self, request: Request, picture_id: UUID) -> FileResponse:
        actor = await actor_of(request, self.may_see)
        return attachment(await db.off_loop(self._fetched, actor, picture_id))

    def _fetched(self, actor: Actor, picture_id: UUID) -> files.Fetched:
        with db.reading() as session:
            return self.fetch(session, actor, picture_id)
