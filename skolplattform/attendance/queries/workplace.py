"""Workplace training as the school sees it (FRN-17)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from skolplattform.attendance.permissions import TRAINING, in_training
from skolplattform.attendance.queries.activity import hours_text
from skolplattform.attendance.queries.opening import class_on
from skolplattform.attendance.queries.words import dates_text, told_when
from skolplattform.attendance.rules import MOMENT
from skolplattform.attendance.rules import training as rules
from skolplattform.attendance.rules.duty import TRAINING_FORMS
from skolplattform.attendance.tables import WorkplaceDay, WorkplaceTraining
from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.i18n import NO_TEXT, Text, both
from skolplattform.i18n.format import day_text
from skolplattform.registry.permissions import enrolment_holds, identity_shown
from skolplattform.registry.queries import names
from skolplattform.registry.tables import Enrolment, Group, Person

MOST, MOST_STUDENTS = 100, 500
RECENT = timedelta(weeks=2)


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """A training in the list. `state`: planned, going, over, closed."""

    id: str = ""
    name: str = ""
    class_name: str = ""
    workplace: str = ""
    days: Text = NO_TEXT
    told: Text = NO_TEXT
    state: str = ""
    has_link: bool = False


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day of a training. `minutes` is what stands, else what is usual; `by`: link, school, or nobody yet."""

    day: str
    shown: Text
    minutes: str
    told: Text
    by: str
    version: int
    usual: bool


@dataclass(frozen=True, slots=True)
class TrainingView:
    """One training with its days."""

    id: str = ""
    name: str = ""
    class_name: str = ""
    workplace: str = ""
    supervisor: str = ""
    days: Text = NO_TEXT
    a_day: Text = NO_TEXT
    total: Text = NO_TEXT
    link: str = ""
    link_until: Text = NO_TEXT
    used: Text = NO_TEXT
    closed: bool = False
    is_protected: bool = False
    version: int = 0
    rows: tuple[DayRow, ...] = ()
    others: tuple[DayRow, ...] = ()


def student_at(session: Session, actor: Actor, student_id: UUID) -> UUID:
    """The unit where a student of the actor's studies in a form with workplace training.

    Raises:
        NotFound: no such student within reach.
    """
    today = clock.today()
    unit = session.exec(
        select(Enrolment.unit_id)
        .where(
            Enrolment.person_id == student_id,
            col(Enrolment.person_id).in_(in_training(actor, today)),
            col(Enrolment.unit_id).in_(actor.units),
            col(Enrolment.school_type).in_(sorted(TRAINING_FORMS)),
            enrolment_holds(today),
        )
        .order_by(col(Enrolment.start_date).desc())
        .limit(1)
    ).first()
    if unit is None:
        raise NotFound
    return unit


def own_training(session: Session, actor: Actor, training_id: UUID) -> WorkplaceTraining:
    """A training of a student of the actor's.

    Raises:
        NotFound: missing, or out of reach.
    """
    row = session.exec(
        select(WorkplaceTraining).where(
            WorkplaceTraining.id == training_id,
            col(WorkplaceTraining.unit_id).in_(actor.units),
            col(WorkplaceTraining.student_id).in_(in_training(actor, clock.today())),
        )
    ).first()
    if row is None:
        raise NotFound
    return row


def trainees(session: Session, actor: Actor) -> list[tuple[str, str]]:
    """Students the actor may arrange workplace training for: (id, name and class). Protected ones only by grant."""
    require(actor, TRAINING)
    today = clock.today()
    rows = session.execute(
        select(
            col(Person.id),
            col(Person.given_name),
            col(Person.family_name),
            class_on(col(Person.id), today, shown=Group.display_name),
        )
        .where(
            col(Person.id).in_(in_training(actor, today)),
            col(Person.id).in_(
                select(Enrolment.person_id).where(
                    col(Enrolment.unit_id).in_(actor.units),
                    col(Enrolment.school_type).in_(sorted(TRAINING_FORMS)),
                    enrolment_holds(today),
                )
            ),
            identity_shown(actor, today),
        )
        .order_by(col(Person.given_name), col(Person.family_name), col(Person.id))
        .limit(MOST_STUDENTS)
    )
    return [
        (str(i), f"{given} {family}, {group}" if group else f"{given} {family}") for i, given, family, group in rows
    ]


def trainings(session: Session, actor: Actor) -> list[TrainingRow]:
    """The trainings of the actor's students, those that end last first."""
    require(actor, TRAINING)
    today = clock.today()
    rows = session.execute(
        select(WorkplaceTraining, class_on(col(WorkplaceTraining.student_id), today, shown=Group.display_name))
        .where(
            col(WorkplaceTraining.unit_id).in_(actor.units),
            col(WorkplaceTraining.student_id).in_(in_training(actor, today)),
        )
        .order_by(
            col(WorkplaceTraining.closed_at).is_not(None),
            col(WorkplaceTraining.last_day).desc(),
            col(WorkplaceTraining.id),
        )
        .limit(MOST)
    ).all()
    students = {row.student_id for row, _ in rows}
    readings.opened(session, actor, TRAINING.name, "workplace_trainings", actor.person_id, persons=students)
    shown, told = names(session, actor, students), _told(session, [row.id for row, _ in rows])
    return [_row(row, group or "", shown[row.student_id].name, told.get(row.id, (0, 0))) for row, group in rows]


def _told(session: Session, ids: Collection[UUID]) -> dict[UUID, tuple[int, int]]:
    rows = session.execute(
        select(col(WorkplaceDay.training_id), func.count(), func.sum(col(WorkplaceDay.minutes)))
        .where(col(WorkplaceDay.training_id).in_(ids))
        .group_by(col(WorkplaceDay.training_id))
    )
    return {training: (days, int(minutes)) for training, days, minutes in rows}


def _row(row: WorkplaceTraining, group: str, name: str, told: tuple[int, int]) -> TrainingRow:
    days, minutes = told
    return TrainingRow(
        id=str(row.id),
        name=name,
        class_name=group,
        workplace=row.workplace,
        days=dates_text(row.first_day, row.last_day),
        told=both("adult.training.told", n=days, hours=hours_text(minutes)),
        state=_state(row),
        has_link=rules.link_works(row.link_until, row.closed_at, clock.now()),
    )


def _state(row: WorkplaceTraining) -> str:
    today = clock.today()
    if row.closed_at:
        return "closed"
    return "planned" if today < row.first_day else "over" if today > row.last_day else "going"


def training_view(session: Session, actor: Actor, training_id: UUID) -> TrainingView:
    """One training with every day that has come.

    Raises:
        NotFound: missing, or out of reach.
    """
    require(actor, TRAINING)
    row = own_training(session, actor, training_id)
    readings.opened(
        session, actor, TRAINING.name, "workplace_training", row.id, persons=[row.student_id], unit=row.unit_id
    )
    shown = names(session, actor, [row.student_id])[row.student_id]
    group = session.execute(
        select(class_on(col(Person.id), clock.today(), shown=Group.display_name)).where(Person.id == row.student_id)
    ).scalar()
    days = days_of(session, row)
    at_hand = at_hand_of(days)
    minutes = _told(session, [row.id]).get(row.id, (0, 0))[1]
    works = rules.link_works(row.link_until, row.closed_at, clock.now())
    return TrainingView(
        id=str(row.id),
        name=shown.name,
        class_name=group or "",
        workplace=row.workplace,
        supervisor=row.supervisor,
        days=dates_text(row.first_day, row.last_day),
        a_day=hours_text(row.day_minutes),
        total=hours_text(minutes),
        link="works" if works else "over" if row.token_hash else "none",
        link_until=last_day_of(row.link_until) if row.link_until else NO_TEXT,
        used=both("adult.training.used", when=told_when(row.link_used_at, clock.today()))
        if row.link_used_at
        else NO_TEXT,
        closed=row.closed_at is not None,
        is_protected=shown.protected,
        version=row.version,
        rows=at_hand,
        others=tuple(one for one in days if one not in at_hand),
    )


def last_day_of(until: datetime) -> Text:
    """The last day a link works: midnight belongs to the day before."""
    return day_text(clock.local(until - MOMENT).date(), style="short")


def days_of(session: Session, row: WorkplaceTraining) -> list[DayRow]:
    """Every day of a training that has come, the newest first. The caller has opened it."""
    told = {
        one.day: one
        for one in session.exec(
            select(WorkplaceDay)
            .where(WorkplaceDay.training_id == row.id)
            .order_by(col(WorkplaceDay.day))
            .limit(MOST * 5)
        ).all()
    }
    days = rules.days_to_tell(row.first_day, row.last_day, clock.today())
    return [_day(row, day, told.get(day)) for day in days]


def at_hand_of(days: list[DayRow]) -> tuple[DayRow, ...]:
    """The days one looks for: those of the latest two weeks, and usual ones that nobody has told."""
    since = (clock.today() - RECENT).isoformat()
    return tuple(one for one in days if one.usual and (one.day > since or not one.by))


def _day(row: WorkplaceTraining, day: date, told: WorkplaceDay | None) -> DayRow:
    by = "" if told is None else "school" if told.noted_by else "link"
    said = NO_TEXT
    if told is not None:
        said = hours_text(told.minutes) if told.minutes else both("adult.training.away")
    return DayRow(
        day=day.isoformat(),
        shown=day_text(day, style="short"),
        minutes=str(told.minutes if told else row.day_minutes),
        told=said,
        by=by,
        version=told.version if told else 0,
        usual=rules.is_usual(day, row.weekdays) or told is not None,
    )
