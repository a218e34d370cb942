"""SS 12000 lists as files: one row at a time, gzipped."""

import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any


class ListWriter:
    """Writes `{"data": [...], "pageToken": null}` row by row; the file is whole when the block ends."""

    def __init__(self, folder: Path, entity: str) -> None:
        self._path = folder / f"{entity}.json.gz"
        self.rows = 0

    def __enter__(self) -> "ListWriter":
        self._file = gzip.open(self._path, "wt", encoding="utf-8", compresslevel=6)
        self._file.write('{"data": [')
        return self

    def write(self, rows: Iterable[dict[str, Any]]) -> None:
        """More rows; what is empty is left out of them."""
        for row in rows:
            self._file.write(",\n" if self.rows else "\n")
            json.dump({name: value for name, value in row.items() if value is not None}, self._file, ensure_ascii=False)
            self.rows += 1

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.write('\n], "pageToken": null}\n')
        self._file.close()
        if kind is not None:
            self._path.unlink(missing_ok=True)
