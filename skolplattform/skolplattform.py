"""The Reflex app: the modules that are loaded, in the frame of every page, with the gate in front of it all."""

from pathlib import Path

from skolplattform.accounts import sessions
from skolplattform.core import jobs, log, memory
from skolplattform.ui import gate, routes, uploads
from skolplattform.ui.app import make_app
from skolplattform.ui.shell_state import tell
from skolplattform.ui.wrapper import Wrapper

PAGES = Path(".web/build/client")
LARGE_BODIES = {"/register/import": 256 * 1024 * 1024, "/inlamning/filer": uploads.BODY, "/bilder/": uploads.BODY}

log.configure()
app = make_app(
    api_transformer=[
        routes.plain_http(),
        lambda inner: Wrapper(inner, pages=PAGES, large_bodies=LARGE_BODIES),
    ]
)
gate.install(app, identify=sessions.identify, awake=sessions.awake, ended=sessions.ended, tell=tell)
app.register_lifespan_task(jobs.follow)
app.register_lifespan_task(memory.settle)
