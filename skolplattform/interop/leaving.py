"""Who and what has left: rows that the other system says it has removed, and rows that a whole export no longer has.

Noted on the stage while the export is checked, so that the preview and the import end the same rows. An export is
whole for a unit when it brings the unit itself and the list without a fault in its files; a list alone, or a page of
one, says nothing of those it leaves out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import Session, col, select

from skolplattform.attendance.contract import AttendanceIntake
from skolplattform.core import clock, modules
from skolplattform.core.actor import Actor
from skolplattform.core.ids import id_of
from skolplattform.interop.checks import TABLES, in_batches
from skolplattform.interop.formats.faults import Fault, Severity
from skolplattform.interop.formats.files import DELETED
from skolplattform.interop.scope import as_process, elsewhere
from skolplattform.interop.stage import Stage
from skolplattform.registry.tables import Duty, Enrolment, Group, Organisation, Person
from skolplattform.schedule.tables import Activity, CalendarEvent

ENDED = ("organisations", "persons", "groups", "duties", "activities", "calendarEvents", "absences")
UNIT_OF: dict[str, Any] = {
    "organisations": Organisation.id,
    "groups": Group.unit_id,
    "duties": Duty.unit_id,
    "activities": Activity.unit_id,
    "calendarEvents": CalendarEvent.unit_id,
}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the export is whole, and whom it says nothing of."""

    actor: Actor
    units: list[UUID]
    silent: frozenset[UUID]


def run(stage: Stage, session: Session, actor: Actor) -> None:
    """Note on the stage what is to be ended: nothing outside the actor's units, nobody whom the export hides."""
    _keep_what_came(stage)
    _tell_kept(stage)
    if not actor.is_system:
        _only_own(stage, session, actor)
    at = _Place(actor, _covered(stage, actor), silent_protected(stage, session))
    for entity, missing in (("duties", _missing_duties), ("groups", _missing_groups)):
        if _is_whole(stage, entity):
            _note(stage, entity, (row for row in missing(session, at) if not _is_staged(stage, entity, row)))
    if _is_whole(stage, "persons"):
        _note(stage, "enrolments", _left(stage, session, at))


def _keep_what_came(stage: Stage) -> None:
    """What is both in its list and among the removed is there."""
    stage.run("DELETE FROM gone WHERE EXISTS (SELECT 1 FROM row r WHERE r.entity = gone.entity AND r.id = gone.id)")


def _tell_kept(stage: Stage) -> None:
    """Grades and what was reported stand as they were decided; rooms and subjects are still pointed at."""
    found = stage.ask("SELECT entity, count(*), min(file) FROM gone GROUP BY entity ORDER BY entity")
    for entity, number, file in [row for row in found if row[0] not in ENDED]:
        stage.tell(Fault(entity, "deleted_kept", {"n": number}, Severity.WARNING), file=file, entity=DELETED)
        stage.run("DELETE FROM gone WHERE entity = ?", (entity,))


def _only_own(stage: Stage, session: Session, actor: Actor) -> None:
    """An administrator ends nothing at another unit (security rule 10)."""
    for entity in ENDED:
        wanted = [id_of(i) for (i,) in stage.ask("SELECT id FROM gone WHERE entity = ?", (entity,))]
        foreign: set[UUID] = set()
        for batch in in_batches(wanted):
            if entity == "persons":
                foreign.update(elsewhere(session, actor, batch))
            elif entity == "absences":
                foreign.update(_foreign_absences(session, actor, batch))
            else:
                unit, key = col(UNIT_OF[entity]), TABLES[entity].id  # type: ignore[attr-defined]
                foreign.update(session.exec(select(key).where(key.in_(batch), unit.not_in(actor.units))).all())
        if foreign:
            file = stage.one("SELECT file FROM gone LIMIT 1")
            fault = Fault(entity, "deleted_outside", {"n": len(foreign)}, Severity.WARNING)
            stage.tell(fault, file=file, entity=DELETED)
            stage.many("DELETE FROM gone WHERE entity = ? AND id = ?", [(entity, one.bytes) for one in foreign])


def _foreign_absences(session: Session, actor: Actor, batch: list[UUID]) -> set[UUID]:
    intake = modules.get(AttendanceIntake)
    standing = intake.standing_absences(session, as_process(actor), batch) if intake else {}
    return {absence for absence, unit in standing.items() if unit not in actor.units}


def _covered(stage: Stage, actor: Actor) -> list[UUID]:
    """The units that the export brings, of those the actor reaches."""
    brought = {id_of(i) for (i,) in stage.ask("SELECT id FROM row WHERE entity = 'organisations' AND bad = 0")}
    return sorted(brought if actor.is_system else brought & actor.units)


def _is_whole(stage: Stage, entity: str) -> bool:
    """Was the list brought, and read from its first row to its last, each with its id?"""
    faults = stage.one("SELECT count(*) FROM problem WHERE entity = ? AND id IS NULL", (entity,))
    return entity in stage.entities() and not faults


def _note(stage: Stage, entity: str, ids: Iterable[UUID]) -> None:
    stage.many("INSERT OR IGNORE INTO gone VALUES (?, ?, '')", [(entity, one.bytes) for one in ids])


def _is_staged(stage: Stage, entity: str, row_id: UUID) -> bool:
    return bool(stage.one("SELECT 1 FROM row WHERE entity = ? AND id = ?", (entity, row_id.bytes)))


def _goes_on(model: type[Any]) -> Any:
    """Does it hold today or later?"""
    return or_(col(model.end_date).is_(None), col(model.end_date) >= clock.today())


def silent_protected(stage: Stage, session: Session) -> frozenset[UUID]:
    """Protected persons that the export leaves out: what it does not say of them changes nothing (R-X04)."""
    marked = session.exec(select(Person.id).where(col(Person.security_marking) != "Ingen")).all()
    staged = "SELECT 1 FROM row WHERE entity = 'persons' AND id = ? AND bad = 0"
    return frozenset(person for person in marked if not stage.one(staged, (person.bytes,)))


def _missing_duties(session: Session, at: _Place) -> Iterator[UUID]:
    """Duties that go on in the register and not in the export; never the actor's own."""
    question = select(Duty.id, Duty.person_id).where(col(Duty.unit_id).in_(at.units), _goes_on(Duty))
    kept = {*at.silent, at.actor.person_id}
    return (duty for duty, person in session.exec(question.order_by(col(Duty.id))).all() if person not in kept)


def _missing_groups(session: Session, at: _Place) -> Iterator[UUID]:
    question = select(Group.id).where(col(Group.unit_id).in_(at.units), _goes_on(Group))
    return iter(session.exec(question.order_by(col(Group.id))).all())


def _left(stage: Stage, session: Session, at: _Place) -> list[UUID]:
    """Enrolments at the units of persons who are no longer in the export."""
    question = select(Enrolment.id, Enrolment.person_id).where(
        col(Enrolment.unit_id).in_(at.units), _goes_on(Enrolment)
    )
    found = session.exec(question.order_by(col(Enrolment.id))).all()
    return [
        enrolment for enrolment, person in found if person not in at.silent and not _is_staged(stage, "persons", person)
    ]
