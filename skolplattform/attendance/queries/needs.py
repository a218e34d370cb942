"""The question before a holiday, as guardians answer it and staff follow it; and the staff each half hour asks for."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

from sqlmodel import Session, col, func, select

from skolplattform.attendance.care_reach import one_unit, own_place, own_places, placed, shown_names
from skolplattform.attendance.care_views import NeedDay, NeedRow
from skolplattform.attendance.permissions import OWN_CARE, PLAN_CARE
from skolplattform.attendance.queries.homes import merged_days, spans_of
from skolplattform.attendance.queries.policy import policy_for
from skolplattform.attendance.queries.words import dates_text, told_when
from skolplattform.attendance.rules import care
from skolplattform.attendance.rules.care import HalfHour, Span
from skolplattform.attendance.tables import HolidayAnswer, HolidayNeed
from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.i18n import NO_TEXT, Text, both
from skolplattform.i18n.format import day_text, name_order

NEEDS = 20
CHILDREN = 400
OPEN = (time(6), time(18, 30))


def days_of(need: HolidayNeed) -> list[date]:
    """The weekdays that a question asks about."""
    span = range((need.last_day - need.first_day).days + 1)
    days = (need.first_day + timedelta(days=n) for n in span)
    return [day for day in days if day.weekday() < care.WEEKDAYS]


def waiting_needs(session: Session, actor: Actor) -> dict[UUID, int]:
    """For each of the guardian's children: how many questions this home has not answered."""
    require(actor, OWN_CARE)
    today = clock.today()
    waiting: dict[UUID, int] = {}
    for child, unit in own_places(session, actor, today).items():
        answered = select(HolidayAnswer.need_id).where(
            HolidayAnswer.child_id == child, HolidayAnswer.home_id == actor.person_id
        )
        question = select(func.count(col(HolidayNeed.id))).where(
            HolidayNeed.unit_id == unit, HolidayNeed.deadline >= today, col(HolidayNeed.id).not_in(answered)
        )
        waiting[child] = session.exec(question).one()
    return waiting


def needs_of(session: Session, actor: Actor, child_id: UUID) -> tuple[NeedRow, ...]:
    """The questions about a child that can still be answered, the nearest first."""
    require(actor, OWN_CARE)
    today = clock.today()
    unit = own_place(session, actor, child_id, today)
    rows = session.exec(
        select(HolidayNeed, HolidayAnswer)
        .join(
            HolidayAnswer,
            (col(HolidayAnswer.need_id) == col(HolidayNeed.id))
            & (col(HolidayAnswer.child_id) == child_id)
            & (col(HolidayAnswer.home_id) == actor.person_id),
            isouter=True,
        )
        .where(HolidayNeed.unit_id == unit, HolidayNeed.deadline >= today)
        .order_by(col(HolidayNeed.deadline), col(HolidayNeed.id))
        .limit(NEEDS)
    ).all()
    return tuple(
        NeedRow(
            id=str(need.id),
            name=need.name,
            period=dates_text(need.first_day, need.last_day),
            deadline=both("care.need.answer_by", day=day_text(need.deadline, style="short")),
            state="answered" if answer else "open",
            answered=len(answer.days) if answer else 0,
            of=len(days_of(need)),
            version=answer.version if answer else 0,
        )
        for need, answer in rows
    )


def need_days(session: Session, actor: Actor, need_id: UUID, child_id: UUID) -> list[NeedDay]:
    """The days of a question with this home's answer, empty where it has none.

    Raises:
        NotFound: not a question to this guardian about this child.
    """
    require(actor, OWN_CARE)
    need = session.get(HolidayNeed, need_id)
    if need is None or own_place(session, actor, child_id, clock.today()) != need.unit_id:
        raise NotFound
    answer = session.exec(
        select(HolidayAnswer).where(
            HolidayAnswer.need_id == need_id,
            HolidayAnswer.child_id == child_id,
            HolidayAnswer.home_id == actor.person_id,
        )
    ).first()
    said = answer.days if answer else {}
    return [
        NeedDay(day.isoformat(), day_text(day, style="short"), *(said.get(day.isoformat()) or ("", "")))
        for day in days_of(need)
    ]


@dataclass(frozen=True, slots=True)
class Followed:
    """A question as staff follow it: children by day, and who has not answered."""

    need: NeedRow
    days: tuple[tuple[Text, int], ...]
    silent: tuple[str, ...]


def unit_needs(session: Session, actor: Actor, unit_id: UUID | None) -> tuple[UUID, list[Followed]]:
    """The unit, and its questions, the newest first.

    Raises:
        NotFound: not a unit of the actor's.
    """
    require(actor, PLAN_CARE)
    today = clock.today()
    unit = one_unit(session, actor, unit_id, today)
    needs = session.exec(
        select(HolidayNeed)
        .where(HolidayNeed.unit_id == unit)
        .order_by(col(HolidayNeed.first_day).desc(), col(HolidayNeed.id))
        .limit(NEEDS)
    ).all()
    children = list(session.exec(placed([unit], today).distinct().limit(CHILDREN)).all())
    shown = shown_names(session, actor, children)
    answers = _answers(session, [need.id for need in needs])
    people = {child: person.name for child, person in shown.items()}
    return unit, [_followed(need, answers[need.id], people, today) for need in needs]


def _answers(session: Session, needs: list[UUID]) -> dict[UUID, list[HolidayAnswer]]:
    found: defaultdict[UUID, list[HolidayAnswer]] = defaultdict(list)
    question = select(HolidayAnswer).where(col(HolidayAnswer.need_id).in_(needs)).limit(CHILDREN * NEEDS)
    for answer in session.exec(question).all():
        found[answer.need_id].append(answer)
    return found


def _followed(need: HolidayNeed, answers: list[HolidayAnswer], people: dict[UUID, str], today: date) -> Followed:
    coming: defaultdict[str, set[UUID]] = defaultdict(set)
    for answer in answers:
        for day in answer.days:
            coming[day].add(answer.child_id)
    answered = {answer.child_id for answer in answers if answer.child_id in people}
    silent = [name for child, name in people.items() if child not in answered]
    row = NeedRow(
        id=str(need.id),
        name=need.name,
        period=dates_text(need.first_day, need.last_day),
        deadline=both("care.need.answer_by", day=day_text(need.deadline, style="short")),
        state="open" if need.deadline >= today else "closed",
        answered=len(answered),
        of=len(people),
        reminded=both("care.need.reminded", when=told_when(need.reminded_at, today)) if need.reminded_at else NO_TEXT,
        version=need.version,
    )
    days = tuple((day_text(day, style="short"), len(coming[day.isoformat()])) for day in days_of(need))
    return Followed(row, days, tuple(sorted(silent, key=name_order)))


def staffing(session: Session, actor: Actor, unit_id: UUID | None, day: date) -> tuple[UUID, tuple[HalfHour, ...]]:
    """The unit, and how many children each half hour of a day, with the adults they ask for (FRN-11).

    A day that a holiday question asked about follows its answers; any other day the homes' weeks.

    Raises:
        NotFound: not a unit of the actor's.
    """
    require(actor, PLAN_CARE)
    unit = one_unit(session, actor, unit_id, clock.today())
    children = list(session.exec(placed([unit], day).distinct().limit(CHILDREN)).all())
    expected = {child: days[day].spans for child, days in merged_days(session, children, day, day).items()}
    asked = _asked(session, unit, day)
    if asked is not None:
        expected = {child: care.joined(spans) for child, spans in asked.items() if child in expected}
    per_adult = policy_for(session, unit, day).children_per_adult
    return unit, care.forecast(day, expected, *OPEN, per_adult=per_adult)


def _asked(session: Session, unit: UUID, day: date) -> dict[UUID, list[Span]] | None:
    """What the answers to a holiday's question say of the day; None when nobody asked about it."""
    need = session.exec(
        select(HolidayNeed)
        .where(HolidayNeed.unit_id == unit, HolidayNeed.first_day <= day, HolidayNeed.last_day >= day)
        .order_by(col(HolidayNeed.asked_at).desc())
        .limit(1)
    ).first()
    if need is None:
        return None
    found: defaultdict[UUID, list[Span]] = defaultdict(list)
    for answer in _answers(session, [need.id])[need.id]:
        if hours := answer.days.get(day.isoformat()):
            found[answer.child_id].extend(spans_of([hours]))
    return found
