"""The one place where an error becomes words: at its field when it has one, else in the status region.

async with problems(self):
    self.plan = await in_unit(service.publish_plan, plan_id, version=version, key=key)
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import reflex as rx
import structlog

from skolplattform.core.errors import Invalid, PlatformError
from skolplattform.i18n import Text, both
from skolplattform.ui.shell_state import ShellState, tell

log = structlog.get_logger(__name__)


@asynccontextmanager
async def problems(state: rx.State) -> AsyncIterator[None]:
    """Fill `state.errors` (dict of field to Text) from `Invalid`; tell every other error; clear old ones."""
    has_fields = "errors" in type(state).get_fields()
    if has_fields and state.errors:
        state.errors = {}
    try:
        yield
    except PlatformError as error:
        if has_fields and isinstance(error, Invalid):
            state.errors = {error.field: both(error.key, **error.params)}
        await tell(state, "error", error.key, **error.params)


def field_errors(found: list[Invalid]) -> dict[str, Text]:
    """Several errors of one form, in the order of the form."""
    return {error.field: both(error.key, **error.params) for error in found}


def on_backend_error(exception: Exception) -> rx.event.EventSpec:
    """The app's handler of last resort: what nobody caught is logged, and the person hears a plain sentence."""
    if isinstance(exception, PlatformError):
        said = both(exception.key, **exception.params)
    else:
        log.error("handler.failed", error=type(exception).__name__, exc_info=exception)
        said = both("error.unknown")
    return ShellState.failed(said.sv, said.en)
