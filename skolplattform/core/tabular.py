"""Tables as files that people open in a spreadsheet: CSV the Swedish way, and Excel. Every cell is harmless."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | None
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its name, headings, rows. Columns in `shares` hold shares of 0 to 1."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shares: frozenset[int] = frozenset()


def harmless(value: Cell) -> Cell:
    """The cell as a spreadsheet must not take it for a formula (security rule 13)."""
    if isinstance(value, str) and value.lstrip(" \n").startswith(DANGEROUS):
        return "'" + value
    return value


def csv_bytes(sheets: Sequence[Sheet]) -> bytes:
    """Semicolons, decimal comma and a byte order mark, so that a Swedish Excel opens it right."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for place, sheet in enumerate(sheets):
        if place:
            writer.writerow([])
        if len(sheets) > 1:
            writer.writerow([harmless(sheet.name)])
        writer.writerow([harmless(head) for head in sheet.heads])
        writer.writerows(
            [_written(cell, index in sheet.shares) for index, cell in enumerate(row)] for row in sheet.rows
        )
    return out.getvalue().encode("utf-8-sig")


def _written(cell: Cell, is_share: bool) -> Cell:
    if cell is None:
        return ""
    if is_share and not isinstance(cell, str):
        return f"{cell * 100:.1f}".replace(".", ",")
    if isinstance(cell, float):
        return f"{cell:g}".replace(".", ",")
    return harmless(cell)


def xlsx_bytes(sheets: Sequence[Sheet]) -> bytes:
    """A workbook with one sheet a table; shares as percentages, headings that stay."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        bold, percent = book.add_format({"bold": True}), book.add_format({"num_format": "0.0%"})
        for sheet in sheets:
            _fill(book.add_worksheet(sheet.name[:31]), sheet, bold, percent)
    return out.getvalue()


def _fill(page: Worksheet, sheet: Sheet, bold: Format, percent: Format) -> None:
    page.write_row(0, 0, [harmless(head) for head in sheet.heads], bold)
    page.freeze_panes(1, 1)
    for number, row in enumerate(sheet.rows, start=1):
        for index, cell in enumerate(row):
            page.write(number, index, harmless(cell), percent if index in sheet.shares else None)
    page.autofit()
