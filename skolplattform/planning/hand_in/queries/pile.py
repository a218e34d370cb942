"""A teacher's piles: the tasks with hand-in of the own groups, and the students of one, what waits first."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlmodel import Session, col

from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.planning.hand_in import rules
from skolplattform.planning.hand_in.due import due_for_all
from skolplattform.planning.hand_in.permissions import ANSWER, answered_students, answered_work, takes_hand_ins
from skolplattform.planning.hand_in.queries.handed import shown_at
from skolplattform.planning.hand_in.tables import HandIn, OwnTerms
from skolplattform.planning.hand_in.views import Pile, PileRow, PileWork
from skolplattform.planning.set_work.permissions import settable
from skolplattform.planning.set_work.rules import AHEAD
from skolplattform.planning.set_work.tables import SetWork
from skolplattform.registry.queries import names
from skolplattform.registry.tables import Group
from skolplattform.schedule.tables import Syllabus

BEHIND = timedelta(days=120)
MOST_WORKS, MOST_STUDENTS = 60, 600


def piles(session: Session, actor: Actor) -> tuple[PileWork, ...]:
    """The tasks of the last months and ahead: those where most waits first, then by day, latest first."""
    require(actor, ANSWER)
    today = clock.today()
    rows = session.execute(
        select(SetWork, col(Syllabus.subject_name))
        .join(Syllabus, col(Syllabus.id) == col(SetWork.syllabus_id))
        .where(takes_hand_ins(), settable(actor, today), col(SetWork.day).between(today - BEHIND, today + AHEAD))
        .order_by(col(SetWork.day).desc(), col(SetWork.id))
        .limit(MOST_WORKS)
    ).all()
    found = _counted(session, actor, [work.id for work, _ in rows])
    shown = [_work(work, subject, found[work.id]) for work, subject in rows]
    return tuple(sorted(shown, key=lambda one: -one.waiting))


@dataclass(slots=True)
class _Counted:
    """A task's students by state, and its groups."""

    states: Counter[str]
    groups: set[str]


def _counted(session: Session, actor: Actor, works: list[UUID]) -> defaultdict[UUID, _Counted]:
    """In one statement; students are counted and not named."""
    theirs = answered_students(actor, clock.today()).where(col(SetWork.id).in_(works)).subquery()
    state = func.coalesce(col(HandIn.state), rules.State.NONE.value)
    rows = session.execute(
        select(theirs.c.work_id, col(Group.display_name), state, func.count(theirs.c.person_id.distinct()))
        .join(Group, col(Group.id) == theirs.c.group_id)
        .outerjoin(HandIn, and_(col(HandIn.work_id) == theirs.c.work_id, col(HandIn.student_id) == theirs.c.person_id))
        .group_by(theirs.c.work_id, col(Group.display_name), state)
        .order_by(theirs.c.work_id, col(Group.display_name), state)
    )
    found: defaultdict[UUID, _Counted] = defaultdict(lambda: _Counted(Counter(), set()))
    for work, group, in_state, students in rows:
        found[work].states[in_state] += students
        found[work].groups.add(group)
    return found


def _work(work: SetWork, subject: str, counted: _Counted) -> PileWork:
    open_ = counted.states[rules.State.NONE] + counted.states[rules.State.DRAFT]
    students = sum(counted.states.values())
    return PileWork(
        id=str(work.id),
        title=work.title,
        subject=subject,
        groups=", ".join(sorted(counted.groups)),
        due=shown_at(due_for_all(work)),
        waiting=sum(counted.states[state] for state in rules.WAITING),
        handed_in=students - open_,
        students=students,
    )


def pile(session: Session, actor: Actor, work_id: UUID) -> Pile:
    """The students of a task: what waits longest first, what is done last; a draft is nothing handed in.

    Raises:
        NotFound: not a task whose hand-ins the actor answers.
    """
    require(actor, ANSWER)
    work = answered_work(session, actor, work_id)
    rows = rows_of(session, actor, work)
    subject = session.get_one(Syllabus, work.syllabus_id).subject_name
    states, groups = Counter(row.state for row in rows), {row.group for row in rows}
    opened = {"persons": [UUID(row.student_id) for row in rows], "unit": work.unit_id}
    readings.opened(session, actor, ANSWER.name, "hand_ins_of_work", work_id, **opened)
    return Pile(_work(work, subject, _Counted(states, groups)), rows)


def rows_of(session: Session, actor: Actor, work: SetWork) -> tuple[PileRow, ...]:
    """The students of a task in the order of the pile. Two statements."""
    theirs = answered_students(actor, clock.today()).where(col(SetWork.id) == work.id).subquery()
    found = session.execute(
        select(theirs.c.person_id, col(Group.display_name), HandIn, OwnTerms)
        .join(Group, col(Group.id) == theirs.c.group_id)
        .outerjoin(HandIn, and_(col(HandIn.work_id) == work.id, col(HandIn.student_id) == theirs.c.person_id))
        .outerjoin(OwnTerms, and_(col(OwnTerms.work_id) == work.id, col(OwnTerms.student_id) == theirs.c.person_id))
        .order_by(theirs.c.person_id, col(Group.display_name).desc())
        .limit(MOST_STUDENTS)
    ).all()
    of_each = {student: (group, row, own) for student, group, row, own in found}
    who = names(session, actor, of_each)
    rows = [_row(work, student, who[student].name, *rest) for student, rest in of_each.items()]
    return tuple(sorted(rows, key=_place))


def _row(work: SetWork, student: UUID, name: str, group: str, row: HandIn | None, own: OwnTerms | None) -> PileRow:
    state = row.state if row and row.state != rules.State.DRAFT else rules.State.NONE.value
    due = own.due_at if own and own.due_at else due_for_all(work)
    at = shown_at(row.edited_at) if row and state != rules.State.NONE else ""
    return PileRow(str(student), name, group, state, at, shown_at(due), own_terms=own is not None)


def _place(row: PileRow) -> tuple[int, str, str, str]:
    """What waits comes before everything else, the oldest first."""
    state = rules.State(row.state)
    rank = 0 if state in rules.WAITING else 1 + rules.PILE.index(state)
    return rank, row.at if state in rules.WAITING else "", row.name, row.student_id
