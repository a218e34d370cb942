"""Importing a school's export: how long it takes, and whether memory grows with the number of schools."""

import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.timing import Result

EXPORT = Path("tests/data/ekhagsskolan")
LIMIT_SECONDS = 10


def measure() -> Iterator[Result]:
    """The command that an administrator runs, in a process of its own, into an empty database."""
    import os
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        variables = {**os.environ, "SKOLPLATTFORM_DATABASE_URL": f"sqlite:///{folder}/import.db"}
        command = [sys.executable, "-m", "skolplattform"]
        subprocess.run([*command, "migrate"], env=variables, check=True, stdout=subprocess.DEVNULL)
        started = time.perf_counter()
        subprocess.run([*command, "import", str(EXPORT)], env=variables, check=True, stdout=subprocess.DEVNULL)
        seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    figure = f"{seconds:.1f} s, peak {peak:.0f} MB"
    yield Result("import of Ekhagsskolan, start to end", figure, "<= 10 s", seconds <= LIMIT_SECONDS)
