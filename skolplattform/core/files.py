"""Files that people hand over: judged by what is in them, made harmless, kept outside everything that is served.

`judged` looks at the bytes and needs no database. `keep` stores them in the transaction that points at them, under an
id of our own; what nobody points at any more goes within two days. Modules give them out as attachments only.
"""

import hashlib
import io
import os
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO
from uuid import UUID

import puremagic
from PIL import Image, ImageOps
from sqlalchemy import Column, exists, select
from sqlmodel import Session, SQLModel, col

from skolplattform.core import clock, db
from skolplattform.core.actor import Actor
from skolplattform.core.config import settings
from skolplattform.core.errors import Invalid
from skolplattform.core.ids import new_id
from skolplattform.core.tables import StoredFile

MEGABYTE = 1024 * 1024
LARGEST = 10 * MEGABYTE
LONGEST_NAME = 100
MOST_PIXELS = 60_000_000
LONGEST_SIDE, SCREEN_SIDE = 4096, 1600
"""Pixels of a picture that is handed over as a file, and of one that is looked at on a page."""
UNUSED_FOR = timedelta(days=1)
BATCH = 500
ZIP = b"PK\x03\x04"
OOXML = "application/vnd.openxmlformats-officedocument"
ODF = "application/vnd.oasis.opendocument"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is taken. `endings`: what its name may end in, the first is given to a name with another.

    `drawn_as`: an image, drawn anew in this format. `part`: an office document, a zip that holds this part.
    """

    code: str
    media: str
    endings: tuple[str, ...]
    drawn_as: str = ""
    part: str = ""


KINDS = {
    kind.code: kind
    for kind in (
        Kind("pdf", "application/pdf", (".pdf",)),
        Kind("jpeg", "image/jpeg", (".jpg", ".jpeg"), drawn_as="JPEG"),
        Kind("png", "image/png", (".png",), drawn_as="PNG"),
        Kind("webp", "image/webp", (".webp",), drawn_as="WEBP"),
        Kind("docx", f"{OOXML}.wordprocessingml.document", (".docx",), part="word/document.xml"),
        Kind("xlsx", f"{OOXML}.spreadsheetml.sheet", (".xlsx",), part="xl/workbook.xml"),
        Kind("pptx", f"{OOXML}.presentationml.presentation", (".pptx",), part="ppt/presentation.xml"),
        Kind("odt", f"{ODF}.text", (".odt",), part="content.xml"),
        Kind("ods", f"{ODF}.spreadsheet", (".ods",), part="content.xml"),
        Kind("odp", f"{ODF}.presentation", (".odp",), part="content.xml"),
        Kind("text", "text/plain", (".txt", ".md", ".csv")),
    )
}
"""What may be handed over. Documents with macros, programs, web pages and drawings with scripts are not among them."""

ENDINGS = tuple(ending for kind in KINDS.values() for ending in kind.endings)
_IMAGES_AND_PDF = {kind.media: kind for kind in KINDS.values() if kind.drawn_as or kind.code == "pdf"}
_MACROS = re.compile(r"(?:^|/)(?:vbaProject\.bin|Basic/|Scripts/)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Judged:
    """A file that may be kept: `data` is what is stored, of an image not the bytes that were sent."""

    kind: Kind
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Fetched:
    """A stored file that may be given out."""

    id: UUID
    name: str
    kind: str


def judged(data: bytes, name: str) -> Judged:
    """What the file is, by its content, under a name that harms nobody; an image without what the camera wrote in it.

    Raises:
        Invalid: at `file`: empty, too large, or of a kind that is not taken.
    """
    kind = _taken(data)
    drawn = _drawn_anew(data, kind.drawn_as, LONGEST_SIDE) if kind.drawn_as else data
    return Judged(kind, safe_name(name, kind), drawn)


def judged_picture(data: bytes, name: str) -> Judged:
    """As `judged`, for what is to be looked at: a picture, as large as a screen shows it.

    Raises:
        Invalid: at `file`: as `judged`, or no picture.
    """
    kind = _taken(data)
    if not kind.drawn_as:
        raise Invalid("file", "error.file.picture")
    return Judged(kind, safe_name(name, kind), _drawn_anew(data, kind.drawn_as, SCREEN_SIDE))


def _taken(data: bytes) -> Kind:
    if not data or len(data) > LARGEST:
        raise Invalid("file", "error.file.size", most=LARGEST // MEGABYTE)
    kind = _kind_of(data)
    if kind is None:
        raise Invalid("file", "error.file.kind")
    return kind


def safe_name(name: str, kind: Kind) -> str:
    """The last part of a file's name without signs that steer a terminal, a file system or the direction of a text."""
    last = unicodedata.normalize("NFC", name.encode(errors="replace").decode()).replace("\\", "/").rpartition("/")[2]
    plain = "".join(" " if sign in '<>:"|?*%;&' else sign for sign in last if unicodedata.category(sign)[0] != "C")
    stem = " ".join(plain.split()).strip(". ") or "fil"
    ending = next((one for one in kind.endings if stem.lower().endswith(one)), "")
    stem = stem[: len(stem) - len(ending)].strip(". ") or "fil"
    return stem[:LONGEST_NAME] + (ending or kind.endings[0])


def _kind_of(data: bytes) -> Kind | None:
    if data.startswith(ZIP):
        return _office(data)
    try:
        medias = {match.mime_type for match in puremagic.magic_string(data[: 64 * 1024])}
    except puremagic.PureError:
        medias = set[str]()
    found = next((kind for media, kind in _IMAGES_AND_PDF.items() if media in medias), None)
    return found or (KINDS["text"] if _is_text(data) else None)


def _is_text(data: bytes) -> bool:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return all(sign in "\n\r\t\f" or unicodedata.category(sign) != "Cc" for sign in text)


def _office(data: bytes) -> Kind | None:
    """The office document that a zip is, by its parts; nothing is unpacked but the line that says its kind."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = set(packed.namelist())
            first = packed.open("mimetype").read(100).decode("ascii", "replace") if "mimetype" in names else ""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return None
    if any(_MACROS.search(name) for name in names):
        return None
    candidates = (kind for kind in KINDS.values() if kind.part in names)
    return next((kind for kind in candidates if first == kind.media or not kind.media.startswith(ODF)), None)


def _drawn_anew(data: bytes, format_: str, side: int) -> bytes:
    """The picture alone, upright and at most so many pixels wide or high: no place, no camera, nothing behind it."""
    drawn = io.BytesIO()
    try:
        with Image.open(io.BytesIO(data), formats=[format_]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Invalid("file", "error.file.size", most=LARGEST // MEGABYTE)
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((side, side))
            has_holes = format_ != "JPEG" and upright.has_transparency_data
            picture = Image.new("RGBA" if has_holes else "RGB", upright.size)
            picture.paste(upright.convert(picture.mode))
            picture.save(drawn, format_, quality=88)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Invalid("file", "error.file.image") from error
    if drawn.tell() > LARGEST:
        raise Invalid("file", "error.file.size", most=LARGEST // MEGABYTE)
    return drawn.getvalue()


def folder() -> Path:
    """Where the files of the installation lie: outside the built pages, in the data folder."""
    return settings().data_dir / "files"


def path_of(file_id: UUID) -> Path:
    """Where a file lies, by the id that we gave it."""
    return folder() / file_id.hex[-2:] / str(file_id)


def is_name(text: str) -> bool:
    """Is this how a stored file is called on the disk?"""
    return re.fullmatch(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", text) is not None


def keep(session: Session, actor: Actor, file: Judged) -> UUID:
    """Store the file: on the disk first, then its row in the caller's transaction."""
    row = StoredFile(
        id=new_id(),
        kind=file.kind.code,
        name=file.name,
        size=len(file.data),
        sha256=hashlib.sha256(file.data).digest(),
        kept_by=actor.person_id,
        kept_at=clock.wall(),
    )
    put(path_of(row.id), io.BytesIO(file.data))
    session.add(row)
    session.flush()
    return row.id


def put(target: Path, source: IO[bytes]) -> None:
    """Write a file whole or not at all, readable for the platform's own user only."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = target.with_suffix(".unfinished")
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as written:
        while piece := source.read(MEGABYTE):
            written.write(piece)
        written.flush()
        os.fsync(written.fileno())
    unfinished.replace(target)


def forget_unused() -> None:
    """Remove the files that nothing has pointed at for a day, and what an interrupted upload left on the disk."""
    before = clock.wall() - UNUSED_FOR
    with db.unit() as session:
        pointed = [exists().where(column == col(StoredFile.id)) for column in _pointing()]
        unused = select(StoredFile).where(col(StoredFile.kept_at) < before, *(~one for one in pointed))
        for row in session.scalars(unused.order_by(col(StoredFile.kept_at)).limit(BATCH)).all():
            session.delete(row)
    for shelf in sorted(folder().glob("??")):
        _clear(shelf, before.timestamp())


def _pointing() -> list[Column[UUID]]:
    """Every column of every table that points at a stored file."""
    stored = SQLModel.metadata.tables["stored_file"]
    return [key.parent for table in SQLModel.metadata.tables.values() for key in table.foreign_keys
            if key.references(stored)]  # fmt: skip


def _clear(shelf: Path, before: float) -> None:
    found = {path.name: path for path in shelf.iterdir() if path.stat().st_mtime < before}
    ids = [UUID(name) for name in found if is_name(name)]
    with db.reading() as session:
        kept = {str(id_) for id_ in session.scalars(select(col(StoredFile.id)).where(col(StoredFile.id).in_(ids)))}
    for name in found.keys() - kept:
        found[name].unlink(missing_ok=True)
