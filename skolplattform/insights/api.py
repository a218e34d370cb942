"""Downloads of attendance, as plain HTTP: the browser saves the file itself. POST, so that the origin is checked."""

from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from skolplattform.accounts.asking import actor_of
from skolplattform.core import clock, db
from skolplattform.core.errors import Invalid
from skolplattform.core.tabular import CSV, XLSX, Sheet, csv_bytes, xlsx_bytes
from skolplattform.insights import exports
from skolplattform.insights.exports import Export
from skolplattform.insights.permissions import EXPORT_SCHOOL
from skolplattform.insights.queries.class_days import Scope
from skolplattform.insights.queries.periods import terms, window

router = APIRouter(prefix="/narvaro-oversikt", include_in_schema=False)

Reason = Annotated[str, Form(max_length=exports.LONGEST_REASON)]
Days = Annotated[str, Form(pattern=r"^[0-4]{1,5}$")]
Word = Annotated[str, Form(max_length=20)]


@router.post("/export")
async def export(
    request: Request,
    enhet: Annotated[UUID, Form()],
    ar: Annotated[int | None, Form(ge=0, le=13)] = None,
    klass: Annotated[UUID | None, Form()] = None,
    period: Word = "term",
    dagar: Days = "01234",
    innehall: Word = "grupper",
    form: Word = "xlsx",
    skal: Reason = "",
    sprak: Word = "sv",
) -> Response:
    """The figures of the page as a file."""
    actor = await actor_of(request, EXPORT_SCHOOL)
    scope = Scope(class_id=klass) if klass else Scope(school_year=ar)
    language = "en" if sprak == "en" else "sv"
    content = exports.students if innehall == "elever" else exports.groups

    def work() -> list[Sheet]:
        with db.unit() as session:
            return content(session, actor, _wanted(session), today=clock.today())

    def _wanted(session: Session) -> Export:
        today = clock.today()
        days = window(period, terms(session, today), today, frozenset(int(day) for day in dagar))
        return Export(enhet, scope, days, language, skal)

    try:
        sheets = await db.off_loop(work)
    except Invalid as error:
        query = urlencode({"fel": error.field} | ({"klass": klass} if klass else {"ar": ar} if ar is not None else {}))
        return RedirectResponse(f"/narvaro-oversikt?{query}", status_code=303, headers={"Cache-Control": "no-store"})
    kind, data = ("csv", csv_bytes(sheets)) if form == "csv" else ("xlsx", xlsx_bytes(sheets))
    name = f"narvaro-{clock.today().isoformat()}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(data, media_type=CSV if kind == "csv" else XLSX, headers=headers)
