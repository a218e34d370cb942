"""Official documents as PDF: tagged for screen readers (PDF/UA), with fonts that come along, never the machine's own.

What is printed reaches the typesetter as data, never as its markup, so that no name or text can be a command.
"""

import json
from collections.abc import Sequence
from functools import cache

from skolplattform.core.tabular import Cell, Sheet

PDF = "application/pdf"
SOURCE = b"""
#let d = json(bytes(sys.inputs.data))
#set document(title: d.title)
#set text(lang: d.lang, size: 9pt)
#set page(
  paper: "a4", flipped: d.wide, margin: (x: 16mm, y: 18mm),
  footer: context text(8pt)[#d.footer #h(1fr) #counter(page).display("1 / 1", both: true)],
)
#show heading.where(level: 1): set text(16pt)
= #d.title
#for line in d.lines [#line #linebreak()]
#for sheet in d.sheets [
  == #sheet.name
  #if sheet.rows.len() == 0 [#d.nothing] else [
    #table(
      columns: (auto,) * sheet.heads.len(),
      stroke: (x, y) => (bottom: 0.4pt + luma(60%)),
      align: (x, y) => if sheet.numeric.contains(x) { right } else { left },
      table.header(..sheet.heads.map(head => strong(head))),
      ..sheet.rows.flatten(),
    )
  ]
]
"""


def pdf_bytes(
    title: str, lines: Sequence[str], sheets: Sequence[Sheet], *, language: str, footer: str, nothing: str
) -> bytes:
    """A document of tables: its title, what it is about, and one table for each sheet."""
    shown = {
        "title": title,
        "lines": list(lines),
        "lang": language,
        "footer": footer,
        "nothing": nothing,
        "wide": any(len(sheet.heads) > 6 for sheet in sheets),
        "sheets": [_sheet(sheet, language) for sheet in sheets],
    }
    return _typesetter()(json.dumps(shown, ensure_ascii=False))


def _sheet(sheet: Sheet, language: str) -> dict[str, object]:
    rows = [[_cell(cell, at in sheet.shares, language) for at, cell in enumerate(row)] for row in sheet.rows]
    numeric = [at for at in range(len(sheet.heads)) if any(isinstance(row[at], int | float) for row in sheet.rows)]
    return {"name": sheet.name, "heads": list(sheet.heads), "rows": rows, "numeric": numeric}


def _cell(cell: Cell, is_share: bool, language: str) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return cell
    shown = f"{cell * 100:.1f}" if is_share else f"{cell:g}" if isinstance(cell, float) else str(cell)
    return (shown if language == "en" else shown.replace(".", ",")) + (" %" if is_share else "")


@cache
def _typesetter():
    """The typesetter, loaded when the first document is made."""
    import typst

    def compiled(data: str) -> bytes:
        made = typst.compile(
            SOURCE, format="pdf", sys_inputs={"data": data}, pdf_standards="ua-1", ignore_system_fonts=True
        )
        return bytes(made)  # type: ignore[arg-type]

    return compiled
