"""What the tests of plans do all the time: begin, write, publish, read."""

from __future__ import annotations

from uuid import UUID, uuid4

from skolplattform.core import db
from skolplattform.core.actor import Actor
from skolplattform.planning import queries, service
from skolplattform.planning.service import Edit
from skolplattform.planning.views import AssessmentRow
from tests.planning.conftest import run
from tests.support.school import School

PURPOSE = "Du lär dig att teckna och lösa ekvationer."
TITLE = "Ekvationer"


def begin(school: School, actor: Actor | None = None, key: str = "") -> UUID:
    return run(
        service.create_plan,
        actor or school.teacher,
        group_id=school.class_7a,
        syllabus_id=school.syllabus,
        key=key or uuid4().hex,
    )


def draft(school: School, plan: UUID, actor: Actor | None = None):
    with db.reading() as session:
        return queries.plan_draft(session, actor or school.teacher, plan)


def save(school: School, plan: UUID, after: Edit, *, before: Edit | None = None, version: int = 0, actor=None):
    return run(service.save_draft, actor or school.teacher, plan, before=before or Edit(), after=after, version=version)


def filled(school: School) -> UUID:
    """A plan that is ready to be published, with two points and one aspect."""
    plan = begin(school)
    now = draft(school, plan)
    points = [UUID(point.id) for area in now.areas for point in area.points][:2]
    edit = Edit(
        title=TITLE,
        purpose=PURPOSE,
        contents=frozenset(points),
        criteria=frozenset([UUID(now.aspects[0].id)]),
        weeks={now.weeks[0].monday: "Likhetstecknet"},
        assessments=(AssessmentRow("a1", "Skriftligt prov", now.end, "Metodval"),),
    )
    save(school, plan, edit, version=now.version)
    return plan


def publish(school: School, plan: UUID, actor: Actor | None = None):
    version = draft(school, plan).version
    return run(service.publish_plan, actor or school.teacher, plan, version=version)


def reads(school: School, actor: Actor, plan: UUID):
    with db.reading() as session:
        return queries.published_plan(session, actor, plan)
