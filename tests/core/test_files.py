"""Files that are handed over: judged by what is in them, made harmless, kept only while something points at them."""

from __future__ import annotations

import io
import os
import time
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from sqlmodel import select

from skolplattform.core import clock, db, files
from skolplattform.core.errors import Invalid
from skolplattform.core.tables import StoredFile
from tests.support.school import School

PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n"


def picture(format_: str, *, mode: str = "RGB", size: tuple[int, int] = (40, 20), **more: object) -> bytes:
    made = io.BytesIO()
    Image.new(mode, size, 200).save(made, format_, **more)
    return made.getvalue()


def packed(**parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), text)
    return made.getvalue()


DOCX = packed(word__document_xml="<w/>")


@pytest.mark.parametrize(
    ("data", "name", "kind", "kept"),
    [
        (PDF, "uppsats.pdf", "pdf", "uppsats.pdf"),
        (PDF, "uppsats.exe", "pdf", "uppsats.exe.pdf"),
        (DOCX, "uppsats.docx", "docx", "uppsats.docx"),
        (packed(xl__workbook_xml="<x/>"), "tal.xlsx", "xlsx", "tal.xlsx"),
        (packed(ppt__presentation_xml="<p/>"), "bild.pptx", "pptx", "bild.pptx"),
        (packed(mimetype=files.KINDS["odt"].media, content_xml="<o/>"), "text.odt", "odt", "text.odt"),
        (packed(mimetype=files.KINDS["ods"].media, content_xml="<o/>"), "tal.ods", "ods", "tal.ods"),
        ("Hej på dig\n".encode(), "dagbok.md", "text", "dagbok.md"),
        (b"<html><script>alert(1)</script>", "sida.html", "text", "sida.html.txt"),
        (picture("PNG"), "bild.jpg", "png", "bild.jpg.png"),
        (picture("JPEG"), "BILD.JPEG", "jpeg", "BILD.jpeg"),
        (picture("WEBP"), "bild.webp", "webp", "bild.webp"),
    ],
)
def test_a_file_is_what_is_in_it_and_its_name_says_so(data: bytes, name: str, kind: str, kept: str) -> None:
    found = files.judged(data, name)
    assert (found.kind.code, found.name) == (kind, kept)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"x" * (files.LARGEST + 1),
        b"MZ\x90\x00" + b"\0" * 60,
        b"\x7fELF" + b"\0" * 60,
        b"GIF89a\x01\0\x01\0\0\0\0;",
        b"PK\x03\x04broken",
        packed(anything="x"),
        packed(word__document_xml="<w/>", word__vbaProject_bin="macro"),
        packed(mimetype="application/x-other", content_xml="<o/>"),
        "Hej".encode("utf-16"),
        b"\x89PNG\r\n\x1a\nbroken",
        picture("JPEG")[:200],
    ],
)
def test_what_is_not_taken_is_said_at_the_field(data: bytes) -> None:
    with pytest.raises(Invalid) as caught:
        files.judged(data, "x.pdf")
    assert caught.value.field == "file"


def test_a_picture_loses_what_the_camera_wrote_and_what_hides_behind_its_end() -> None:
    exif = Image.Exif()
    exif[0x010E] = "Ekbacken hemma hos Alva"
    exif[0x0112] = 6
    sent = picture("JPEG", exif=exif, comment=b"59.3293, 18.0686") + b"<script>alert(1)</script>"
    kept = files.judged(sent, "x.jpg").data
    with Image.open(io.BytesIO(kept)) as image:
        assert image.size == (20, 40)
        assert not image.getexif()
        assert "comment" not in image.info
    for secret in (b"Ekbacken", b"59.3293", b"script"):
        assert secret in sent
        assert secret not in kept


def test_a_picture_keeps_its_holes_and_is_at_most_4096_wide() -> None:
    with Image.open(io.BytesIO(files.judged(picture("PNG", mode="RGBA", size=(5_000, 50)), "x.png").data)) as image:
        assert (image.mode, image.size) == ("RGBA", (4_096, 41))


def test_a_picture_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_PIXELS", 700)
    with pytest.raises(Invalid):
        files.judged(picture("PNG"), "x.png")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd.txt"),
        ("C:\\Users\\alva\\uppsats.txt", "uppsats.txt"),
        ("rapport\u202etxt.exe", "rapporttxt.exe.txt"),
        ("a\r\nSet-Cookie: x.txt", "aSet-Cookie x.txt"),
        ('"><img src=x onerror=alert(1)>.txt', "img src=x onerror=alert(1).txt"),
        ("...", "fil.txt"),
        ("", "fil.txt"),
        ("x" * 300 + ".txt", "x" * 100 + ".txt"),
        ("å\u0308.txt", "å̈.txt"),
    ],
)
def test_a_name_harms_nobody(sent: str, kept: str) -> None:
    assert files.safe_name(sent, files.KINDS["text"]) == kept


@given(st.text(max_size=200))
def test_any_name_is_short_printable_and_in_no_folder(name: str) -> None:
    kept = files.safe_name(name, files.KINDS["pdf"])
    assert kept.isprintable()
    assert not set(kept) & set('/\\<>:"|?*%;&\r\n\0')
    assert kept.endswith(".pdf")
    assert len(kept) <= 120
    assert not kept.startswith(".")


def keep(school: School, data: bytes = PDF) -> Path:
    with db.unit() as session:
        return files.path_of(files.keep(session, school.student, files.judged(data, "x.pdf")))


def test_a_file_lies_in_the_data_folder_for_the_platform_alone(school: School, data_folder: Path) -> None:
    path = keep(school)
    assert path.read_bytes() == PDF
    assert path.is_relative_to(data_folder / "files")
    assert path.stat().st_mode & 0o077 == 0


def test_what_nothing_points_at_goes_after_a_day_and_not_before(school: School, data_folder: Path) -> None:
    path = keep(school)
    files.forget_unused()
    assert path.exists()
    yesterday = time.time() - 3 * 86_400
    os.utime(path, (yesterday, yesterday))
    with clock.fixed(clock.now() + timedelta(days=30)):
        files.forget_unused()
    assert not path.exists()
    with db.reading() as session:
        assert session.exec(select(StoredFile)).all() == []
