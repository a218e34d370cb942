"""Handing over the files of an import, and fetching its report: plain HTTP, so that a file is never a message.

Every POST here has passed the wrapper's check of its origin and of its size (`ui/wrapper.py`).
"""

from pathlib import Path
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import UploadFile

from skolplattform.accounts.asking import actor_of
from skolplattform.core import db
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict
from skolplattform.core.tabular import CSV, Sheet, csv_bytes
from skolplattform.i18n import text
from skolplattform.interop import queries, service, work
from skolplattform.interop.formats.files import entity_of
from skolplattform.interop.permissions import IMPORT
from skolplattform.interop.tables import ImportProblem

PAGE = "/register/import"
MAX_FILES = 40
CHUNK = 1024 * 1024
ZIP, GZIP = b"PK\x03\x04", b"\x1f\x8b"
router = APIRouter(prefix=PAGE, include_in_schema=False)


def _away(reason: str = "") -> RedirectResponse:
    query = f"?fel={reason}" if reason else ""
    return RedirectResponse(PAGE + query, status_code=303, headers={"Cache-Control": "no-store"})


@router.post("/files")
async def hand_over(request: Request) -> RedirectResponse:
    """A zip, or the lists one by one; the check begins at once and the page follows it."""
    actor = await actor_of(request, IMPORT)
    async with request.form(max_files=MAX_FILES, max_fields=4) as form:
        files = [file for file in form.getlist("files") if isinstance(file, UploadFile) and file.filename]
        reason = await _fault(files)
        if reason:
            return _away(reason)
        try:
            run_id = await db.off_loop(_begin, actor, _name(files), sum(file.size or 0 for file in files))
        except Conflict:
            return _away("busy")
        for file in files:
            await _keep(run_id, file)
    work.start("check", run_id)
    return _away()


async def _fault(files: list[UploadFile]) -> str:
    """Why these files are not taken, judged by what is in them and never by what the browser calls them."""
    if not files:
        return "no_files"
    starts = []
    for file in files:
        starts.append(await file.read(512))
        await file.seek(0)
    if any(start.startswith(ZIP) for start in starts):
        return "" if len(files) == 1 else "one_zip"
    wrong = [
        file
        for file, start in zip(files, starts, strict=True)
        if not (start.startswith(GZIP) or start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["))
        or entity_of(_base(file)) is None
    ]
    return "not_lists" if wrong else ""


def _base(file: UploadFile) -> str:
    return Path((file.filename or "").replace("\\", "/")).name


def _name(files: list[UploadFile]) -> str:
    first = _base(files[0])
    return first if len(files) == 1 else f"{first} + {len(files) - 1}"


def _begin(actor: Actor, name: str, size: int) -> UUID:
    with db.unit() as session:
        run_id = service.begin(session, actor, name=name, size=size)
    work.keep_reach(run_id, actor)
    return run_id


async def _keep(run_id: UUID, file: UploadFile) -> None:
    """Store the file under a name of our own making, outside everything that is served."""
    start = await file.read(4)
    await file.seek(0)
    folder = work.folder_of(run_id)
    target = folder / "export.zip" if start.startswith(ZIP) else folder / "files" / _list_name(file, start)
    await db.off_loop(target.parent.mkdir, parents=True, exist_ok=True)
    with target.open("xb") as kept:
        while chunk := await file.read(CHUNK):
            await db.off_loop(kept.write, chunk)


def _list_name(file: UploadFile, start: bytes) -> str:
    """The list's name and number as they were sent; the ending by what is in the file."""
    stem = _base(file).lower().removesuffix(".gz").removesuffix(".json")
    entity = entity_of(f"{stem}.json") or ""
    return entity + stem[len(entity) :] + (".json.gz" if start.startswith(GZIP) else ".json")


@router.post("/report")
async def report(request: Request, run: Annotated[UUID, Form()], sprak: Annotated[str, Form()] = "sv") -> Response:
    """The whole report as a file for a spreadsheet."""
    actor, language = await actor_of(request, IMPORT), "en" if sprak == "en" else "sv"

    def rows() -> list[ImportProblem]:
        with db.reading() as session:
            return queries.whole_report(session, actor, run)

    heads = tuple(text(f"interop.report.{name}", language) for name in ("kind", "file", "row", "label", "field", "why"))
    lines = tuple(_line(problem, language) for problem in await db.off_loop(rows))
    data = csv_bytes([Sheet("Import", heads, lines)])
    return Response(data, media_type=CSV, headers={"Content-Disposition": 'attachment; filename="felrapport.csv"'})


def _line(problem: ImportProblem, language: str) -> tuple[str, ...]:
    return (
        text(f"interop.command.{problem.severity}", language),
        problem.file,
        str(problem.place or ""),
        problem.label,
        problem.field,
        text(f"interop.fault.{problem.code}", language, **problem.params),
    )
