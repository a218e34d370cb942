"""Reports of attendance to take away, as plain HTTP: POST, so that the origin is checked."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from skolplattform.accounts import sessions
from skolplattform.attendance.permissions import EXPORT
from skolplattform.attendance.reports import LONGEST_REASON, Kind, Wanted, report
from skolplattform.core import clock, db
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Invalid, NotFound
from skolplattform.core.pdf import PDF, pdf_bytes
from skolplattform.core.tabular import CSV, XLSX, Sheet, csv_bytes, xlsx_bytes
from skolplattform.i18n import text
from skolplattform.i18n.format import day
from skolplattform.ui.gate import session_cookie

router = APIRouter(prefix="/narvarorapporter", include_in_schema=False)
NOT_KEPT = {"Cache-Control": "no-store"}

Reason = Annotated[str, Form(max_length=LONGEST_REASON)]
Word = Annotated[str, Form(max_length=10)]
Form_ = Annotated[str, Form(pattern="^(xlsx|csv|pdf)$")]


async def actor_of(request: Request) -> Actor:
    """Who asks.

    Raises:
        NotFound: nobody is signed in, or not as somebody who may take reports away.
    """
    identity = await sessions.identify(session_cookie(request.headers.get("cookie", "")))
    if identity is None or not EXPORT.held_by(identity.actor):
        raise NotFound
    return identity.actor


@router.post("/hamta")
async def take_away(
    request: Request,
    enhet: Annotated[UUID, Form()],
    innehall: Annotated[Kind, Form()],
    fran: Annotated[date, Form()],
    till: Annotated[date, Form()],
    klass: Annotated[UUID | None, Form()] = None,
    form: Form_ = "xlsx",
    skal: Reason = "",
    sprak: Word = "sv",
) -> Response:
    """The report as Excel, CSV or PDF."""
    actor = await actor_of(request)
    language = "en" if sprak == "en" else "sv"
    wanted = Wanted(enhet, innehall, fran, till, klass, language, skal)

    def work() -> tuple[str, bytes]:
        with db.unit() as session:
            return _made(session, actor, wanted, form)

    try:
        kind, data = await db.off_loop(work)
    except Invalid as error:
        return RedirectResponse(f"/narvarorapporter?fel={error.field}", status_code=303, headers=NOT_KEPT)
    name = f"narvaro-{innehall.value}-{fran.isoformat()}-{till.isoformat()}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'} | NOT_KEPT
    return Response(data, media_type=kind, headers=headers)


def _made(session: Session, actor: Actor, wanted: Wanted, form: str) -> tuple[str, bytes]:
    unit, sheets = report(session, actor, wanted)
    if form == "pdf":
        return PDF, _document(unit, sheets, wanted)
    return (CSV, csv_bytes(sheets)) if form == "csv" else (XLSX, xlsx_bytes(sheets))


def _document(unit: str, sheets: list[Sheet], wanted: Wanted) -> bytes:
    language = wanted.language
    span = text("reports.span", language, first=day(wanted.first, language), last=day(wanted.last, language))
    made = text("reports.made", language, day=day(clock.today(), language))
    return pdf_bytes(
        text("reports.title", language),
        [unit, span, text("reports.how", language)],
        sheets,
        language=language,
        footer=f"{unit}. {made}",
        nothing=text("reports.nothing", language),
    )
