"""How the rows of `matrix.txt` about plans, the timeline and the library are asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, select

from skolplattform.core.actor import Actor
from skolplattform.planning import queries, rules, service
from skolplattform.planning.coverage.queries import group_map, school_map
from skolplattform.planning.curriculum.loader import load_catalogue
from skolplattform.planning.library import service as library
from skolplattform.planning.library.rules import Reach
from skolplattform.planning.library.source import shared_source
from skolplattform.planning.library.tables import SharedPlan
from skolplattform.planning.pages.asked import asked_of_school
from skolplattform.planning.queries.reading import groups_read
from skolplattform.planning.service import Edit
from skolplattform.planning.tables import UnitPlan
from skolplattform.planning.timeline.queries import timeline
from skolplattform.planning.timeline.rules import Days
from skolplattform.planning.timeline.service import move_plan
from tests.support.school import School

KEY = "matrix-0007"
YES = "+"


def _group(school: School, about: str) -> UUID:
    return {"7a": school.class_7a, "7b": school.class_7b}[about]


def begin_plan(session: Session, actor: Actor, school: School, about: str) -> object:
    return service.create_plan(session, actor, group_id=_group(school, about), syllabus_id=school.syllabus, key=KEY)


def see_draft(session: Session, actor: Actor, school: School, about: str) -> object:
    made = service.create_plan(
        session, school.teacher, group_id=_group(school, about), syllabus_id=school.syllabus, key=KEY
    )
    return queries.plan_draft(session, actor, made)


def ready_plan(session: Session, school: School, about: str) -> UUID:
    made = service.create_plan(
        session, school.teacher, group_id=_group(school, about), syllabus_id=school.syllabus, key=KEY
    )
    words = Edit(title="Algebra", purpose="Du lär dig ekvationer.")
    service.save_draft(session, school.teacher, made, before=Edit(), after=words, version=1)
    return made


def publish_unit(session: Session, actor: Actor, school: School, about: str) -> object:
    return service.publish_plan(session, actor, ready_plan(session, school, about), version=2)


def see_published(session: Session, actor: Actor, school: School, about: str) -> object:
    made = ready_plan(session, school, about)
    service.publish_plan(session, school.teacher, made, version=2)
    return queries.published_plan(session, actor, made)


def see_units(session: Session, actor: Actor, school: School, about: str) -> object:
    queries.reader_list(session, actor, school.people[about])
    return YES


def see_timeline(session: Session, actor: Actor, school: School, about: str) -> object:
    return timeline(session, actor, _group(school, about), school.syllabus).group_id


def move(session: Session, actor: Actor, school: School, about: str) -> object:
    plan = session.get_one(UnitPlan, ready_plan(session, school, about))
    was = Days(plan.start_date, plan.end_date)
    to = Days(was.start + rules.WEEK, was.end + timedelta(weeks=2))
    return move_plan(session, actor, plan.id, was=was, to=to, version=plan.version)


def _shared(session: Session, school: School, about: str, reach: Reach) -> UUID:
    plan = ready_plan(session, school, about)
    service.publish_plan(session, school.teacher, plan, version=2)
    library.share_plan(session, school.teacher, plan, reach=reach, no_student=False)
    return session.exec(select(SharedPlan.id).where(SharedPlan.plan_id == plan)).one()


def share(session: Session, actor: Actor, school: School, about: str) -> object:
    plan = ready_plan(session, school, about)
    service.publish_plan(session, school.teacher, plan, version=2)
    library.share_plan(session, actor, plan, reach=Reach.SCHOOL, no_student=False)
    return YES


def see_shared_with_school(session: Session, actor: Actor, school: School, about: str) -> object:
    return shared_source(session, actor, _shared(session, school, about, Reach.SCHOOL))


def see_shared_with_city(session: Session, actor: Actor, school: School, about: str) -> object:
    return shared_source(session, actor, _shared(session, school, about, Reach.CITY))


def see_coverage(session: Session, actor: Actor, school: School, about: str) -> object:
    return group_map(session, actor, _group(school, about), school.syllabus).group_id


def see_school_map(session: Session, actor: Actor, school: School, about: str) -> object:
    load_catalogue(session)
    group = {"unit": "7A", "other": "4A"}[about]
    return group in {row.group for row in school_map(session, actor).groups}


def see_asked(session: Session, actor: Actor, school: School, about: str) -> object:
    ready_plan(session, school, about)
    return next(form for form in asked_of_school(session, actor).forms if form.title.sv == "Planering").forms


def see_curricula(session: Session, actor: Actor, school: School, about: str) -> object:
    return str(_group(school, about)) in {group.group_id for group in groups_read(session, actor)}


PROBES: dict[str, Callable[..., object]] = {
    "planning.create": begin_plan,
    "planning.draft": see_draft,
    "planning.publish": publish_unit,
    "planning.published": see_published,
    "planning.units": see_units,
    "planning.timeline": see_timeline,
    "planning.move": move,
    "planning.curricula": see_curricula,
    "planning.asked": see_asked,
    "planning.coverage": see_coverage,
    "planning.school_map": see_school_map,
    "planning.share": share,
    "planning.shared_school": see_shared_with_school,
    "planning.shared_city": see_shared_with_city,
}
