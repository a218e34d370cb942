"""The teacher's side: a group's matrix, and the history of a cell."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.assessment.permissions import RECORD
from skolplattform.assessment.rules import Standing
from skolplattform.assessment.tables import Judgement, JudgementVersion, PublishedVersion
from skolplattform.assessment.views import (
    DRAFT,
    EMPTY,
    PUBLISHED,
    Cell,
    Column,
    CurriculumChoice,
    HistoryEntry,
    Level,
    Matrix,
    MatrixRow,
    Wording,
)
from skolplattform.core import clock, modules, readings
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.i18n import NO_TEXT
from skolplattform.planning.contract import CriteriaCatalogue, CriterionShown, SubjectCriteria
from skolplattform.registry.permissions import holds_on, identity_shown
from skolplattform.registry.queries import names, shown_person
from skolplattform.registry.tables import GroupMembership, Person
from skolplattform.registry.views import ShownPerson
from skolplattform.schedule.permissions import taught
from skolplattform.schedule.tables import Activity, ActivityGroup, Syllabus

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


def catalogue_of(
    session: Session, syllabus_ids: Collection[UUID], *, student_id: UUID | None = None, day: date | None = None
) -> dict[UUID, SubjectCriteria]:
    """The criteria of these syllabuses that day, a student's by their own curriculum; empty without planning."""
    catalogue = modules.get(CriteriaCatalogue)
    if catalogue is None or not syllabus_ids:
        return {}
    return catalogue.subject_criteria(session, set(syllabus_ids), student_id=student_id, day=day)


def criteria_of_students(
    session: Session, activity: Activity, students: Sequence[ShownPerson]
) -> dict[str, SubjectCriteria]:
    """What each student of the activity is assessed against, by their own curriculum (R-Y01).

    The versions are those that held when the activity began: a new one waits for the next.
    """
    catalogue = modules.get(CriteriaCatalogue)
    if catalogue is None or activity.syllabus_id is None:
        return {}
    ids = [UUID(person.id) for person in students]
    found = catalogue.criteria_of_students(session, activity.syllabus_id, ids, activity.start_date)
    return {str(student): subject for student, subject in found.items()}


def criterion_names(session: Session, criterion_ids: Collection[UUID]) -> dict[UUID, str]:
    """What these criteria are called; empty when planning is not installed."""
    catalogue = modules.get(CriteriaCatalogue)
    return catalogue.criterion_names(session, criterion_ids) if catalogue else {}


def matrix(session: Session, actor: Actor, activity_id: UUID, curriculum: str = "") -> Matrix:
    """A group's matrix as its teacher works in it: students against criteria, drafts included.

    Where students follow different curricula it is the matrix of those who follow `curriculum`, of the most when it
    is none of theirs (R-Y01).

    Raises:
        NotFound: missing, or the actor does not teach it.
    """
    activity = taught_activity(session, actor, activity_id)
    syllabus = session.get(Syllabus, activity.syllabus_id) if activity.syllabus_id else None
    everybody = students_of(session, actor, activity)
    assessed = criteria_of_students(session, activity, everybody)
    choices = Counter(subject.curriculum for subject in assessed.values()).most_common()
    chosen = curriculum if curriculum in dict(choices) else next((code for code, _ in choices), "")
    subject = next((s for s in assessed.values() if s.curriculum == chosen), None)
    if subject is None and activity.syllabus_id:
        subject = catalogue_of(session, [activity.syllabus_id], day=activity.start_date).get(activity.syllabus_id)
    students = [person for person in everybody if assessed.get(person.id, subject) == subject]
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
        years=subject.years if subject else NO_TEXT,
        curricula=tuple(CurriculumChoice(*choice) for choice in choices) if len(choices) > 1 else (),
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
