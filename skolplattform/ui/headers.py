"""The headers that every answer carries: what a browser may load, keep and show, so that a page stays ours."""

import base64
import hashlib
import re
from functools import lru_cache
from pathlib import Path

from skolplattform.core.config import settings

YEAR = 31_536_000
_INLINE = re.compile(rb"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_HASHED = re.compile(r"^/assets/.+-[A-Za-z0-9_-]{8,}\.(?:js|css|woff2|png|svg|jpg|webp)$")
_KEPT = re.compile(r"\.(?:js|css|woff2|png|svg|ico|jpg|webp|webmanifest)$")
PERMISSIONS = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"


def script_hashes(html: bytes) -> tuple[str, ...]:
    """The CSP sources of the inline scripts of a built page."""
    digests = (hashlib.sha256(found.group(1)).digest() for found in _INLINE.finditer(html))
    return tuple(dict.fromkeys(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests))


def built_file(folder: Path, path: str) -> Path | None:
    """The built page that is served at `path`: its own, or the one for every path without its own."""
    inside = path.strip("/")
    names = [f"{inside}/index.html", f"{inside}.html"] if inside else ["index.html"]
    for name in (*names, "404.html", "__spa-fallback.html", "index.html"):
        found = (folder / name).resolve()
        if found.is_file() and found.is_relative_to(folder):
            return found
    return None


@lru_cache(maxsize=256)
def _hashes_of(file: Path, _changed: float) -> tuple[str, ...]:
    return script_hashes(file.read_bytes())


def page_policy(folder: Path, path: str) -> str:
    """The content security policy of a page: our own files, its own inline scripts by hash, and nothing else."""
    file = built_file(folder, path)
    hashes = _hashes_of(file, file.stat().st_mtime) if file else ()
    return _policy(" ".join(("'self'", *hashes)))


def _policy(scripts: str) -> str:
    address = settings().public_url.rstrip("/")
    socket = address.replace("http", "ws", 1)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            f"connect-src 'self' {socket}",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "object-src 'none'",
        )
    )


def cache_rule(path: str, content_type: str, *, found: bool) -> str:
    """How long an answer may be kept: files named by their content for ever, what holds data not at all."""
    if found and _HASHED.match(path):
        return f"public, max-age={YEAR}, immutable"
    if content_type.startswith("text/html") or (found and _KEPT.search(path)):
        return "no-cache"
    return "no-store"


def security_headers(folder: Path, path: str, content_type: str) -> dict[bytes, bytes]:
    """The headers that say what the browser may do with this answer."""
    is_page = content_type.startswith("text/html")
    policy = page_policy(folder, path) if is_page else "default-src 'none'; frame-ancestors 'none'; sandbox"
    headers = {
        b"content-security-policy": policy.encode(),
        b"x-content-type-options": b"nosniff",
        b"referrer-policy": b"same-origin",
        b"x-frame-options": b"DENY",
        b"cross-origin-opener-policy": b"same-origin",
        b"cross-origin-resource-policy": b"same-origin",
        b"permissions-policy": PERMISSIONS.encode(),
    }
    if settings().is_https:
        headers[b"strict-transport-security"] = f"max-age={YEAR * 2}; includeSubDomains".encode()
    return headers
