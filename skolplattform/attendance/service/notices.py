"""Guardians are told the same day that a child was away without a valid reason (R-A02); those of age themselves."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, time, timedelta
from functools import cache
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Date, Integer, String, and_, bindparam, or_
from sqlmodel import Session, col, select

from skolplattform.attendance import rules
from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.queries.opening import OpenLesson
from skolplattform.attendance.queries.policy import policies_for, policy_for
from skolplattform.attendance.rules import Policy
from skolplattform.attendance.tables import Deviation, LessonRegister
from skolplattform.core import clock, outbox
from skolplattform.core.actor import Workspace
from skolplattform.core.ids import UuidKey
from skolplattform.core.modules import NoticeKind
from skolplattform.core.outbox import Notice
from skolplattform.core.tables import OutboxMessage
from skolplattform.registry.permissions import born_after, has_custody
from skolplattform.registry.tables import Person, Responsibility

KIND, OWN_KIND, CORRECTED = "attendance.unexcused", "attendance.unexcused_own", "attendance.corrected"
TOLD = (KIND, OWN_KIND)
UNREPORTED, ESCALATED = "attendance.unreported", "attendance.escalated"
TIME_TO_CORRECT = timedelta(minutes=2)
"""A slip of the hand is undone before anything is sent."""


def absence_notices(lesson: OpenLesson, after: Mapping[UUID, AbsentMinutes], policy: Policy) -> Iterator[Notice]:
    """One notice per guardian, child and day, however many lessons were missed."""
    today = clock.today()
    not_before = clock.now() + TIME_TO_CORRECT
    day = lesson.day.isoformat()
    for student, away in after.items():
        if rules.needs_same_day_notice(away, minutes=lesson.minutes, day=lesson.day, today=today, policy=policy):
            for told in sorted(lesson.guardians.get(student, ())):
                kind = OWN_KIND if told == student else KIND
                key = f"{kind}:{told}:{student}:{day}"
                payload = {"student": str(student), "day": day, "unit": str(lesson.unit_id)}
                yield Notice(kind, told, key, payload, not_before)


def withdraw_corrected(session: Session, lesson: OpenLesson, students: Collection[UUID], policy: Policy) -> None:
    """Marks of these students were corrected: who has no absence to tell of any more that day is taken back."""
    given = {"students": list(students), "day": lesson.day, "of_day": f":{lesson.day.isoformat()}"}
    outbox.withdraw(session, *_no_longer_true(), **given, short_late=policy.short_late_minutes)


@cache
def _no_longer_true() -> tuple[ColumnElement[bool], ...]:
    """The conditions on a notice that it tells of absence that some students do not have any more. Built once."""
    student = col(OutboxMessage.subject_id)
    still = select(Deviation.id).where(
        col(Deviation.student_id) == student,
        col(Deviation.day) == bindparam("day", type_=Date()),
        _to_tell(bindparam("short_late", type_=Integer())),
    )
    return (
        student.in_(bindparam("students", type_=UuidKey(), expanding=True)),
        col(OutboxMessage.kind).in_(TOLD),
        col(OutboxMessage.dedupe_key).endswith(bindparam("of_day", type_=String())),
        ~still.exists(),
    )


def eased(lesson: OpenLesson, after: Mapping[UUID, AbsentMinutes]) -> list[UUID]:
    """The students who have less absence without valid reason than the register said before."""
    return [student for student, away in lesson.marks.items() if away.invalid > _of(after, student).invalid]


def _of(marks: Mapping[UUID, AbsentMinutes], student: UUID) -> AbsentMinutes:
    return marks.get(student, AbsentMinutes())


def still_to_tell(session: Session, messages: Sequence[OutboxMessage]) -> set[int]:
    """The notices that are true when they are to be sent: away still, and the person still entitled to know."""
    days = [(message.subject_id, _day(message)) for message in messages if message.subject_id]
    away = _away(session, days)
    entitled = entitled_pairs(session, {student for student, _ in days}, clock.today())
    return {
        message.id or 0
        for message in messages
        if (message.subject_id, _day(message)) in away and (message.subject_id, message.recipient_id) in entitled
    }


def _day(message: OutboxMessage) -> date:
    return date.fromisoformat(message.payload["day"])


def _away(session: Session, wanted: Collection[tuple[UUID, date]]) -> set[tuple[UUID, date]]:
    """The students and days that have absence to tell of, by the policy of the school it happened at."""
    pairs, days = set(wanted), {day for _, day in wanted}
    question = (
        select(
            Deviation.student_id, Deviation.day, Deviation.invalid_minutes, Deviation.minutes, LessonRegister.unit_id
        )
        .join(LessonRegister, col(LessonRegister.calendar_event_id) == col(Deviation.calendar_event_id))
        .where(
            col(Deviation.student_id).in_({student for student, _ in pairs}),
            col(Deviation.day).in_(days),
            col(Deviation.invalid_minutes) > 0,
        )
    )
    rows = session.exec(question).all() if pairs else []
    policies = {day: policies_for(session, {row[4] for row in rows if row[1] == day}, day) for day in days}
    return {
        (student, day)
        for student, day, invalid, minutes, unit in rows
        if (student, day) in pairs
        and rules.needs_same_day_notice(
            AbsentMinutes(invalid=invalid), minutes=minutes, day=day, today=day, policy=policies[day][unit]
        )
    }


def _to_tell(short_late: BindParameter[int]) -> ColumnElement[bool]:
    """`rules.needs_same_day_notice`, as a condition on stored marks."""
    minutes = col(Deviation.invalid_minutes)
    return or_(minutes >= short_late, and_(minutes == col(Deviation.minutes), minutes > 0))


def entitled_pairs(session: Session, students: Collection[UUID], on: date) -> set[tuple[UUID, UUID]]:
    """Whom each student's absence may be told to that day: custodial guardians until 18, then the student (R-A10)."""
    majority, wanted = born_after(on), set(students)
    guardians = (
        select(Responsibility.child_id, Responsibility.adult_id)
        .join(Person, col(Person.id) == col(Responsibility.child_id))
        .where(
            col(Responsibility.child_id).in_(wanted),
            has_custody(on),
            or_(col(Person.birth_date).is_(None), col(Person.birth_date) > majority),
        )
    )
    grown = select(Person.id, Person.id).where(col(Person.id).in_(wanted), col(Person.birth_date) <= majority)
    if not wanted:
        return set()
    return {(row[0], row[1]) for question in (guardians, grown) for row in session.exec(question).all()}


class SchoolQuiet:
    """Attendance's side of `notices.contract.QuietHours`: the policy of the school."""

    def quiet_hours(self, session: Session, unit_id: UUID, on: date) -> tuple[time, time]:
        """From when until when nothing sounds."""
        policy = policy_for(session, unit_id, on)
        return policy.quiet_from, policy.quiet_until


KINDS = (
    NoticeKind(
        name=KIND,
        label="attendance.notice.unexcused.label",
        title="attendance.notice.unexcused.title",
        route="/barn/{student}/narvaro",
        workspaces=(Workspace.GUARDIAN,),
        body="attendance.notice.body",
        same_day=True,
        per_child=True,
        correction=CORRECTED,
        holds=still_to_tell,
    ),
    NoticeKind(
        name=OWN_KIND,
        label="attendance.notice.unexcused.label",
        title="attendance.notice.unexcused.own",
        route="/idag",
        workspaces=(Workspace.STUDENT,),
        body="attendance.notice.body",
        same_day=True,
        correction=CORRECTED,
        holds=still_to_tell,
    ),
    NoticeKind(
        name=CORRECTED,
        label="attendance.notice.corrected.label",
        title="attendance.notice.corrected.title",
        route="/",
        workspaces=(Workspace.GUARDIAN, Workspace.STUDENT),
        body="attendance.notice.corrected.body",
    ),
    NoticeKind(
        name=UNREPORTED,
        label="attendance.notice.unreported.label",
        title="attendance.notice.unreported.title",
        route="/narvaro/{lesson}",
        workspaces=(Workspace.TEACHER,),
        channels=(),
    ),
    NoticeKind(
        name=ESCALATED,
        label="attendance.notice.escalated.label",
        title="attendance.notice.escalated.title",
        route="/narvaro-besked",
        workspaces=(Workspace.PRINCIPAL,),
    ),
)
