"""Before a holiday the school asks which days and hours are needed, follows the answers and reminds."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.attendance.care_reach import one_unit, own_place, placed
from skolplattform.attendance.permissions import OWN_CARE, PLAN_CARE
from skolplattform.attendance.queries.homes import plain_spans
from skolplattform.attendance.queries.needs import days_of
from skolplattform.attendance.rules import care
from skolplattform.attendance.tables import HolidayAnswer, HolidayNeed
from skolplattform.core import audit, changes, clock, idempotency, outbox
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.modules import NoticeKind
from skolplattform.core.outbox import Notice
from skolplattform.core.permissions import require
from skolplattform.registry.permissions import has_custody
from skolplattform.registry.tables import Responsibility

ASK, ANSWER, REMIND = "attendance.ask_need", "attendance.answer_need", "attendance.remind_need"
KIND = "attendance.holiday_need"
NEED_NOTICE = NoticeKind(
    name=KIND,
    label="care.notice.label",
    title="care.notice.title",
    route="/vistelsetid",
    workspaces=(Workspace.GUARDIAN,),
)
LONGEST = 80
MOST = 2_000


def ask_need(
    session: Session,
    actor: Actor,
    unit_id: UUID,
    *,
    name: str,
    first_day: date,
    last_day: date,
    deadline: date,
    key: str,
) -> UUID:
    """Ask every home of the unit. Their guardians are told at once.

    Raises:
        NotFound: not a unit of the actor's.
        Invalid: no name, or days that do not follow each other: answer, first, last.
    """
    require(actor, PLAN_CARE)
    unit = one_unit(session, actor, unit_id, clock.today())
    if not name.strip():
        raise Invalid("name", "care.need.error.name")
    if deadline < clock.today() or deadline >= first_day:
        raise Invalid("deadline", "care.need.error.deadline")
    if last_day < first_day or (last_day - first_day).days > LONGEST:
        raise Invalid("last_day", "care.error.dates")

    def save() -> dict[str, str]:
        need = HolidayNeed(
            unit_id=unit,
            name=name.strip(),
            first_day=first_day,
            last_day=last_day,
            deadline=deadline,
            asked_by=actor.person_id,
            asked_at=clock.now(),
        )
        session.add(need)
        session.flush()
        _queue(session, need, set(), occasion="asked")
        _tell(session, actor, ASK, need)
        return {"need": str(need.id)}

    return UUID(idempotency.once(session, actor, key, ASK, save)["need"])


def answer_need(
    session: Session,
    actor: Actor,
    need_id: UUID,
    child_id: UUID,
    *,
    days: Mapping[date, care.Span],
    version: int,
    key: str,
) -> None:
    """This home's answer for a child: the days that are named are needed, with their hours; none: no day at all.

    Raises:
        NotFound: not a question to this guardian about this child.
        Invalid: a day that nobody asked about, hours in the wrong order, or the time to answer is over.
        Conflict: the same guardian has answered in another window.
    """
    require(actor, OWN_CARE)
    need = session.get(HolidayNeed, need_id)
    if need is None or own_place(session, actor, child_id, clock.today()) != need.unit_id:
        raise NotFound
    if need.deadline < clock.today():
        raise Invalid("days", "care.need.error.over")
    if not set(days) <= set(days_of(need)):
        raise Invalid("days", "care.need.error.day")
    plain = {
        day.isoformat(): plain_spans(care.checked_spans([(span.start, span.end)]))[0]
        for day, span in sorted(days.items())
    }

    def save() -> dict[str, str]:
        place = {"need_id": need_id, "child_id": child_id, "home_id": actor.person_id}
        row = session.exec(select(HolidayAnswer).filter_by(**place).with_for_update()).first()
        if (row.version if row else 0) != version:
            raise Conflict(None, "care.conflict")
        row = row or HolidayAnswer(**place, days={}, answered_at=clock.now(), version=0)
        row.days, row.answered_at, row.version = plain, clock.now(), version + 1
        session.add(row)
        session.flush()
        audit.record(session, actor, ANSWER, "holiday_answer", row.id, subject=child_id, unit=need.unit_id)
        changes.announce(session, f"care:{child_id}", f"needs:{need.unit_id}")
        return {}

    idempotency.once(session, actor, key, f"{ANSWER}:{need_id.hex[-12:]}:{child_id.hex}", save)


def remind_need(session: Session, actor: Actor, need_id: UUID, *, version: int) -> int:
    """Remind the guardians of the children for whom no home has answered; how many notices that was.

    Raises:
        NotFound: not a question of the actor's units.
        Invalid: the time to answer is over.
        Conflict: somebody has reminded since it was shown.
    """
    require(actor, PLAN_CARE)
    need = session.exec(select(HolidayNeed).where(HolidayNeed.id == need_id).with_for_update()).first()
    if need is None:
        raise NotFound
    one_unit(session, actor, need.unit_id, clock.today())
    if need.version != version:
        raise Conflict(None, "care.conflict")
    if need.deadline < clock.today():
        raise Invalid("need", "care.need.error.over")
    answered = set(session.exec(select(HolidayAnswer.child_id).where(HolidayAnswer.need_id == need_id)).all())
    told = _queue(session, need, answered, occasion=clock.today().isoformat())
    need.reminded_at, need.version = clock.now(), need.version + 1
    session.add(need)
    session.flush()
    _tell(session, actor, REMIND, need)
    return told


def _queue(session: Session, need: HolidayNeed, answered: set[UUID], *, occasion: str) -> int:
    """One notice for each guardian, however many children they have there; a link, no name."""
    children = set(session.exec(placed([need.unit_id], clock.today()).limit(MOST)).all()) - answered
    guardians = set(
        session.exec(
            select(Responsibility.adult_id).where(
                col(Responsibility.child_id).in_(children),
                has_custody(clock.today()),
            )
        ).all()
    )
    outbox.queue(
        session,
        [
            Notice(
                KIND,
                guardian,
                f"{KIND}:{need.id}:{guardian}:{occasion}",
                {"need": str(need.id), "unit": str(need.unit_id)},
            )
            for guardian in sorted(guardians)
        ],
    )
    return len(guardians)


def _tell(session: Session, actor: Actor, verb: str, need: HolidayNeed) -> None:
    audit.record(session, actor, verb, "holiday_need", need.id, unit=need.unit_id)
    changes.announce(session, f"needs:{need.unit_id}")
