"""The door of a supervisor's link over plain HTTP: its secret becomes an HttpOnly cookie and leaves the address.

The link is opened from a mail or a message: the browser keeps the cookie and goes on to the page, whose address says
nothing. Opening it changes nothing at the school.
"""

from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse

from skolplattform.attendance.queries.training_link import link_works_until
from skolplattform.core import clock, db
from skolplattform.core.config import settings
from skolplattform.ui.cookies import link_cookie_name
from skolplattform.ui.limits import Allowance, Buckets
from skolplattform.ui.wrapper import client_address

router = APIRouter(prefix="/handledarlank", include_in_schema=False)

PLACES = Buckets(Allowance(40, 0.2))
PAGE = "/handledare"
NOT_KEPT = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


def _on(fault: str = "") -> RedirectResponse:
    return RedirectResponse(f"{PAGE}?fel={fault}" if fault else PAGE, status_code=303, headers=NOT_KEPT)


@router.get("/{secret}")
async def open_link(request: Request, secret: str) -> RedirectResponse:
    """The right secret opens the page of one student; every other word gets one answer."""
    if not PLACES.take(client_address(request.scope)):
        return _on("many")
    until = await db.off_loop(_works, secret)
    if until is None:
        return _on("link")
    answer = _on()
    lives = max(60, int((until - clock.now()).total_seconds()))
    answer.set_cookie(
        link_cookie_name(), secret, max_age=lives, httponly=True, secure=settings().is_https, samesite="lax", path="/"
    )
    return answer


def _works(secret: str) -> datetime | None:
    with db.reading() as session:
        return link_works_until(session, secret)


@router.post("/stang")
async def shut() -> RedirectResponse:
    """The supervisor is done on this device: the cookie goes, the link itself still works."""
    answer = _on("done")
    answer.delete_cookie(link_cookie_name(), path="/", httponly=True, secure=settings().is_https, samesite="lax")
    return answer
