"""What a tab was shown before is not taken for what is asked for now.

A tab's state outlives the page it was read for: on the server until the tab is closed, in the browser until the next
page's `load` has answered. Seen from a school: a matrix that is opened again must not show for a moment how it stood
before the last letters were typed, and one class's page never the class one came from. So a tab that the browser has
loaded anew starts from nothing, and so do the states of a page that is opened for another class, child or lesson.
Going back to the same one, and a connection that comes back, keep what is on the screen: nothing blinks, nothing that
is typed is lost.
"""

from collections.abc import Iterable
from typing import Any

from reflex.state import BaseState, State
from reflex_base.constants import RouteVar
from reflex_base.event import EventHandler

_read_by: dict[str, tuple[type[BaseState], ...]] = {}


def page_reads(route: str, handlers: Iterable[object]) -> None:
    """The states that the page at `route` fills are those whose handlers run when it is opened."""
    owners = (one.state for one in handlers if isinstance(one, EventHandler) and one.state is not None)
    _read_by["/" + route.strip("/")] = tuple(dict.fromkeys(owners))


def is_new_document(payload: dict[str, Any]) -> bool:
    """Is this the first event of a page that the browser has just loaded? It then tells which defaults it holds."""
    return bool(payload.get("hashes"))


async def renew(root: State, opened: dict[str, str]) -> None:
    """A page is opened: its states start from nothing if they were read for something else.

    `opened` is kept with the tab: what each state was read for last. Only the address's own parts count (which class,
    which child); what stands after the question mark is another view of the same.
    """
    route = str(root.router_data.get(RouteVar.PATH, "/"))
    thing = _thing(route, str(root.router_data.get(RouteVar.ORIGIN, "/")))
    for owner in _read_by.get(route, ()):
        name = owner.get_full_name()
        if opened.get(name, thing) != thing:
            (await root.get_state(owner)).reset()
        opened[name] = thing


def _thing(route: str, address: str) -> str:
    """The parts of the address that fill the route's brackets."""
    parts = address.partition("?")[0].partition("#")[0].split("/")
    return "/".join(part for part, place in zip(parts, route.split("/"), strict=False) if place.startswith("["))
