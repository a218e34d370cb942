"""Pictures in what the invented people write: a few files, used again."""

import hashlib
import io
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import SQLModel

from skolplattform.core import files
from skolplattform.core.bulk import BulkWriter
from skolplattform.core.tables import StoredFile
from skolplattform.demo.drawings import drawing
from skolplattform.demo.keys import Keys
from skolplattform.planning.pictures.tables import Picture, PicturePerson


@dataclass
class Pictures:
    """Puts drawings with entries. Those who are said to be in them must have consented."""

    writer: BulkWriter
    keys: Keys
    kept: dict[str, UUID] = field(default_factory=dict)

    def put(
        self,
        link: type[SQLModel],
        entry_id: UUID,
        what: tuple[str, str],
        people: Collection[UUID],
        by: tuple[UUID, datetime],
    ) -> None:
        """The drawing and its words, `what`, with an entry; `by` is who put it there and when."""
        name, alt = what
        added_by, at = by
        row: dict[str, Any] = {"id": self.keys.next(), "file_id": self._file(name, added_by, at), "alt": alt}
        row |= {"nobody": not people, "version": 2, "added_by": added_by, "added_at": at}
        self.writer.add(Picture, row)
        self.writer.add(link, {"entry_id": entry_id, "picture_id": row["id"]})
        for person in people:
            self.writer.add(PicturePerson, {"picture_id": row["id"], "person_id": person})

    def _file(self, name: str, by: UUID, at: datetime) -> UUID:
        if name not in self.kept:
            drawn = drawing(name)
            row: dict[str, Any] = {
                "id": self.keys.next(),
                "kind": drawn.kind.code,
                "name": drawn.name,
                "size": len(drawn.data),
            }
            row |= {"sha256": hashlib.sha256(drawn.data).digest(), "kept_by": by, "kept_at": at}
            files.put(files.path_of(row["id"]), io.BytesIO(drawn.data))
            self.writer.add(StoredFile, row)
            self.kept[name] = row["id"]
        return self.kept[name]
