"""A teacher writes a warning. Until it is sent only those who teach the student the subject know of it."""

# pyright: reportArgumentType=false, reportCallIssue=false

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.assessment.queries.activity import criteria_of_students, students_of, taught_activity
from skolplattform.assessment.risk import rules
from skolplattform.assessment.risk.permissions import WARN, writable_warning
from skolplattform.assessment.risk.queries.criteria import criteria_of
from skolplattform.assessment.risk.queries.group import forms_of
from skolplattform.assessment.risk.tables import RiskWarning
from skolplattform.assessment.rules import is_reached
from skolplattform.assessment.tables import Judgement
from skolplattform.core import audit, changes, clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.idempotency import once
from skolplattform.core.ids import new_id
from skolplattform.core.permissions import require
from skolplattform.planning.contract import SubjectCriteria
from skolplattform.registry.permissions import enrolment_holds
from skolplattform.registry.tables import Enrolment
from skolplattform.schedule.tables import Activity
from skolplattform.schedule.terms import term_of


@dataclass(frozen=True, slots=True)
class Words:
    """What a warning says: the criteria that are not reached yet, what is missing, what the school does, what next."""

    criteria: tuple[str, ...] = ()
    missing: str = ""
    support: str = ""
    next_step: str = ""


def begin_warning(session: Session, actor: Actor, activity_id: UUID, *, student_id: UUID, key: str) -> UUID:
    """A draft for a student in what the actor teaches; the one that the term has already, when there is one.

    The criteria that the matrix says are not reached are ticked.

    Raises:
        NotFound: not the actor's activity, or not its student.
        Invalid: nobody is warned here, now: see `rules.hindrance`.
    """
    require(actor, WARN)

    def begin() -> dict[str, str]:
        activity = taught_activity(session, actor, activity_id, lock=True)
        student = next((one for one in students_of(session, actor, activity) if one.id == str(student_id)), None)
        if student is None or activity.syllabus_id is None:
            raise NotFound
        term = term_of(session, activity.unit_id, clock.today())
        assessed = criteria_of_students(session, activity, [student])
        school_type = forms_of(session, activity, assessed)[student.id]
        year, ends = school_year(session, student_id, clock.today()), term.end_date if term else None
        hindered = rules.hindrance(school_type, year, clock.today(), ends)
        if hindered or ends is None:
            raise Invalid("student", f"risk.error.{hindered}")
        held = _held(session, student_id, activity.syllabus_id, ends)
        if held is None:
            grade = rules.lowest_pass(school_type)
            held = _new(session, actor, activity, student_id, ends, grade, assessed.get(student.id))
        return {"warning_id": str(held)}

    return UUID(once(session, actor, key, f"assessment.begin_warning:{student_id}", begin)["warning_id"])


def school_year(session: Session, student_id: UUID, on: date) -> int | None:
    """The year of the student's enrolment that has one."""
    question = select(Enrolment.school_year).where(
        Enrolment.person_id == student_id, enrolment_holds(on), col(Enrolment.school_year).is_not(None)
    )
    return session.exec(question.order_by(col(Enrolment.start_date).desc()).limit(1)).first()


def _held(session: Session, student_id: UUID, syllabus_id: UUID, term_ends: date) -> UUID | None:
    return session.exec(
        select(RiskWarning.id).where(
            RiskWarning.student_id == student_id,
            RiskWarning.syllabus_id == syllabus_id,
            RiskWarning.term_ends == term_ends,
            col(RiskWarning.ended_on).is_(None),
        )
    ).first()


def _new(
    session: Session,
    actor: Actor,
    activity: Activity,
    student_id: UUID,
    term_ends: date,
    grade: str,
    subject: SubjectCriteria | None,
) -> UUID:
    row = RiskWarning(
        id=new_id(),
        student_id=student_id,
        activity_id=activity.id,
        syllabus_id=activity.syllabus_id,
        unit_id=activity.unit_id,
        term_ends=term_ends,
        grade=grade,
        criteria=_not_reached(session, activity.id, student_id, subject) if subject else [],
        against=[],
        author_id=actor.person_id,
        changed_at=clock.now(),
    )
    note_step(session, actor, row, "begin")
    return row.id


def _not_reached(session: Session, activity_id: UUID, student_id: UUID, subject: SubjectCriteria) -> list[str]:
    """The criteria that the matrix of this teaching says are not reached, or lack evidence; in the syllabus's order."""
    judged = session.exec(
        select(Judgement).where(
            Judgement.activity_id == activity_id,
            Judgement.student_id == student_id,
            col(Judgement.matrix_id).is_(None),
        )
    ).all()
    below = {one.criterion_id for one in judged if one.level and not is_reached(one.level, subject.levels)}
    lacking = {one.criterion_id for one in judged if one.no_evidence}
    return [str(item.id) for item in subject.criteria if item.id in below | lacking]


def write_draft(session: Session, actor: Actor, warning_id: UUID, *, words: Words, version: int) -> int:
    """Keep what is written; the version that it has now.

    Raises:
        NotFound: not the actor's, or sent already.
        Conflict: a colleague has written since; `current` is the version that stands.
        Invalid: a criterion that the student is not assessed against.
    """
    warning = _draft(session, actor, warning_id, version)
    known = {str(item.id) for item in criteria_of(session, actor, warning)}
    if not set(words.criteria) <= known:
        raise Invalid("criteria", "error.invalid")
    warning.criteria, warning.missing = list(words.criteria), words.missing
    warning.support, warning.next_step = words.support, words.next_step
    warning.author_id, warning.changed_at = actor.person_id, clock.now()
    warning.version += 1
    note_step(session, actor, warning, "write")
    return warning.version


def drop_draft(session: Session, actor: Actor, warning_id: UUID, *, version: int) -> None:
    """Throw the draft away: nobody has been told of it.

    Raises:
        NotFound: not the actor's, or sent already.
        Conflict: a colleague has written since.
    """
    warning = _draft(session, actor, warning_id, version)
    note_step(session, actor, warning, "drop")
    session.delete(warning)


def _draft(session: Session, actor: Actor, warning_id: UUID, version: int) -> RiskWarning:
    warning = writable_warning(session, actor, warning_id)
    if warning.sent_at is not None:
        raise NotFound
    return unchanged(warning, version)


def unchanged(warning: RiskWarning, version: int) -> RiskWarning:
    """The warning as it was seen.

    Raises:
        Conflict: somebody has written since.
    """
    if warning.version != version:
        raise Conflict(warning.version, "risk.error.conflict")
    return warning


def note_step(session: Session, actor: Actor, warning: RiskWarning, did: str) -> None:
    """Store it, note it in the school's chain, and wake the pages that show it: the family's once it is sent."""
    session.add(warning)
    session.flush()
    about = {"did": did, "version": warning.version}
    audit.record(
        session, actor, WARN.name, "risk_warning", warning.id,
        subject=warning.student_id, unit=warning.unit_id, detail=about,
    )  # fmt: skip
    family = [f"student:{warning.student_id}"] if warning.sent_at else []
    changes.announce(session, f"risk:{warning.unit_id}", *family)
