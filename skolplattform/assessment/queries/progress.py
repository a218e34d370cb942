"""How far a class, and a school, have come: criteria reached, not reached, without evidence; as published (BED-11)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from skolplattform.assessment.permissions import FOLLOW_CLASS, FOLLOW_SCHOOL
from skolplattform.assessment.queries.activity import catalogue_of
from skolplattform.assessment.rules import FEWEST_SHOWN, Standing, Tally, is_reached, tally
from skolplattform.assessment.tables import Judgement
from skolplattform.assessment.views import (
    ClassFar,
    ClassProgress,
    GroupLink,
    ProgressCell,
    ProgressRow,
    SchoolProgress,
)
from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.planning.contract import SubjectCriteria
from skolplattform.registry.codes import GroupType
from skolplattform.registry.permissions import holds_on, mentored_groups, own_groups
from skolplattform.registry.queries import names
from skolplattform.registry.tables import Group, GroupMembership
from skolplattform.schedule.permissions import taught
from skolplattform.schedule.tables import Activity, Syllabus

GROUPS_LIMIT, MEMBERS_LIMIT, JUDGED_LIMIT = 60, 200, 40_000

Judged = dict[tuple[UUID, UUID], dict[UUID, Standing]]
"""What is shown, by student and syllabus, and then by criterion."""


def followed_groups(session: Session, actor: Actor) -> tuple[GroupLink, ...]:
    """The groups that the actor teaches or is mentor of, by name."""
    today = clock.today()
    rows = session.exec(
        select(Group.id, Group.display_name)
        .where(col(Group.id).in_(own_groups(actor, today)), holds_on(Group.start_date, Group.end_date, today))
        .order_by(col(Group.display_name), col(Group.id))
        .limit(GROUPS_LIMIT)
    ).all()
    return tuple(GroupLink(str(id_), name) for id_, name in rows)


def class_progress(session: Session, actor: Actor, group_id: UUID) -> ClassProgress:
    """The students of a group against the criteria of their subjects, as published.

    A mentor: every subject. A teacher who is not the mentor: what the actor teaches (R-X09).

    Raises:
        NotFound: a group that is not the actor's.
    """
    require(actor, FOLLOW_CLASS)
    today = clock.today()
    is_mentored = col(Group.id).in_(mentored_groups(actor, today))
    question = select(Group, is_mentored).where(Group.id == group_id, col(Group.id).in_(own_groups(actor, today)))
    found = session.exec(question).one_or_none()
    if found is None:
        raise NotFound
    group, mentored = found
    students = _members(session, group_id)
    readings.opened(
        session, actor, "assessment.read_published", "group", group_id, persons=students, unit=group.unit_id
    )
    judged = _judged(session, actor, students, only_taught=not mentored)
    subjects = _subjects(session, {syllabus for _, syllabus in judged})
    criteria = catalogue_of(session, [id_ for id_, _ in subjects])
    shown = [(id_, name) for id_, name in subjects if id_ in criteria]
    people = sorted(names(session, actor, students).values(), key=lambda person: (person.masked, person.name))
    return ClassProgress(
        group=group.display_name,
        is_mentored=bool(mentored),
        subjects=tuple(name for _, name in shown),
        rows=tuple(
            ProgressRow(
                person.id,
                person.name,
                tuple(_cell(judged.get((UUID(person.id), id_), {}), criteria[id_]) for id_, _ in shown),
            )
            for person in people
        ),
    )


def _members(session: Session, group_id: UUID) -> list[UUID]:
    today = clock.today()
    question = select(GroupMembership.person_id).where(
        GroupMembership.group_id == group_id, holds_on(GroupMembership.start_date, GroupMembership.end_date, today)
    )
    return list(session.exec(question.order_by(col(GroupMembership.person_id)).limit(MEMBERS_LIMIT)).all())


def _judged(session: Session, actor: Actor, students: Collection[UUID], *, only_taught: bool) -> Judged:
    """The latest that is shown of each criterion."""
    wanted = [
        col(Judgement.student_id).in_(students),
        col(Judgement.published_version) > 0,
        col(Judgement.matrix_id).is_(None),
    ]
    if only_taught:
        wanted.append(col(Judgement.activity_id).in_(taught(actor, clock.today())))
    rows = session.exec(
        select(
            Judgement.student_id,
            Judgement.syllabus_id,
            Judgement.criterion_id,
            Judgement.published_level,
            Judgement.published_no_evidence,
        )
        .where(*wanted)
        .order_by(col(Judgement.published_at), col(Judgement.id))
        .limit(JUDGED_LIMIT)
    ).all()
    found: Judged = {}
    for student, syllabus, criterion, level, no_evidence in rows:
        found.setdefault((student, syllabus), {})[criterion] = Standing(level, no_evidence)
    return found


def _subjects(session: Session, syllabuses: Collection[UUID]) -> list[tuple[UUID, str]]:
    rows = session.exec(
        select(Syllabus.id, Syllabus.subject_name)
        .where(col(Syllabus.id).in_(syllabuses))
        .order_by(col(Syllabus.subject_name), col(Syllabus.id))
    ).all()
    return [(id_, name) for id_, name in rows]


def _cell(judged: Mapping[UUID, Standing], subject: SubjectCriteria) -> ProgressCell:
    counted = tally((judged[one.id] for one in subject.criteria if one.id in judged), subject.levels)
    return ProgressCell(counted.reached, counted.below, counted.lacking, len(subject.criteria))


def school_progress(session: Session, actor: Actor, subject: str = "") -> SchoolProgress:
    """The classes of the head's units, in one subject or all: counts of published judgements, never a name or a draft.

    Classes with few students are not counted out one by one.

    Raises:
        Denied: the actor leads no school.
    """
    require(actor, FOLLOW_SCHOOL)
    rows = _by_class(session, actor)
    subjects = _subjects(session, {row.syllabus_id for row in rows})
    criteria = catalogue_of(session, {id_ for id_, _ in subjects})
    named = {id_: name for id_, name in subjects if id_ in criteria}
    choices = tuple(sorted(set(named.values())))
    chosen = subject if subject in choices else ""
    wanted = [row for row in rows if row.syllabus_id in named and chosen in ("", named[row.syllabus_id])]
    return SchoolProgress(subjects=choices, subject=chosen, classes=_classes(session, actor, wanted, criteria))


def _by_class(session: Session, actor: Actor) -> Sequence[Any]:
    """(class, syllabus, level, no evidence) with how many judgements say so."""
    today = clock.today()
    units = select(Activity.id).where(col(Activity.unit_id).in_(actor.units))
    return session.execute(
        select(
            col(Group.id).label("group_id"),
            col(Judgement.syllabus_id),
            col(Judgement.published_level).label("level"),
            col(Judgement.published_no_evidence).label("no_evidence"),
            func.count().label("judgements"),
        )
        .join(GroupMembership, col(GroupMembership.group_id) == col(Group.id))
        .join(Judgement, col(Judgement.student_id) == col(GroupMembership.person_id))
        .where(
            col(Group.unit_id).in_(actor.units),
            Group.group_type == GroupType.CLASS.value,
            holds_on(GroupMembership.start_date, GroupMembership.end_date, today),
            col(Judgement.published_version) > 0,
            col(Judgement.matrix_id).is_(None),
            col(Judgement.activity_id).in_(units),
        )
        .group_by(
            col(Group.id),
            col(Judgement.syllabus_id),
            col(Judgement.published_level),
            col(Judgement.published_no_evidence),
        )
        .order_by(col(Group.id), col(Judgement.syllabus_id))
        .limit(JUDGED_LIMIT)
    ).all()


def _classes(
    session: Session, actor: Actor, rows: Sequence[Any], criteria: Mapping[UUID, SubjectCriteria]
) -> tuple[ClassFar, ...]:
    today = clock.today()
    sizes = session.exec(
        select(Group.id, Group.display_name, func.count())
        .join(GroupMembership, col(GroupMembership.group_id) == col(Group.id))
        .where(
            col(Group.unit_id).in_(actor.units),
            Group.group_type == GroupType.CLASS.value,
            holds_on(GroupMembership.start_date, GroupMembership.end_date, today),
        )
        .group_by(col(Group.id), col(Group.display_name))
        .order_by(col(Group.display_name), col(Group.id))
        .limit(GROUPS_LIMIT * 4)
    ).all()
    counted: defaultdict[UUID, list[Tally]] = defaultdict(list)
    for row in rows:
        passes = is_reached(row.level, criteria[row.syllabus_id].levels)
        told = Tally(
            reached=row.judgements if passes else 0,
            below=row.judgements if row.level and not passes else 0,
            lacking=row.judgements if row.no_evidence else 0,
        )
        counted[row.group_id].append(told)
    return tuple(_class(name, students, sum(counted[id_], Tally())) for id_, name, students in sizes if id_ in counted)


def _class(name: str, students: int, told: Tally) -> ClassFar:
    if students < FEWEST_SHOWN:
        return ClassFar(name, students, 0, 0, 0, is_small=True)
    return ClassFar(name, students, told.reached, told.below, told.lacking)
