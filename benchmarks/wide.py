"""The largest grids that the platform is held to: thirty students against twelve criteria, and twelve tests."""

from datetime import date, timedelta
from random import Random
from uuid import UUID, uuid4

from sqlalchemy import func
from sqlmodel import Session, col, select

from benchmarks import people
from skolplattform.assessment import queries as assessment
from skolplattform.assessment import service
from skolplattform.assessment.grid import CellChange
from skolplattform.assessment.marks import queries as marks
from skolplattform.assessment.marks import service as marking
from skolplattform.assessment.marks.rules import Design, Form
from skolplattform.core import clock, db
from skolplattform.core.actor import Actor
from skolplattform.core.installation import fact, remember
from skolplattform.planning.curriculum.reading import stages_of
from skolplattform.planning.curriculum.tables import Criterion, CriterionLevel
from skolplattform.registry.tables import GroupMembership
from skolplattform.schedule.tables import Activity, ActivityGroup

STUDENTS, COLUMNS, MOST = 30, 12, 40
FACT = "bench.wide"


def wide_group(today: date) -> tuple[Actor, UUID]:
    """A group of that size with everything judged and published, and its teacher. Made the first time."""
    with db.unit() as session, clock.fixed(clock.at(today, clock.now().time())):
        groups = people.judged_groups(session, Random(1), today, 1)
        held = fact(session, FACT)
        if held is None:
            actor, activity_id = groups[0]
            _fill(session, session.get_one(Activity, activity_id))
            _judge(session, actor, activity_id)
            _mark(session, actor, activity_id, today)
            held = {"teacher": str(actor.person_id), "activity": str(activity_id)}
            remember(session, FACT, held)
    return people.teacher(UUID(held["teacher"])), UUID(held["activity"])


def _fill(session: Session, activity: Activity) -> None:
    """More students in the group, and more criteria in its subject, until there are enough of both."""
    group = session.exec(select(ActivityGroup.group_id).where(ActivityGroup.activity_id == activity.id)).first()
    assert group is not None
    inside = select(GroupMembership.person_id).where(GroupMembership.group_id == group)
    there = session.exec(select(func.count()).select_from(inside.subquery())).one()
    others = (
        select(GroupMembership.person_id)
        .join(ActivityGroup, col(ActivityGroup.group_id) == col(GroupMembership.group_id))
        .join(Activity, col(Activity.id) == col(ActivityGroup.activity_id))
        .where(Activity.syllabus_id == activity.syllabus_id, Activity.unit_id == activity.unit_id)
        .where(col(GroupMembership.person_id).not_in(inside))
    )
    for student in session.exec(others.distinct().limit(STUDENTS - there)).all():
        session.add(GroupMembership(group_id=group, person_id=student, start_date=activity.start_date))
    assert activity.syllabus_id is not None
    stage = stages_of(session, [activity.syllabus_id])[activity.syllabus_id].id
    for number in range(session.exec(select(func.count()).where(Criterion.stage_id == stage)).one(), COLUMNS):
        extra = Criterion(stage_id=stage, aspect=f"Mål {number + 1}", position=number)
        session.add(extra)
        session.flush()
        session.add(CriterionLevel(criterion_id=extra.id, level="E", position=0, text="Eleven visar det."))
    session.flush()


def _judge(session: Session, actor: Actor, activity: UUID) -> None:
    grid = assessment.matrix(session, actor, activity)
    level = next(one.code for one in grid.levels if one.passes)
    cells = [
        CellChange(UUID(row.student_id), UUID(column.id), level, "Visa hur du tänker.", cell.version)
        for row in grid.rows
        for column, cell in zip(grid.columns, row.cells, strict=True)
    ]
    service.save_cells(session, actor, activity, cells=cells, key=uuid4().hex)
    service.publish(session, actor, activity, key=uuid4().hex)


def _mark(session: Session, actor: Actor, activity: UUID, today: date) -> None:
    there = len(marks.markbook(session, actor, activity).columns)
    for number in range(there, COLUMNS):
        test = Design(f"Prov {number + 1}", today - timedelta(days=7 * number), Form.POINTS, most=MOST)
        marking.create_test(session, actor, activity, test=test, key=uuid4().hex)
    book = marks.markbook(session, actor, activity)
    cells = [
        CellChange(UUID(row.student_id), UUID(column.id), "1", "Bra.", cell.version)
        for row in book.rows
        for column, cell in zip(book.columns, row.cells, strict=True)
    ]
    marking.save_marks(session, actor, activity, cells=cells, key=uuid4().hex)
    for column in book.columns:
        marking.publish_test(session, actor, UUID(column.id), key=uuid4().hex)
