"""Each sibling can be left out: the rest imports, guards itself and draws its pages."""

import os
import subprocess
import sys

import pytest

from skolplattform.core.config import SIBLINGS

START = """
from skolplattform.skolplattform import app
from skolplattform.ui.page import pages
for found in pages().values():
    found.view()
print(len(pages()), "pages")
"""


@pytest.mark.parametrize("left_out", [*((name,) for name in SIBLINGS), SIBLINGS], ids="-".join)
def test_the_platform_starts_without(left_out: tuple[str, ...]) -> None:
    kept = ",".join(name for name in SIBLINGS if name not in left_out)
    variables = {**os.environ, "SKOLPLATTFORM_MODULES": kept, "SKOLPLATTFORM_MODE": "test"}
    done = subprocess.run([sys.executable, "-c", START], env=variables, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.endswith("pages\n")
