"""The children whose results ask for a closer look, and where the guarantee's clock stands for each (R-I05)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.assessment.screening.materials import material_of, promptly_on
from skolplattform.assessment.screening.permissions import FOLLOW, followed_children
from skolplattform.assessment.screening.queries.term import Member, Now, days_since, members_of, now_at
from skolplattform.assessment.screening.rules import Care, Due, Step, due
from skolplattform.assessment.screening.tables import ScreeningCare, ScreeningResult
from skolplattform.assessment.screening.views import CareLine
from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.i18n import NO_TEXT
from skolplattform.i18n.format import day_text
from skolplattform.registry.queries import names

SIGNALS_LIMIT, LINES_LIMIT = 8_000, 200

Of = tuple[UUID, str]
"""A child and a subject."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A child's signals in one subject this year, what was done, and what the guarantee asks for next."""

    member: Member
    subject: str
    signals: tuple[str, ...]
    row: ScreeningCare | None
    due: Due


def cares_of(session: Session, actor: Actor, members: Collection[Member]) -> list[Standing]:
    """Each of these children with a signal in a subject this school year, those in most haste first."""
    if not members or not actor.units:
        return []
    unit = min(actor.units)
    now, of_id = now_at(session, unit), {member.student_id: member for member in members}
    signals = _signals(session, of_id, now.year)
    rows = _rows(session, of_id, now.year)
    firsts = {place: min(day for day, _ in held) for place, held in signals.items()}
    days = days_since(session, unit, min(firsts.values())) if firsts else []
    found = [
        Standing(
            of_id[student],
            subject,
            tuple(dict.fromkeys(words for _, words in held)),
            rows.get((student, subject)),
            clock_of(firsts[student, subject], rows.get((student, subject)), now, days),
        )
        for (student, subject), held in signals.items()
    ]
    return sorted(found, key=lambda one: (one.due.by or date.max, one.member.class_name, str(one.member.student_id)))


def clock_of(signal_on: date, row: ScreeningCare | None, now: Now, days: Sequence[date]) -> Due:
    """The guarantee's clock for one child and subject."""
    care = Care(signal_on)
    if row is not None:
        care = Care(signal_on, row.assessed_on, row.need, row.planned_on, row.followed_up_on)
    return due(
        care, promptly=promptly_on(signal_on), school_days=days, year_ends=now.year_ends, today=clock.today()
    )  # fmt: skip


def _signals(session: Session, students: Collection[UUID], year: int) -> Mapping[Of, list[tuple[date, str]]]:
    rows = session.exec(
        select(ScreeningResult)
        .where(
            col(ScreeningResult.student_id).in_(students),
            ScreeningResult.year == year,
            col(ScreeningResult.signal).is_(True),
        )
        .order_by(col(ScreeningResult.seen_on), col(ScreeningResult.id))
        .limit(SIGNALS_LIMIT)
    ).all()
    found: defaultdict[Of, list[tuple[date, str]]] = defaultdict(list)
    for row in rows:
        material = material_of(row.material)
        if material is not None:
            part = next((one.name for one in material.parts if one.code == row.part), row.part)
            found[row.student_id, material.subject].append((row.seen_on, part))
    return found


def _rows(session: Session, students: Collection[UUID], year: int) -> dict[Of, ScreeningCare]:
    question = select(ScreeningCare).where(col(ScreeningCare.student_id).in_(students), ScreeningCare.year == year)
    rows = session.exec(question.order_by(col(ScreeningCare.id)).limit(SIGNALS_LIMIT)).all()
    return {(row.student_id, row.subject): row for row in rows}


def children_in_care(session: Session, actor: Actor) -> tuple[CareLine, ...]:
    """The children whom the actor follows and whom the guarantee asks something for, those in most haste first.

    Raises:
        Denied: neither a teacher nor student health.
    """
    require(actor, FOLLOW)
    members = members_of(session, students=followed_children(actor, clock.today()))
    cares = [care for care in cares_of(session, actor, members) if care.due.step is not Step.DONE][:LINES_LIMIT]
    children = {care.member.student_id for care in cares}
    readings.opened(session, actor, "assessment.read_screening", "screening", "list", persons=children)
    shown = names(session, actor, children)
    return tuple(
        CareLine(
            student_id=str(care.member.student_id),
            name=shown[care.member.student_id].name,
            class_name=care.member.class_name,
            subject=care.subject,
            signals=care.signals,
            step=care.due.step.value,
            by=day_text(care.due.by, style="date") if care.due.by else NO_TEXT,
            is_late=care.due.is_late,
        )
        for care in cares
    )
