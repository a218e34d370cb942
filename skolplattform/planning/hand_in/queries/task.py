"""A task with hand-in as its student meets it, and the files that student and teacher may fetch."""

# pyright: reportArgumentType=false, reportCallIssue=false

from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlmodel import Session, col

from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import NotFound
from skolplattform.core.files import Fetched
from skolplattform.core.permissions import require
from skolplattform.core.tables import StoredFile
from skolplattform.planning.hand_in import rules
from skolplattform.planning.hand_in.due import due_for_all, takes_of
from skolplattform.planning.hand_in.permissions import FETCH, HAND_IN, answered_students, own_work
from skolplattform.planning.hand_in.queries.handed import files_of, handed_of, shown_at
from skolplattform.planning.hand_in.tables import HandIn, HandInFile, HandInVersion, OwnTerms
from skolplattform.planning.hand_in.views import Task
from skolplattform.planning.set_work.permissions import readable_plans
from skolplattform.planning.set_work.tables import SetWork
from skolplattform.schedule.tables import Syllabus

DRAFT = 0


def task(session: Session, actor: Actor, work_id: UUID) -> Task:
    """A task of the student's own.

    Raises:
        NotFound: not for them, or nothing is handed in there.
    """
    require(actor, HAND_IN)
    work = own_work(session, actor, work_id)
    own = session.get(OwnTerms, (work_id, actor.person_id))
    row = session.scalars(
        select(HandIn).where(col(HandIn.work_id) == work_id, col(HandIn.student_id) == actor.person_id)
    ).one_or_none() or HandIn(work_id=work_id, student_id=actor.person_id, state="none", version=0)
    due, now, state = own.due_at if own and own.due_at else due_for_all(work), clock.now(), rules.State(row.state)
    takes, plans = takes_of(work), readable_plans(session, actor, {work.plan_id} - {None})
    return Task(
        work_id=str(work.id),
        title=work.title,
        subject=session.get_one(Syllabus, work.syllabus_id).subject_name,
        note=own.note if own and own.note else work.note,
        plan_id=str(work.plan_id) if work.plan_id in plans else "",
        plan=plans.get(work.plan_id, ""),
        due=shown_at(due),
        is_past=now > due,
        takes_text=takes.text,
        takes_files=takes.files,
        takes_link=takes.link,
        takes_late=takes.late,
        state=state.value,
        may_write=state in rules.WRITABLE,
        may_hand_in=rules.can_hand_in(state, now, due, late_allowed=takes.late),
        may_take_back=rules.can_take_back(state, now, due),
        text=row.text,
        link=row.link,
        files=tuple(files_of(session, row.id)[DRAFT]),
        version=row.version,
        handed=handed_of(session, actor, row),
    )


def fetched(session: Session, actor: Actor, file_id: UUID) -> Fetched:
    """A file: the student's own, or for the teacher one that is handed in by a student whose hand-in they answer.

    Raises:
        NotFound: missing, a draft's, or of somebody else's student.
    """
    require(actor, FETCH)
    theirs = answered_students(actor, clock.today()).subquery()
    answered = select(col(HandIn.id)).join(
        theirs, and_(theirs.c.work_id == col(HandIn.work_id), theirs.c.person_id == col(HandIn.student_id))
    )
    handed = select(col(HandInVersion.hand_in_id)).where(
        col(HandInVersion.hand_in_id) == col(HandInFile.hand_in_id),
        col(HandInVersion.number) == col(HandInFile.number),
        col(HandInVersion.withdrawn_at).is_(None),
    )
    mine = col(HandIn.student_id) == actor.person_id
    of_students = and_(col(HandIn.id).in_(answered), handed.exists())
    found = session.execute(
        select(StoredFile, HandIn, col(SetWork.unit_id))
        .join(HandInFile, col(HandInFile.file_id) == col(StoredFile.id))
        .join(HandIn, col(HandIn.id) == col(HandInFile.hand_in_id))
        .join(SetWork, col(SetWork.id) == col(HandIn.work_id))
        .where(col(StoredFile.id) == file_id, or_(mine if actor.has(Role.STUDENT) else False, of_students))
        .limit(1)
    ).first()
    if found is None:
        raise NotFound
    file, row, unit = found
    readings.opened(session, actor, FETCH.name, "stored_file", file.id, persons=[row.student_id], unit=unit)
    return Fetched(file.id, file.name, file.kind)
