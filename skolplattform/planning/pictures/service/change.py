"""A picture is put with an entry, told about, and taken away. The caller has checked the entry and writes the audit."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, insert
from sqlmodel import Session, col

from skolplattform.core import clock, files
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.ids import new_id
from skolplattform.planning.pictures import rules
from skolplattform.planning.pictures.queries import Held, Link, allowed, held
from skolplattform.planning.pictures.tables import Picture, PicturePerson


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a picture. `nobody`: nobody can be recognised."""

    alt: str
    people: frozenset[UUID]
    nobody: bool


def add_picture(session: Session, actor: Actor, link: type[Link], entry_id: UUID, file: files.Judged) -> UUID:
    """Put a picture with an entry; nobody but those who write sees it before it is told about.

    Raises:
        Invalid: the entry has as many as it may.
    """
    rules.require_room(len(held(session, link, [entry_id]).get(entry_id, ())))
    row = Picture(id=new_id(), file_id=files.keep(session, actor, file), added_by=actor.person_id)
    row.added_at = clock.now()
    session.add(row)
    session.flush()
    session.add(link(entry_id=entry_id, picture_id=row.id))
    session.flush()
    return row.id


def tell_picture(
    session: Session,
    link: type[Link],
    entry_id: UUID,
    picture_id: UUID,
    *,
    told: Told,
    among: Collection[UUID],
    own: UUID | None,
    version: int,
) -> None:
    """Say what it shows and who is in it. `among` are those who can be; `own` the one whose home alone reads it.

    Raises:
        NotFound: no picture of this entry, or somebody who is not of the group.
        Conflict: it was changed elsewhere.
        Invalid: no words, nobody named, or somebody in it may not be shown.
    """
    row = one_of(session, link, entry_id, picture_id).row
    if row.version != version:
        raise Conflict(row.version, "pictures.error.conflict")
    if not told.people <= set(among):
        raise NotFound
    alt = rules.checked_alt(told.alt)
    rules.require_known(people=told.people, nobody=told.nobody)
    if rules.is_hidden(people=told.people, pictured=allowed(session, told.people, own)):
        raise Invalid("people", "pictures.error.consent")
    row.alt, row.nobody, row.version = alt, told.nobody, row.version + 1
    session.add(row)
    session.flush()
    session.execute(delete(PicturePerson).where(col(PicturePerson.picture_id) == row.id))
    if told.people:
        rows = [{"picture_id": row.id, "person_id": person} for person in sorted(told.people)]
        session.execute(insert(PicturePerson), rows)


def require_pictures_told(
    session: Session, link: type[Link], entry_id: UUID, *, among: Collection[UUID], own: UUID | None
) -> None:
    """Everything about the entry's pictures is said, and everybody in them is of the group and may be shown.

    Raises:
        Invalid: at `pictures`.
    """
    for one in held(session, link, [entry_id]).get(entry_id, ()):
        if not one.is_told or not one.people <= set(among):
            raise Invalid("pictures", "pictures.error.untold")
        if rules.is_hidden(people=one.people, pictured=allowed(session, one.people, own)):
            raise Invalid("pictures", "pictures.error.consent")


def remove_picture(session: Session, link: type[Link], entry_id: UUID, picture_id: UUID) -> None:
    """Take it away; the file goes when nothing points at it.

    Raises:
        NotFound: no picture of this entry.
    """
    one_of(session, link, entry_id, picture_id)
    _forget(session, link, [picture_id])


def forget_pictures(session: Session, link: type[Link], entry_id: UUID) -> None:
    """Take away all that an entry has, as it is deleted."""
    _forget(session, link, [one.row.id for one in held(session, link, [entry_id]).get(entry_id, ())])


def one_of(session: Session, link: type[Link], entry_id: UUID, picture_id: UUID) -> Held:
    """A picture of this entry.

    Raises:
        NotFound: none of its own.
    """
    found = next((one for one in held(session, link, [entry_id]).get(entry_id, ()) if one.row.id == picture_id), None)
    if found is None:
        raise NotFound
    return found


def _forget(session: Session, link: type[Link], pictures: Collection[UUID]) -> None:
    which = list(pictures)
    session.execute(delete(link).where(link.picture_id.in_(which)))
    session.execute(delete(PicturePerson).where(col(PicturePerson.picture_id).in_(which)))
    session.execute(delete(Picture).where(col(Picture.id).in_(which)))
