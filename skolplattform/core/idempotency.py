"""A repeated call changes nothing twice: the first answer is kept with its key and given again."""

from collections.abc import Callable
from typing import Any

from sqlmodel import Session

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Invalid
from skolplattform.core.tables import AnsweredKey


def once(session: Session, actor: Actor, key: str, intention: str, act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Do `act` unless this actor's key was answered before; then give that answer again.

    The answer is JSON and is stored in the same transaction as what `act` does.

    Raises:
        Invalid: the key was used for another intention.
    """
    earlier = session.get(AnsweredKey, (actor.person_id, key))
    if earlier is not None:
        if earlier.intention != intention:
            raise Invalid("key", "error.key_reused")
        return earlier.answer
    answer = act()
    session.add(AnsweredKey(actor_id=actor.person_id, key=key, intention=intention, answer=answer, at=clock.now()))
    session.flush()
    return answer
