"""Changes into the database: one statement for many rows."""

from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, delete, insert, select, update
from sqlmodel import Session, col

from skolplattform.interop.compare import Changes, Values
from skolplattform.interop.targets import Columns
from skolplattform.registry.tables import Organisation, Person, PrincipalName

KEY = "key_"


def store(session: Session, changes: Changes) -> None:
    """Remove, change and add. What is removed goes first: it may stand in the way of what is added."""
    connection, table = session.connection(), changes.columns.table
    if changes.removed:
        connection.execute(
            delete(table).where(_by_key(changes.columns)), [_keys(changes.columns, r) for r in changes.removed]
        )
    altered = changes.changed + changes.ended
    if altered:
        connection.execute(_update(changes.columns), [_renamed(changes.columns, row) for row in altered])
    if changes.new:
        connection.execute(insert(table), changes.new)


def _by_key(columns: Columns) -> Any:
    return and_(*(columns.table.c[name] == bindparam(KEY + name) for name in columns.keys))


def _keys(columns: Columns, row: Values) -> Values:
    return {KEY + name: row[name] for name in columns.keys}


def _update(columns: Columns) -> Any:
    others = {name: bindparam("new_" + name) for name in columns.names if name not in columns.keys}
    return update(columns.table).where(_by_key(columns)).values(others)


def _renamed(columns: Columns, row: Values) -> Values:
    return {**_keys(columns, row), **{"new_" + n: row[n] for n in columns.names if n not in columns.keys}}


def free_civic_numbers(session: Session, changes: Changes) -> None:
    """Two persons may swap numbers: those who lose one give it up before anybody takes it."""
    taken = {row["civic_no"]: row["id"] for row in (*changes.new, *changes.changed) if row.get("civic_no")}
    if not taken:
        return
    holders = session.connection().execute(
        select(col(Person.id), col(Person.civic_no)).where(col(Person.civic_no).in_(taken))
    )
    losers = [holder for holder, number in holders if taken[number] != holder]
    if losers:
        session.connection().execute(update(Person).where(col(Person.id).in_(losers)).values(civic_no=None))


def free_principal_names(session: Session, changes: Changes) -> None:
    """A sign-in name that moves to another person leaves its holder first."""
    names = [row["value"] for row in changes.new]
    if names:
        session.connection().execute(delete(PrincipalName).where(col(PrincipalName.value).in_(names)))


def link_organisations(session: Session, parents: dict[UUID, UUID]) -> None:
    """Put new organisations under theirs, when all of them are there."""
    if parents:
        session.connection().execute(
            update(Organisation)
            .where(col(Organisation.id) == bindparam("child"))
            .values(parent_id=bindparam("parent")),
            [{"child": child, "parent": parent} for child, parent in parents.items()],
        )
