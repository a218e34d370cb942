"""A teacher chooses whom to warn: the group, and what the matrix says of each."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.assessment.queries.activity import criteria_of_students, students_of, taught_activity
from skolplattform.assessment.risk import rules
from skolplattform.assessment.risk.permissions import WARN
from skolplattform.assessment.risk.queries.rows import state
from skolplattform.assessment.risk.tables import RiskWarning
from skolplattform.assessment.risk.views import Apart, Candidate, WarnGroup
from skolplattform.assessment.rules import Reached, Standing, progress
from skolplattform.assessment.tables import Judgement
from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.planning.contract import SubjectCriteria, other_form
from skolplattform.registry.permissions import enrolment_holds
from skolplattform.registry.tables import Enrolment
from skolplattform.registry.views import ShownPerson
from skolplattform.schedule.tables import Activity, Syllabus
from skolplattform.schedule.terms import term_of


def warn_group(session: Session, actor: Actor, activity_id: UUID) -> WarnGroup:
    """The students of what the actor teaches, those with most that is not reached in its matrix first, drafts included.

    Raises:
        NotFound: missing, or the actor does not teach it.
    """
    require(actor, WARN)
    activity = taught_activity(session, actor, activity_id)
    term = term_of(session, activity.unit_id, clock.today())
    students = students_of(session, actor, activity)
    persons, unit = [UUID(person.id) for person in students], activity.unit_id
    readings.opened(session, actor, "assessment.read_warnings", "activity", activity_id, persons=persons, unit=unit)
    ends = term.end_date if term else None
    assessed = criteria_of_students(session, activity, students)
    forms = forms_of(session, activity, assessed)
    hindered = _hindrances(session, activity, persons, forms, ends)
    able = [person for person in students if hindered[UUID(person.id)] is None]
    why = next((str(one) for one in hindered.values() if one), rules.Hindrance.NO_GRADES.value) if not able else ""
    counted, held = _counted(session, activity, able, assessed), _held(session, activity, ends) if ends else {}
    found = [_candidate(person, counted[person.id], held.get(UUID(person.id))) for person in able]
    return WarnGroup(
        activity_id=str(activity_id),
        name=activity.display_name,
        hindrance=why,
        students=tuple(sorted(found, key=lambda one: -one.below)),
        apart=tuple(
            Apart(person.name, other_form(forms[person.id], forms[""]))
            for person in students
            if able and hindered[UUID(person.id)] is rules.Hindrance.NO_FAIL
        ),
    )


def forms_of(session: Session, activity: Activity, assessed: Mapping[str, SubjectCriteria]) -> defaultdict[str, str]:
    """The school form by whose rules each student is graded: that of the syllabus they read (R-P03), else the group's.

    The empty key holds the group's own; empty when nothing is taught by a syllabus.
    """
    own = session.get_one(Syllabus, activity.syllabus_id).school_type if activity.syllabus_id else ""
    return defaultdict(lambda: own, {student: one.school_type or own for student, one in assessed.items()})


def _hindrances(
    session: Session, activity: Activity, students: list[UUID], forms: defaultdict[str, str], ends: date | None
) -> dict[UUID, rules.Hindrance | None]:
    if activity.syllabus_id is None:
        return dict.fromkeys(students, rules.Hindrance.NO_GRADES)
    today = clock.today()
    rows = session.exec(
        select(Enrolment.person_id, Enrolment.school_year)
        .where(col(Enrolment.person_id).in_(students), enrolment_holds(today), col(Enrolment.school_year).is_not(None))
        .order_by(col(Enrolment.start_date))
    ).all()
    years = dict(rows)
    return {one: rules.hindrance(forms[str(one)], years.get(one), today, ends) for one in students}


def _counted(
    session: Session, activity: Activity, students: list[ShownPerson], assessed: Mapping[str, SubjectCriteria]
) -> dict[str, Reached]:
    standings: defaultdict[str, list[Standing]] = defaultdict(list)
    judged = select(Judgement).where(Judgement.activity_id == activity.id, col(Judgement.matrix_id).is_(None))
    for one in session.exec(judged).all():
        standings[str(one.student_id)].append(Standing(one.level, one.no_evidence))
    nothing = Reached(0, 0, 0)
    return {
        person.id: progress(standings[person.id], assessed[person.id].levels, len(assessed[person.id].criteria))
        if person.id in assessed
        else nothing
        for person in students
    }


def _held(session: Session, activity: Activity, ends: date) -> dict[UUID, RiskWarning]:
    question = select(RiskWarning).where(
        RiskWarning.syllabus_id == activity.syllabus_id,
        RiskWarning.unit_id == activity.unit_id,
        RiskWarning.term_ends == ends,
        col(RiskWarning.ended_on).is_(None),
    )
    return {one.student_id: one for one in session.exec(question).all()}


def _candidate(person: ShownPerson, counted: Reached, held: RiskWarning | None) -> Candidate:
    return Candidate(
        id=person.id,
        name=person.name,
        below=counted.judged - counted.reached,
        judged=counted.judged,
        warning_id=str(held.id) if held else "",
        state=state(held, clock.today()).value if held else "",
    )
