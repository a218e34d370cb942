"""How the rows of `matrix.txt` about hand-ins are asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from uuid import UUID

from sqlmodel import Session

from skolplattform.core import clock
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.ids import new_id
from skolplattform.core.tables import StoredFile
from skolplattform.planning.hand_in import queries, service
from skolplattform.planning.hand_in.service.held import held
from skolplattform.planning.hand_in.tables import HandInFile
from skolplattform.planning.set_work import service as set_work
from skolplattform.planning.set_work.rules import Takes
from skolplattform.registry.views import PROTECTED_NAME
from tests.support.school import School

YES, MASKED = "+", "m"


def task_of(session: Session, school: School, about: str) -> UUID:
    """A task with hand-in for 7A or 7B, set by its teacher."""
    group, teacher = {"7a": (school.class_7a, school.teacher), "7b": (school.class_7b, school.colleague)}[about]
    takes = Takes(text=True, files=True, until=time(16))
    wanted = set_work.Wanted("hand_in", "Uppsats", clock.today(), frozenset([group]), takes=takes)
    return set_work.set_work(session, teacher, syllabus_id=school.syllabus, wanted=wanted, key="matrix-0007")


def handed_in(session: Session, school: School, about: str) -> tuple[UUID, UUID]:
    """What Alva, Bo, Cleo or Dag has handed in: the task, and the file of it (its row alone)."""
    work = task_of(session, school, "7b" if about == "dag" else "7a")
    student = school.actor(about, Workspace.STUDENT)
    service.write_draft(session, student, work, field="text", was="", text="Hej", version=0)
    row, file = held(session, work, student.person_id), new_id()
    kept = {"kind": "pdf", "name": "x.pdf", "size": 1, "sha256": b"", "kept_by": student.person_id}
    session.add(StoredFile(id=file, kept_at=clock.now(), **kept))
    session.flush()
    session.add(HandInFile(hand_in_id=row.id, number=0, file_id=file))
    session.flush()
    service.hand_in(session, student, work, version=row.version, key="matrix-0008")
    return work, file


def write(session: Session, actor: Actor, school: School, about: str) -> object:
    work = task_of(session, school, about)
    return service.write_draft(session, actor, work, field="text", was="", text="Hej", version=0)


def see_list(session: Session, actor: Actor, school: School, about: str) -> object:
    queries.hand_ins_of(session, actor, school.people[about])
    return YES


def fetch(session: Session, actor: Actor, school: School, about: str) -> object:
    _, file = handed_in(session, school, about)
    return queries.fetched(session, actor, file)


def see_pile(session: Session, actor: Actor, school: School, about: str) -> object:
    return queries.pile(session, actor, task_of(session, school, about))


def see_work(session: Session, actor: Actor, school: School, about: str) -> object:
    """What the student has written, to whom they are shown by name."""
    work, _ = handed_in(session, school, about)
    shown = queries.reading(session, actor, work, school.people[about])
    return MASKED if shown.name == PROTECTED_NAME else bool(shown.handed)


def answer(session: Session, actor: Actor, school: School, about: str) -> object:
    work, _ = handed_in(session, school, about)
    given = {"number": 1, "was": "", "text": "Bra", "version": 0}
    return service.write_feedback(session, actor, work, school.people[about], **given)


def see_school(session: Session, actor: Actor, school: School, about: str) -> object:
    handed_in(session, school, "alva")
    queries.hand_ins_of_school(session, actor, {"unit": school.unit, "other": school.other_unit}[about])
    return YES


PROBES: dict[str, Callable[..., object]] = {
    "planning.hand_in": write,
    "planning.hand_ins": see_list,
    "planning.hand_in_file": fetch,
    "planning.hand_in_pile": see_pile,
    "planning.hand_in_read": see_work,
    "planning.hand_in_answer": answer,
    "planning.hand_ins_of_school": see_school,
}
