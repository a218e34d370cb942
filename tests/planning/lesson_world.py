"""The small school with mathematics for 7A four days ahead, and what the tests of lesson plans do all the time."""

from __future__ import annotations

from datetime import date, time, timedelta
from uuid import UUID, uuid4

from skolplattform.core import clock, db
from skolplattform.core.actor import Actor
from skolplattform.planning.lesson_plans import queries, service
from skolplattform.planning.lesson_plans.service import LessonEdit
from skolplattform.planning.lesson_plans.views import LessonSequence, Planned
from skolplattform.schedule.tables import CalendarEvent, TeacherException
from tests.planning.conftest import run
from tests.support.school import School
from tests.support.school_rows import TODAY, named_id

DAYS = tuple(TODAY + timedelta(days=n) for n in (1, 2, 5, 6))
"""Thursday, Friday, Monday and Tuesday."""
MATHS = named_id("activity")


def ahead(number: int) -> UUID:
    """The id of the lesson on `DAYS[number]`."""
    return named_id(f"lesson ahead {number}")


def add_lessons(school: School) -> None:
    """Four lessons to come."""
    with db.unit() as session:
        session.add_all(_lesson(ahead(number), school.unit, day) for number, day in enumerate(DAYS))


def _lesson(id_: UUID, unit: UUID, day: date) -> CalendarEvent:
    times = {"starts_at": clock.at(day, time(8, 20)), "ends_at": clock.at(day, time(9, 20))}
    return CalendarEvent(id=id_, activity_id=MATHS, unit_id=unit, day=day, minutes_student=60, **times)


def change(lesson_id: UUID, **values: object) -> None:
    """The timetable changes a lesson."""
    with db.unit() as session:
        lesson = session.get_one(CalendarEvent, lesson_id)
        for name, value in values.items():
            setattr(lesson, name, value)
        session.add(lesson)


def substitute(school: School, who: str, lesson_id: UUID) -> None:
    """That person holds the lesson, instead of its teacher."""
    with db.unit() as session:
        session.add(TeacherException(calendar_event_id=lesson_id, duty_id=school.duties[who], participates=True))
        session.add(TeacherException(calendar_event_id=lesson_id, duty_id=school.duties["teacher"], participates=False))


def begin(school: School, lesson_id: UUID, actor: Actor | None = None, **fields: object) -> Planned:
    edit = LessonEdit(**{"title": "Bråk", **fields})  # type: ignore[arg-type]
    return run(service.begin_plan, actor or school.teacher, lesson_id, after=edit)


def write(actor: Actor, plan: Planned, before: LessonEdit, after: LessonEdit) -> Planned:
    return run(service.save_plan, actor, UUID(plan.id), before=before, after=after, version=plan.version)


def four_plans(school: School) -> list[Planned]:
    """A plan for each of the coming lessons, named by their order."""
    return [begin(school, ahead(number), title=f"Plan {number}") for number in range(len(DAYS))]


def sequence(school: School, actor: Actor | None = None, **how: bool) -> LessonSequence:
    with db.reading() as session:
        return queries.lesson_sequence(session, actor or school.teacher, MATHS, **how)


def settle(school: School) -> None:
    run(service.settle, school.teacher, MATHS)


def move(school: School, plan: Planned, way: str, key: str = "") -> UUID:
    return run(service.move_plan, school.teacher, UUID(plan.id), way=way, key=key or uuid4().hex)


def titles(school: School) -> list[str]:
    """What is planned for each of the coming lessons, in order."""
    planned = {row.id: row.plan.title for row in sequence(school).lessons}
    return [planned[str(ahead(number))] for number in range(len(DAYS))]
