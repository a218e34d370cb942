"""Pictures in learning logs, and what the tests of them do all the time."""

from __future__ import annotations

import io
from uuid import UUID, uuid4

from PIL import Image

from skolplattform.core import db, files
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.planning.learning_log import queries, service
from skolplattform.planning.pictures.service import Told
from skolplattform.planning.pictures.views import OpenPicture
from tests.planning.conftest import run
from tests.planning.log_world import opened
from tests.support.school import School


def photo(format_: str = "JPEG", size: tuple[int, int] = (2_400, 1_200), **options: object) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", size, "green").save(drawn, format_, **options)
    return drawn.getvalue()


def add(actor: Actor, entry: UUID, size: tuple[int, int] = (40, 20)) -> UUID:
    file = files.judged_picture(photo(size=size), "Alva och Bo.jpg")
    return run(service.add_picture, actor, entry, file=file, key=uuid4().hex)


def drawn(actor: Actor, entry: UUID, picture: UUID) -> OpenPicture:
    return next(one for one in opened(actor, entry).pictures if one.id == str(picture))


def tell(school: School, actor: Actor, entry: UUID, picture: UUID, *people: str, alt: str = "En pizza") -> None:
    told = Told(alt, frozenset(school.people[name] for name in people), nobody=not people)
    run(service.tell_picture, actor, entry, picture, told=told, version=drawn(actor, entry, picture).version)


def is_given(actor: Actor, picture: UUID) -> bool:
    with db.reading() as session:
        try:
            queries.picture_file(session, actor, picture)
        except NotFound:
            return False
    return True


def looked_at(actor: Actor, student: UUID) -> list[str]:
    with db.reading() as session:
        logs = queries.log_of(session, actor, student)
    return [picture.alt for log in logs for entry in log.written for picture in entry.pictures]
