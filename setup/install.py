"""The virtual environment and the pinned packages, made once and renewed when the pins change.

Standard library only: this runs on the machine's own Python.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from setup.environment import PYTHON, ROOT, VENV

OLDEST, NEWEST = (3, 11), (3, 13)


def install(*, development: bool) -> None:
    """Leave a virtual environment with the packages of requirements.txt, or of requirements-dev.txt.

    A second call with the same pins does nothing. The packages for development contain those for running.
    """
    wanted = ROOT / ("requirements-dev.txt" if development else "requirements.txt")
    if _is_installed(development=development):
        return
    if not PYTHON.exists():
        _create()
    print(f"Installing the packages of {wanted.name} (once) ...", flush=True)
    subprocess.run([*_installer(), "-r", str(wanted)], check=True, cwd=ROOT)
    _stamp(development=development).write_text(_fingerprint(wanted), encoding="utf-8")


def _is_installed(*, development: bool) -> bool:
    """Whether the environment already holds what is asked for; development packages satisfy both."""
    for kind, name in ((True, "requirements-dev.txt"), (False, "requirements.txt")):
        stamp = _stamp(development=kind)
        if kind >= development and stamp.exists() and stamp.read_text(encoding="utf-8") == _fingerprint(ROOT / name):
            return PYTHON.exists()
    return False


def _stamp(*, development: bool) -> Path:
    return VENV / (".installed-development" if development else ".installed")


def _fingerprint(requirements: Path) -> str:
    return hashlib.sha256(requirements.read_bytes()).hexdigest()


def _create() -> None:
    """Make `.venv` with the Python that runs this, by the quickest means the machine has."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        sys.exit(f"Python 3.{OLDEST[1]} to 3.{NEWEST[1]} is needed; this is {sys.version.split()[0]}.")
    print(f"Making the virtual environment with Python {sys.version.split()[0]} ...", flush=True)
    if uv := _uv():
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, str(VENV)], check=True)
    elif importlib.util.find_spec("ensurepip"):
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    elif importlib.util.find_spec("pip"):
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(VENV)], check=True)
    else:
        sys.exit("This Python can make no virtual environment: install the package python3-venv, then try again.")


def _installer() -> list[str]:
    """The command that installs packages into `.venv`: uv when the machine has it, else pip."""
    if uv := _uv():
        return [uv, "pip", "install", "--quiet", "--python", str(PYTHON)]
    pip = [str(PYTHON), "-m", "pip"]
    if subprocess.run([*pip, "--version"], capture_output=True, check=False).returncode:
        pip = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    return [*pip, "install", "--quiet", "--disable-pip-version-check"]


def _uv() -> str | None:
    """A working uv, unless SKOLPLATTFORM_SETUP_WITHOUT_UV asks for plain pip."""
    if os.environ.get("SKOLPLATTFORM_SETUP_WITHOUT_UV"):
        return None
    uv = shutil.which("uv")
    if uv and subprocess.run([uv, "--version"], capture_output=True, check=False).returncode == 0:
        return uv
    return None
