"""Writing a migration: the difference between what the migrations make and what the code declares."""

from __future__ import annotations

import os
import subprocess
import tempfile

from setup.environment import BIN, ROOT, environment


def write_migration(message: str) -> None:
    """Compare a fresh database with the tables and write what is missing as a new file in alembic/versions.

    Read it before it is committed: Alembic takes a renamed column for one that went and one that came.
    """
    with tempfile.TemporaryDirectory() as folder:
        database = {"SKOLPLATTFORM_DATABASE_URL": f"sqlite:///{folder}/fresh.db"}
        variables = {**environment(), **database}
        for command in (["upgrade", "head"], ["revision", "--autogenerate", "-m", message]):
            subprocess.run([os.fspath(BIN / "alembic"), *command], cwd=ROOT, env=variables, check=True)
