"""Imports of the register: what was asked, how it went, and every line of its report."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index
from sqlmodel import SQLModel

from skolplattform.core.columns import Keep, Secrecy, column, key, ref
from skolplattform.core.ids import UuidKey
from skolplattform.core.tables import BIG_KEY

PERSONAL, KEEP = Secrecy.PERSONAL, Keep.TWO_YEARS


class ImportRun(SQLModel, table=True):
    """One import, from the files that were handed over to what became of them."""

    __tablename__ = "import_run"
    __table_args__ = (Index("ix_import_run_started", "started_at"),)

    id: UUID = key(keep=KEEP)
    name: str = column("what the files were called", keep=KEEP, max_length=160)
    size: int = column("bytes handed over", keep=KEEP, default=0, sa_type=BIG_KEY)
    state: str = column("waiting, checking, checked, taking, taken, cancelled or failed", keep=KEEP, max_length=12)
    started_by: UUID = column("who asked", PERSONAL, KEEP, sa_type=UuidKey)
    started_at: datetime = column("when it was asked", keep=KEEP)
    finished_at: datetime | None = column("when it ended", keep=KEEP, default=None, nullable=True)
    rows: int = column("rows in the files", keep=KEEP, default=0)
    bad_rows: int = column("rows set aside", keep=KEEP, default=0)
    errors: int = column("errors in the report", keep=KEEP, default=0)
    warnings: int = column("warnings in the report", keep=KEEP, default=0)
    counts: dict[str, dict[str, int]] = column(
        "new, changed, ended, unchanged and bad by kind", keep=KEEP, default_factory=dict, sa_type=JSON
    )
    only_good: bool = column("rows with errors were left out by choice", keep=KEEP, default=False)
    reason: str = column("why it failed, as the end of a text key", keep=KEEP, default="", max_length=40)


class ImportProblem(SQLModel, table=True):
    """One line of an import's report: where, which row, which field, why. Never the value itself."""

    __tablename__ = "import_problem"
    __table_args__ = (Index("ix_import_problem_run", "run_id", "severity", "id"),)

    id: int | None = column("key", default=None, primary_key=True, sa_type=BIG_KEY)
    run_id: UUID = ref("import_run.id", "which import", Secrecy.OPEN, index=False)
    severity: str = column("error or warning", max_length=8)
    file: str = column("which file", max_length=160)
    place: int = column("which row, from 1; 0: the whole file", default=0)
    entity: str = column("which list", default="", max_length=20)
    entity_id: str = column("transfer id of the row", PERSONAL, default="", max_length=36)
    label: str = column("name of the row; empty for protected persons", PERSONAL, default="", max_length=161)
    field: str = column("which field", default="", max_length=120)
    code: str = column("why, as the end of a text key", max_length=40)
    params: dict[str, Any] = column("what the reason mentions; no personal data", default_factory=dict, sa_type=JSON)
