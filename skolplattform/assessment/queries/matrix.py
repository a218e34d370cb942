"""The teacher's side: the groups one teaches, a group's matrix, the history of a cell."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import case, func
from sqlmodel import Session, col, select

from skolplattform.assessment.contract import DraftsWaiting
from skolplattform.assessment.permissions import RECORD
from skolplattform.assessment.rules import Standing
from skolplattform.assessment.tables import Judgement, JudgementVersion, PublishedVersion
from skolplattform.assessment.views import (
    DRAFT,
    EMPTY,
    PUBLISHED,
    Cell,
    Column,
    HistoryEntry,
    Level,
    Matrix,
    MatrixRow,
    TaughtGroup,
    Wording,
)
from skolplattform.core import clock, modules, readings
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.planning.contract import CriteriaCatalogue, CriterionShown, SubjectCriteria
from skolplattform.registry.permissions import holds_on, identity_shown
from skolplattform.registry.queries import names, shown_person
from skolplattform.registry.tables import Group, GroupMembership, Person
from skolplattform.registry.views import ShownPerson
from skolplattform.schedule.permissions import taught
from skolplattform.schedule.tables import Activity, ActivityGroup, Syllabus

GROUPS_LIMIT = 100
STUDENTS_LIMIT = 200
HISTORY_LIMIT = 30


def school_day_of(activity: Activity) -> date:
    """The day whose members count: today, or the nearest day of the activity's time."""
    day = max(clock.today(), activity.start_date)
    return min(day, activity.end_date) if activity.end_date else day


def taught_activity(session: Session, actor: Actor, activity_id: UUID, *, lock: bool = False) -> Activity:
    """The activity, opened for its teacher; `lock` makes other writers of its matrix wait for this transaction.

    Raises:
        NotFound: missing, or the actor does not teach it.
    """
    require(actor, RECORD)
    question = select(Activity).where(Activity.id == activity_id, col(Activity.id).in_(taught(actor, clock.today())))
    if lock:
        question = question.with_for_update(key_share=True, of=Activity)
    found = session.exec(question).one_or_none()
    if found is None:
        raise NotFound
    return found


def students_of(session: Session, actor: Actor, activity: Activity) -> list[ShownPerson]:
    """The students of the activity's groups as the teacher sees them, by given name."""
    day = school_day_of(activity)
    rows = session.exec(
        select(
            Person.id,
            Person.given_name,
            Person.family_name,
            Person.security_marking,
            identity_shown(actor, clock.today()).label("shown"),
        )
        .where(
            col(Person.id).in_(
                select(GroupMembership.person_id)
                .join(ActivityGroup, col(ActivityGroup.group_id) == col(GroupMembership.group_id))
                .where(
                    ActivityGroup.activity_id == activity.id,
                    holds_on(GroupMembership.start_date, GroupMembership.end_date, day),
                )
            )
        )
        .order_by(col(Person.given_name), col(Person.family_name), col(Person.id))
        .limit(STUDENTS_LIMIT)
    ).all()
    people = [shown_person(row[0], row[1], row[2], row[3], bool(row[4])) for row in rows]
    return sorted(people, key=lambda person: (person.masked, _swedish_order(person.name)))


_ORDER = str.maketrans({"å": "z1", "ä": "z2", "ö": "z3", "é": "e", "ü": "y"})


def _swedish_order(name: str) -> str:
    return name.lower().translate(_ORDER)


def catalogue_of(session: Session, syllabus_ids: Collection[UUID | None]) -> dict[UUID, SubjectCriteria]:
    """The criteria of these syllabuses; empty when planning is not installed."""
    catalogue = modules.get(CriteriaCatalogue)
    wanted = {syllabus_id for syllabus_id in syllabus_ids if syllabus_id is not None}
    return catalogue.subject_criteria(session, wanted) if catalogue and wanted else {}


def criterion_names(session: Session, criterion_ids: Collection[UUID]) -> dict[UUID, str]:
    """What these criteria are called; empty when planning is not installed."""
    catalogue = modules.get(CriteriaCatalogue)
    return catalogue.criterion_names(session, criterion_ids) if catalogue else {}


def matrix(session: Session, actor: Actor, activity_id: UUID) -> Matrix:
    """A group's matrix as its teacher works in it: every student against every criterion, drafts included.

    Raises:
        NotFound: missing, or the actor does not teach it.
    """
    activity = taught_activity(session, actor, activity_id)
    subject = catalogue_of(session, [activity.syllabus_id]).get(activity.syllabus_id)  # type: ignore[arg-type]
    syllabus = session.get(Syllabus, activity.syllabus_id) if activity.syllabus_id else None
    students = students_of(session, actor, activity)
    persons, unit = [UUID(person.id) for person in students], activity.unit_id
    readings.opened(session, actor, "assessment.read_matrix", "activity", activity_id, persons=persons, unit=unit)
    judged = {
        (item.student_id, item.criterion_id): item
        for item in session.exec(select(Judgement).where(Judgement.activity_id == activity_id)).all()
    }
    criteria = subject.criteria if subject else ()
    return Matrix(
        activity_id=str(activity_id),
        name=activity.display_name,
        subject=syllabus.subject_name if syllabus else "",
        curriculum=subject.curriculum if subject else "",
        years=subject.years if subject else "",
        drafts=sum(1 for item in judged.values() if item.is_draft),
        levels=tuple(
            Level(step.code, step.key, step.name, step.passes) for step in (subject.levels if subject else ())
        ),
        columns=tuple(column_of(criterion) for criterion in criteria),
        rows=tuple(
            MatrixRow(
                person.id, person.name, tuple(cell_of(judged.get((UUID(person.id), item.id))) for item in criteria)
            )
            for person in students
        ),
    )


def column_of(criterion: CriterionShown) -> Column:
    """A criterion as shown."""
    return Column(str(criterion.id), criterion.name, tuple(Wording(*wording) for wording in criterion.wordings))


def cell_of(judgement: Judgement | None) -> Cell:
    """A judgement as its teacher sees it."""
    if judgement is None:
        return Cell()
    held = Standing(judgement.level, judgement.no_evidence)
    published = Standing(judgement.published_level, judgement.published_no_evidence)
    state = DRAFT if judgement.is_draft else PUBLISHED
    if held.is_empty and not judgement.comment and not judgement.is_draft:
        state = EMPTY
    return Cell(
        code=held.code,
        state=state,
        version=judgement.version,
        comment=judgement.comment,
        published=published.code,
        at=clock.local(judgement.changed_at).strftime("%Y-%m-%dT%H:%M"),
    )


def taught_groups(session: Session, actor: Actor) -> list[TaughtGroup]:
    """The activities that the actor teaches today, by name, with students and drafts counted."""
    require(actor, RECORD)
    day = clock.today()
    mine = taught(actor, day)
    rows = session.exec(
        select(Activity.id, Activity.display_name, Syllabus.subject_name)
        .join(Syllabus, col(Syllabus.id) == col(Activity.syllabus_id), isouter=True)
        .where(col(Activity.id).in_(mine), holds_on(Activity.start_date, Activity.end_date, day))
        .order_by(col(Activity.display_name), col(Activity.id))
        .limit(GROUPS_LIMIT)
    ).all()
    ids = [row[0] for row in rows]
    groups, sizes = _groups_and_sizes(session, ids, day)
    drafts = _counted(session, ids)
    return [
        TaughtGroup(
            activity_id=str(key),
            name=name,
            groups=groups.get(key, ""),
            subject=subject or "",
            students=sizes.get(key, 0),
            drafts=drafts.get(key, (0, None))[0],
            published_at=drafts.get(key, (0, None))[1],
        )
        for key, name, subject in rows
    ]


def _groups_and_sizes(session: Session, activities: list[UUID], day: date) -> tuple[dict[UUID, str], dict[UUID, int]]:
    """Names of each activity's groups, and how many different students they have that day."""
    if not activities:
        return {}, {}
    named = session.exec(
        select(ActivityGroup.activity_id, Group.display_name)
        .join(Group, col(Group.id) == col(ActivityGroup.group_id))
        .where(col(ActivityGroup.activity_id).in_(activities))
        .order_by(col(Group.display_name))
    ).all()
    sized = session.exec(
        select(ActivityGroup.activity_id, func.count(func.distinct(GroupMembership.person_id)))
        .join(GroupMembership, col(GroupMembership.group_id) == col(ActivityGroup.group_id))
        .where(
            col(ActivityGroup.activity_id).in_(activities),
            holds_on(GroupMembership.start_date, GroupMembership.end_date, day),
        )
        .group_by(col(ActivityGroup.activity_id))
    ).all()
    groups: dict[UUID, str] = {}
    for key, name in named:
        groups[key] = f"{groups[key]}, {name}" if key in groups else name
    return groups, dict(sized)


def _counted(session: Session, activities: list[UUID]) -> dict[UUID, tuple[int, object]]:
    """Drafts, and the latest publishing, of each activity."""
    if not activities:
        return {}
    waiting = case((col(Judgement.version) != col(Judgement.published_version), 1), else_=0)
    rows = session.exec(
        select(Judgement.activity_id, func.sum(waiting), func.max(Judgement.published_at))
        .where(col(Judgement.activity_id).in_(activities))
        .group_by(col(Judgement.activity_id))
    ).all()
    return {key: (int(drafts), latest) for key, drafts, latest in rows}


def drafts_waiting(session: Session, actor: Actor, limit: int = 10) -> tuple[DraftsWaiting, ...]:
    """The teacher's own activities with judgements that nobody else sees yet, newest first."""
    latest = func.max(Judgement.changed_at)
    rows = session.exec(
        select(Judgement.activity_id, Activity.display_name, func.count())
        .join(Activity, col(Activity.id) == col(Judgement.activity_id))
        .where(
            col(Judgement.activity_id).in_(taught(actor, clock.today())),
            col(Judgement.version) != col(Judgement.published_version),
        )
        .group_by(col(Judgement.activity_id), col(Activity.display_name))
        .order_by(latest.desc(), col(Judgement.activity_id))
        .limit(limit)
    ).all()
    return tuple(DraftsWaiting(*row) for row in rows)


def history(
    session: Session, actor: Actor, activity_id: UUID, *, student_id: UUID, criterion_id: UUID
) -> tuple[HistoryEntry, ...]:
    """What a cell has said, newest first, by whom.

    Raises:
        NotFound: the actor does not teach the activity, or the student is not in it.
    """
    activity = taught_activity(session, actor, activity_id)
    if all(person.id != str(student_id) for person in students_of(session, actor, activity)):
        raise NotFound
    rows = session.exec(
        select(JudgementVersion, PublishedVersion.publication_id)
        .join(Judgement, col(Judgement.id) == col(JudgementVersion.judgement_id))
        .join(
            PublishedVersion,
            (col(PublishedVersion.judgement_id) == col(JudgementVersion.judgement_id))
            & (col(PublishedVersion.version) == col(JudgementVersion.version)),
            isouter=True,
        )
        .where(
            Judgement.activity_id == activity_id,
            Judgement.student_id == student_id,
            Judgement.criterion_id == criterion_id,
        )
        .order_by(col(JudgementVersion.version).desc())
        .limit(HISTORY_LIMIT)
    ).all()
    authors = names(session, actor, {item.author_id for item, _ in rows})
    found: dict[int, HistoryEntry] = {}
    for item, publication in rows:
        code = Standing(item.level, item.no_evidence).code
        author = authors[item.author_id].name if item.author_id in authors else ""
        shown = publication is not None
        found.setdefault(item.version, HistoryEntry(item.version, code, item.comment, author, item.at, shown))
    return tuple(found.values())
