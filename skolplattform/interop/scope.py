"""How far an import may reach: an administrator changes the units they administer, and nobody else's people.

Without this, an export made by hand could move a protected child of another school into one's own (security rule 10).
"""

from collections import defaultdict
from dataclasses import replace
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.core import clock
from skolplattform.core.actor import Actor, Role, Workspace
from skolplattform.interop.checks import in_batches
from skolplattform.interop.formats.faults import Fault
from skolplattform.interop.stage import Stage
from skolplattform.registry.codes import OrganisationType
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.tables import Duty, Enrolment, Organisation, Responsibility


def as_process(actor: Actor) -> Actor:
    """The administrator, acting through the import: reaches what the checks have let through."""
    return replace(actor, workspace=Workspace.SYSTEM, roles=frozenset({Role.SYSTEM}), process="import")


def outside(stage: Stage, session: Session, actor: Actor) -> None:
    """Note rows that reach beyond the actor's units; the command line reaches everything."""
    if actor.is_system:
        return
    _foreign_units(stage, session, actor)
    _foreign_persons(stage, session, actor)


def _foreign_units(stage: Stage, session: Session, actor: Actor) -> None:
    """Rows at a unit that exists and is not the actor's; and new units that hang under none of theirs."""
    mentioned = {
        UUID(bytes=i) for (i,) in stage.ask("SELECT DISTINCT target FROM ref WHERE entity = 'organisations'") if i
    } | {UUID(bytes=i) for (i,) in stage.ask("SELECT DISTINCT id FROM row WHERE entity = 'organisations'") if i}
    existing = set(session.exec(select(Organisation.id).where(col(Organisation.id).in_(mentioned))).all())
    foreign = existing - actor.units
    if not existing & actor.units:
        foreign = mentioned
    schools = _own_schools(session, actor)
    for unit in foreign:
        question = (
            "SELECT n FROM row WHERE bad = 0 AND ((entity = 'organisations' AND id = ?1) OR n IN"
            " (SELECT n FROM ref WHERE entity = 'organisations' AND target = ?1 AND list = ''"
            " AND field <> 'parentOrganisation'))"
        )
        if unit in schools:
            question += " AND entity <> 'rooms'"
        rows = [n for (n,) in stage.ask(question, (unit.bytes,)) if not _is_same(stage, session, n)]
        stage.tell_rows(Fault("", "outside"), rows)
        stage.run(
            "INSERT OR IGNORE INTO bad_item SELECT n, list, pos FROM ref"
            " WHERE entity = 'organisations' AND target = ? AND list <> ''",
            (unit.bytes,),
        )


def _own_schools(session: Session, actor: Actor) -> frozenset[UUID]:
    """The schools that the actor's units belong to: their rooms are the units' own as well."""
    parents = select(Organisation.parent_id).where(col(Organisation.id).in_(actor.units))
    schools = select(Organisation.id).where(
        col(Organisation.id).in_(parents), Organisation.organisation_type == OrganisationType.SCHOOL.value
    )
    return frozenset(session.exec(schools).all())


def _is_same(stage: Stage, session: Session, n: int) -> bool:
    """An organisation above one's own may stand in the export as it stands in the register."""
    entity, row_id = next(stage.ask("SELECT entity, id FROM row WHERE n = ?", (n,)))
    if entity != "organisations" or row_id is None:
        return False
    there = session.get(Organisation, UUID(bytes=row_id))
    name = stage.one("SELECT json_extract(data, '$.values.display_name') FROM row WHERE n = ?", (n,))
    parent = stage.one("SELECT json_extract(data, '$.values.parent_id') FROM row WHERE n = ?", (n,))
    same_parent = there is not None and (there.parent_id.hex if there.parent_id else None) == parent
    return there is not None and there.display_name == name and same_parent


def _foreign_persons(stage: Stage, session: Session, actor: Actor) -> None:
    """Persons of the register who belong elsewhere only: neither changed here, nor put into a group or family here."""
    mentioned = "SELECT id FROM row WHERE entity = 'persons' UNION SELECT target FROM ref WHERE entity = 'persons'"
    for batch in in_batches(UUID(bytes=i) for (i,) in list(stage.ask(mentioned)) if i):
        for person in elsewhere(session, actor, batch):
            rows = "SELECT n FROM row WHERE bad = 0 AND entity = 'persons' AND id = ?"
            stage.tell_rows(Fault("", "outside"), [n for (n,) in stage.ask(rows, (person.bytes,))])
            _set_aside_mentions(stage, person)


def elsewhere(session: Session, actor: Actor, persons: list[UUID]) -> list[UUID]:
    """Those who today are enrolled, employed or guardians of somebody enrolled, and not at the actor's units."""
    today = clock.today()
    enrolled = select(Enrolment.person_id, Enrolment.unit_id).where(
        holds_on(Enrolment.start_date, Enrolment.end_date, today)
    )
    employed = select(Duty.person_id, Duty.unit_id).where(holds_on(Duty.start_date, Duty.end_date, today))
    guardians = (
        select(Responsibility.adult_id, Enrolment.unit_id)
        .join(Enrolment, col(Enrolment.person_id) == col(Responsibility.child_id))
        .where(holds_on(Enrolment.start_date, Enrolment.end_date, today))
    )
    places: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for question, who in (
        (enrolled, Enrolment.person_id),
        (employed, Duty.person_id),
        (guardians, Responsibility.adult_id),
    ):
        for person, unit in session.exec(question.where(col(who).in_(persons))).all():
            places[person].add(unit)
    return sorted(person for person, units in places.items() if not units & actor.units)


def _set_aside_mentions(stage: Stage, person: UUID) -> None:
    """Memberships, relations and duties that would bring a person of another unit in here."""
    mentions = list(
        stage.ask(
            "SELECT r.n, r.field, r.list, r.pos FROM ref r JOIN row w ON w.n = r.n"
            " WHERE r.entity = 'persons' AND r.target = ? AND w.bad = 0 AND w.entity <> 'attendances'",
            (person.bytes,),
        )
    )
    for n, field, name, pos in mentions:
        if name:
            stage.tell_at(Fault(field, "outside"), n)
            stage.run("INSERT OR IGNORE INTO bad_item VALUES (?, ?, ?)", (n, name, pos))
        else:
            stage.tell_rows(Fault(field, "outside"), [n])
