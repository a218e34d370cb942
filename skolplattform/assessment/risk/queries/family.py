"""What a student, or each custodian on their own, has been warned of."""

# pyright: reportArgumentType=false, reportCallIssue=false

from sqlmodel import Session, col, select

from skolplattform.assessment.risk.permissions import READ_OWN, of_family
from skolplattform.assessment.risk.queries.warning import said
from skolplattform.assessment.risk.tables import RiskReceipt, RiskWarning
from skolplattform.assessment.risk.views import FamilyWarning
from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.i18n import NO_TEXT
from skolplattform.i18n.format import day_text
from skolplattform.registry.queries import names
from skolplattform.schedule.tables import Syllabus

MOST = 60


def family_warnings(session: Session, actor: Actor) -> tuple[FamilyWarning, ...]:
    """Those that hold first, newest first. Of the receipts only the actor's own: who else has read is not told.

    Raises:
        Denied: neither student nor guardian.
    """
    require(actor, READ_OWN)
    rows = session.exec(
        select(RiskWarning, Syllabus.subject_name)
        .join(Syllabus, col(Syllabus.id) == col(RiskWarning.syllabus_id))
        .where(of_family(actor, clock.today()))
        .order_by(col(RiskWarning.ended_on).is_not(None), col(RiskWarning.sent_at).desc(), col(RiskWarning.id))
        .limit(MOST)
    ).all()
    ids = [warning.id for warning, _ in rows]
    receipts = select(RiskReceipt.warning_id, RiskReceipt.at).where(
        RiskReceipt.person_id == actor.person_id, col(RiskReceipt.warning_id).in_(ids)
    )
    read = dict(session.exec(receipts).all()) if ids else {}
    shown = names(session, actor, {id_ for warning, _ in rows for id_ in (warning.student_id, warning.author_id)})
    return tuple(
        FamilyWarning(
            id=str(warning.id),
            student_id=str(warning.student_id),
            student=shown[warning.student_id].name,
            subject=subject,
            grade=warning.grade,
            teacher=shown[warning.author_id].name if not shown[warning.author_id].masked else "",
            sent=day_text(clock.local(warning.sent_at or warning.changed_at).date(), style="date"),
            criteria=said(warning),
            missing=warning.missing,
            support=warning.support,
            next_step=warning.next_step,
            confirmed=day_text(clock.local(read[warning.id]).date(), style="date") if warning.id in read else NO_TEXT,
            ended=day_text(warning.ended_on, style="date") if warning.ended_on else NO_TEXT,
            ending=warning.ending,
            ended_why=warning.ended_why,
        )
        for warning, subject in rows
    )
