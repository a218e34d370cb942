"""Applications for leave as the family sees them, and as the school that decides does."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from skolplattform.attendance.permissions import APPLY_LEAVE, DECIDE_LEAVE, leave_in_reach, reportable
from skolplattform.attendance.queries.leave_facts import custodians_of, earlier_days, is_ready
from skolplattform.attendance.queries.policy import policies_where, policy_for
from skolplattform.attendance.queries.words import dates_text
from skolplattform.attendance.rules import leave as rules
from skolplattform.attendance.rules.leave import Answer, State
from skolplattform.attendance.rules.policy import Policy
from skolplattform.attendance.tables import LeaveApplication, LeaveConsent
from skolplattform.attendance.views_leave import LeaveCase, LeavePage, LeaveQueue, LeaveRow, OwnLeave
from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.i18n import NO_TEXT, Text, both
from skolplattform.i18n.format import day_text
from skolplattform.registry.around import custodians_of_each
from skolplattform.registry.queries import class_of, names

OWN, WAITING, DECIDED = 25, 50, 25
WAITS = "waits"
Consents = dict[UUID, dict[UUID, Answer]]


def leave_page(session: Session, actor: Actor) -> LeavePage:
    """The applications of those the actor answers for, newest first; the other custodian's too. Six statements."""
    require(actor, APPLY_LEAVE)
    today = clock.today()
    rows = session.exec(
        select(LeaveApplication)
        .where(col(LeaveApplication.student_id).in_(reportable(actor, today)))
        .order_by(col(LeaveApplication.applied_at).desc(), col(LeaveApplication.id).desc())
        .limit(OWN)
    ).all()
    consents = _consents(session, rows)
    people = _people(session, actor, rows, consents)
    shown = tuple(_own(row, consents.get(row.id, {}), people, actor) for row in rows)
    return LeavePage(_takes_note(session, actor, today), shown)


def leave_queue(session: Session, actor: Actor) -> LeaveQueue:
    """What the actor is to decide, first day first; what custodians have not answered; what was decided lately."""
    require(actor, DECIDE_LEAVE)
    today = clock.today()
    reach = leave_in_reach(actor, today)
    asked = session.exec(
        select(LeaveApplication)
        .where(reach, LeaveApplication.state == State.ASKED.value)
        .order_by(col(LeaveApplication.first_day), col(LeaveApplication.id))
        .limit(WAITING)
    ).all()
    done = session.exec(
        select(LeaveApplication)
        .where(reach, col(LeaveApplication.state).in_([state.value for state in rules.DECISIONS]))
        .order_by(col(LeaveApplication.decided_at).desc(), col(LeaveApplication.id))
        .limit(DECIDED)
    ).all()
    everything = [*asked, *done]
    for unit in {row.unit_id for row in everything}:
        persons = [row.student_id for row in everything if row.unit_id == unit]
        readings.opened(session, actor, "attendance.list_leave", "leave_application", unit, persons=persons, unit=unit)
    consents, people = _consents(session, asked), _people(session, actor, everything, {})
    classes = class_of(session, {row.student_id for row in everything}, today)
    rows = {
        row.id: _row(row, people, classes[row.student_id].name if row.student_id in classes else "")
        for row in everything
    }
    unready = {row.id for row in asked if not rules.is_ready(consents.get(row.id, {}).values())}
    return LeaveQueue(
        waiting=tuple(rows[row.id] for row in asked if row.id not in unready),
        unready=tuple(rows[row.id] for row in asked if row.id in unready),
        decided=tuple(rows[row.id] for row in done),
    )


def leave_case(session: Session, actor: Actor, application_id: UUID) -> LeaveCase:
    """One application with what a decision rests on.

    Raises:
        NotFound: missing, or outside the actor's reach.
    """
    require(actor, DECIDE_LEAVE)
    today = clock.today()
    question = select(LeaveApplication).where(LeaveApplication.id == application_id, leave_in_reach(actor, today))
    row = session.exec(question).first()
    if row is None:
        raise NotFound
    consents = _consents(session, [row])
    people = _people(session, actor, [row], consents)
    policy = policy_for(session, row.unit_id, today)
    earlier = earlier_days(session, [row.student_id], row.first_day).get(row.student_id, 0)
    if row.state in rules.TAKES_LEAVE:
        earlier -= row.school_days
    classes = class_of(session, [row.student_id], today)
    barred = _barred(row, actor, policy, earlier)
    if barred == NO_TEXT and actor.person_id in {row.applied_by, *custodians_of(session, row.student_id, today)}:
        barred = both("attendance.leave.error.own")
    readings.opened(
        session,
        actor,
        "attendance.read_leave",
        "leave_application",
        row.id,
        persons=[row.student_id],
        unit=row.unit_id,
    )
    facts = _facts(row, people, consents.get(row.id, {}))
    return replace(
        facts,
        class_name=classes[row.student_id].name if row.student_id in classes else "",
        earlier=both("attendance.leave.earlier", n=earlier),
        counted=both(f"attendance.leave.counted.{policy.leave_counted}", days=policy.leave_delegated_days),
        may_decide=barred == NO_TEXT and is_ready(session, row, today),
        barred=barred,
    )


def _facts(row: LeaveApplication, people: dict[UUID, str], answers: dict[UUID, Answer]) -> LeaveCase:
    """What the application itself says."""
    return LeaveCase(
        id=str(row.id),
        version=row.version,
        child=people[row.student_id],
        days=dates_text(row.first_day, row.last_day),
        count=_count(row),
        reason=both(f"attendance.leave.reason.{row.reason}"),
        note=row.note,
        applied=both(
            "attendance.leave.applied", name=people[row.applied_by], day=_short(clock.local(row.applied_at).date())
        ),
        consents=_answers(answers, people),
        state=row.state,
        decided=_decided(row, people),
        words=row.decision_text,
        first=row.first_day.isoformat(),
        last=row.last_day.isoformat(),
    )


def _barred(row: LeaveApplication, actor: Actor, policy: Policy, earlier: int) -> Text:
    """Why the actor does not decide the application, whoever has agreed; nothing when the actor does."""
    if row.state != State.ASKED.value:
        return both(f"attendance.leave.state.{row.state}")
    if actor.has(Role.PRINCIPAL) or rules.delegate_may_decide(policy, days=row.school_days, earlier=earlier):
        return NO_TEXT
    return both("attendance.leave.error.delegate", days=policy.leave_delegated_days)


def leave_waiting(session: Session, actor: Actor) -> int:
    """How many applications wait for the actor to decide, for the menu. One statement."""
    today = clock.today()
    unanswered = select(LeaveConsent.application_id).where(LeaveConsent.answer == Answer.WAITING.value)
    question = select(func.count()).where(
        leave_in_reach(actor, today),
        LeaveApplication.state == State.ASKED.value,
        col(LeaveApplication.id).not_in(unanswered),
    )
    return session.exec(question.select_from(LeaveApplication)).one()


def _consents(session: Session, rows: Sequence[LeaveApplication]) -> Consents:
    """What each custodian who was asked has said; of those who still have custody (R-C02)."""
    students = {row.id: row.student_id for row in rows}
    found = session.exec(
        select(LeaveConsent)
        .where(col(LeaveConsent.application_id).in_(list(students)))
        .order_by(col(LeaveConsent.id))
        .limit(WAITING * 10)
    ).all()
    still = custodians_of_each(session, {students[one.application_id] for one in found}, clock.today())
    consents: Consents = {}
    for one in found:
        if one.adult_id in still[students[one.application_id]]:
            consents.setdefault(one.application_id, {})[one.adult_id] = Answer(one.answer)
    return consents


def _people(session: Session, actor: Actor, rows: Sequence[LeaveApplication], consents: Consents) -> dict[UUID, str]:
    """Names, masked for protected persons; nothing else is shown of the other custodian (R-C05)."""
    wanted = {person for row in rows for person in (row.student_id, row.applied_by, row.decided_by) if person}
    wanted |= {adult for answers in consents.values() for adult in answers}
    return {person: shown.name for person, shown in names(session, actor, wanted).items()}


def _takes_note(session: Session, actor: Actor, today: date) -> bool:
    found = policies_where(session, reportable(actor, today), today)
    return bool(found) and all(policy.leave_free_text for policy in found)


def _own(row: LeaveApplication, answers: dict[UUID, Answer], people: dict[UUID, str], actor: Actor) -> OwnLeave:
    asked, mine = row.state == State.ASKED.value, row.applied_by == actor.person_id
    waits = asked and not rules.is_ready(answers.values())
    return OwnLeave(
        id=str(row.id),
        version=row.version,
        child=people[row.student_id],
        days=dates_text(row.first_day, row.last_day),
        count=_count(row),
        reason=both(f"attendance.leave.reason.{row.reason}"),
        state=WAITS if waits else row.state,
        decided=_decided(row, people),
        words=row.decision_text,
        note=row.note if mine else "",
        consents=_answers(answers, people),
        first=row.first_day.isoformat(),
        last=row.last_day.isoformat(),
        may_answer=asked and answers.get(actor.person_id) is Answer.WAITING,
        may_change=asked and mine,
        may_withdraw=mine and (asked or row.state in rules.TAKES_LEAVE) and row.last_day >= clock.today(),
    )


def _row(row: LeaveApplication, people: dict[UUID, str], class_name: str) -> LeaveRow:
    applied = both("attendance.leave.applied", name=people[row.applied_by], day=_short(row.applied_at.date()))
    return LeaveRow(
        id=str(row.id),
        child=people[row.student_id],
        class_name=class_name,
        days=dates_text(row.first_day, row.last_day),
        count=_count(row),
        state=row.state,
        line=_decided(row, people) if row.decided_by else applied,
    )


def _decided(row: LeaveApplication, people: dict[UUID, str]) -> Text:
    if row.decided_at is None or row.decided_by is None:
        return NO_TEXT
    said = {"name": people.get(row.decided_by, ""), "day": _short(clock.local(row.decided_at).date())}
    if row.state == State.PARTLY.value and row.granted_first and row.granted_last:
        return both("attendance.leave.decided.partly", days=dates_text(row.granted_first, row.granted_last), **said)
    return both("attendance.leave.decided", **said)


def _answers(answers: dict[UUID, Answer], people: dict[UUID, str]) -> tuple[Text, ...]:
    return tuple(
        both(f"attendance.leave.consent.{answer.value or 'waiting'}", name=people.get(adult, ""))
        for adult, answer in answers.items()
    )


def _short(day: date) -> Text:
    return day_text(day, style="short")


def _count(row: LeaveApplication) -> Text:
    return both("attendance.leave.school_days", n=row.school_days)
