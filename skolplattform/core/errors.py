"""What can go wrong for a person, said once. Texts are keys of the `i18n` catalogues."""

from typing import Any


class PlatformError(Exception):
    """Something a person is told about in their own language."""

    key = "error.unknown"

    def __init__(self, key: str | None = None, **params: Any) -> None:
        super().__init__(key or self.key)
        self.key = key or self.key
        self.params = params


class NotFound(PlatformError):
    """Missing, or not yours: the two look the same (security rule 11)."""

    key = "error.not_found"


class Denied(NotFound):
    """The actor lacks the right. Shown as missing; kept apart for the log."""


class Invalid(PlatformError):
    """A value that cannot be taken, said at its field."""

    key = "error.invalid"

    def __init__(self, field: str, key: str, **params: Any) -> None:
        super().__init__(key, **params)
        self.field = field


class Conflict(PlatformError):
    """Somebody saved in between; `current` is what stands now, so that both can be shown."""

    key = "error.conflict"

    def __init__(self, current: Any = None, key: str | None = None, **params: Any) -> None:
        super().__init__(key, **params)
        self.current = current
