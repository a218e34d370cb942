"""Sign-in over plain HTTP, so that the session's secret can be an HttpOnly cookie that no script ever reads.

Every POST here has passed the wrapper's check of its origin (`ui/wrapper.py`).
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Annotated, Concatenate, ParamSpec, TypeVar
from urllib.parse import quote, urlencode
from uuid import UUID

import structlog
from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from skolplattform.accounts import oidc, rules, second_factor, service, sessions
from skolplattform.accounts.permissions import OWN_FACTOR
from skolplattform.accounts.tables import SignInAttempt
from skolplattform.core import clock, db
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.config import settings
from skolplattform.core.errors import PlatformError
from skolplattform.ui.cookies import tablet_cookie_name
from skolplattform.ui.gate import SIGN_IN, TABLET_DOOR, cookie_name, safe_path, session_cookie
from skolplattform.ui.limits import Allowance, Buckets
from skolplattform.ui.wrapper import client_address

P = ParamSpec("P")
Answer = TypeVar("Answer")

log = structlog.get_logger(__name__)
router = APIRouter(prefix="/auth", include_in_schema=False)

PLACES = Buckets(Allowance(300, 2))
NAMES = Buckets(Allowance(10, 0.05))
Short = Annotated[str, Form(max_length=160)]
Path = Annotated[str, Form(max_length=300)]


def attempt_cookie_name() -> str:
    """The cookie that binds a visit to the provider to the browser that began it."""
    return "__Host-skolplattform-svar" if settings().is_https else "skolplattform-svar"


@lru_cache(maxsize=4)
def _provider(issuer: str, public_url: str) -> oidc.Provider:
    return oidc.Provider(settings(), public_url.rstrip("/") + "/auth/callback")


def provider() -> oidc.Provider:
    """The OpenID provider of this installation."""
    return _provider(settings().oidc_issuer, settings().public_url)


def _in_one_transaction(work: Callable[Concatenate[Session, P], Answer], *args: P.args, **kwargs: P.kwargs) -> Answer:
    with db.unit() as session:
        return work(session, *args, **kwargs)


def _away(path: str) -> RedirectResponse:
    return RedirectResponse(path, status_code=303, headers={"Cache-Control": "no-store"})


def _refused(reason: str, till: str = "/") -> RedirectResponse:
    target = safe_path(till)
    query = {"fel": reason} | ({"till": target} if target != "/" else {})
    return _away(f"{SIGN_IN}?{urlencode(query, quote_via=quote)}")


def _welcome(signed_in: service.SignedIn, till: str = "/") -> RedirectResponse:
    answer = _away(safe_path(till))
    answer.set_cookie(
        cookie_name(), signed_in.secret, httponly=True, secure=settings().is_https, samesite="lax", path="/"
    )
    return answer


def _secret(request: Request) -> str:
    return session_cookie(request.headers.get("cookie", ""))


async def _end_former(request: Request) -> None:
    """A browser that signs in leaves whatever session it had: nothing is carried over (fixation)."""
    if former := _secret(request):
        await db.off_loop(_in_one_transaction, service.sign_out, secret=former)
        sessions.forget(rules.hash_secret(former))


@router.post("/sign-in")
async def sign_in(
    request: Request,
    username: Short,
    password: Annotated[str, Form(max_length=rules.LONGEST_PASSWORD)],
    code: Annotated[str, Form(max_length=12)] = "",
    till: Path = "/",
) -> RedirectResponse:
    """Username and password."""
    if not settings().local_accounts:
        return _refused("closed", till)
    if not PLACES.take(client_address(request.scope)) or not NAMES.take(username.strip().casefold()):
        return _refused("many", till)
    done = await db.off_loop(
        _in_one_transaction, service.sign_in_locally, username=username, password=password, code=code
    )
    if isinstance(done, service.Refused):
        return _refused(done, till)
    await _end_former(request)
    return _welcome(done, till)


@router.post("/demo")
async def try_as(
    request: Request, person_id: Annotated[UUID, Form()], workspace: Annotated[Workspace, Form()]
) -> RedirectResponse:
    """One of the large buttons of a demo."""
    if not PLACES.take(client_address(request.scope)):
        return _refused("wrong")
    done = await db.off_loop(_in_one_transaction, service.demo_sign_in, person_id=person_id, workspace=workspace)
    if isinstance(done, service.Refused):
        return _refused(done)
    await _end_former(request)
    return _welcome(done)


@router.post("/sign-out")
async def sign_out(request: Request) -> RedirectResponse:
    """End the session and take the cookie back."""
    await _end_former(request)
    answer = _away(TABLET_DOOR if request.cookies.get(tablet_cookie_name()) else SIGN_IN)
    answer.delete_cookie(cookie_name(), path="/", httponly=True, secure=settings().is_https, samesite="lax")
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@router.post("/workspace")
async def switch(request: Request, workspace: Annotated[Workspace, Form()], till: Path = "/") -> RedirectResponse:
    """Put on another hat."""
    secret = _secret(request)
    if not secret:
        return _refused("ended")
    try:
        done = await db.off_loop(_in_one_transaction, service.switch_workspace, secret=secret, workspace=workspace)
    except PlatformError:
        return _refused("ended")
    sessions.forget(rules.hash_secret(secret))
    return _welcome(done, till)  # type: ignore[arg-type]


@router.get("/oidc")
async def to_provider(request: Request, till: str = "/") -> RedirectResponse:
    """Send the browser to the OpenID provider."""
    return await _visit(request, till)


async def _visit(request: Request, till: str, proves: bytes | None = None) -> RedirectResponse:
    if not settings().oidc_issuer or not PLACES.take(client_address(request.scope)):
        return _refused("closed", till)
    try:
        start = await provider().start(anew=proves is not None)
    except oidc.Refused as error:
        log.warning("accounts.oidc_unavailable", reason=str(error))
        return _refused("provider", till)
    browser = rules.new_secret()
    await db.off_loop(_in_one_transaction, _begin, start=start, browser=browser, till=safe_path(till), proves=proves)
    answer = _away(start.address)
    answer.set_cookie(
        attempt_cookie_name(),
        browser,
        httponly=True,
        secure=settings().is_https,
        samesite="lax",
        path="/",
        max_age=int(rules.ATTEMPT.total_seconds()),
    )
    return answer


@router.get("/prove")
async def prove_anew(request: Request, till: str = "/") -> RedirectResponse:
    """Ask the provider again who this is, before data of many are taken out."""
    secret = _secret(request)
    identity = await sessions.identify(secret)
    if identity is None or not OWN_FACTOR.held_by(identity.actor):
        return _refused("ended", till)
    return await _visit(request, till, proves=rules.hash_secret(secret))


@router.get("/callback")
async def from_provider(
    request: Request, code: str = "", state: str = "", iss: str | None = None, error: str = ""
) -> RedirectResponse:
    """The provider has sent the browser back."""
    attempt = await db.off_loop(
        _in_one_transaction, _take, state=state[:200], browser=request.cookies.get(attempt_cookie_name(), "")[:200]
    )
    if attempt is None or error or not 1 <= len(code) <= 2_048:
        return _refused("provider")
    try:
        proof = await provider().finish(code=code, issuer=iss, nonce=attempt.nonce, verifier=attempt.verifier)
    except oidc.Refused as reason:
        log.warning("accounts.oidc_refused", reason=str(reason))
        return _refused("provider", attempt.goes_to)
    if attempt.proves is not None:
        return await _proved(request, attempt, proof)
    done = await db.off_loop(_in_one_transaction, _open_for, proof=proof)
    if isinstance(done, service.Refused):
        return _refused(done, attempt.goes_to)
    await _end_former(request)
    answer = _welcome(done, attempt.goes_to)
    answer.delete_cookie(attempt_cookie_name(), path="/", httponly=True, secure=settings().is_https, samesite="lax")
    return answer


async def _proved(request: Request, attempt: SignInAttempt, proof: oidc.Proof) -> RedirectResponse:
    """The session that asked, in the browser that asked, and a sign-in that is no older than the question."""
    secret = _secret(request)
    identity = await sessions.identify(secret)
    is_new = proof.auth_time >= attempt.created_at.timestamp() - oidc.SKEW and proof.loa >= rules.STRONG
    if identity is None or attempt.proves != rules.hash_secret(secret) or not is_new:
        return _away(attempt.goes_to)
    await db.off_loop(_in_one_transaction, _note_proof, actor=identity.actor, proof=proof)
    return _away(attempt.goes_to)


def _note_proof(session: Session, *, actor: Actor, proof: oidc.Proof) -> bool:
    return second_factor.prove_by_provider(session, actor, issuer=proof.issuer, subject=proof.subject)


def _begin(session: Session, *, start: oidc.Start, browser: str, till: str, proves: bytes | None) -> None:
    session.add(
        SignInAttempt(
            state_hash=rules.hash_secret(start.state),
            browser_hash=rules.hash_secret(browser),
            nonce=start.nonce,
            verifier=start.verifier,
            goes_to=till,
            proves=proves,
            created_at=clock.wall(),
        )
    )


def _take(session: Session, *, state: str, browser: str) -> SignInAttempt | None:
    """The attempt of this state and this browser, used up; None when it is old, used, or somebody else's."""
    found = session.get(SignInAttempt, rules.hash_secret(state), with_for_update=True)
    if found is None:
        return None
    session.delete(found)
    in_time = clock.wall() - found.created_at <= rules.ATTEMPT
    return found if in_time and found.browser_hash == rules.hash_secret(browser) else None


def _open_for(session: Session, *, proof: oidc.Proof) -> service.SignedIn | service.Refused:
    person_id = service.link_external(
        session, issuer=proof.issuer, subject=proof.subject, principal_name=proof.principal_name
    )
    if person_id is None:
        return service.Refused.UNKNOWN
    return service.open_session(session, person_id, loa=proof.loa, means="oidc")
