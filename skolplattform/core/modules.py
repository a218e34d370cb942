"""The modules of the platform: each says in its `module.py` what it brings; siblings can be left out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any, TypeVar

from sqlmodel import Session

from skolplattform.core.actor import Workspace
from skolplattform.core.config import settings
from skolplattform.core.permissions import Right

T = TypeVar("T")

LOWER = ("accounts", "registry", "schedule")
UPPER = ("insights", "interop", "workspaces")


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of a workspace's menu: its i18n key, route, icon (Lucide name) and place."""

    workspace: Workspace
    key: str
    route: str
    icon: str
    order: int = 50


@dataclass(frozen=True, slots=True)
class Job:
    """Work that runs by itself: every `every_seconds`, in its own transaction."""

    name: str
    run: Callable[[], None]
    every_seconds: int


@dataclass(frozen=True, slots=True)
class Module:
    """What a module brings to the platform.

    `pages` are dotted names of Python modules, imported when the Reflex app is built (never by a job or the
    command line). `listeners` are pairs of event type and function. `contracts` are implementations that
    `get(Protocol)` finds. `routers` are FastAPI routers for plain HTTP (downloads, uploads). `reference` bring in
    rows that every installation has (curricula, scales), after each migration; twice changes nothing.
    """

    name: str
    rights: tuple[Right, ...] = ()
    navigation: tuple[NavItem, ...] = ()
    pages: tuple[str, ...] = ()
    jobs: tuple[Job, ...] = ()
    listeners: tuple[tuple[type, Callable[..., None]], ...] = ()
    contracts: tuple[Any, ...] = ()
    routers: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    reference: tuple[Callable[[Session], object], ...] = ()


@lru_cache(maxsize=1)
def load() -> tuple[Module, ...]:
    """The modules of this installation, lowest first, with their listeners connected. Loaded once."""
    from skolplattform.core import events

    names = (*LOWER, *settings().enabled_modules, *UPPER)
    loaded = tuple(import_module(f"skolplattform.{name}.module").module for name in names if _exists(name))
    for module in loaded:
        for kind, listener in module.listeners:
            events.subscribe(kind, listener)
    return loaded


def _exists(name: str) -> bool:
    from importlib.util import find_spec

    return find_spec(f"skolplattform.{name}") is not None and find_spec(f"skolplattform.{name}.module") is not None


def get(contract: type[T]) -> T | None:
    """The implementation of a sibling's contract, None when that module is not installed."""
    for module in load():
        for candidate in module.contracts:
            if isinstance(candidate, contract):
                return candidate
    return None


def all_tables() -> None:
    """Import every module's tables, whether its pages are loaded or not: the schema is one."""
    from importlib.util import find_spec

    from skolplattform.core.config import SIBLINGS

    for name in ("core", *LOWER, *SIBLINGS, *UPPER):
        if find_spec(f"skolplattform.{name}") and find_spec(f"skolplattform.{name}.tables"):
            import_module(f"skolplattform.{name}.tables")


def navigation(workspace: Workspace) -> tuple[NavItem, ...]:
    """The menu of a workspace, in order; at most five."""
    items: Iterable[NavItem] = (item for module in load() for item in module.navigation)
    return tuple(sorted((i for i in items if i.workspace == workspace), key=lambda i: i.order))[:5]
