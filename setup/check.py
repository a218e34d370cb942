"""The checks: lint, types and the tests, as `make test` and CI run them."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from setup.environment import BIN, PYTHON, ROOT, environment

CODE = ["skolplattform", "setup", "tests", "benchmarks", "alembic", "rxconfig.py"]
BUILT = "e2e or attack or built"
# In their own order: files with few tests are often the slow ones, and at the end one of them would run alone.
TOGETHER = ["--dist", "loadfile", "--no-loadscope-reorder"]
# A browser waits more than it works: a third test finds room beside two.
SHARING = ["-n", "3", *TOGETHER, "-m", f"({BUILT}) and not measures"]
ALONE = ["-m", f"({BUILT}) and measures"]
QUICK = ["-n", "2", *TOGETHER, "-m", f"not ({BUILT}) and not postgres", "--ignore=tests/guards"]
UNBUILT = ["-n", "2", *TOGETHER, "-m", f"not ({BUILT})"]


def test(*, fast: bool, built: bool) -> int:
    """Everything, or the quick part, or the part that needs the built pages. Non-zero when anything fails.

    What measures how fast the built platform answers runs alone, one test after another.
    """
    start = time.monotonic()
    whole = not (fast or built)
    codes = [lint(), types()] if whole else []
    if not built:
        codes.append(pytest(*(QUICK if fast else UNBUILT)))
    if not fast:
        codes.append(pytest(*SHARING))
        codes.append(pytest(*ALONE))
    failed = sum(map(bool, codes))
    print(f"{failed} of {len(codes)} steps failed, {time.monotonic() - start:.0f} s", flush=True)
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
    """A part of the tests; PYTEST_ARGUMENTS adds to it."""
    return _call(str(PYTHON), "-m", "pytest", *selection, *os.environ.get("PYTEST_ARGUMENTS", "").split())


def _present() -> list[str]:
    return [name for name in CODE if (ROOT / name).exists()]


def _call(*command: str) -> int:
    print(f"$ {' '.join(command[:1])} {' '.join(command[1:])}".replace(f"{ROOT}/", ""), flush=True)
    sys.stdout.flush()
    return subprocess.run(command, cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL, check=False).returncode
