"""Reads of self-assessment: what is open to a student, and what a class has said beside its teacher's matrix."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from skolplattform.assessment.queries.activity import criteria_of_students, students_of, taught_activity
from skolplattform.assessment.rules import Standing
from skolplattform.assessment.self_assessment.permissions import ASSESS_SELF, own_activities
from skolplattform.assessment.self_assessment.tables import SelfAnswer, SelfOpening
from skolplattform.assessment.self_assessment.views import (
    ClassSaid,
    OwnLine,
    OwnUnit,
    SaidCell,
    SaidRow,
    UnitChoice,
)
from skolplattform.assessment.tables import Judgement
from skolplattform.core import clock, modules, readings
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.i18n import NO_TEXT
from skolplattform.i18n.format import day_text
from skolplattform.planning.contract import CriterionShown, PlanningContract, SubjectCriteria, UnitSummary
from skolplattform.registry.queries import names
from skolplattform.schedule.tables import Activity, ActivityGroup, Syllabus

MOST_OPEN, MOST_ANSWERS = 30, 4_000
UNITS_BEFORE, UNITS_AFTER = timedelta(weeks=16), timedelta(weeks=8)

Said = dict[tuple[UUID, UUID], SelfAnswer]
"""By student and criterion."""


def open_to_student(session: Session, actor: Actor) -> tuple[OwnUnit, ...]:
    """The units that the student may assess the own work in now, newest first.

    Raises:
        Denied: no student.
    """
    require(actor, ASSESS_SELF)
    rows = session.exec(
        select(SelfOpening, Activity, Syllabus.subject_name)
        .join(Activity, col(Activity.id) == col(SelfOpening.activity_id))
        .join(Syllabus, col(Syllabus.id) == col(Activity.syllabus_id), isouter=True)
        .where(
            col(SelfOpening.closed_at).is_(None),
            col(SelfOpening.activity_id).in_(own_activities(actor, clock.today())),
        )
        .order_by(col(SelfOpening.opened_at).desc(), col(SelfOpening.id))
        .limit(MOST_OPEN)
    ).all()
    said = answers(session, [opening.id for opening, _, _ in rows], actor.person_id)
    return tuple(
        OwnUnit(str(opening.id), opening.title, subject or "", _lines(session, actor, opening, activity, said))
        for opening, activity, subject in rows
    )


def _lines(
    session: Session, actor: Actor, opening: SelfOpening, activity: Activity, said: Mapping[UUID, Said]
) -> tuple[OwnLine, ...]:
    held = said.get(opening.id, {})
    return tuple(
        _line(one, held.get((actor.person_id, one.id))) for one in own_criteria(session, actor, opening, activity)
    )


def _line(one: CriterionShown, answer: SelfAnswer | None) -> OwnLine:
    wording = one.wordings[0][1] if one.wordings else ""
    own, words, version = (answer.own, answer.words, answer.version) if answer else ("", "", 0)
    return OwnLine(str(one.id), one.name, wording, own, words, version)


def own_criteria(
    session: Session, actor: Actor, opening: SelfOpening, activity: Activity
) -> tuple[CriterionShown, ...]:
    """The criteria that the unit assesses, as the student's own curriculum words them (R-Y01)."""
    me = list(names(session, actor, [actor.person_id]).values())
    subject = criteria_of_students(session, activity, me).get(str(actor.person_id))
    return chosen(subject, opening)


def chosen(subject: SubjectCriteria | None, opening: SelfOpening) -> tuple[CriterionShown, ...]:
    """Those of the unit; all where the unit has chosen none, or the student follows another curriculum."""
    if subject is None:
        return ()
    of_unit = tuple(one for one in subject.criteria if str(one.id) in set(opening.criteria))
    return of_unit or subject.criteria


def answers(session: Session, openings: Sequence[UUID], student_id: UUID | None = None) -> dict[UUID, Said]:
    """What has been said in these openings, by one student or by all."""
    wanted = [col(SelfAnswer.opening_id).in_(openings)]
    if student_id is not None:
        wanted.append(col(SelfAnswer.student_id) == student_id)
    rows = session.exec(
        select(SelfAnswer)
        .where(*wanted)
        .order_by(col(SelfAnswer.opening_id), col(SelfAnswer.student_id), col(SelfAnswer.criterion_id))
        .limit(MOST_ANSWERS)
    ).all()
    found: dict[UUID, Said] = {}
    for row in rows:
        found.setdefault(row.opening_id, {})[row.student_id, row.criterion_id] = row
    return found


def class_said(session: Session, actor: Actor, activity_id: UUID, opening_id: UUID | None = None) -> ClassSaid:
    """The units of what the actor teaches, and what the class has said in one of them: the newest when none is chosen.

    Raises:
        NotFound: not the actor's.
    """
    activity = taught_activity(session, actor, activity_id)
    openings = session.exec(
        select(SelfOpening)
        .where(SelfOpening.activity_id == activity_id)
        .order_by(col(SelfOpening.opened_at).desc(), col(SelfOpening.id))
        .limit(MOST_OPEN)
    ).all()
    shown = next((one for one in openings if one.id == opening_id), next(iter(openings), None))
    units = _choices(session, actor, activity, openings)
    base = {"activity_id": str(activity_id), "activity": activity.display_name, "units": units}
    if shown is None:
        return ClassSaid(**base)
    return _of_class(session, actor, activity, shown, base)


def _choices(
    session: Session, actor: Actor, activity: Activity, openings: Sequence[SelfOpening]
) -> tuple[UnitChoice, ...]:
    """The published units of these months, and those that were opened before."""
    ids = [one.id for one in openings]
    counted = select(SelfAnswer.opening_id, func.count(col(SelfAnswer.student_id).distinct())).where(
        col(SelfAnswer.opening_id).in_(ids), or_(col(SelfAnswer.own) != "", col(SelfAnswer.words) != "")
    )
    answered = dict(session.exec(counted.group_by(col(SelfAnswer.opening_id))).all()) if ids else {}
    held = {one.plan_id: one for one in openings}
    units = published_units(session, actor, activity)
    rows = {key: (unit.title, unit.weeks) for key, unit in units.items()}
    rows |= {one.plan_id: (one.title, rows.get(one.plan_id, ("", ""))[1]) for one in openings}
    return tuple(
        _choice(plan_id, title, weeks, held.get(plan_id), answered) for plan_id, (title, weeks) in rows.items()
    )


def _choice(
    plan_id: UUID, title: str, weeks: str, held: SelfOpening | None, answered: Mapping[UUID, int]
) -> UnitChoice:
    if held is None:
        return UnitChoice(str(plan_id), title, weeks, "", is_open=False, version=0, answered=0)
    is_open = held.closed_at is None
    return UnitChoice(str(plan_id), title, weeks, str(held.id), is_open, held.version, answered.get(held.id, 0))


def published_units(session: Session, actor: Actor, activity: Activity) -> dict[UUID, UnitSummary]:
    """The published units of the activity's groups in its subject; none without planning."""
    planning = modules.get(PlanningContract)
    subject = session.get(Syllabus, activity.syllabus_id) if activity.syllabus_id else None
    if planning is None or subject is None:
        return {}
    first, last = clock.today() - UNITS_BEFORE, clock.today() + UNITS_AFTER
    groups = session.exec(select(ActivityGroup.group_id).where(ActivityGroup.activity_id == activity.id)).all()
    return {
        unit.id: unit
        for group in sorted(groups)
        for unit in planning.units_of_group(session, actor, group, first, last)
        if unit.subject == subject.subject_name and not unit.is_draft
    }


def _of_class(
    session: Session, actor: Actor, activity: Activity, opening: SelfOpening, base: dict[str, object]
) -> ClassSaid:
    students = students_of(session, actor, activity)
    subjects = criteria_of_students(session, activity, students)
    columns = {one.id: one.name for subject in subjects.values() for one in chosen(subject, opening)}
    persons = [UUID(person.id) for person in students]
    readings.opened(
        session, actor, "assessment.read_self", "activity", activity.id, persons=persons, unit=activity.unit_id
    )
    said = answers(session, [opening.id]).get(opening.id, {})
    levels = _levels(session, activity.id, list(columns))
    rows = tuple(
        SaidRow(
            person.id,
            person.name,
            any(student == UUID(person.id) for student, _ in said),
            tuple(_cell((UUID(person.id), criterion), said, levels) for criterion in columns),
        )
        for person in students
    )
    return ClassSaid(
        **base,
        opening_id=str(opening.id),
        title=opening.title,
        opened=day_text(clock.local(opening.opened_at).date(), style="date") if opening.opened_at else NO_TEXT,
        criteria=tuple(columns.values()),
        rows=rows,
        said=sum(row.has_said for row in rows),
    )


def _cell(place: tuple[UUID, UUID], said: Said, levels: Mapping[tuple[UUID, UUID], str]) -> SaidCell:
    answer = said.get(place)
    own, words = (answer.own, answer.words) if answer else ("", "")
    return SaidCell(own, words, levels.get(place, ""))


def _levels(session: Session, activity_id: UUID, criteria: Sequence[UUID]) -> dict[tuple[UUID, UUID], str]:
    """What stands in the teacher's own matrix of the subject, drafts included."""
    rows = session.exec(
        select(Judgement)
        .where(
            Judgement.activity_id == activity_id,
            col(Judgement.matrix_id).is_(None),
            col(Judgement.criterion_id).in_(criteria),
        )
        .order_by(col(Judgement.id))
        .limit(MOST_ANSWERS)
    ).all()
    return {(row.student_id, row.criterion_id): Standing(row.level, row.no_evidence).code for row in rows}
