"""The checks: lint, types and the tests, as `make test` and CI run them."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from setup.environment import BIN, PYTHON, ROOT, environment

CODE = ["skolplattform", "setup", "tests", "benchmarks", "alembic", "rxconfig.py"]
QUICK = ["-m", "not e2e and not attack and not postgres and not built", "--ignore=tests/e2e"]
BUILT = ["-m", "e2e or attack or built"]


def test(*, fast: bool, built: bool) -> int:
    """Everything, or the quick part, or the part that needs the built pages. Non-zero when anything fails."""
    start = time.monotonic()
    steps = [pytest] if fast or built else [lint, types, pytest]
    selection = QUICK if fast else BUILT if built else []
    codes = [step(*selection) if step is pytest else step() for step in steps]
    print(f"{sum(map(bool, codes))} of {len(codes)} steps failed, {time.monotonic() - start:.0f} s", flush=True)
    return max(codes)


def lint() -> int:
    """ruff, bandit from medium severity, and who may import whom."""
    return max(
        _call(str(BIN / "ruff"), "check", *_present()),
        _call(str(BIN / "bandit"), "-q", "-r", "-ll", "-c", "pyproject.toml", "skolplattform", "setup", "rxconfig.py"),
        _call(str(BIN / "lint-imports")),
    )


def types() -> int:
    """basedpyright, with the settings of pyproject.toml."""
    return _call(str(BIN / "basedpyright"), "--level", "error")


def pytest(*selection: str) -> int:
    """The tests; those that can be are shared between two processes."""
    return _call(str(PYTHON), "-m", "pytest", *selection, *os.environ.get("PYTEST_ARGUMENTS", "").split())


def _present() -> list[str]:
    return [name for name in CODE if (ROOT / name).exists()]


def _call(*command: str) -> int:
    print(f"$ {' '.join(command[:1])} {' '.join(command[1:])}".replace(f"{ROOT}/", ""), flush=True)
    sys.stdout.flush()
    return subprocess.run(command, cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL, check=False).returncode
