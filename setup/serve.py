"""Serving the built pages and the live connection on one port, with Uvicorn.

Reflex would start Granian, whose live connections hold 190 KB of buffers each; a city has tens of thousands open.
"""

from __future__ import annotations

import os

GRACE_SECONDS = 5
"""For what is being answered when the server is told to stop; open tabs connect to the next one."""


def serve(*, host: str, port: int, workers: int) -> None:
    """Serve until stopped: what `reflex run --env prod` does once the pages are built.

    More than one worker needs SKOLPLATTFORM_REDIS_URL: each worker must find what another has in a tab's state.
    """
    import uvicorn
    from reflex.utils import exec as reflex_exec
    from reflex_base import constants
    from reflex_base.config import get_config
    from reflex_base.environment import environment

    from setup.connections import LIVE_BYTES, Connection, LiveConnection

    os.environ["SKOLPLATTFORM_WORKERS"] = str(workers)
    stand_in_the_demo_day()
    environment.REFLEX_ENV_MODE.set(constants.Env.PROD)
    environment.REFLEX_SKIP_COMPILE.set(True)
    environment.REFLEX_MOUNT_FRONTEND_COMPILED_APP.set(True)
    get_config()._set_persistent(frontend_port=port, backend_port=port, backend_host=host)  # pyright: ignore[reportPrivateUsage]
    uvicorn.run(
        reflex_exec.get_app_instance_from_file(),
        factory=True,
        host=host,
        port=port,
        workers=workers,
        http=Connection,
        ws=LiveConnection,
        ws_max_size=LIVE_BYTES,
        ws_ping_interval=None,
        proxy_headers=False,
        server_header=False,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


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
