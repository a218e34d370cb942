"""The pictures of some entries: told in words, with the hidden ones marked or left out."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.files import KINDS, Fetched
from skolplattform.core.tables import StoredFile
from skolplattform.planning.pictures import rules
from skolplattform.planning.pictures.tables import Picture, PicturePerson
from skolplattform.planning.pictures.views import OpenPicture, Person, Shown
from skolplattform.registry.consents.queries import members_of
from skolplattform.registry.consents.standing import GROUP_PICTURES, pictured, protected_among
from skolplattform.registry.queries import names

MOST = 2_000


class Link(Protocol):
    """A table that says which picture belongs to which entry."""

    entry_id: Any
    picture_id: Any

    def __init__(self, *, entry_id: UUID, picture_id: UUID) -> None:
        """A picture of an entry."""
        ...


@dataclass(frozen=True, slots=True)
class Held:
    """A picture with those who are seen in it."""

    row: Picture
    people: frozenset[UUID]

    @property
    def is_told(self) -> bool:
        """Is it said what it shows and who is in it?"""
        return bool(self.row.alt) and (self.row.nobody or bool(self.people))


def held(session: Session, link: type[Link], entries: Collection[UUID]) -> dict[UUID, list[Held]]:
    """The pictures of each entry in the order in which they were added. Two statements, one without pictures."""
    rows = session.execute(
        select(link.entry_id, Picture)
        .join(Picture, col(Picture.id) == link.picture_id)
        .where(link.entry_id.in_(list(entries)))
        .order_by(col(Picture.id))
        .limit(MOST)
    ).all()
    people = seen_in(session, [row.id for _, row in rows]) if rows else {}
    found: defaultdict[UUID, list[Held]] = defaultdict(list)
    for entry, row in rows:
        found[entry].append(Held(row, people.get(row.id, frozenset())))
    return found


def seen_in(session: Session, pictures: Sequence[UUID]) -> dict[UUID, frozenset[UUID]]:
    """Who can be recognised in each."""
    rows = session.execute(
        select(col(PicturePerson.picture_id), col(PicturePerson.person_id))
        .where(col(PicturePerson.picture_id).in_(pictures))
        .limit(MOST * 10)
    )
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for picture, person in rows:
        found[picture].add(person)
    return {picture: frozenset(people) for picture, people in found.items()}


def allowed(session: Session, people: Collection[UUID], own: UUID | None = None) -> set[UUID]:
    """Those who may be shown to the homes of a group; `own` is the only one whose home sees it, and needs no consent.

    A protected person is among them never.
    """
    may = pictured(session, set(people), GROUP_PICTURES, clock.today())
    return may | ({own} - protected_among(session, [own]) if own in people and own else set())


def looked_at(session: Session, link: type[Link], owners: Mapping[UUID, UUID | None]) -> dict[UUID, tuple[Shown, ...]]:
    """The pictures of these entries that may be seen, each entry with the one whose home alone reads it, or None."""
    found = held(session, link, owners)
    people = {one for pictures in found.values() for picture in pictures for one in picture.people}
    may = pictured(session, people, GROUP_PICTURES, clock.today())
    hidden = protected_among(session, people) if people else set[UUID]()
    return {
        entry: tuple(
            Shown(str(one.row.id), one.row.alt)
            for one in found.get(entry, ())
            if one.is_told and not rules.is_hidden(people=one.people, pictured=may | ({owner} - hidden))
        )
        for entry, owner in owners.items()
    }


def written(session: Session, link: type[Link], entry_id: UUID, own: UUID | None) -> tuple[OpenPicture, ...]:
    """The pictures of an entry, to those who write it: told or not, hidden or not, with who is in them."""
    found = held(session, link, [entry_id]).get(entry_id, ())
    may = allowed(session, {one for picture in found for one in picture.people}, own)
    return tuple(
        OpenPicture(
            id=str(one.row.id),
            alt=one.row.alt,
            is_told=one.is_told,
            is_hidden=rules.is_hidden(people=one.people, pictured=may),
            nobody=one.row.nobody,
            people=tuple(sorted(map(str, one.people))),
            version=one.row.version,
        )
        for one in found
    )


def may_be_given(
    session: Session, actor: Actor, link: type[Link], entry_id: UUID, picture_id: UUID, own: UUID | None
) -> Held:
    """A picture of an entry that the actor reads, when it may be seen.

    Raises:
        NotFound: somebody in it may not be shown; or it is not told about, and another put it there.
    """
    found = next((one for one in held(session, link, [entry_id]).get(entry_id, ()) if one.row.id == picture_id), None)
    if found is None or not (found.is_told or found.row.added_by == actor.person_id):
        raise NotFound
    if rules.is_hidden(people=found.people, pictured=allowed(session, found.people, own)):
        raise NotFound
    return found


def fetched(session: Session, picture: Held) -> Fetched:
    """Its file, under a name that says nothing of anybody."""
    file = session.get_one(StoredFile, picture.row.file_id)
    return Fetched(file.id, f"bild{KINDS[file.kind].endings[0]}", file.kind)


def choices(session: Session, actor: Actor, group_id: UUID) -> tuple[Person, ...]:
    """Those of a group who can be said to be in a picture, by name. Protected ones are not among them.

    The caller has decided that the actor meets the group.
    """
    members = set(members_of(session, group_id, clock.today()))
    members -= protected_among(session, members)
    found = (Person(str(one), shown.name) for one, shown in names(session, actor, members).items())
    return tuple(sorted(found, key=lambda person: person.name))


def with_consent(session: Session, people: tuple[Person, ...]) -> tuple[Person, ...]:
    """The same, with who of them may be shown: for staff, who have to know before they take the picture."""
    may = pictured(session, {UUID(one.id) for one in people}, GROUP_PICTURES, clock.today())
    return tuple(replace(one, may=UUID(one.id) in may) for one in people)
