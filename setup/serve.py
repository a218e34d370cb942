"""Serving the built pages and the live connection on one port, with Granian."""

from __future__ import annotations

import os


def serve(*, host: str, port: int, workers: int) -> None:
    """Serve until stopped: what `reflex run --env prod` does once the pages are built.

    More than one worker needs SKOLPLATTFORM_REDIS_URL: each worker must find what another has in a tab's state.
    """
    from reflex.utils import exec as reflex_exec
    from reflex_base import constants
    from reflex_base.config import get_config
    from reflex_base.environment import environment

    os.environ["SKOLPLATTFORM_WORKERS"] = os.environ["GRANIAN_WORKERS"] = str(workers)
    stand_in_the_demo_day()
    environment.REFLEX_ENV_MODE.set(constants.Env.PROD)
    environment.REFLEX_USE_GRANIAN.set(True)
    environment.REFLEX_SKIP_COMPILE.set(True)
    config = get_config()
    config._set_persistent(frontend_port=port, backend_port=port, backend_host=host)  # pyright: ignore[reportPrivateUsage]
    reflex_exec.run_backend_prod(host, port, config.loglevel.subprocess_level(), mount_frontend_compiled_app=True)


def stand_in_the_demo_day() -> None:
    """A demo's clock stands in its school day when the server starts, for every worker alike."""
    if "SKOLPLATTFORM_DEMO_CLOCK" in os.environ:
        return
    from skolplattform.core import db
    from skolplattform.core.config import settings
    from skolplattform.demo.day import seconds_ahead

    os.environ["SKOLPLATTFORM_DEMO_CLOCK"] = str(seconds_ahead())
    settings.cache_clear()
    db.close()
