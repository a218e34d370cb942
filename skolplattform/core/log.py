"""Logs that can be read by others: what happened, never about whom, with what secret or what was sent."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

HIDDEN = "[dolt]"
LONGEST = 2_000
_SECRET_NAMES = re.compile(
    r"cookie|token|secret|password|authorization|payload|session|civic|person_?n|email|phone|nonce"
)
_PATTERNS = (
    re.compile(r"\b(?:19|20)?\d{6}[-+ ]?(?:\d{4}|[A-Z]{1,2}\d{2,3})\b"),
    re.compile(r"(?i)(?:__Host-)?skolplattform-?\w*=[^;,\s'\"]+"),
    re.compile(r"(?i)bearer\s+\S+"),
    re.compile(r"(?i)('?cookie'?\s*[:=]\s*)('[^']*'|\"[^\"]*\"|\S+)"),
    re.compile(r"eyJ[\w-]{8,}\.[\w-]+\.[\w-]*"),
    re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"),
    re.compile(r"(?i)[?&](?:token|code|state)=[^&\s'\"]+"),
)
_ROW_OF_DATABASE = re.compile(r"(?s)DETAIL: .*?(?=\n\[SQL|\Z)")
"""PostgreSQL says which row it refused, word for word."""
_PAYLOAD_OF_REFLEX = re.compile(
    r"(?s)(payload=|Event data: |Failed to deserialize event data: |event queue entry for |with value ).*"
)


def redacted(text: str) -> str:
    """The text without civic numbers, secrets, addresses and what a browser sent."""
    cut = _PAYLOAD_OF_REFLEX.sub(rf"\1{HIDDEN}", text)
    for pattern in (_ROW_OF_DATABASE, *_PATTERNS):
        cut = pattern.sub(HIDDEN, cut)
    return cut if len(cut) <= LONGEST else cut[:LONGEST] + " ..."


def _hide(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for name, value in list(event.items()):
        if _SECRET_NAMES.search(name.lower()):
            event[name] = HIDDEN
        elif isinstance(value, str):
            event[name] = redacted(value)
        elif not isinstance(value, int | float | bool | None):
            event[name] = redacted(str(value))
    return event


class _Redacting(logging.Formatter):
    """For every library's log: the message and its traceback, redacted."""

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


def configure() -> None:
    """Send our own and every library's log through redaction, one line each, to stderr."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _hide,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    formatter = _Redacting("%(asctime)s %(levelname)s %(name)s %(message)s")
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.StreamHandler(sys.stderr))
    for logger in (root, *_library_loggers()):
        for handler in logger.handlers:
            handler.setFormatter(formatter)
    logging.getLogger("httpx2").setLevel(logging.WARNING)


def _library_loggers() -> list[logging.Logger]:
    known = (logging.getLogger(name) for name in list(logging.root.manager.loggerDict))
    return [logger for logger in known if logger.handlers]
