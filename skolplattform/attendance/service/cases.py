"""The school works with a student's absence: opens a case, writes in it, takes the steps the law asks for (R-A03)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.attendance.permissions import VIEW_CASES, followed
from skolplattform.attendance.queries.cases import found_case, standing_of
from skolplattform.attendance.rules import cases as rules
from skolplattform.attendance.rules.cases import Entry, Present, Stage, Step
from skolplattform.attendance.tables import AbsenceCase, CaseEntry, LimitPassed
from skolplattform.core import audit, changes, clock, idempotency
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.ids import new_id
from skolplattform.core.permissions import require
from skolplattform.registry.codes import NOT_SCHOOL
from skolplattform.registry.permissions import enrolment_holds
from skolplattform.registry.tables import Enrolment

LONGEST = 4_000


def open_case(session: Session, actor: Actor, student_id: UUID, *, key: str) -> UUID:
    """Begin to follow up a student: from the limit that is passed, or by hand. One open case per student and school.

    The clock starts on the day the limit was first seen, by hand today.

    Raises:
        NotFound: not a student the actor follows up.
    """
    require(actor, VIEW_CASES)
    question = followed(actor, clock.today())
    if session.exec(question.where(next(iter(question.selected_columns)) == student_id).limit(1)).first() is None:
        raise NotFound

    def begin() -> dict[str, str]:
        return {"id": str(_open_or_new(session, actor, student_id))}

    return UUID(idempotency.once(session, actor, key, f"attendance.open_case:{student_id}", begin)["id"])


def _open_or_new(session: Session, actor: Actor, student_id: UUID) -> UUID:
    standing = session.exec(
        select(AbsenceCase.id).where(
            AbsenceCase.student_id == student_id,
            col(AbsenceCase.unit_id).in_(actor.units),
            AbsenceCase.stage != Stage.CLOSED.value,
        )
    ).first()
    return standing or _begun(session, actor, student_id, _limits_passed(session, actor, student_id))


def _limits_passed(session: Session, actor: Actor, student_id: UUID) -> Sequence[LimitPassed]:
    return session.exec(
        select(LimitPassed)
        .where(
            LimitPassed.student_id == student_id,
            col(LimitPassed.unit_id).in_(actor.units),
            col(LimitPassed.ended_on).is_(None),
        )
        .order_by(col(LimitPassed.seen_on), col(LimitPassed.limit_kind))
        .limit(6)
    ).all()


def _begun(session: Session, actor: Actor, student_id: UUID, limits: Sequence[LimitPassed]) -> UUID:
    unit_id = limits[0].unit_id if limits else _school_of(session, actor, student_id)
    if unit_id is None:
        raise NotFound
    kinds, moment = {row.absence_kind for row in limits}, clock.now()
    case = AbsenceCase(
        id=new_id(),
        student_id=student_id,
        unit_id=unit_id,
        limit_kind=limits[0].limit_kind if limits else "",
        absence_kind=kinds.pop() if len(kinds) == 1 else "both",
        stage=Stage.FOLLOW_UP.value,
        trigger_on=limits[0].seen_on if limits else clock.today(),
        responsible_id=actor.person_id,
        opened_by=actor.person_id,
        opened_at=moment,
        edited_by=actor.person_id,
        edited_at=moment,
    )
    session.add(case)
    session.flush()
    _note(session, actor, "attendance.open_case", case)
    return case.id


def _school_of(session: Session, actor: Actor, student_id: UUID) -> UUID | None:
    """The actor's unit where the student goes to school today."""
    return session.exec(
        select(Enrolment.unit_id)
        .where(
            Enrolment.person_id == student_id,
            col(Enrolment.unit_id).in_(actor.units),
            col(Enrolment.school_type).not_in(NOT_SCHOOL),
            enrolment_holds(clock.today()),
        )
        .order_by(col(Enrolment.start_date).desc())
        .limit(1)
    ).first()


def write_entry(
    session: Session,
    actor: Actor,
    case_id: UUID,
    *,
    kind: str,
    on: date,
    words: str,
    present: Sequence[str] = (),
    key: str,
) -> UUID:
    """Write a conversation, meeting, measure or note. Meetings and measures are seen by the family.

    Raises:
        NotFound: not the actor's case. Invalid: at its field.
    """
    case = found_case(session, actor, case_id, lock=True)
    if case.stage == Stage.CLOSED.value:
        raise Invalid("words", "cases.error.closed")
    if kind not in set(Entry):
        raise Invalid("kind", "cases.error.kind")
    if not words.strip():
        raise Invalid("words", "cases.error.words")
    if len(words) > LONGEST:
        raise Invalid("words", "cases.error.long", most=LONGEST)
    if not set(present) <= set(Present):
        raise Invalid("present", "error.invalid")

    def write() -> dict[str, str]:
        entry = CaseEntry(
            id=new_id(),
            case_id=case.id,
            kind=kind,
            on_day=on,
            present=sorted(set(present)),
            words=words.strip(),
            author_id=actor.person_id,
            written_at=clock.now(),
        )
        session.add(entry)
        session.flush()
        _note(session, actor, "attendance.write_in_case", case, kind=kind)
        return {"id": str(entry.id)}

    return UUID(idempotency.once(session, actor, key, f"attendance.write_in_case:{case_id}", write)["id"])


def save_analysis(session: Session, actor: Actor, case_id: UUID, *, words: str, version: int) -> int:
    """Save the school's analysis as it is written; the new version.

    Raises:
        Conflict: somebody else saved in between; `current` is their text and version.
    """
    case = _to_change(session, actor, case_id, version)
    if len(words) > LONGEST:
        raise Invalid("analysis", "cases.error.long", most=LONGEST)
    case.analysis = words
    return _changed(session, actor, "attendance.save_analysis", case)


def plan_follow_up(session: Session, actor: Actor, case_id: UUID, *, on: date | None, version: int) -> int:
    """When the case is looked at next, and by whom: the one who plans is responsible.

    Raises:
        Conflict: somebody else saved in between.
    """
    case = _to_change(session, actor, case_id, version)
    if on is not None and on < clock.today():
        raise Invalid("follow_up_on", "cases.error.past")
    case.follow_up_on, case.responsible_id = on, actor.person_id
    return _changed(session, actor, "attendance.plan_follow_up", case)


def take_step(
    session: Session, actor: Actor, case_id: UUID, step: Step, *, on: date, version: int, decision: str = ""
) -> int:
    """Start the investigation, report it, decide, note the home municipality's report, close, reopen; the new version.

    Raises:
        Invalid: the step cannot be taken now (`rules.cases.after`). Conflict: somebody else saved in between.
    """
    case = _to_change(session, actor, case_id, version)
    now = rules.after(standing_of(case), step, on=on, today=clock.today(), decision=decision)
    case.stage, case.started_on, case.reported_on = now.stage.value, now.started_on, now.reported_on
    case.decided_on, case.decision, case.closed_on = now.decided_on, now.decision, now.closed_on
    case.municipality_on = now.municipality_on
    return _changed(session, actor, f"attendance.case_{step.value}", case, on=on.isoformat())


def _to_change(session: Session, actor: Actor, case_id: UUID, version: int) -> AbsenceCase:
    case = found_case(session, actor, case_id, lock=True)
    if case.version != version:
        raise Conflict((case.analysis, case.version), "cases.conflict")
    return case


def _changed(session: Session, actor: Actor, verb: str, case: AbsenceCase, **detail: str) -> int:
    case.version += 1
    case.edited_by, case.edited_at = actor.person_id, clock.now()
    session.add(case)
    session.flush()
    _note(session, actor, verb, case, **detail)
    return case.version


def _note(session: Session, actor: Actor, verb: str, case: AbsenceCase, **detail: str) -> None:
    audit.record(
        session, actor, verb, "absence_case", case.id, subject=case.student_id, unit=case.unit_id, detail=detail
    )
    changes.announce(session, f"case:{case.id}", f"cases:{case.unit_id}", f"student:{case.student_id}")
