"""Bring the catalogue's rows into the database. Twice changes nothing; what left the files is withdrawn."""

from typing import Any
from uuid import UUID

from sqlalchemy import insert, inspect, update
from sqlmodel import Session, SQLModel, select

from skolplattform.planning.curriculum import catalogue
from skolplattform.planning.curriculum.tables import CoreContent, Criterion, Stage

WITHDRAWABLE: tuple[type[SQLModel], ...] = (CoreContent, Criterion)


def load_catalogue(session: Session) -> int:
    """Make the curriculum tables equal the catalogue; the number of rows that were added or changed.

    Curricula, subjects or levels that are in the database only (imported, or a city's own) are left as they are.
    """
    found = catalogue.read().rows
    own = frozenset(row["id"] for row in found[Stage])
    return sum(_bring(session, table, rows, own) for table, rows in found.items())


def _bring(session: Session, table: type[SQLModel], rows: list[dict[str, Any]], own: frozenset[UUID]) -> int:
    keys = [column.name for column in inspect(table).primary_key]
    names = list(rows[0])
    standing = {
        tuple(getattr(row, name) for name in keys): {name: getattr(row, name) for name in names}
        for row in session.exec(select(table)).all()
    }
    wanted = {tuple(row[name] for name in keys): row for row in rows}
    added = [row for found, row in wanted.items() if found not in standing]
    changed = [row for found, row in wanted.items() if found in standing and standing[found] != row]
    if table in WITHDRAWABLE:
        left = (row for found, row in standing.items() if found not in wanted and row["stage_id"] in own)
        gone = [row for row in left if not row["withdrawn"]]
        changed += [row | {"withdrawn": True} for row in gone]
    if added:
        session.execute(insert(table), added)
    if changed:
        session.execute(update(table), changed)
    return len(added) + len(changed)
