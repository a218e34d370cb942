"""What is wrong with an export, and where: told to a person in their own language."""

import dataclasses
from dataclasses import dataclass
from enum import StrEnum

PREFIX = "interop.fault."


class Severity(StrEnum):
    """An error keeps its row out; a warning is only told."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at a field. `code` is the end of the text key; `params` never hold personal data."""

    field: str
    code: str
    params: dict[str, str | int] = dataclasses.field(default_factory=dict)
    severity: Severity = Severity.ERROR

    @property
    def key(self) -> str:
        """The i18n key of the reason."""
        return PREFIX + self.code


class Unreadable(Exception):
    """A file, or the whole export, that cannot be read. `code` is the end of the text key."""

    def __init__(self, code: str, file: str = "", **params: str | int) -> None:
        super().__init__(code)
        self.code, self.file, self.params = code, file, params
