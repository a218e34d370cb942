"""A student's part of an exchange: whose work to read, what to say of it, and what classmates say of the own."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Iterable
from pathlib import PurePath
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlmodel import Session, col

from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.files import Fetched
from skolplattform.core.permissions import require
from skolplattform.core.tables import StoredFile
from skolplattform.planning.hand_in.queries.handed import files_of, shown_at
from skolplattform.planning.hand_in.tables import HandIn, HandInFile, HandInVersion
from skolplattform.planning.hand_in.views import FileLine
from skolplattform.planning.peer_response.permissions import RESPOND, asked_of, is_shown, readable
from skolplattform.planning.peer_response.tables import PeerResponse, PeerRound
from skolplattform.planning.peer_response.views import Answering, Exchange, Got, PeerLine
from skolplattform.planning.set_work.tables import SetWork
from skolplattform.registry.queries import names
from skolplattform.schedule.tables import Syllabus

MOST = 60


class _Asked(NamedTuple):
    """A response that a student is asked for, with what it is about."""

    response: PeerResponse
    round: PeerRound
    hand_in: HandIn
    version: HandInVersion
    work: SetWork
    subject: str


def to_do(session: Session, actor: Actor) -> tuple[PeerLine, ...]:
    """What the student is asked to read and has not answered, over all subjects, the oldest first."""
    require(actor, RESPOND)
    return _lines(session, actor, _asked(session, actor, col(PeerResponse.sent_at).is_(None)))


def exchange_of(session: Session, actor: Actor, work_id: UUID) -> Exchange:
    """The student's part of a task's exchange; empty when it has none."""
    require(actor, RESPOND)
    asked = _asked(session, actor, col(PeerRound.work_id) == work_id)
    return Exchange(_lines(session, actor, asked), _got(session, actor, work_id))


def answering(session: Session, actor: Actor, response_id: UUID) -> Answering:
    """A classmate's work, and the student's own words about it.

    Raises:
        NotFound: not asked of them, or not to be read any more.
    """
    require(actor, RESPOND)
    found = asked_response(session, actor, response_id)
    if found is None:
        raise NotFound
    response, row, hand_in, version, work, subject = found
    _opened(session, actor, found)
    files = files_of(session, hand_in.id)[response.number]
    return Answering(
        id=str(response.id),
        work_id=str(work.id),
        title=work.title,
        subject=subject,
        whose=_named(session, actor, row, [hand_in.student_id]).get(hand_in.student_id, ""),
        questions=tuple(row.questions),
        text=version.text,
        link=version.link,
        files=tuple(files if row.is_named else _nameless(files)),
        works=response.works,
        next_step=response.next_step,
        is_named=row.is_named,
        may_write=response.sent_at is None and row.closed_at is None,
        sent=shown_at(response.sent_at) if response.sent_at else "",
        is_hidden=response.hidden_at is not None,
        why=response.hidden_why,
        version=response.version,
    )


def peer_file(session: Session, actor: Actor, response_id: UUID, file_id: UUID) -> Fetched:
    """A file of a classmate's work that the student is asked to read, without its name where nobody is named.

    Raises:
        NotFound: not of such a work.
    """
    require(actor, RESPOND)
    found = asked_response(session, actor, response_id)
    if found is None:
        raise NotFound
    files = select(StoredFile).join(HandInFile, col(HandInFile.file_id) == col(StoredFile.id))
    of_work = and_(col(HandInFile.hand_in_id) == found.hand_in.id, col(HandInFile.number) == found.response.number)
    file = session.scalars(files.where(of_work, col(StoredFile.id) == file_id)).one_or_none()
    if file is None:
        raise NotFound
    _opened(session, actor, found)
    return Fetched(file.id, file.name if found.round.is_named else f"fil{PurePath(file.name).suffix}", file.kind)


def asked_response(session: Session, actor: Actor, response_id: UUID) -> _Asked | None:
    """The response, when the actor is asked for it and may read the work that it is about."""
    return next(iter(_asked(session, actor, col(PeerResponse.id) == response_id)), None)


def _asked(session: Session, actor: Actor, which: ColumnElement[bool]) -> list[_Asked]:
    question = (
        select(PeerResponse, PeerRound, HandIn, HandInVersion, SetWork, col(Syllabus.subject_name))
        .join(PeerRound, col(PeerRound.id) == col(PeerResponse.round_id))
        .join(HandIn, col(HandIn.id) == col(PeerResponse.hand_in_id))
        .join(
            HandInVersion,
            and_(
                col(HandInVersion.hand_in_id) == col(PeerResponse.hand_in_id),
                col(HandInVersion.number) == col(PeerResponse.number),
            ),
        )
        .join(SetWork, col(SetWork.id) == col(PeerRound.work_id))
        .join(Syllabus, col(Syllabus.id) == col(SetWork.syllabus_id))
        .where(which, asked_of(actor.person_id, clock.today()), readable())
        .order_by(col(PeerResponse.dealt_at), col(PeerResponse.id))
    )
    return [_Asked(*row) for row in session.execute(question.limit(MOST))]


def _lines(session: Session, actor: Actor, asked: list[_Asked]) -> tuple[PeerLine, ...]:
    named = {one.hand_in.student_id for one in asked if one.round.is_named}
    known = names(session, actor, named)
    shown = {person: who.name for person, who in known.items() if not who.masked}
    return tuple(
        PeerLine(
            id=str(one.response.id),
            title=one.work.title,
            subject=one.subject,
            whose=shown.get(one.hand_in.student_id, "") if one.round.is_named else "",
            state=_state(one.response),
        )
        for one in asked
    )


def _state(response: PeerResponse) -> str:
    if response.hidden_at is not None:
        return "hidden"
    if response.sent_at is not None:
        return "sent"
    return "begun" if response.works or response.next_step else "new"


def _got(session: Session, actor: Actor, work_id: UUID) -> tuple[Got, ...]:
    rows = session.execute(
        select(PeerResponse, PeerRound)
        .join(PeerRound, col(PeerRound.id) == col(PeerResponse.round_id))
        .join(HandIn, col(HandIn.id) == col(PeerResponse.hand_in_id))
        .where(col(PeerRound.work_id) == work_id, col(HandIn.student_id) == actor.person_id, is_shown())
        .order_by(col(PeerResponse.id))
        .limit(MOST)
    ).all()
    named = _named(session, actor, rows[0][1], {response.giver_id for response, _ in rows}) if rows else {}
    return tuple(Got(named.get(one.giver_id, ""), one.works, one.next_step, shown_at(one.sent_at)) for one, _ in rows)


def _named(session: Session, actor: Actor, row: PeerRound, persons: Iterable[UUID]) -> dict[UUID, str]:
    """Classmates by name where they are to be named; who is protected is as nameless as in an exchange without."""
    known = names(session, actor, persons) if row.is_named else {}
    return {person: who.name for person, who in known.items() if not who.masked}


def _nameless(files: Iterable[FileLine]) -> list[FileLine]:
    """The files without what they are called: a name of a file often is that of a person."""
    return [FileLine(one.id, f"Fil {place}{PurePath(one.name).suffix}", one.size) for place, one in enumerate(files, 1)]


def _opened(session: Session, actor: Actor, asked: _Asked) -> None:
    about = {"persons": [asked.hand_in.student_id], "unit": asked.work.unit_id}
    readings.opened(session, actor, RESPOND.name, "hand_in", asked.hand_in.id, **about)
