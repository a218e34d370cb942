"""A school whose whole year is planned, lesson by lesson: the largest thing that a coverage map is drawn from."""

from collections import defaultdict
from datetime import date
from random import Random
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from benchmarks import people
from skolplattform.core import db
from skolplattform.core.actor import Actor
from skolplattform.core.ids import new_id
from skolplattform.core.installation import fact, remember
from skolplattform.planning.curriculum.reading import stages_of
from skolplattform.planning.curriculum.tables import CoreContent
from skolplattform.planning.lesson_plans.tables import LessonPlan, LessonPlanContent
from skolplattform.schedule.tables import Activity, CalendarEvent

FACT, CHUNK, POINTS = "bench.planned", 5_000, 2


def planned_school(today: date) -> tuple[Actor, int]:
    """The leader of a school with a plan for every lesson, and how many plans that is. Made the first time."""
    with db.unit() as session:
        held: dict[str, Any] | None = fact(session, FACT)
        if held is None:
            leader = people.principals(session, Random(1), 1)[0]
            unit = next(iter(leader.units))
            held = {"unit": str(unit), "plans": _plan(session, unit, leader.person_id, today)}
            remember(session, FACT, held)
        leaders = people.principals(session, Random(1), 1)
    return leaders[0], held["plans"]


def _plan(session: Session, unit: UUID, author: UUID, today: date) -> int:
    """Each lesson takes up two points of its stage, in turn; those until today are ticked off."""
    lessons = session.exec(
        select(CalendarEvent.id, CalendarEvent.activity_id, CalendarEvent.ends_at, Activity.syllabus_id)
        .join(Activity, col(Activity.id) == col(CalendarEvent.activity_id))
        .where(CalendarEvent.unit_id == unit, col(Activity.syllabus_id).is_not(None))
        .order_by(col(CalendarEvent.starts_at), col(CalendarEvent.id))
    ).all()
    points = _points(session, {syllabus for *_, syllabus in lessons if syllabus})
    plans, contents = [], []
    for number, (lesson, activity, ends_at, syllabus) in enumerate(lessons):
        over = ends_at.date() <= today
        plan = LessonPlan(
            id=new_id(),
            unit_id=unit,
            activity_id=activity,
            lesson_id=lesson,
            stands_at=ends_at,
            title="Genomgång och övning",
            steps="Samling\nGenomgång\nÖva i par\nAvslutning",
            taught_at=ends_at if over else None,
            edited_by=author,
            edited_at=ends_at,
        )
        plans.append(plan.model_dump())
        of_stage = points.get(syllabus, []) if syllabus else []
        taken = {of_stage[(number + step) % len(of_stage)] for step in range(POINTS) if of_stage}
        contents += [{"lesson_plan_id": plan.id, "content_id": point} for point in sorted(taken)]
    for table, rows in ((LessonPlan, plans), (LessonPlanContent, contents)):
        for start in range(0, len(rows), CHUNK):
            db.add_rows(session, table, rows[start : start + CHUNK])
    return len(plans)


def _points(session: Session, syllabuses: set[UUID]) -> dict[UUID, list[UUID]]:
    """The points of the stage that each syllabus is read by."""
    stages = stages_of(session, syllabuses)
    found: defaultdict[UUID, list[UUID]] = defaultdict(list)
    rows = session.exec(
        select(CoreContent.stage_id, CoreContent.id)
        .where(col(CoreContent.stage_id).in_({stage.id for stage in stages.values()}))
        .order_by(col(CoreContent.stage_id), col(CoreContent.position), col(CoreContent.id))
    ).all()
    for stage, point in rows:
        found[stage].append(point)
    return {syllabus: found[stage.id] for syllabus, stage in stages.items()}
