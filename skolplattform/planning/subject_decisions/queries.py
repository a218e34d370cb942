"""A school's decisions about students' syllabuses, and the students to decide about; protected ones stand masked."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.i18n import NO_TEXT
from skolplattform.i18n.format import day_text
from skolplattform.planning.contract import other_form
from skolplattform.planning.curriculum.tables import Subject, SubjectDecision
from skolplattform.planning.subject_decisions.choices import choices
from skolplattform.planning.subject_decisions.permissions import DECIDE
from skolplattform.planning.subject_decisions.views import DecisionRow, FoundPupil, Pupil, SchoolDecisions
from skolplattform.registry.led import school_shown, schools_led
from skolplattform.registry.named import name_begins
from skolplattform.registry.permissions import enrolled, enrolment_holds, identity_shown
from skolplattform.registry.queries import class_of, names
from skolplattform.registry.tables import Enrolment, Person

MOST = 500
MOST_FOUND = 8
_NONE_YET = ("", "–")
"""The first choice is none, so that no subject is decided by a slip."""


def school_decisions(session: Session, actor: Actor, unit_id: UUID | None = None) -> SchoolDecisions:
    """The decisions about those enrolled at a school that the actor leads; the first school when none is named.

    Raises:
        Denied: the actor leads no school.
        NotFound: another's school.
    """
    require(actor, DECIDE)
    units = schools_led(session, actor)
    if not units:
        return SchoolDecisions()
    unit, today = school_shown(units, unit_id), clock.today()
    rows = session.scalars(
        select(SubjectDecision)
        .where(col(SubjectDecision.person_id).in_(enrolled(frozenset([unit]), today)))
        .order_by(col(SubjectDecision.start_date).desc(), col(SubjectDecision.id).desc())
        .limit(MOST)
    ).all()
    shown = _shown(session, actor, rows, today)
    over = {row.id for row in rows if row.end_date and row.end_date < today}
    return SchoolDecisions(
        units=units,
        unit_id=str(unit),
        standing=tuple(shown[row.id] for row in rows if row.id not in over),
        over=tuple(shown[row.id] for row in rows if row.id in over),
    )


def _shown(session: Session, actor: Actor, rows: Collection[SubjectDecision], today: date) -> dict[UUID, DecisionRow]:
    """Each decision as shown, in four statements."""
    students = {row.person_id for row in rows}
    people = names(session, actor, students | {row.decided_by for row in rows})
    classes, forms = class_of(session, students), _forms_of(session, students, today)
    subjects = _subject_names(session, {row.subject_code for row in rows})
    return {
        row.id: DecisionRow(
            id=str(row.id),
            version=row.version,
            name=people[row.person_id].name,
            class_name=classes[row.person_id].name if row.person_id in classes else "",
            subject=subjects.get(row.subject_code, row.subject_code),
            read_by=other_form(row.school_type, ""),
            first=day_text(row.start_date, style="date"),
            last=day_text(row.end_date, style="date") if row.end_date else NO_TEXT,
            last_day=row.end_date.isoformat() if row.end_date else "",
            decided_by=people[row.decided_by].name,
            has_begun=row.start_date <= today,
            counts=row.start_date > today or (row.person_id, row.school_type) in forms,
        )
        for row in rows
    }


def _forms_of(session: Session, students: Collection[UUID], today: date) -> set[tuple[UUID, str]]:
    """(student, school form) in which they are enrolled."""
    rows = session.execute(
        select(col(Enrolment.person_id), col(Enrolment.school_type))
        .where(col(Enrolment.person_id).in_(students), enrolment_holds(today))
        .order_by(col(Enrolment.id))
        .limit(MOST * 4)
    ).all()
    return {(student, form) for student, form in rows}


def _subject_names(session: Session, codes: Collection[str]) -> dict[str, str]:
    rows = session.execute(
        select(col(Subject.code), col(Subject.name))
        .where(col(Subject.code).in_(codes))
        .order_by(col(Subject.version), col(Subject.id))
        .limit(MOST * 4)
    ).all()
    return dict(rows)


def pupils_named(session: Session, actor: Actor, unit_id: UUID, words: str) -> tuple[FoundPupil, ...]:
    """The school's students whose name begins so; none without words. Protected ones only by grant (R-X04).

    Raises:
        NotFound: another's school.
    """
    require(actor, DECIDE)
    unit, today = school_shown(schools_led(session, actor), unit_id), clock.today()
    if not words.strip():
        return ()
    rows = session.execute(
        select(col(Person.id), col(Person.given_name), col(Person.family_name))
        .where(
            col(Person.id).in_(enrolled(frozenset([unit]), today)),
            identity_shown(actor, today),
            name_begins(words.strip()),
        )
        .order_by(col(Person.family_name), col(Person.given_name), col(Person.id))
        .limit(MOST_FOUND)
    ).all()
    classes = class_of(session, [row[0] for row in rows])
    return tuple(
        FoundPupil(str(id_), f"{given} {family}", classes[id_].name if id_ in classes else "")
        for id_, given, family in rows
    )


def pupil_to_decide(session: Session, actor: Actor, student_id: UUID) -> Pupil:
    """A student with the subjects that can be decided, and the version of what is decided.

    Raises:
        NotFound: not enrolled at a school that the actor leads, or protected.
    """
    require(actor, DECIDE)
    today = clock.today()
    row = session.execute(
        select(col(Person.given_name), col(Person.family_name)).where(
            col(Person.id) == student_id,
            col(Person.id).in_(enrolled(actor.units, today)),
            identity_shown(actor, today),
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    classes = class_of(session, [student_id])
    subjects = [
        (f"{one.subject_code}:{one.school_type}", f"{one.subject}: {one.curriculum} ({one.by_group})")
        for one in choices(session, actor, student_id, today)
    ]
    return Pupil(
        id=str(student_id),
        name=f"{row[0]} {row[1]}",
        class_name=classes[student_id].name if classes else "",
        subjects=(_NONE_YET, *subjects) if subjects else (),
        version=sum(row.version for row in decisions_of(session, student_id)),
    )


def decisions_of(session: Session, student_id: UUID) -> list[SubjectDecision]:
    """All that was ever decided for a student."""
    mine = select(SubjectDecision).where(col(SubjectDecision.person_id) == student_id)
    return list(session.scalars(mine.order_by(col(SubjectDecision.start_date)).limit(MOST)))
