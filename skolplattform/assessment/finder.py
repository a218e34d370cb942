"""The header's search for a teacher: the own groups and the students in them, protected left out (R-X04)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from sqlmodel import Session, col, select

from skolplattform.assessment.permissions import RECORD
from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.i18n import Text, both
from skolplattform.registry.permissions import holds_on, identity_shown
from skolplattform.registry.search import named
from skolplattform.registry.tables import GroupMembership, Person
from skolplattform.schedule.permissions import taught
from skolplattform.schedule.tables import Activity, ActivityGroup
from skolplattform.ui.contract import Found


class TaughtFinder:
    """What the frame asks of assessment (`ui.contract.Finder`): every hit leads to a matrix of the teacher's own."""

    def find(self, session: Session, actor: Actor, text: str, most: int) -> tuple[Found, ...]:
        """Groups and students by name, in two statements."""
        if not RECORD.held_by(actor):
            return ()
        return (*_groups(session, actor, text, most), *_students(session, actor, text, most))


def _groups(session: Session, actor: Actor, text: str, most: int) -> tuple[Found, ...]:
    rows = session.execute(
        select(Activity.id, Activity.display_name)
        .where(
            col(Activity.id).in_(taught(actor, clock.today())),
            col(Activity.syllabus_id).is_not(None),
            named(text, Activity.display_name),
        )
        .order_by(col(Activity.display_name), col(Activity.id))
        .limit(most)
    ).all()
    return tuple(Found("group", name, both("assessment.find.group"), f"/bedomning/{id_}") for id_, name in rows)


def _students(session: Session, actor: Actor, text: str, most: int) -> tuple[Found, ...]:
    today = clock.today()
    rows = session.execute(
        select(Person.given_name, Person.family_name, Activity.display_name, Activity.id)
        .join(GroupMembership, col(GroupMembership.person_id) == col(Person.id))
        .join(ActivityGroup, col(ActivityGroup.group_id) == col(GroupMembership.group_id))
        .join(Activity, col(Activity.id) == col(ActivityGroup.activity_id))
        .where(
            col(Activity.id).in_(taught(actor, today)),
            col(Activity.syllabus_id).is_not(None),
            holds_on(GroupMembership.start_date, GroupMembership.end_date, today),
            identity_shown(actor, today),
            named(text, Person.given_name, Person.family_name),
        )
        .order_by(col(Person.family_name), col(Person.given_name), col(Activity.display_name), col(Activity.id))
        .limit(most)
    ).all()
    return tuple(
        Found("person", f"{given} {family}", Text(name, name), f"/bedomning/{id_}") for given, family, name, id_ in rows
    )
