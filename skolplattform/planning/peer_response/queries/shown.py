"""An exchange as its teacher follows it: who has given and got, who stands outside and why, and what was said."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.planning.hand_in.permissions import answered_students
from skolplattform.planning.hand_in.queries.handed import shown_at
from skolplattform.planning.hand_in.tables import HandIn
from skolplattform.planning.peer_response.permissions import LEAD_PEERS, in_the_open, led_round
from skolplattform.planning.peer_response.queries.dealing import MOST_STUDENTS, exchanged, standing
from skolplattform.planning.peer_response.rules import Pair
from skolplattform.planning.peer_response.tables import PeerResponse
from skolplattform.planning.peer_response.views import PeerRow, PeerText, RoundShown
from skolplattform.planning.set_work.tables import SetWork
from skolplattform.registry.queries import names
from skolplattform.registry.tables import Group
from skolplattform.schedule.tables import Syllabus


def round_shown(session: Session, actor: Actor, round_id: UUID) -> RoundShown:
    """The exchange with all students of its group; of responses those that are sent.

    Raises:
        NotFound: not an exchange that the actor leads.
    """
    require(actor, LEAD_PEERS)
    row = led_round(session, actor, round_id)
    work = session.get_one(SetWork, row.work_id)
    theirs = answered_students(actor, clock.today()).subquery()
    mine = (theirs.c.work_id == row.work_id, theirs.c.group_id == row.group_id)
    students = session.scalars(
        select(theirs.c.person_id).where(*mine).distinct().order_by(theirs.c.person_id).limit(MOST_STUDENTS)
    ).all()
    handed, dealt = exchanged(session, row), standing(session, row)
    people = {*students, *(person for pair in dealt for person in pair)}
    known = {person: who.name for person, who in names(session, actor, people).items()}
    counted = _Counted(
        dealt, frozenset(handed), in_the_open(session, people), _with_hand_in(session, row.work_id), row.each
    )
    readings.opened(session, actor, LEAD_PEERS.name, "peer_round", row.id, persons=people, unit=work.unit_id)
    return RoundShown(
        id=str(row.id),
        work_id=str(work.id),
        title=work.title,
        subject=session.get_one(Syllabus, work.syllabus_id).subject_name,
        group=session.get_one(Group, row.group_id).display_name,
        questions=tuple(row.questions),
        each=row.each,
        is_named=row.is_named,
        shown_at_once=row.shown_at_once,
        is_released=row.released_at is not None,
        is_closed=row.closed_at is not None,
        is_dealt=bool(dealt),
        lacking=counted.lacking(),
        sent=sum(one.sent_at is not None for one in dealt.values()),
        dealt=len(dealt),
        version=row.version,
        rows=tuple(sorted((counted.row(one, known.get(one, "")) for one in students), key=lambda one: one.name)),
        texts=_texts(dealt, known),
    )


@dataclass(slots=True)
class _Counted:
    """What the rows are counted from."""

    dealt: Mapping[Pair, PeerResponse]
    handed: frozenset[UUID]
    open_: frozenset[UUID]
    handed_in: frozenset[UUID]
    each: int

    def lacking(self) -> int:
        """How many are to get more responses than they are dealt, when there are classmates enough."""
        gets = Counter(pair.writer for pair in self.dealt)
        wanted = min(self.each, len(self.handed) - 1)
        return sum(gets[one] < wanted for one in self.handed)

    def row(self, student: UUID, name: str) -> PeerRow:
        """One student's line."""
        gives = [one for pair, one in self.dealt.items() if pair.giver == student]
        gets = [one for pair, one in self.dealt.items() if pair.writer == student]
        return PeerRow(
            student_id=str(student),
            name=name,
            outside=self._outside(student),
            gives=len(gives),
            sent=sum(one.sent_at is not None for one in gives),
            gets=len(gets),
            got=sum(one.sent_at is not None and one.hidden_at is None for one in gets),
            may_redeal=any(one.sent_at is None for one in gives),
        )

    def _outside(self, student: UUID) -> str:
        if student in self.handed:
            return ""
        if student not in self.open_:
            return "protected"
        return "own_task" if student in self.handed_in else "not_handed_in"


def _with_hand_in(session: Session, work_id: UUID) -> frozenset[UUID]:
    """Those who have something handed in on the task; why classmates may not read it is another question."""
    question = select(col(HandIn.student_id)).where(col(HandIn.work_id) == work_id, col(HandIn.number) > 0)
    return frozenset(session.scalars(question.order_by(col(HandIn.student_id)).limit(MOST_STUDENTS * 4)))


def _texts(dealt: Mapping[Pair, PeerResponse], known: Mapping[UUID, str]) -> tuple[PeerText, ...]:
    sent = [(pair, one) for pair, one in dealt.items() if one.sent_at is not None]
    return tuple(
        PeerText(
            id=str(one.id),
            by=known.get(pair.giver, ""),
            whose=known.get(pair.writer, ""),
            works=one.works,
            next_step=one.next_step,
            at=shown_at(one.sent_at),
            is_hidden=one.hidden_at is not None,
            why=one.hidden_why,
            version=one.version,
        )
        for pair, one in sorted(sent, key=lambda found: found[1].sent_at, reverse=True)
    )
