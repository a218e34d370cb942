"""Let colleagues copy what one has published, and take it back. What is shared names no student."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.core import audit, clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Invalid
from skolplattform.core.ids import new_id
from skolplattform.core.permissions import require
from skolplattform.planning.curriculum.reading import readings
from skolplattform.planning.library import rules
from skolplattform.planning.library.permissions import LIBRARY, organisers_of, own_share
from skolplattform.planning.library.rules import Reach
from skolplattform.planning.library.tables import SharedPlan
from skolplattform.planning.permissions import writable_plan
from skolplattform.planning.tables import EditionGroup, UnitPlan, UnitPlanEdition
from skolplattform.registry.tables import GroupMembership, Person
from skolplattform.schedule.tables import Syllabus

STUDENTS_LIMIT = 1_000


class NamesFound(Invalid):
    """Words that are also names of students in the plan's groups; the teacher says whether they mean one."""

    def __init__(self, words: tuple[str, ...]) -> None:
        super().__init__("reach", "plans.error.names", names=", ".join(words))


def share_plan(session: Session, actor: Actor, plan_id: UUID, *, reach: Reach, no_student: bool) -> None:
    """Share the edition that students read now. What was shared of the plan before is replaced.

    `no_student` is the teacher's word that a name in it is no student's; a full name is never shared.

    Raises:
        NotFound: not a plan the actor writes in.
        Invalid: it is not published, or names a student. NamesFound: it may.
    """
    require(actor, LIBRARY)
    plan = writable_plan(session, actor, plan_id)
    edition = session.get(UnitPlanEdition, (plan.id, plan.edition)) if plan.edition else None
    if edition is None:
        raise Invalid("reach", "plans.error.not_published")
    _require_no_student(session, edition, no_student=no_student)
    earlier = own_share(session, actor, plan_id, clock.today())
    if earlier and (earlier.number, earlier.reach) == (edition.number, reach.value):
        return
    if earlier:
        _take_back(session, earlier)
    shared = _shared(session, actor, plan, edition, reach)
    session.add(shared)
    session.flush()
    detail = {"did": "share", "reach": reach.value, "edition": edition.number}
    audit.record(session, actor, LIBRARY.name, "unit_plan", plan.id, unit=plan.unit_id, detail=detail)


def _shared(session: Session, actor: Actor, plan: UnitPlan, edition: UnitPlanEdition, reach: Reach) -> SharedPlan:
    syllabus = session.get_one(Syllabus, plan.syllabus_id)
    stage = next((r.stage for r in readings(session, syllabus.id, (), edition.start_date) if r.stage), None)
    return SharedPlan(
        id=new_id(),
        plan_id=plan.id,
        number=edition.number,
        unit_id=plan.unit_id,
        organiser_id=next(iter(organisers_of(session, frozenset([plan.unit_id])))),
        reach=reach.value,
        subject_name=syllabus.subject_name,
        start_school_year=stage.start_school_year if stage else syllabus.start_school_year,
        end_school_year=stage.end_school_year if stage else syllabus.end_school_year,
        curriculum=stage.curriculum if stage else syllabus.curriculum,
        words=" ".join(_texts(edition)).casefold(),
        shared_by=actor.person_id,
        shared_at=clock.now(),
    )


def _texts(edition: UnitPlanEdition) -> Iterable[str]:
    """Everything that somebody wrote or picked in the edition."""
    body = edition.body
    yield from (edition.title, body["purpose"])
    yield from (text for _, _, text in body["weeks"])
    yield from (f"{row['title']} {row['note']}" for row in body["assessments"])
    yield from (f"{point['area']} {point['text']}" for point in body["points"])


def _require_no_student(session: Session, edition: UnitPlanEdition, *, no_student: bool) -> None:
    rows = session.exec(
        select(Person.given_name, Person.family_name)
        .join(GroupMembership, col(GroupMembership.person_id) == col(Person.id))
        .join(EditionGroup, col(EditionGroup.group_id) == col(GroupMembership.group_id))
        .where(EditionGroup.plan_id == edition.plan_id, EditionGroup.number == edition.number)
        .distinct()
        .order_by(col(Person.family_name), col(Person.given_name))
        .limit(STUDENTS_LIMIT)
    ).all()
    texts = tuple(_texts(edition))
    if whole := rules.names_in(texts, {f"{given} {family}" for given, family in rows}):
        raise Invalid("reach", "plans.error.whole_names", names=", ".join(whole))
    words = rules.names_in(texts, {name for row in rows for name in row})
    if words and not no_student:
        raise NamesFound(words)


def stop_sharing(session: Session, actor: Actor, plan_id: UUID) -> None:
    """Nobody finds it any more. Copies that were made of it stay with those who made them.

    Raises:
        NotFound: not a plan the actor writes in.
    """
    require(actor, LIBRARY)
    plan = writable_plan(session, actor, plan_id)
    shared = own_share(session, actor, plan_id, clock.today())
    if shared:
        _take_back(session, shared)
        detail = {"did": "stop_sharing", "edition": shared.number}
        audit.record(session, actor, LIBRARY.name, "unit_plan", plan.id, unit=plan.unit_id, detail=detail)


def _take_back(session: Session, shared: SharedPlan) -> None:
    shared.taken_back_at = clock.now()
    session.add(shared)
    session.flush()
