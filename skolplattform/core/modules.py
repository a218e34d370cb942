"""The modules of the platform: each says in its `module.py` what it brings; siblings can be left out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

from sqlmodel import Session

from skolplattform.core.actor import Workspace
from skolplattform.core.asked import AskedForm
from skolplattform.core.config import settings
from skolplattform.core.permissions import Right

if TYPE_CHECKING:
    from skolplattform.core.tables import OutboxMessage

T = TypeVar("T")

LOWER = ("accounts", "registry", "schedule", "notices")
UPPER = ("insights", "interop", "workspaces")


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of a workspace's menu: its i18n key, route, icon (Lucide name) and place.

    `not_for_all`: shown only to those who have something there, as a module's `ui.contract.Reached` says.
    """

    workspace: Workspace
    key: str
    route: str
    icon: str
    order: int = 50
    not_for_all: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """Work that runs by itself: every `every_seconds`, in its own transaction."""

    name: str
    run: Callable[[], None]
    every_seconds: int


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """A kind of notice that a module sends: what it says, to whom, and where its link leads.

    `label` is the text key of the kind where one chooses channels, `title` that of the line in the platform; it may
    hold `{day}` and other words of the payload, and the name of the student it is about stands beside it. `route`
    takes ids of the payload: `/barn/{student}`. `body` is the text key of what goes out by mail or text message: it
    holds `{link}` and nothing about anybody.

    `workspaces` are those whose bell shows it. `channels` are used by those who have chosen nothing. `same_day` must
    reach the person the day it is caused: any address will do, and evening mail is not held until the morning.
    `per_child` lets a guardian choose channels for each child. `holds` answers which of some notices are still
    true when they are to be sent; the others are withdrawn. `correction` is the kind that tells of a withdrawal
    to those who had been told. `repeats`: once read, the same thing may be told again.
    """

    name: str
    label: str
    title: str
    route: str
    workspaces: tuple[Workspace, ...]
    body: str = "notices.out.body"
    channels: tuple[str, ...] = ("email",)
    same_day: bool = False
    per_child: bool = False
    repeats: bool = False
    correction: str = ""
    holds: "Callable[[Session, Sequence[OutboxMessage]], set[int]] | None" = None


@dataclass(frozen=True, slots=True)
class Module:
    """What a module brings to the platform.

    `pages` are dotted names of Python modules, imported when the Reflex app is built (never by a job or the
    command line). `listeners` are pairs of event type and function. `contracts` are implementations that
    `get(Protocol)` finds. `routers` are FastAPI routers for plain HTTP (downloads, uploads). `reference` bring in
    rows that every installation has (curricula, scales), after each migration; twice changes nothing. `notices` are
    the kinds that it queues with `core.outbox`. `asked` are the forms that it asks its users to fill in.
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
    notices: tuple[NoticeKind, ...] = ()
    asked: tuple[AskedForm, ...] = ()


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
    return _implementation(contract)


@cache
def _implementation(contract: type[Any]) -> Any:
    """Looked for once: whether an object answers a whole contract takes longer to see than most questions take."""
    candidates = (candidate for module in load() for candidate in module.contracts)
    return next((candidate for candidate in candidates if isinstance(candidate, contract)), None)


def notice_kinds() -> dict[str, NoticeKind]:
    """Every kind of notice of the loaded modules, by name."""
    return {kind.name: kind for module in load() for kind in module.notices}


def asked_forms() -> tuple[AskedForm, ...]:
    """Every form of the loaded modules."""
    return tuple(form for module in load() for form in module.asked)


def all_tables() -> None:
    """Import every module's tables, whether its pages are loaded or not: the schema is one."""
    from importlib.util import find_spec

    from skolplattform.core.config import SIBLINGS

    for name in ("core", *LOWER, *SIBLINGS, *UPPER):
        if find_spec(f"skolplattform.{name}") and find_spec(f"skolplattform.{name}.tables"):
            import_module(f"skolplattform.{name}.tables")


def navigation(workspace: Workspace) -> tuple[NavItem, ...]:
    """What the modules put into a workspace's menus, in order: the nearest first."""
    items: Iterable[NavItem] = (item for module in load() for item in module.navigation)
    return tuple(sorted((i for i in items if i.workspace == workspace), key=lambda i: i.order))
