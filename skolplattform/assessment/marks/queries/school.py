"""A head's side: how many tests are published in each group. No result, no draft, no student."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from skolplattform.assessment.marks.tables import MarkedTest
from skolplattform.assessment.marks.views import GroupTests
from skolplattform.assessment.permissions import FOLLOW_SCHOOL
from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.i18n.format import day_text
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.queries import names
from skolplattform.registry.tables import Duty
from skolplattform.schedule.tables import Activity, ActivityTeacher

GROUPS_LIMIT = 600


def published_tests(session: Session, actor: Actor) -> tuple[GroupTests, ...]:
    """The teaching of the head's units that has tests whose results are shown, by name.

    Raises:
        Denied: the actor leads no school.
    """
    require(actor, FOLLOW_SCHOOL)
    rows = session.exec(
        select(Activity.id, Activity.display_name, func.count(), func.max(MarkedTest.published_at))
        .join(MarkedTest, col(MarkedTest.activity_id) == col(Activity.id))
        .where(
            col(Activity.unit_id).in_(actor.units),
            col(MarkedTest.archived).is_(False),
            col(MarkedTest.published_at).is_not(None),
        )
        .group_by(col(Activity.id), col(Activity.display_name))
        .order_by(col(Activity.display_name), col(Activity.id))
        .limit(GROUPS_LIMIT)
    ).all()
    teachers = _teachers(session, actor, [row[0] for row in rows])
    return tuple(
        GroupTests(name, teachers.get(id_, ""), published, day_text(clock.local(latest).date(), style="short"))
        for id_, name, published, latest in rows
    )


def _teachers(session: Session, actor: Actor, activities: Collection[UUID]) -> dict[UUID, str]:
    today = clock.today()
    rows = session.exec(
        select(ActivityTeacher.activity_id, Duty.person_id)
        .join(Duty, col(Duty.id) == col(ActivityTeacher.duty_id))
        .where(
            col(ActivityTeacher.activity_id).in_(activities),
            holds_on(ActivityTeacher.start_date, ActivityTeacher.end_date, today),
        )
        .order_by(col(ActivityTeacher.activity_id), col(Duty.person_id))
        .limit(GROUPS_LIMIT * 4)
    ).all()
    shown = names(session, actor, {person for _, person in rows})
    found: defaultdict[UUID, set[str]] = defaultdict(set)
    for activity, person in rows:
        found[activity].add(shown[person].name)
    return {activity: ", ".join(sorted(people)) for activity, people in found.items()}
