"""A repeated call changes nothing twice: the first answer is kept with its key and given again."""

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import Table
from sqlmodel import Session

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Invalid
from skolplattform.core.tables import AnsweredKey
from skolplattform.core.upsert import insert_for

_KEYS: Table = AnsweredKey.__table__  # type: ignore[attr-defined]


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


@cache
def _take(dialect_name: str) -> Any:
    """Take a key, unless it is taken; built once."""
    insert = insert_for(dialect_name, _KEYS)
    return insert.on_conflict_do_nothing(index_elements=["actor_id", "key"]).returning(_KEYS.c.key)


def claim(session: Session, actor: Actor, key: str, intention: str, answer: dict[str, Any]) -> dict[str, Any] | None:
    """Take the key for an answer that is known before anything is written: one statement instead of two.

    None when the key was free. Otherwise the answer that was given with it: give that again and write nothing.

    Raises:
        Invalid: the key was used for another intention.
    """
    row = {"actor_id": actor.person_id, "key": key, "intention": intention, "answer": answer, "at": clock.now()}
    if session.execute(_take(session.get_bind().dialect.name), row).first() is not None:
        return None
    earlier = session.get_one(AnsweredKey, (actor.person_id, key))
    if earlier.intention != intention:
        raise Invalid("key", "error.key_reused")
    return earlier.answer
