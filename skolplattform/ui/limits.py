"""How much one browser, one session and one address may ask for, counted before anything is queued.

A whole school shares one address, so the address has room for thousands; one session does not.
"""

import time
from collections import OrderedDict
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Allowance:
    """A token bucket: `burst` at once, `per_second` in the long run."""

    burst: float
    per_second: float


class Buckets:
    """Token buckets by key; the least recently used key is forgotten when there are more than `most`."""

    def __init__(self, allowance: Allowance, most: int = 50_000) -> None:
        self._allowance = allowance
        self._most = most
        self._state: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str, cost: float = 1.0) -> bool:
        """Take `cost` from the key's bucket; False when it is empty."""
        moment = time.monotonic()
        left, seen = self._state.pop(key, (self._allowance.burst, moment))
        left = min(self._allowance.burst, left + (moment - seen) * self._allowance.per_second)
        enough = left >= cost
        self._state[key] = (left - cost if enough else left, moment)
        if len(self._state) > self._most:
            self._state.popitem(last=False)
        return enough


class Open:
    """How many connections each key has open now."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._count: dict[str, int] = {}

    def enter(self, key: str) -> bool:
        """Count one more, False when the key has its fill."""
        if self._count.get(key, 0) >= self._most:
            return False
        self._count[key] = self._count.get(key, 0) + 1
        return True

    def leave(self, key: str) -> None:
        """Count one less."""
        left = self._count.get(key, 1) - 1
        if left > 0:
            self._count[key] = left
        else:
            self._count.pop(key, None)


@dataclass(frozen=True, slots=True)
class SocketLimits:
    """The limits of the socket, per connection, session and address."""

    connection_events: Allowance = Allowance(150, 25)
    session_events: Allowance = Allowance(400, 60)
    address_events: Allowance = Allowance(8_000, 2_000)
    session_connects: Allowance = Allowance(60, 1)
    address_connects: Allowance = Allowance(3_000, 60)
    open_per_session: int = 40
    open_per_address: int = 6_000
