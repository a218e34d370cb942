"""The plain HTTP addresses of the modules: sign-in, uploads, downloads, feeds. The pages are Reflex's."""

from importlib import import_module

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from skolplattform.core import modules
from skolplattform.core.errors import Invalid, NotFound, PlatformError
from skolplattform.i18n import text


def plain_http() -> FastAPI:
    """Every router of the loaded modules in one application, without documentation pages of its own."""
    api = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    for module in modules.load():
        for name in module.routers:
            path, _, attribute = name.partition(":")
            api.include_router(getattr(import_module(path), attribute or "router"))
    api.add_exception_handler(PlatformError, _said)  # type: ignore[arg-type]
    api.add_exception_handler(RequestValidationError, _unreadable)
    return api


async def _said(_request: Request, error: PlatformError) -> JSONResponse:
    """What a service refuses, as an answer. Forbidden and missing are the same."""
    status = 404 if isinstance(error, NotFound) else 422 if isinstance(error, Invalid) else 409
    return JSONResponse({"error": text(error.key, **error.params)}, status_code=status)


async def _unreadable(_request: Request, _error: Exception) -> JSONResponse:
    """What was sent does not have the right shape; it is not repeated back."""
    return JSONResponse({"error": text("error.payload")}, status_code=422)
