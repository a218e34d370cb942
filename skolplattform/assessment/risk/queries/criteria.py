"""What the student of a warning is assessed against."""

from sqlmodel import Session

from skolplattform.assessment.queries.activity import criteria_of_students, students_of
from skolplattform.assessment.risk.tables import RiskWarning
from skolplattform.core.actor import Actor
from skolplattform.planning.contract import CriterionShown
from skolplattform.schedule.tables import Activity


def criteria_of(session: Session, actor: Actor, warning: RiskWarning) -> tuple[CriterionShown, ...]:
    """What the student is assessed against in the warning's teaching."""
    activity = session.get_one(Activity, warning.activity_id)
    students = [one for one in students_of(session, actor, activity) if one.id == str(warning.student_id)]
    subject = criteria_of_students(session, activity, students).get(str(warning.student_id))
    return subject.criteria if subject else ()
