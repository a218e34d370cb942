"""Eighteen: a guardian's access ends by itself, and the student alone may let it go on (R-C03, R-A10)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.core import audit, changes, clock, idempotency
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.i18n import NO_TEXT, Text
from skolplattform.i18n.format import day_text
from skolplattform.registry import rules
from skolplattform.registry.permissions import CUSTODIAL, LET_SEE, VIEW_CHILDREN, born_after, has_custody
from skolplattform.registry.queries import names, unit_of
from skolplattform.registry.tables import AgeConsent, Person, Responsibility

MOST = 12
SAID_FOR = 365
"""Days after the birthday in which a guardian who sees no more is told why."""


@dataclass(frozen=True, slots=True)
class FormerGuardian:
    """Somebody who had custody when the student came of age. `sees`: by the student's consent, since a day."""

    id: str
    name: str
    sees: bool
    since: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class OwnInsight:
    """What a student decides about. `of_age_on` is the day it begins; before that nobody is listed."""

    is_of_age: bool = False
    of_age_on: Text = NO_TEXT
    adults: tuple[FormerGuardian, ...] = ()


def own_insight(session: Session, actor: Actor) -> OwnInsight:
    """Whom the student may let see, and whom the student does.

    Raises:
        Denied: no student.
    """
    require(actor, LET_SEE)
    born = session.exec(select(Person.birth_date).where(Person.id == actor.person_id)).first()
    if born is None or not rules.is_of_age(born, clock.today()):
        return OwnInsight(of_age_on=day_text(rules.comes_of_age(born), style="date") if born else NO_TEXT)
    adults = _had_custody(session, actor.person_id, born)
    given = {row.adult_id: row for row in _standing(session, actor.person_id)}
    shown = names(session, actor, adults)
    return OwnInsight(
        is_of_age=True,
        adults=tuple(
            FormerGuardian(
                str(adult),
                shown[adult].name,
                adult in given,
                day_text(clock.local(given[adult].given_at).date(), style="date") if adult in given else NO_TEXT,
            )
            for adult in adults
        ),
    )


def let_see(session: Session, actor: Actor, adult_id: UUID, *, sees: bool, key: str) -> None:
    """The student lets a former guardian go on seeing, or takes it back; at once, and in the log.

    Raises:
        Denied: no student. NotFound: under age, or somebody who was never the student's guardian.
    """
    require(actor, LET_SEE)
    student = session.get_one(Person, actor.person_id, with_for_update=True)
    born = student.birth_date
    if born is None or not rules.is_of_age(born, clock.today()):
        raise NotFound
    if adult_id not in _had_custody(session, student.id, born):
        raise NotFound
    if idempotency.claim(session, actor, key, f"{LET_SEE.name}:{adult_id}:{sees}", {}) is not None:
        return
    row = next((one for one in _standing(session, student.id) if one.adult_id == adult_id), None)
    if sees == (row is not None):
        return
    if row is None:
        row = AgeConsent(student_id=student.id, adult_id=adult_id, given_at=clock.now())
    else:
        row.ended_at, row.version = clock.now(), row.version + 1
    session.add(row)
    session.flush()
    detail = {"adult": str(adult_id), "sees": sees}
    unit = unit_of(session, student.id)
    audit.record(session, actor, LET_SEE.name, "age_consent", row.id, subject=student.id, unit=unit, detail=detail)
    changes.announce(session, f"student:{student.id}")


def grown_up(session: Session, actor: Actor) -> tuple[str, ...]:
    """Given names of the guardian's children who came of age in the last year and do not let the guardian see.

    A protected person is not named: the list would tell that the school knows of them.

    Raises:
        Denied: no guardian.
    """
    require(actor, VIEW_CHILDREN)
    today = clock.today()
    last = born_after(today)
    lets = select(AgeConsent.student_id).where(
        AgeConsent.adult_id == actor.person_id, col(AgeConsent.ended_at).is_(None)
    )
    rows = session.exec(
        select(Person.given_name, Person.birth_date, Responsibility.start_date, Responsibility.end_date)
        .join(Responsibility, col(Responsibility.child_id) == col(Person.id))
        .where(
            Responsibility.adult_id == actor.person_id,
            col(Responsibility.relation_type).in_(CUSTODIAL),
            col(Responsibility.withheld).is_(False),
            col(Person.birth_date).between(last - timedelta(days=SAID_FOR), last),
            col(Person.security_marking) == "Ingen",
            col(Person.id).not_in(lets),
        )
        .order_by(col(Person.birth_date), col(Person.id))
        .limit(MOST)
    ).all()
    return tuple(name for name, born, start, end in rows if _held_until(born, start, end))


def _held_until(born: date, start: date | None, end: date | None) -> bool:
    """Did the custody last until the student came of age? Who lost it before that is told nothing (R-C02)."""
    eve = rules.comes_of_age(born) - timedelta(days=1)
    return (start is None or start <= eve) and (end is None or end >= eve)


def _had_custody(session: Session, student_id: UUID, born: date) -> list[UUID]:
    eve = rules.comes_of_age(born) - timedelta(days=1)
    found = session.exec(
        select(Responsibility.adult_id)
        .where(Responsibility.child_id == student_id, has_custody(eve))
        .order_by(col(Responsibility.adult_id))
        .limit(MOST)
    ).all()
    return list(dict.fromkeys(found))


def _standing(session: Session, student_id: UUID) -> list[AgeConsent]:
    question = select(AgeConsent).where(AgeConsent.student_id == student_id, col(AgeConsent.ended_at).is_(None))
    return list(session.exec(question.order_by(col(AgeConsent.given_at)).limit(MOST)).all())
