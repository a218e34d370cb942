"""Every way into the platform: what a browser may call, plain HTTP, what runs by itself, what a terminal may do.

`python -m tests.access.doors` prints them as `doors.txt` has them: to be read, not to be copied.
"""

from __future__ import annotations

from importlib import import_module

from skolplattform.core import modules
from skolplattform.core.actor import Role
from skolplattform.core.gate import guard_of
from skolplattform.core.permissions import Right
from skolplattform.ui.gate import guarded_pages

EVERYBODY = "signed-in"
ANYBODY = "visitor"
PERSON = "person"


def who(right: Right | None, *, open_to_anonymous: bool = False) -> str:
    """The roles of a right as the file has them, with the level of sign-in where it is asked for."""
    if open_to_anonymous:
        return ANYBODY
    if right is None or right.roles >= set(Role):
        return EVERYBODY
    if right.roles == set(Role) - {Role.TABLET}:
        return PERSON
    return ",".join(sorted(right.roles)) + (f"@{right.min_loa}" if right.min_loa > 1 else "")


def handlers() -> dict[str, str]:
    """Handlers of our own states by module and name, and who may call them."""
    from reflex_base.registry import RegistrationContext

    import skolplattform.skolplattform  # noqa: F401  (registers every page's handlers)

    found = {}
    for registered in RegistrationContext.get().event_handlers.values():
        function = registered.handler.fn
        guard = guard_of(function)
        if guard is not None:
            module = function.__module__.split(".")[1]
            name = f"handler {module}.{function.__qualname__}"
            found[name] = who(guard.right, open_to_anonymous=guard.open_to_anonymous)
    return found


def pages() -> dict[str, str]:
    """Addresses of pages, and who may open them."""
    import skolplattform.skolplattform  # noqa: F401

    return {
        f"page {route}": who(page.right, open_to_anonymous=page.open_to_anonymous)
        for route, page in guarded_pages().items()
    }


def routes() -> set[str]:
    """Plain HTTP addresses. Who may use them is asked of the running address (`test_routes.py`)."""
    found = set()
    for module in modules.load():
        for name in module.routers:
            path, _, attribute = name.partition(":")
            for route in getattr(import_module(path), attribute or "router").routes:
                found |= {f"route {method} {route.path}" for method in route.methods or ()}
    return found


def jobs() -> set[str]:
    """What runs by itself, as the platform."""
    return {f"job {job.name}" for module in modules.load() for job in module.jobs}


def commands() -> set[str]:
    """What a terminal may do: whoever has the database and its keys."""
    from skolplattform import __main__ as terminal

    found = {f"command {command.callback.__name__}" for command in terminal.app.registered_commands if command.callback}
    groups = [terminal.audit_app]
    for path in (path for module in modules.load() for path in module.commands):
        name, _, attribute = path.partition(":")
        groups.append(getattr(import_module(name), attribute or "app"))
    for group in groups:
        prefix = f"{group.info.name} " if isinstance(group.info.name, str) else ""
        for command in group.registered_commands:
            found.add(f"command {prefix}{command.name or command.callback.__name__}")  # type: ignore[union-attr]
    return found


def main() -> None:
    """Print every door."""
    for name, roles in sorted((handlers() | pages()).items()):
        print(f"{name:<60} {roles}")
    for name in sorted(routes() | jobs() | commands()):
        print(name)


if __name__ == "__main__":
    import os

    from setup.environment import environment

    os.environ.update(environment())
    main()
