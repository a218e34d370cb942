"""How the rows of `matrix.txt` about lesson plans are asked."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlmodel import Session

from skolplattform.core.actor import Actor
from skolplattform.planning.lesson_plans import queries, service
from skolplattform.planning.lesson_plans.service import LessonEdit
from skolplattform.planning.lesson_plans.views import Planned
from skolplattform.planning.scratchpad import service as scratchpad
from skolplattform.planning.scratchpad.queries import notes_of
from tests.support.school import School
from tests.support.school_rows import named_id

YES = "+"
WORDS = LessonEdit(title="Bråk", homework="Sida 34", shown=True)


def _begun(session: Session, actor: Actor, school: School, about: str) -> Planned:
    lesson = {"7a": school.lesson, "7b": school.lesson_7b}[about]
    return service.begin_plan(session, actor, lesson, after=WORDS)


def see_sequence(session: Session, actor: Actor, school: School, about: str) -> object:
    activity = {"7a": named_id("activity"), "7b": named_id("activity 7b")}[about]
    return queries.lesson_sequence(session, actor, activity)


def change_plan(session: Session, actor: Actor, school: School, about: str) -> object:
    plan = _begun(session, school.teacher, school, about)
    before, after = LessonEdit(title="Bråk"), LessonEdit(title="Procent")
    return service.save_plan(session, actor, UUID(plan.id), before=before, after=after, version=plan.version)


def open_lesson(session: Session, actor: Actor, school: School, about: str) -> object:
    return queries.lesson_page(session, actor, {"7a": school.lesson, "7b": school.lesson_7b}[about])


def tick(session: Session, actor: Actor, school: School, about: str) -> object:
    _begun(session, school.teacher, school, about)
    service.tick(session, actor, school.lesson, step="", done=True)
    return YES


def see_shown(session: Session, actor: Actor, school: School, about: str) -> object:
    """Lena shows what 7A does; nobody shows anything to 7B."""
    _begun(session, school.teacher, school, "7a")
    queries.shown_days(session, actor, school.people[about])
    return YES


def see_pack(session: Session, actor: Actor, school: School, about: str) -> object:
    lesson = {"7a": school.lesson, "7b": school.lesson_7b}[about]
    return str(lesson) in {one.id for one in queries.lesson_pack(session, actor, None).lessons}


def write_note(session: Session, actor: Actor, school: School, about: str) -> object:
    """Lena's own note about 7A."""
    group = {"7a": school.class_7a}[about]
    note = scratchpad.begin_note(session, school.teacher, group_id=group, key="matrix-0007")
    scratchpad.write_note(session, actor, note, text="Linjaler", version=1)
    return any(one.id == str(note) for one in notes_of(session, actor).notes)


PROBES: dict[str, Callable[..., object]] = {
    "planning.lessons": see_sequence,
    "planning.write_lesson": _begun,
    "planning.change_lesson": change_plan,
    "planning.open_lesson": open_lesson,
    "planning.tick_lesson": tick,
    "planning.lessons_shown": see_shown,
    "planning.pack": see_pack,
    "planning.note": write_note,
}
