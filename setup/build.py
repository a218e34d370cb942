"""Building the pages: only when something they are made of has changed."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
from pathlib import Path

from setup.environment import PYTHON, ROOT, environment

BUILT = ROOT / ".web" / "build" / "client"
STAMP = ROOT / ".web" / "built-from"
SOURCES = ("skolplattform", "assets", "reflex.lock", "rxconfig.py", "requirements.txt")
KINDS = {".py", ".json", ".css", ".js", ".jsx", ".svg", ".woff2", ".png", ".ico", ".txt", ".webmanifest"}


def fingerprint() -> str:
    """A hash of every file that the built pages can depend on."""
    digest = hashlib.sha256()
    for path in sorted(_sources()):
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _sources() -> list[Path]:
    files: list[Path] = []
    for name in SOURCES:
        source = ROOT / name
        found = source.rglob("*") if source.is_dir() else [source]
        files += [path for path in found if path.is_file() and path.suffix in KINDS and "external" not in path.parts]
    return files


def is_built() -> bool:
    """Whether the built pages belong to the present sources."""
    return BUILT.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == fingerprint()


def build() -> None:
    """Build the pages if the sources have changed since they were last built."""
    if is_built():
        return
    start = time.monotonic()
    print("Building the pages ...", flush=True)
    STAMP.unlink(missing_ok=True)
    command = [str(PYTHON), "-m", "reflex", "export", "--frontend-only", "--no-zip", "--env", "prod"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{done.stdout}\n{done.stderr}\nThe pages could not be built.")
    # Reflex writes the lock while it installs, so the hash is taken afterwards.
    STAMP.write_text(fingerprint(), encoding="utf-8")
    print(f"The pages are built ({time.monotonic() - start:.0f} s).", flush=True)
