"""One warning as staff open it."""

# pyright: reportArgumentType=false, reportCallIssue=false

from dataclasses import replace
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.assessment.risk import rules
from skolplattform.assessment.risk.notices import addressees_of
from skolplattform.assessment.risk.permissions import FOLLOW, followed, writable
from skolplattform.assessment.risk.queries.criteria import criteria_of
from skolplattform.assessment.risk.queries.reminder import decided, decisions
from skolplattform.assessment.risk.queries.rows import state
from skolplattform.assessment.risk.tables import RiskReceipt, RiskWarning
from skolplattform.assessment.risk.views import Reader, Said, WarningView
from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.i18n import NO_TEXT
from skolplattform.i18n.format import day_text
from skolplattform.registry.queries import class_of, names
from skolplattform.registry.views import ShownPerson
from skolplattform.schedule.tables import Syllabus


def warning_view(session: Session, actor: Actor, warning_id: UUID) -> WarningView:
    """A draft with its criteria to choose among, or what was sent and who has confirmed. The opening is audited.

    Raises:
        NotFound: missing, or not the actor's to follow.
    """
    require(actor, FOLLOW)
    today = clock.today()
    row = session.exec(
        select(RiskWarning, Syllabus.subject_name, writable(actor, today))
        .join(Syllabus, col(Syllabus.id) == col(RiskWarning.syllabus_id))
        .where(RiskWarning.id == warning_id, followed(actor, today))
    ).one_or_none()
    if row is None:
        raise NotFound
    warning, subject, can_write = row
    student = warning.student_id
    readings.opened(
        session, actor, "assessment.read_warnings", "risk_warning", warning_id, persons=[student], unit=warning.unit_id
    )
    expected = sorted(addressees_of(session, [student], today)[student])
    shown, classes = names(session, actor, [student, warning.author_id, *expected]), class_of(session, [student])
    view = replace(
        _written(warning),
        student=shown[student].name,
        class_name=classes[student].name if student in classes else "",
        subject=subject,
        can_write=bool(can_write),
        author="" if shown[warning.author_id].masked else shown[warning.author_id].name,
        remind_after=rules.remind_after_on((decided(one) for one in decisions(session, warning.unit_id)), today),
    )
    if warning.sent_at is None:
        return replace(view, criteria=_to_choose(session, actor, warning))
    return replace(view, criteria=said(warning), readers=_readers(session, warning, expected, shown))


def _written(warning: RiskWarning) -> WarningView:
    """What stands in the row itself."""
    return WarningView(
        id=str(warning.id),
        version=warning.version,
        unit_id=str(warning.unit_id),
        activity_id=str(warning.activity_id),
        grade=warning.grade,
        state=state(warning, clock.today()).value,
        sent=day_text(clock.local(warning.sent_at).date(), style="date") if warning.sent_at else NO_TEXT,
        term_ends=day_text(warning.term_ends, style="date"),
        missing=warning.missing,
        support=warning.support,
        next_step=warning.next_step,
        ended=day_text(warning.ended_on, style="date") if warning.ended_on else NO_TEXT,
        ending=warning.ending,
        ended_why=warning.ended_why,
    )


def said(warning: RiskWarning) -> tuple[Said, ...]:
    """The criteria as they were worded when it was sent."""
    return tuple(Said(str(at), name, wording) for at, (name, wording) in enumerate(warning.against))


def _to_choose(session: Session, actor: Actor, warning: RiskWarning) -> tuple[Said, ...]:
    picked = set(warning.criteria)
    return tuple(
        Said(str(item.id), item.name, dict(item.wordings).get(warning.grade, ""), str(item.id) in picked)
        for item in criteria_of(session, actor, warning)
    )


def _readers(
    session: Session, warning: RiskWarning, expected: list[UUID], shown: dict[UUID, ShownPerson]
) -> tuple[Reader, ...]:
    """The student first; each who is to read now, with the day they confirmed."""
    receipts = select(RiskReceipt.person_id, RiskReceipt.at).where(RiskReceipt.warning_id == warning.id)
    read = dict(session.exec(receipts).all())
    return tuple(
        Reader(
            name=shown[person].name,
            is_student=person == warning.student_id,
            when=day_text(clock.local(read[person]).date(), style="date") if person in read else NO_TEXT,
            has_read=person in read,
        )
        for person in sorted(expected, key=lambda one: (one != warning.student_id, shown[one].name))
    )
