"""A warning is sent, confirmed by those who read it, and ends when the student has caught up."""

from uuid import UUID

from sqlmodel import Session, select

from skolplattform.assessment.risk import rules
from skolplattform.assessment.risk.notices import addressees_of, confirmed, tell_ended, tell_home, tell_school
from skolplattform.assessment.risk.permissions import READ_OWN, of_family, writable_warning
from skolplattform.assessment.risk.queries.criteria import criteria_of
from skolplattform.assessment.risk.service.draft import note_step, unchanged
from skolplattform.assessment.risk.tables import RiskReceipt, RiskWarning
from skolplattform.core import audit, changes, clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Invalid, NotFound
from skolplattform.core.idempotency import once
from skolplattform.core.permissions import require


def send_warning(session: Session, actor: Actor, warning_id: UUID, *, version: int, key: str) -> None:
    """Let student, custodians, mentor and head read it. What was sent is never rewritten.

    Raises:
        NotFound: not the actor's.
        Conflict: a colleague has written since.
        Invalid: something is not written, or the term has ended.
    """

    def send() -> dict[str, str]:
        warning = unchanged(writable_warning(session, actor, warning_id), version)
        if warning.sent_at is not None:
            return {}
        rules.checked_to_send(warning.missing, warning.support, warning.next_step)
        if clock.today() > warning.term_ends:
            raise Invalid("student", "risk.error.no_term")
        warning.against = _worded(session, actor, warning)
        warning.sent_at, warning.author_id = clock.now(), actor.person_id
        warning.version += 1
        note_step(session, actor, warning, "send")
        students = addressees_of(session, [warning.student_id], clock.today())
        tell_home(session, warning, students[warning.student_id])
        tell_school(session, actor.person_id, warning)
        return {}

    once(session, actor, key, f"assessment.send_warning:{warning_id}", send)


def _worded(session: Session, actor: Actor, warning: RiskWarning) -> list[list[str]]:
    """The ticked criteria with the wording of the lowest pass, in the order of the syllabus."""
    chosen = set(warning.criteria)
    return [
        [item.name, dict(item.wordings).get(warning.grade, "")]
        for item in criteria_of(session, actor, warning)
        if str(item.id) in chosen
    ]


def end_warning(
    session: Session, actor: Actor, warning_id: UUID, *, ending: str, why: str, version: int, key: str
) -> None:
    """It holds no more: the student has caught up, or it should not have been sent. Who was told is told so.

    Raises:
        NotFound: not the actor's, or never sent.
        Conflict: a colleague ended it.
        Invalid: no reason is written.
    """

    def end() -> dict[str, str]:
        warning = unchanged(writable_warning(session, actor, warning_id), version)
        if warning.sent_at is None or warning.ended_on is not None:
            raise NotFound
        if ending not in set(rules.Ending):
            raise Invalid("ending", "risk.error.ending")
        if not why.strip():
            raise Invalid("why", "risk.error.why")
        warning.ended_on, warning.ended_by = clock.today(), actor.person_id
        warning.ending, warning.ended_why = ending, why.strip()
        warning.version += 1
        note_step(session, actor, warning, "end")
        tell_ended(session, warning, addressees_of(session, [warning.student_id], clock.today())[warning.student_id])
        return {}

    once(session, actor, key, f"assessment.end_warning:{warning_id}", end)


def confirm(session: Session, actor: Actor, warning_id: UUID) -> None:
    """'Jag har läst': the student or a custodian confirms, each on their own. Twice is once.

    Raises:
        NotFound: not sent to the actor, or it has ended.
    """
    require(actor, READ_OWN)
    own = select(RiskWarning).where(RiskWarning.id == warning_id, of_family(actor, clock.today()))
    warning = session.exec(own.with_for_update()).one_or_none()
    if warning is None or warning.ended_on is not None:
        raise NotFound
    if session.get(RiskReceipt, (warning_id, actor.person_id)) is not None:
        return
    session.add(RiskReceipt(warning_id=warning_id, person_id=actor.person_id, at=clock.now()))
    session.flush()
    confirmed(session, warning, actor.person_id)
    audit.record(
        session, actor, READ_OWN.name, "risk_warning", warning_id, subject=warning.student_id, unit=warning.unit_id
    )
    changes.announce(session, f"risk:{warning.unit_id}", f"student:{warning.student_id}")
