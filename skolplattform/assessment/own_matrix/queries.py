"""Reads of matrices of teachers' own: the form of one, and what is shown of a student."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.assessment.own_matrix.rules import code_of
from skolplattform.assessment.own_matrix.tables import OwnAspect, OwnMatrix
from skolplattform.assessment.own_matrix.views import AspectField, AspectShown, MatrixForm, OwnMatrixShown, Pairs
from skolplattform.assessment.permissions import can_follow, shown_to
from skolplattform.assessment.queries.activity import catalogue_of, criterion_names, taught_activity
from skolplattform.assessment.queries.student import note_read
from skolplattform.assessment.tables import Judgement
from skolplattform.core import clock, modules
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.i18n import NO_TEXT
from skolplattform.i18n.format import day_text
from skolplattform.planning.contract import PlanningContract
from skolplattform.schedule.tables import Activity, ActivityGroup, Syllabus

MOST_ASPECTS, MOST_JUDGED = 100, 1_000
UNITS_BEFORE, UNITS_AFTER = timedelta(weeks=12), timedelta(weeks=12)


def new_matrix(session: Session, actor: Actor, activity_id: UUID) -> MatrixForm:
    """An empty form for what the actor teaches.

    Raises:
        NotFound: not the actor's.
    """
    activity = taught_activity(session, actor, activity_id)
    return MatrixForm(
        activity_id=str(activity_id),
        activity=activity.display_name,
        criteria=_criteria(session, activity),
        plans=_plans(session, actor, activity),
    )


def matrix_form(session: Session, actor: Actor, matrix_id: UUID) -> MatrixForm:
    """The form of a matrix as it stands.

    Raises:
        NotFound: missing, put away, or not the actor's.
    """
    matrix = session.get(OwnMatrix, matrix_id)
    if matrix is None or matrix.archived:
        raise NotFound
    activity = taught_activity(session, actor, matrix.activity_id)
    aspects = session.exec(
        select(OwnAspect).where(OwnAspect.matrix_id == matrix_id).order_by(col(OwnAspect.position)).limit(MOST_ASPECTS)
    ).all()
    return MatrixForm(
        id=str(matrix_id),
        version=matrix.version,
        activity_id=str(activity.id),
        activity=activity.display_name,
        title=matrix.title,
        levels=tuple(matrix.levels),
        aspects=tuple(
            AspectField(str(one.id), one.name, str(one.criterion_id or ""), tuple(one.wordings)) for one in aspects
        ),
        plan_id=str(matrix.plan_id or ""),
        criteria=_criteria(session, activity),
        plans=_plans(session, actor, activity),
    )


def _criteria(session: Session, activity: Activity) -> Pairs:
    if activity.syllabus_id is None:
        return ()
    subject = catalogue_of(session, [activity.syllabus_id], day=activity.start_date).get(activity.syllabus_id)
    return tuple((str(one.id), one.name) for one in subject.criteria) if subject else ()


def _plans(session: Session, actor: Actor, activity: Activity) -> Pairs:
    """The published units of the activity's groups in these months, when planning is installed."""
    planning = modules.get(PlanningContract)
    if planning is None:
        return ()
    first, last = clock.today() - UNITS_BEFORE, clock.today() + UNITS_AFTER
    groups = session.exec(select(ActivityGroup.group_id).where(ActivityGroup.activity_id == activity.id)).all()
    subject = session.get(Syllabus, activity.syllabus_id) if activity.syllabus_id else None
    units = {
        str(unit.id): unit.title
        for group in sorted(groups)
        for unit in planning.units_of_group(session, actor, group, first, last)
        if subject is None or unit.subject == subject.subject_name
    }
    return tuple(units.items())


def matrices_of_student(session: Session, actor: Actor, student_id: UUID) -> tuple[OwnMatrixShown, ...]:
    """What is shown of a student in matrices of teachers' own, in the teachers' words, by subject and title.

    Raises:
        NotFound: the actor may not see the student's assessment.
    """
    if not can_follow(session, actor, student_id, clock.today()):
        raise NotFound
    note_read(session, actor, student_id, "own_matrices")
    rows = session.exec(
        select(Judgement)
        .where(Judgement.student_id == student_id, shown_to(actor), col(Judgement.matrix_id).is_not(None))
        .order_by(col(Judgement.published_at).desc(), col(Judgement.id))
        .limit(MOST_JUDGED)
    ).all()
    judged: defaultdict[UUID, dict[UUID, Judgement]] = defaultdict(dict)
    for item in rows:
        if item.matrix_id is not None:
            judged[item.matrix_id][item.criterion_id] = item
    return _shown(session, judged, _units(session, actor, student_id)) if judged else ()


def _units(session: Session, actor: Actor, student_id: UUID) -> dict[UUID, str]:
    """The published units of the student in these months that a matrix can lead to."""
    planning, today = modules.get(PlanningContract), clock.today()
    if planning is None:
        return {}
    units = planning.units_of_student(session, actor, student_id, today - UNITS_BEFORE, today + UNITS_AFTER)
    return {unit.id: unit.title for unit in units}


def _shown(
    session: Session, judged: dict[UUID, dict[UUID, Judgement]], units: dict[UUID, str]
) -> tuple[OwnMatrixShown, ...]:
    matrices = session.exec(
        select(OwnMatrix, Syllabus.subject_name)
        .join(Activity, col(Activity.id) == col(OwnMatrix.activity_id))
        .join(Syllabus, col(Syllabus.id) == col(Activity.syllabus_id), isouter=True)
        .where(col(OwnMatrix.id).in_(judged))
        .order_by(col(Syllabus.subject_name), col(OwnMatrix.title), col(OwnMatrix.id))
    ).all()
    aspects = _aspects(session, judged)
    criteria = criterion_names(
        session, {one.criterion_id for held in aspects.values() for one in held if one.criterion_id}
    )
    return tuple(
        OwnMatrixShown(
            id=str(matrix.id),
            title=matrix.title,
            subject=subject or "",
            plan_id=str(matrix.plan_id) if matrix.plan_id in units else "",
            plan=units.get(matrix.plan_id, "") if matrix.plan_id else "",
            aspects=tuple(
                _aspect(matrix, one, judged[matrix.id][one.id], criteria)
                for one in aspects[matrix.id]
                if one.id in judged[matrix.id]
            ),
        )
        for matrix, subject in matrices
    )


def _aspects(session: Session, matrices: Collection[UUID]) -> defaultdict[UUID, list[OwnAspect]]:
    found: defaultdict[UUID, list[OwnAspect]] = defaultdict(list)
    question = select(OwnAspect).where(col(OwnAspect.matrix_id).in_(matrices))
    for one in session.exec(question.order_by(col(OwnAspect.position), col(OwnAspect.id)).limit(MOST_JUDGED)).all():
        found[one.matrix_id].append(one)
    return found


def _aspect(matrix: OwnMatrix, one: OwnAspect, judgement: Judgement, criteria: dict[UUID, str]) -> AspectShown:
    place = next((at for at in range(len(matrix.levels)) if code_of(at) == judgement.published_level), None)
    above = place + 1 if place is not None and place + 1 < len(matrix.levels) else None
    return AspectShown(
        name=one.name,
        criterion=criteria.get(one.criterion_id, "") if one.criterion_id else "",
        level=matrix.levels[place] if place is not None else "",
        wording=one.wordings[place] if place is not None else "",
        next_level=one.wordings[above] if above is not None else "",
        comment=judgement.published_comment,
        when=day_text(clock.local(judgement.published_at).date(), style="short") if judgement.published_at else NO_TEXT,
    )
