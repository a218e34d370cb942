"""Keys in order and the same for the same seed, faster than drawing real ones by the million."""

from datetime import datetime
from random import Random
from uuid import UUID


class Keys:
    """UUIDv7-shaped keys that count upwards from the moment the data is made at."""

    def __init__(self, made_at: datetime, random: Random) -> None:
        self.made_at = made_at
        self._head = (int(made_at.timestamp() * 1000) & ((1 << 48) - 1)) << 80 | 0x7 << 76 | 0b10 << 62
        self._salt = random.getrandbits(12) << 64
        self._count = 0

    def next(self) -> UUID:
        """The next key."""
        self._count += 1
        return UUID(int=self._head | self._salt | self._count)
