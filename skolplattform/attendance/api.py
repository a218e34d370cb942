"""Reports of attendance to take away, as plain HTTP: POST, so that the origin is checked."""

from collections.abc import Callable
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from skolplattform.accounts.asking import actor_of
from skolplattform.attendance.permissions import EXPORT, STUDENT_TIME
from skolplattform.attendance.reports import LONGEST_REASON, Kind, Wanted, report
from skolplattform.attendance.student_report import OneStudent, student_report
from skolplattform.core import clock, db
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Invalid
from skolplattform.core.pdf import PDF, pdf_bytes
from skolplattform.core.tabular import CSV, XLSX, Sheet, csv_bytes, xlsx_bytes
from skolplattform.i18n import text
from skolplattform.i18n.format import day

router = APIRouter(prefix="/narvarorapporter", include_in_schema=False)
NOT_KEPT = {"Cache-Control": "no-store"}

Reason = Annotated[str, Form(max_length=LONGEST_REASON)]
Word = Annotated[str, Form(max_length=10)]
Form_ = Annotated[str, Form(pattern="^(xlsx|csv|pdf)$")]


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
    actor = await actor_of(request, EXPORT)
    language = "en" if sprak == "en" else "sv"
    wanted = Wanted(enhet, innehall, fran, till, klass, language, skal)
    name = f"narvaro-{innehall.value}-{fran.isoformat()}-{till.isoformat()}.{form}"
    return await _taken(lambda session: _made(session, actor, wanted, form), name=name, page="/narvarorapporter")


@router.post("/elev")
async def take_student(
    request: Request,
    elev: Annotated[UUID, Form()],
    fran: Annotated[date, Form()],
    till: Annotated[date, Form()],
    form: Form_ = "pdf",
    sprak: Word = "sv",
) -> Response:
    """One student's attendance as PDF, Excel or CSV. The file's name tells nothing of whom it is about."""
    actor = await actor_of(request, STUDENT_TIME)
    wanted = OneStudent(elev, fran, till, "en" if sprak == "en" else "sv")
    name = f"narvaro-elev-{fran.isoformat()}-{till.isoformat()}.{form}"
    return await _taken(
        lambda session: _of_student(session, actor, wanted, form), name=name, page=f"/elevnarvaro/{elev}"
    )


async def _taken(make: Callable[[Session], tuple[str, bytes]], *, name: str, page: str) -> Response:
    """The file, to be kept by nobody on the way; or back to the page, which says what is wrong with the field."""

    def work() -> tuple[str, bytes]:
        with db.unit() as session:
            return make(session)

    try:
        kind, data = await db.off_loop(work)
    except Invalid as error:
        return RedirectResponse(f"{page}?fel={error.field}", status_code=303, headers=NOT_KEPT)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'} | NOT_KEPT
    return Response(data, media_type=kind, headers=headers)


def _of_student(session: Session, actor: Actor, wanted: OneStudent, form: str) -> tuple[str, bytes]:
    found, sheets = student_report(session, actor, wanted)
    who = ", ".join(part for part in (found.name, found.class_name) if part)
    title = text("reports.student.title", wanted.language, name=found.name)
    return _written(title, who, sheets, wanted, form)


def _made(session: Session, actor: Actor, wanted: Wanted, form: str) -> tuple[str, bytes]:
    unit, sheets = report(session, actor, wanted)
    return _written(text("reports.title", wanted.language), unit, sheets, wanted, form)


def _written(title: str, about: str, sheets: list[Sheet], wanted: Wanted | OneStudent, form: str) -> tuple[str, bytes]:
    if form == "pdf":
        return PDF, _document(title, about, sheets, wanted)
    return (CSV, csv_bytes(sheets)) if form == "csv" else (XLSX, xlsx_bytes(sheets))


def _document(title: str, about: str, sheets: list[Sheet], wanted: Wanted | OneStudent) -> bytes:
    language = wanted.language
    span = text("reports.span", language, first=day(wanted.first, language), last=day(wanted.last, language))
    made = text("reports.made", language, day=day(clock.today(), language))
    return pdf_bytes(
        title,
        [about, span, text("reports.how", language)],
        sheets,
        language=language,
        footer=f"{about}. {made}",
        nothing=text("reports.nothing", language),
    )
