"""How the rows of `matrix.txt` about self-assessment are asked."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlmodel import Session, select

from skolplattform.assessment.self_assessment import queries, service
from skolplattform.assessment.self_assessment.tables import SelfOpening
from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.planning import service as planning
from skolplattform.planning.curriculum.loader import load_catalogue
from skolplattform.planning.curriculum.reading import stages_of
from skolplattform.planning.curriculum.tables import Criterion
from skolplattform.planning.service import Edit
from tests.support.school import School
from tests.support.school_rows import named_id

ACTIVITY = {"7a": "activity", "7b": "activity 7b", "cleo": "activity"}
YES = "+"


def _opening(session: Session, school: School, about: str) -> UUID:
    """A unit that the class's teacher has opened."""
    row = SelfOpening(
        activity_id=named_id(ACTIVITY[about]),
        plan_id=named_id(f"plan {about}"),
        title="Bråk",
        criteria=[],
        opened_by=school.people["teacher"],
        opened_at=clock.now(),
    )
    session.add(row)
    session.flush()
    return row.id


def open_unit(session: Session, actor: Actor, school: School, about: str) -> object:
    group, teacher = {"7a": (school.class_7a, school.teacher), "7b": (school.class_7b, school.colleague)}[about]
    plan = planning.create_plan(session, teacher, group_id=group, syllabus_id=school.syllabus, key="matrix-0060")
    words = Edit(title="Bråk", purpose="Du lär dig bråk.")
    planning.save_draft(session, teacher, plan, before=Edit(), after=words, version=1)
    planning.publish_plan(session, teacher, plan, version=2)
    return service.open_unit(session, actor, named_id(ACTIVITY[about]), plan_id=plan, key="matrix-0061")


def close_unit(session: Session, actor: Actor, school: School, about: str) -> object:
    service.close_unit(session, actor, _opening(session, school, about), version=1)
    return YES


def say_own(session: Session, actor: Actor, school: School, about: str) -> object:
    load_catalogue(session)
    stage = stages_of(session, [school.syllabus])[school.syllabus].id
    criterion = session.exec(select(Criterion.id).where(Criterion.stage_id == stage)).first()
    wanted = {"criterion_id": criterion, "own": "can", "words": "", "version": 0}
    return service.say_own(session, actor, _opening(session, school, about), **wanted)  # type: ignore[arg-type]


def see_class(session: Session, actor: Actor, school: School, about: str) -> object:
    opening = _opening(session, school, about)
    return queries.class_said(session, actor, named_id(ACTIVITY[about]), opening)


def see_name(session: Session, actor: Actor, school: School, about: str) -> object:
    rows = queries.class_said(session, actor, school.activity, _opening(session, school, about)).rows
    shown = next(row for row in rows if row.student_id == str(school.people[about])).name
    return YES if shown == "Cleo Cypress" else "m"


PROBES: dict[str, Callable[..., object]] = {
    "assessment.open_self": open_unit,
    "assessment.close_self": close_unit,
    "assessment.say_own": say_own,
    "assessment.class_said": see_class,
    "assessment.said_name": see_name,
}
