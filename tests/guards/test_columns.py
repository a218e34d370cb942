"""Each column says what it is for, how it is protected and how long it is kept."""

from __future__ import annotations

import pytest
from sqlalchemy import Column, Table
from sqlmodel import SQLModel

from skolplattform.core import modules
from skolplattform.core.columns import Keep, Secrecy

modules.all_tables()
TABLES = sorted(SQLModel.metadata.tables.values(), key=lambda table: table.name)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_is_annotated(table: Table) -> None:
    silent = [column.name for column in table.columns if not _is_annotated(column)]
    assert not silent


def _is_annotated(column: Column) -> bool:
    info = column.info
    secrecy, retention = {s.value for s in Secrecy}, {k.value for k in Keep}
    return bool(info.get("purpose")) and info.get("secrecy") in secrecy and info.get("retention") in retention
