"""Reflex's settings. The platform's own are in `skolplattform.core.config` and come from the environment."""

import reflex as rx
from reflex_base.constants import StateManagerMode
from reflex_base.plugins.base import Plugin

from skolplattform.core.config import settings

SAME_HOST = "    endpoint.hostname = frontend_hostname;\n"
SAME_ADDRESS = (
    "    endpoint.host = window.location.host;\n"
    '    const secure = window.location.protocol === "https:";\n'
    '    endpoint.protocol = endpoint.protocol.startsWith("ws")\n'
    '      ? (secure ? "wss:" : "ws:")\n'
    "      : window.location.protocol;\n"
    "    return endpoint;\n"
)


class SameAddress(Plugin):
    """Lets the pages call the server at the address they came from.

    Reflex writes the port, and plain http, into the pages when they are built. With this the same build serves a
    school on port 3000, the tests on any port and a city behind its proxy.
    """

    def pre_compile(self, **context) -> None:
        context["add_modify_task"]("utils/state.js", _call_own_address)


def _call_own_address(script: str) -> str:
    """Reflex's browser script with the address taken from the page; fails when Reflex has changed the place."""
    if SAME_ADDRESS in script:
        return script
    if script.count(SAME_HOST) != 1:
        raise RuntimeError("utils/state.js of this Reflex does not set the address where it used to")
    return script.replace(SAME_HOST, SAME_HOST + SAME_ADDRESS)


ours = settings()

config = rx.Config(
    app_name="skolplattform",
    telemetry_enabled=False,
    frontend_compression_formats=["brotli", "gzip"],
    show_built_with_reflex=False,
    cors_allowed_origins=[ours.public_url],
    deploy_url=ours.public_url,
    trusted_proxy_hops=ours.trusted_proxies,
    # Memory, not disk: Reflex's default writes what a tab shows of people to pickle files.
    state_manager_mode=StateManagerMode.REDIS if ours.redis_url else StateManagerMode.MEMORY,
    redis_url=ours.redis_url or None,
    redis_token_expiration=12 * 60 * 60,
    plugins=[SameAddress()],
    disable_plugins=[rx.plugins.SitemapPlugin],
)
