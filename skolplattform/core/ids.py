"""Keys of the platform: UUIDv7 in 16 bytes for SS 12000's entities, so that inserts come in order."""

from functools import lru_cache
from typing import Any
from uuid import UUID

import uuid6
from sqlalchemy import LargeBinary
from sqlalchemy import types as sa_types
from sqlalchemy.dialects.postgresql import UUID as PG_UUID


def new_id() -> UUID:
    """A fresh key that sorts by the time it was made."""
    return UUID(int=uuid6.uuid7().int)


REMEMBERED = 32_768


@lru_cache(REMEMBERED)
def id_of(stored: bytes) -> UUID:
    """The key of its 16 bytes. Remembered: a class's rows name the same school, lesson and students over and over."""
    return UUID(bytes=stored)


class UuidKey(sa_types.TypeDecorator[UUID]):
    """A UUID: native on PostgreSQL, 16 raw bytes on SQLite (half the size of text, and ordered)."""

    impl = LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Any) -> Any:
        """Choose the storage of this database."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(PG_UUID(as_uuid=True))
        return dialect.type_descriptor(LargeBinary(16))

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        """UUID or its text in; raises ValueError on anything else."""
        if value is None:
            return None
        key = value if isinstance(value, UUID) else UUID(str(value))
        return key if dialect.name == "postgresql" else key.bytes

    def process_result_value(self, value: Any, dialect: Any) -> UUID | None:
        """UUID out, on both databases."""
        return value if value is None or isinstance(value, UUID) else id_of(bytes(value))

    def bind_processor(self, dialect: Any) -> Any:
        """On SQLite straight to the bytes: every row of every page passes here."""
        return super().bind_processor(dialect) if dialect.name == "postgresql" else _stored

    def result_processor(self, dialect: Any, coltype: Any) -> Any:
        """On SQLite straight from the bytes; PostgreSQL's driver has made the key already."""
        return None if dialect.name == "postgresql" else _shown


def _stored(value: Any) -> bytes | None:
    if value is None:
        return None
    return value.bytes if isinstance(value, UUID) else UUID(str(value)).bytes


def _shown(value: bytes | None) -> UUID | None:
    return None if value is None else id_of(value)
