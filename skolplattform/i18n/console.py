"""Words on a terminal, and how a command fails: a sentence for people, and an exit code for scripts."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from skolplattform.core.errors import PlatformError
from skolplattform.i18n.catalogue import text

REFUSED = 2


def language() -> str:
    """Swedish unless the terminal's language is English (SKOLPLATTFORM_LANGUAGE decides over LANG)."""
    wanted = os.environ.get("SKOLPLATTFORM_LANGUAGE") or os.environ.get("LANG", "")
    return "en" if wanted.startswith("en") else "sv"


def say(key: str, **params: object) -> None:
    """One line to whoever runs the command; `key` is in the catalogue `command`."""
    print(text(f"command.{key}", language(), **params))


def complain(key: str, **params: object) -> None:
    """One line about what went wrong."""
    print(text(f"command.{key}", language(), **params), file=sys.stderr)


@contextmanager
def stop_on_error() -> Iterator[None]:
    """Turn what a service refuses into a sentence and exit code 2."""
    try:
        yield
    except PlatformError as error:
        complain("failed", reason=text(error.key, language(), **error.params))
        raise SystemExit(REFUSED) from error
