"""The form of a test, and the calendar's tests that it can be."""

from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, select

from skolplattform.assessment.marks.queries.held import open_test, tests_of
from skolplattform.assessment.marks.tables import MarkedTest
from skolplattform.assessment.marks.views import MarkForm
from skolplattform.assessment.queries.activity import taught_activity
from skolplattform.core import clock, modules
from skolplattform.core.actor import Actor
from skolplattform.planning.contract import WorkCalendar, WorkDone
from skolplattform.schedule.tables import Activity, ActivityGroup

LOOKED_BACK, LOOKED_AHEAD = timedelta(weeks=26), timedelta(weeks=8)


def new_test(session: Session, actor: Actor, activity_id: UUID) -> MarkForm:
    """An empty form for what the actor teaches.

    Raises:
        NotFound: not the actor's.
    """
    activity = taught_activity(session, actor, activity_id)
    return MarkForm(
        activity_id=str(activity_id),
        activity=activity.display_name,
        day=clock.today().isoformat(),
        works=_choices(session, actor, activity, None),
    )


def form_of_test(session: Session, actor: Actor, test_id: UUID) -> MarkForm:
    """The form of a test as it stands.

    Raises:
        NotFound: missing, put away, or not the actor's.
    """
    held, activity = open_test(session, actor, test_id)
    return MarkForm(
        id=str(test_id),
        version=held.version,
        activity_id=str(activity.id),
        activity=activity.display_name,
        title=held.title,
        day=held.day.isoformat(),
        form=held.form,
        most=held.most or MarkForm.most,
        levels=tuple(held.levels),
        work_id=str(held.work_id or ""),
        works=_choices(session, actor, activity, held),
    )


def _choices(
    session: Session, actor: Actor, activity: Activity, held: MarkedTest | None
) -> tuple[tuple[str, str, str], ...]:
    works = works_of(session, actor, activity, held.id if held else None)
    return tuple((str(work.id), work.title, work.day.isoformat()) for work in works)


def works_of(session: Session, actor: Actor, activity: Activity, test_id: UUID | None = None) -> tuple[WorkDone, ...]:
    """The tests and tasks that stand in the calendar for this teaching and in no other column, latest first."""
    calendar = modules.get(WorkCalendar)
    if calendar is None or activity.syllabus_id is None:
        return ()
    groups = session.exec(select(ActivityGroup.group_id).where(ActivityGroup.activity_id == activity.id)).all()
    today = clock.today()
    found = calendar.work_of_groups(
        session, actor, groups, activity.syllabus_id, today - LOOKED_BACK, today + LOOKED_AHEAD
    )
    taken = {test.work_id for test in tests_of(session, activity.id) if test.id != test_id}
    return tuple(work for work in reversed(found) if work.id not in taken)
