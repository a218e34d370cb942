"""The school's side of workplace training: arrange it, hand out the supervisor's link, note days, close (FRN-17)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlmodel import Session, select

from skolplattform.accounts import rules as account_rules
from skolplattform.attendance.permissions import TRAINING
from skolplattform.attendance.queries.policy import policy_for
from skolplattform.attendance.queries.workplace import own_training, student_at
from skolplattform.attendance.rules import training as rules
from skolplattform.attendance.tables import WorkplaceDay, WorkplaceTraining
from skolplattform.core import audit, changes, clock, idempotency
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, Invalid
from skolplattform.core.permissions import require
from skolplattform.registry.tables import Person

INTENTION = "attendance.arrange_training"


def arrange_training(
    session: Session,
    actor: Actor,
    student_id: UUID,
    *,
    workplace: str,
    supervisor: str,
    first: date,
    last: date,
    weekdays: Iterable[int],
    day_minutes: int,
    key: str,
) -> UUID:
    """A student's time at a workplace; `weekdays`: when the student is there, 0 is Monday.

    Raises:
        NotFound: not a student of the actor's in a school form with workplace training.
        Invalid: a name is missing, or days and hours that cannot be.
    """
    require(actor, TRAINING)
    unit = student_at(session, actor, student_id)
    for name, value in (("workplace", workplace), ("supervisor", supervisor)):
        if not value.strip():
            raise Invalid(name, f"adult.training.error.{name}")
    rules.checked_span(first, last)
    usual = rules.checked_weekdays(weekdays)
    if not rules.checked_minutes(day_minutes):
        raise Invalid("day_minutes", "adult.training.error.minutes")

    def save() -> dict[str, str]:
        row = WorkplaceTraining(
            student_id=student_id,
            unit_id=unit,
            workplace=workplace.strip(),
            supervisor=supervisor.strip(),
            first_day=first,
            last_day=last,
            weekdays=usual,
            day_minutes=day_minutes,
            opened_by=actor.person_id,
            opened_at=clock.now(),
        )
        session.add(row)
        session.flush()
        note(session, actor, INTENTION, row)
        return {"training": str(row.id)}

    return UUID(idempotency.once(session, actor, key, INTENTION, save)["training"])


def make_link(session: Session, actor: Actor, training_id: UUID, *, version: int) -> str:
    """The secret of a new link for the supervisor, told once. An earlier link stops working.

    Raises:
        NotFound: not the actor's to arrange. Conflict: it has changed since it was shown.
        Invalid: it is closed, or the student's identity is protected: nothing about them leaves the school (R-X03).
    """
    row = _to_change(session, actor, training_id, version)
    if row.closed_at:
        raise Invalid("link", "adult.training.error.closed")
    if session.get_one(Person, row.student_id).is_protected:
        raise Invalid("link", "adult.training.error.protected")
    today = clock.today()
    secret = account_rules.new_secret()
    row.token_hash = account_rules.hash_secret(secret)
    row.link_until = rules.link_ends(row.last_day, today, policy_for(session, row.unit_id, today))
    _changed(session, actor, "attendance.make_training_link", row)
    return secret


def revoke_link(session: Session, actor: Actor, training_id: UUID, *, version: int) -> None:
    """The supervisor's link works no more, at once.

    Raises:
        NotFound, Conflict: as `make_link`.
    """
    row = _to_change(session, actor, training_id, version)
    row.token_hash = row.link_until = None
    _changed(session, actor, "attendance.revoke_training_link", row)


def close_training(session: Session, actor: Actor, training_id: UUID, *, closed: bool, version: int) -> None:
    """What was confirmed stands, and the link is shut; opened again, days can be noted by the school.

    Raises:
        NotFound, Conflict: as `make_link`.
    """
    row = _to_change(session, actor, training_id, version)
    row.closed_at = clock.now() if closed else None
    if closed:
        row.token_hash = row.link_until = None
    _changed(session, actor, "attendance.close_training" if closed else "attendance.reopen_training", row)


def note_day(
    session: Session, actor: Actor, training_id: UUID, *, day: date, minutes: int, version: int
) -> WorkplaceDay:
    """A day as the school knows it, or a correction of what the supervisor told. `version` is the day's, 0: new.

    Raises:
        NotFound: not the actor's to arrange. Conflict: somebody told the day in between.
        Invalid: closed, not a day of the training, or hours that cannot be.
    """
    require(actor, TRAINING)
    row = own_training(session, actor, training_id)
    return tell_day(session, actor, row, day=day, minutes=minutes, version=version, by=actor.person_id)


def tell_day(
    session: Session, actor: Actor, row: WorkplaceTraining, *, day: date, minutes: int, version: int, by: UUID | None
) -> WorkplaceDay:
    """Write one day, once: the same hours again change nothing, other hours need the version that was seen.

    The caller has opened the training, as staff or by its link (`by` None).
    """
    if row.closed_at:
        raise Invalid("day", "adult.training.error.closed")
    if not rules.can_be_told(day, row.first_day, row.last_day, clock.today()):
        raise Invalid("day", "adult.training.error.day")
    rules.checked_minutes(minutes)
    told = session.exec(
        select(WorkplaceDay)
        .where(WorkplaceDay.training_id == row.id, WorkplaceDay.day == day)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if told is not None and told.minutes == minutes:
        return told
    if (told.version if told else 0) != version:
        raise Conflict(None, "adult.training.conflict")
    told = told or WorkplaceDay(training_id=row.id, day=day, minutes=minutes, noted_at=clock.now(), version=0)
    told.minutes, told.noted_by, told.noted_at, told.version = minutes, by, clock.now(), told.version + 1
    session.add(told)
    session.flush()
    note(session, actor, "attendance.tell_training_day", row, day=day.isoformat(), minutes=minutes)
    return told


def note(session: Session, actor: Actor, verb: str, row: WorkplaceTraining, **detail: object) -> None:
    """In the audit chain of the school, and to the pages that are open."""
    audit.record(
        session, actor, verb, "workplace_training", row.id, subject=row.student_id, unit=row.unit_id, detail=detail
    )
    changes.announce(session, f"training:{row.unit_id}", f"training:{row.id}")


def _to_change(session: Session, actor: Actor, training_id: UUID, version: int) -> WorkplaceTraining:
    require(actor, TRAINING)
    row = own_training(session, actor, training_id)
    session.refresh(row, with_for_update=True)
    if row.version != version:
        raise Conflict(None, "adult.training.conflict")
    return row


def _changed(session: Session, actor: Actor, verb: str, row: WorkplaceTraining) -> None:
    row.version += 1
    session.add(row)
    session.flush()
    note(session, actor, verb, row)
