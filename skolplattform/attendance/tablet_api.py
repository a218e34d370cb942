"""A shared tablet over plain HTTP, so that its secret and its short sessions are HttpOnly cookies.

Every POST here has passed the wrapper's check of its origin (`ui/wrapper.py`).
"""

from collections.abc import Callable
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from skolplattform.accounts import sessions
from skolplattform.accounts.rules import hash_secret
from skolplattform.accounts.service import sign_out
from skolplattform.attendance.service import tablets
from skolplattform.core import db
from skolplattform.core.config import settings
from skolplattform.ui.cookies import tablet_cookie, tablet_cookie_name
from skolplattform.ui.gate import TABLET_DOOR, cookie_name, session_cookie
from skolplattform.ui.limits import Allowance, Buckets
from skolplattform.ui.wrapper import client_address

router = APIRouter(prefix="/tablet", include_in_schema=False)

PLACES = Buckets(Allowance(60, 0.5))
PINS = Buckets(Allowance(20, 0.1))
YEAR = 365 * 24 * 3600
HERE = "/har-nu"
Code = Annotated[str, Form(max_length=40)]


def _away(path: str, fault: str = "") -> RedirectResponse:
    target = f"{path}?{urlencode({'fel': fault})}" if fault else path
    return RedirectResponse(target, status_code=303, headers={"Cache-Control": "no-store"})


def _keep(answer: RedirectResponse, name: str, secret: str, *, max_age: int | None = None) -> RedirectResponse:
    answer.set_cookie(
        name, secret, max_age=max_age, httponly=True, secure=settings().is_https, samesite="lax", path="/"
    )
    return answer


def _in_one_transaction(work: Callable[..., str | None], **arguments: object) -> str | None:
    with db.unit() as session:
        return work(session, **arguments)


@router.post("/pair")
async def pair(request: Request, code: Code) -> RedirectResponse:
    """This browser is the tablet that the code was made for."""
    if not PLACES.take(client_address(request.scope)):
        return _away(TABLET_DOOR, "many")
    secret = await db.off_loop(_in_one_transaction, tablets.pair, code=code)
    return (
        _keep(_away(TABLET_DOOR), tablet_cookie_name(), secret, max_age=YEAR) if secret else _away(TABLET_DOOR, "code")
    )


@router.post("/open")
async def open_door(request: Request, person_id: Annotated[UUID, Form()], pin: Code) -> RedirectResponse:
    """A member of staff has typed the PIN. Whatever session the browser had ends."""
    header = request.headers.get("cookie", "")
    secret = tablet_cookie(header)
    # A PIN is slow to check, and whoever makes up a tablet a time is still one address.
    if not PLACES.take(client_address(request.scope)) or not PINS.take(secret or client_address(request.scope)):
        return _away(TABLET_DOOR, "many")
    opened = await db.off_loop(_in_one_transaction, tablets.enter_pin, secret=secret, person_id=person_id, pin=pin)
    if opened is None:
        return _away(TABLET_DOOR, "pin")
    if former := session_cookie(header):
        await db.off_loop(_in_one_transaction, _end, secret=former)
        sessions.forget(hash_secret(former))
    return _keep(_away(HERE), cookie_name(), opened)


def _end(session: Session, *, secret: str) -> None:
    sign_out(session, secret)
