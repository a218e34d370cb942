"""One student's side: the own matrix and feedback per subject, as published and nothing else."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from sqlmodel import Session, col, or_, select

from skolplattform.assessment.contract import Feedback, SubjectProgress
from skolplattform.assessment.permissions import can_follow, published_to
from skolplattform.assessment.queries.activity import catalogue_of, criterion_names
from skolplattform.assessment.rules import Standing, is_reached, next_step, progress, wordings_for
from skolplattform.assessment.tables import Judgement
from skolplattform.assessment.views import OwnCriterion, OwnSubject, Wording
from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import NotFound
from skolplattform.planning.contract import CriterionShown, SubjectCriteria
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.tables import Duty, GroupMembership, Person
from skolplattform.schedule.tables import Activity, ActivityGroup, ActivityTeacher, Syllabus

JUDGEMENTS_LIMIT = 1_000
FEEDBACK_LIMIT = 60
SUBJECTS_LIMIT = 60


def _published(session: Session, actor: Actor, student_id: UUID) -> dict[UUID, dict[UUID, Judgement]]:
    """What is shown of a student, by syllabus and criterion; the latest where two activities judged the same."""
    if not can_follow(session, actor, student_id, clock.today()):
        raise NotFound
    note_read(session, actor, student_id, "judgements")
    rows = session.exec(
        select(Judgement)
        .where(Judgement.student_id == student_id, published_to(actor))
        .order_by(col(Judgement.published_at), col(Judgement.id))
        .limit(JUDGEMENTS_LIMIT)
    ).all()
    found: dict[UUID, dict[UUID, Judgement]] = defaultdict(dict)
    for item in rows:
        found[item.syllabus_id][item.criterion_id] = item
    return found


def note_read(session: Session, actor: Actor, student_id: UUID, what: str) -> None:
    """Staff who read a student's assessment stand in the log; the student and the guardians read their own."""
    if not actor.has(Role.STUDENT, Role.GUARDIAN):
        readings.opened(session, actor, "assessment.read_published", what, student_id, persons=[student_id])


def _shown(judgement: Judgement) -> Standing:
    return Standing(judgement.published_level, judgement.published_no_evidence)


def criteria_reached(session: Session, actor: Actor, student_id: UUID) -> tuple[SubjectProgress, ...]:
    """How many criteria the student has reached in each subject that has something published.

    Raises:
        NotFound: the actor may not see the student's assessment.
    """
    published = _published(session, actor, student_id)
    catalogue = _assessed(session, student_id, published, published)
    subjects = _subject_names(session, set(published))
    found = []
    for syllabus_id, name in sorted(subjects.items(), key=lambda pair: pair[1]):
        subject = catalogue.get(syllabus_id)
        if subject is not None:
            counted = progress(_standings(published[syllabus_id], subject), subject.levels, len(subject.criteria))
            found.append(SubjectProgress(syllabus_id, name, counted.reached, counted.judged, counted.total))
    return tuple(found)


def _assessed(
    session: Session, student_id: UUID, syllabus_ids: Collection[UUID], published: dict[UUID, dict[UUID, Judgement]]
) -> dict[UUID, SubjectCriteria]:
    """The criteria of these syllabuses by the student's own curriculum (R-Y01).

    Where a new version holds, in which nothing is judged yet, those of the day when the latest judgement was shown.
    """
    found = catalogue_of(session, syllabus_ids, student_id=student_id)
    for syllabus_id, shown in published.items():
        subject = found.get(syllabus_id)
        if subject is not None and not any(item.id in shown for item in subject.criteria):
            day = max(clock.local(item.published_at or item.changed_at).date() for item in shown.values())
            found |= catalogue_of(session, [syllabus_id], student_id=student_id, day=day)
    return found


def _standings(published: dict[UUID, Judgement], subject: SubjectCriteria) -> list[Standing]:
    """What stands of the criteria that the syllabus has now."""
    return [_shown(published[item.id]) for item in subject.criteria if item.id in published]


def _subject_names(session: Session, syllabus_ids: set[UUID]) -> dict[UUID, str]:
    if not syllabus_ids:
        return {}
    return dict(
        session.exec(select(Syllabus.id, Syllabus.subject_name).where(col(Syllabus.id).in_(syllabus_ids))).all()
    )


def latest_feedback(session: Session, actor: Actor, student_id: UUID, limit: int = 3) -> tuple[Feedback, ...]:
    """The newest published judgements of a student: of each subject the latest first, then the others.

    Raises:
        NotFound: the actor may not see the student's assessment.
    """
    if not can_follow(session, actor, student_id, clock.today()):
        raise NotFound
    note_read(session, actor, student_id, "feedback")
    rows = session.exec(
        select(Judgement, Syllabus.subject_name)
        .join(Syllabus, col(Syllabus.id) == col(Judgement.syllabus_id))
        .where(
            Judgement.student_id == student_id,
            published_to(actor),
            or_(col(Judgement.published_comment) != "", col(Judgement.published_level) != ""),
        )
        .order_by(col(Judgement.published_at).desc(), col(Judgement.published_comment) == "", col(Judgement.id).desc())
        .limit(FEEDBACK_LIMIT)
    ).all()
    rows = _one_of_each_first(rows)[:limit]
    names = criterion_names(session, {item.criterion_id for item, _ in rows})
    return tuple(
        Feedback(
            activity_id=item.activity_id,
            syllabus_id=item.syllabus_id,
            subject=subject,
            criterion=names.get(item.criterion_id, ""),
            level=_shown(item).code,
            comment=item.published_comment,
            at=item.published_at or item.changed_at,
        )
        for item, subject in rows
    )


def _one_of_each_first(rows: Sequence[tuple[Judgement, str]]) -> list[tuple[Judgement, str]]:
    """The latest of each subject before the second of any, so that one matrix does not hide the others."""
    seen: Counter[UUID] = Counter()
    turns = []
    for row in rows:
        turns.append((seen[row[0].syllabus_id], row))
        seen[row[0].syllabus_id] += 1
    return [row for _, row in sorted(turns, key=lambda turn: turn[0])]


def own_subjects(session: Session, actor: Actor, student_id: UUID) -> tuple[OwnSubject, ...]:
    """The student's subjects with the own published matrix, in order of name; also those without judgements yet.

    Raises:
        NotFound: the actor may not see the student's assessment.
    """
    published = _published(session, actor, student_id)
    studied = _studied(session, student_id)
    names = _subject_names(session, set(published) | set(studied))
    catalogue = _assessed(session, student_id, names, published)
    return tuple(
        _own_subject(syllabus_id, name, studied.get(syllabus_id, ""), catalogue[syllabus_id], published[syllabus_id])
        for syllabus_id, name in sorted(names.items(), key=lambda pair: pair[1])[:SUBJECTS_LIMIT]
        if syllabus_id in catalogue
    )


def _studied(session: Session, student_id: UUID) -> dict[UUID, str]:
    """The syllabuses that the student is taught today, with the teachers' names."""
    day = clock.today()
    rows = session.exec(
        select(Activity.syllabus_id, Person.given_name, Person.family_name, Person.security_marking)
        .join(ActivityGroup, col(ActivityGroup.activity_id) == col(Activity.id))
        .join(GroupMembership, col(GroupMembership.group_id) == col(ActivityGroup.group_id))
        .join(ActivityTeacher, col(ActivityTeacher.activity_id) == col(Activity.id))
        .join(Duty, col(Duty.id) == col(ActivityTeacher.duty_id))
        .join(Person, col(Person.id) == col(Duty.person_id))
        .where(
            GroupMembership.person_id == student_id,
            col(Activity.syllabus_id).is_not(None),
            holds_on(GroupMembership.start_date, GroupMembership.end_date, day),
            holds_on(Activity.start_date, Activity.end_date, day),
            holds_on(ActivityTeacher.start_date, ActivityTeacher.end_date, day),
        )
        .order_by(col(Person.family_name), col(Person.given_name))
        .limit(SUBJECTS_LIMIT * 4)
    ).all()
    found: dict[UUID, list[str]] = defaultdict(list)
    for syllabus_id, given, family, marking in rows:
        if syllabus_id is None:
            continue
        name = f"{given} {family}" if marking == "Ingen" else ""
        if name not in found[syllabus_id]:
            found[syllabus_id].append(name)
    return {key: ", ".join(filter(None, teachers)) for key, teachers in found.items()}


def _own_subject(
    syllabus_id: UUID, name: str, teachers: str, subject: SubjectCriteria, published: dict[UUID, Judgement]
) -> OwnSubject:
    counted = progress(_standings(published, subject), subject.levels, len(subject.criteria))
    return OwnSubject(
        syllabus_id=str(syllabus_id),
        subject=name,
        curriculum=subject.curriculum,
        years=subject.years,
        teachers=teachers,
        reached=counted.reached,
        judged=counted.judged,
        total=counted.total,
        criteria=tuple(_own_criterion(item, published.get(item.id), subject) for item in subject.criteria),
    )


def _own_criterion(criterion: CriterionShown, judgement: Judgement | None, subject: SubjectCriteria) -> OwnCriterion:
    held = _shown(judgement) if judgement else Standing()
    return OwnCriterion(
        id=str(criterion.id),
        name=criterion.name,
        code=held.code,
        reached=is_reached(held.level, subject.levels),
        comment=judgement.published_comment if judgement else "",
        at=judgement.published_at if judgement else None,
        wordings=tuple(Wording(*wording) for wording in criterion.wordings),
        described_by=wordings_for(held.level, criterion.wordings, subject.levels),
        ahead=Wording(*next_step(held.level, criterion.wordings, subject.levels)),
    )
