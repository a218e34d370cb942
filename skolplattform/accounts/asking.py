"""Who asks over plain HTTP, where no event and no gate of events stands between: uploads and downloads."""

from fastapi import Request

from skolplattform.accounts import sessions
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import Right
from skolplattform.ui.cookies import session_cookie


async def actor_of(request: Request, right: Right) -> Actor:
    """The person whose session the request carries.

    Raises:
        NotFound: nobody is signed in, or not as somebody who holds the right.
    """
    identity = await sessions.identify(session_cookie(request.headers.get("cookie", "")))
    if identity is None or not right.held_by(identity.actor):
        raise NotFound
    return identity.actor
