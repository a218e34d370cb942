"""What happened, told to whoever listens, inside the same transaction."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from sqlmodel import Session

from skolplattform.core.actor import Actor

E = TypeVar("E")
Listener = Callable[[Session, Actor, Any], None]

_listeners: defaultdict[type, list[Listener]] = defaultdict(list)


def subscribe(kind: type[E], listener: Callable[[Session, Actor, E], None]) -> None:
    """Call `listener(session, actor, event)` for each event of this kind; once, however often it is asked."""
    if listener not in _listeners[kind]:
        _listeners[kind].append(listener)


def emit(session: Session, actor: Actor, event: Any) -> None:
    """Tell the listeners. What one of them raises undoes the whole intention."""
    for listener in _listeners[type(event)]:
        listener(session, actor, event)
