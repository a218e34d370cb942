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


@lru_cache(maxsize=32_768)
def _made(raw: bytes) -> UUID:
    """A read of a school year names the same few classes thousands of times: one object each is enough."""
    return UUID(bytes=raw)


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
        return _made(value) if isinstance(value, bytes) else value
