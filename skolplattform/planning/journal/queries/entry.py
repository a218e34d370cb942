"""One entry to those who write it, and the file of a picture to those who read its entry."""

# pyright: reportArgumentType=false, reportCallIssue=false

from itertools import groupby
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.files import Fetched
from skolplattform.core.permissions import require
from skolplattform.i18n import Text
from skolplattform.planning.journal.permissions import KEEP_JOURNAL, SEE_PICTURE, readable
from skolplattform.planning.journal.queries.entries import children_in, entries_of
from skolplattform.planning.journal.tables import JournalEntry, JournalEntryGoal, JournalGoal, JournalPicture
from skolplattform.planning.journal.views import Area, Child, Goal, OpenEntry
from skolplattform.planning.pictures.queries import choices, fetched, may_be_given, with_consent, written
from skolplattform.planning.pictures.views import Person
from skolplattform.registry.consents.queries import members_of
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.queries import names
from skolplattform.registry.tables import Group

MOST_GOALS = 200


def open_entry(session: Session, actor: Actor, entry_id: UUID) -> OpenEntry:
    """An entry of a department where the actor works.

    Raises:
        Denied, NotFound: missing, or of another förskola.
    """
    require(actor, KEEP_JOURNAL)
    row = _readable(session, actor, entry_id)
    group = session.get_one(Group, row.group_id)
    (entry,) = entries_of(session, actor, [row])
    children = _children(session, actor, row)
    people = {UUID(child.id) for child in children}
    readings.opened(session, actor, KEEP_JOURNAL.name, "journal_entry", row.id, persons=people, unit=group.unit_id)
    may_write = row.published_at is None
    return OpenEntry(
        entry=entry,
        version=row.version,
        group_id=str(group.id),
        group=group.display_name,
        day=row.day.isoformat(),
        child_id=str(row.child_id) if row.child_id else "",
        areas=_areas(session, row),
        children=children,
        took_part=sum(child.took_part for child in children),
        pictures=written(session, JournalPicture, row.id, row.child_id) if may_write else (),
        people=_people(session, actor, row) if may_write else (),
    )


def picture_file(session: Session, actor: Actor, picture_id: UUID) -> Fetched:
    """A picture of an entry that the actor reads.

    Raises:
        Denied, NotFound: missing, of an entry they do not read, not told about yet, or with a child who may not be
            shown.
    """
    require(actor, SEE_PICTURE)
    entry_id = session.scalar(select(JournalPicture.entry_id).where(col(JournalPicture.picture_id) == picture_id))
    if entry_id is None:
        raise NotFound
    row = _readable(session, actor, entry_id)
    found = may_be_given(session, actor, JournalPicture, row.id, picture_id, row.child_id)
    unit = session.get_one(Group, row.group_id).unit_id
    readings.opened(session, actor, SEE_PICTURE.name, "picture", picture_id, persons=found.people, unit=unit)
    return fetched(session, found)


def _readable(session: Session, actor: Actor, entry_id: UUID) -> JournalEntry:
    question = select(JournalEntry).where(col(JournalEntry.id) == entry_id, readable(actor, clock.today()))
    row = session.scalars(question).one_or_none()
    if row is None:
        raise NotFound
    return row


def _children(session: Session, actor: Actor, row: JournalEntry) -> tuple[Child, ...]:
    """Those of the department on the entry's day, by name, with who took part."""
    took_part = children_in(session, [row.id])[row.id]
    known = names(session, actor, members_of(session, row.group_id, row.day))
    found = (Child(str(one), shown.name, one in took_part) for one, shown in known.items())
    return tuple(sorted(found, key=lambda child: (child.name, child.id)))


def _people(session: Session, actor: Actor, row: JournalEntry) -> tuple[Person, ...]:
    """Whom a picture can show: the child it is about, or those of the department with whether they may be shown."""
    found = choices(session, actor, row.group_id)
    if row.child_id is not None:
        return tuple(one for one in found if one.id == str(row.child_id))
    return with_consent(session, found)


def _areas(session: Session, row: JournalEntry) -> tuple[Area, ...]:
    """The goals that held on the entry's day, by area, with those that it touches."""
    of_entry = select(col(JournalEntryGoal.goal_code)).where(col(JournalEntryGoal.entry_id) == row.id)
    touched = set(session.scalars(of_entry.limit(MOST_GOALS)))
    goals = session.scalars(
        select(JournalGoal)
        .where(holds_on(JournalGoal.start_date, JournalGoal.end_date, row.day))
        .order_by(col(JournalGoal.position))
        .limit(MOST_GOALS)
    ).all()
    areas = []
    for _, found in groupby(goals, key=lambda goal: goal.area):
        these = list(found)
        ticked = tuple(Goal(one.code, Text(one.name_sv, one.name_en), one.code in touched) for one in these)
        area = Text(these[0].area_sv, these[0].area_en)
        areas.append(Area(area, sum(goal.is_touched for goal in ticked), ticked))
    return tuple(areas)
