"""What students, guardians, colleagues and principals may read: editions, word for word as they were published."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Executable, bindparam, select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import NotFound
from skolplattform.core.ids import UuidKey
from skolplattform.core.permissions import require
from skolplattform.planning import rules
from skolplattform.planning.contract import UnitSummary
from skolplattform.planning.curriculum.reading import stages_by_student
from skolplattform.planning.permissions import READ, published_for, published_to, published_to_group, standing
from skolplattform.planning.queries.editor import assessment_rows
from skolplattform.planning.queries.picking import headed, unheaded
from skolplattform.planning.tables import EditionGroup, UnitPlan, UnitPlanCriterion, UnitPlanEdition
from skolplattform.planning.views import (
    Aspect,
    Draft,
    Point,
    Published,
    ReaderList,
    UnitLine,
    WeekRow,
    Wording,
)
from skolplattform.registry.permissions import can_see_student, seen_children
from skolplattform.registry.tables import Group, GroupMembership
from skolplattform.schedule.tables import Syllabus

UNITS_LIMIT, CRITERIA_LIMIT, CHILDREN_LIMIT = 200, 100, 40


def body_of(draft: Draft) -> dict[str, Any]:
    """The plan as students will read it, to be kept with the edition."""
    return {
        "subject": draft.subject,
        "groups": draft.group_names,
        "purpose": draft.purpose,
        "points": [
            {"area": unheaded(point.area, point.read_by), "text": point.text, "read_by": point.read_by}
            for point in draft.picked
        ],
        "aspects": [
            {
                "name": unheaded(aspect.name, aspect.read_by),
                "wordings": [[w.level, w.text] for w in aspect.wordings],
                "read_by": aspect.read_by,
            }
            for aspect in draft.aspects
            if aspect.picked
        ],
        "weeks": [[row.monday, row.number, row.text] for row in draft.weeks if row.text.strip()],
        "assessments": [asdict(row) for row in draft.assessments if row.title.strip()],
    }


def preview(draft: Draft) -> Published:
    """The draft as students would read it if it were published now."""
    return _shown(draft.id, draft.title, draft.start, draft.end, body_of(draft), "")


def _shown(
    plan_id: str,
    title: str,
    start: str,
    end: str,
    body: dict[str, Any],
    published: str,
    only: frozenset[str] | None = None,
) -> Published:
    """With `only` as a student of these curricula reads it, without a trace of any other (R-Y01, R-P03)."""

    def heading(text: str, item: dict[str, Any]) -> str:
        return headed(text, item.get("read_by", "")) if only is None else text

    def own(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [one for one in items if only is None or not one.get("read_by") or one["read_by"] in only]

    return Published(
        id=plan_id,
        title=title,
        subject=body["subject"],
        groups=body["groups"],
        weeks_shown=rules.weeks_shown(date.fromisoformat(start), date.fromisoformat(end)),
        purpose=body["purpose"],
        points=tuple(Point("", heading(p["area"], p), p["text"], True, False) for p in own(body["points"])),
        weeks=tuple(WeekRow(monday, number, text, 0) for monday, number, text in body["weeks"]),
        assessments=assessment_rows(body["assessments"]),
        aspects=tuple(
            Aspect("", heading(a["name"], a), True, tuple(Wording(level, text) for level, text in a["wordings"]))
            for a in own(body["aspects"])
        ),
        published_on=published,
    )


def published_plan(session: Session, actor: Actor, plan_id: UUID) -> Published:
    """A published plan, for anybody who may read it.

    Raises:
        NotFound: missing, not published, or not for the actor.
    """
    require(actor, READ)
    edition = session.scalars(
        select(UnitPlanEdition)
        .join(UnitPlan, standing())
        .where(col(UnitPlan.id) == plan_id, col(UnitPlan.archived).is_(False), published_to(actor, clock.today()))
    ).first()
    if edition is None:
        raise NotFound
    return _shown(
        str(edition.plan_id),
        edition.title,
        edition.start_date.isoformat(),
        edition.end_date.isoformat(),
        edition.body,
        clock.local(edition.published_at).date().isoformat(),
        _read_by(session, actor, edition),
    )


def _read_by(session: Session, actor: Actor, edition: UnitPlanEdition) -> frozenset[str] | None:
    """The curricula by which the student, or the guardian's children, read a mixed edition; None: those at school."""
    if actor.has(Role.TEACHER, Role.MENTOR, Role.PRINCIPAL):
        return None
    if not any(item.get("read_by") for part in ("points", "aspects") for item in edition.body[part]):
        return None
    own = [actor.person_id] if actor.has(Role.STUDENT) else seen_children(actor, clock.today())
    students = session.scalars(
        select(col(GroupMembership.person_id))
        .join(EditionGroup, col(EditionGroup.group_id) == col(GroupMembership.group_id))
        .where(
            col(EditionGroup.plan_id) == edition.plan_id,
            col(EditionGroup.number) == edition.number,
            col(GroupMembership.person_id).in_(own),
        )
        .order_by(col(GroupMembership.person_id))
        .limit(CHILDREN_LIMIT)
    ).all()
    syllabus = session.get_one(UnitPlan, edition.plan_id).syllabus_id
    stages = stages_by_student(session, syllabus, students, edition.start_date)
    return frozenset(stage.curriculum for stage in stages.values())


def _of(condition: ColumnElement[bool]) -> Executable:
    """Standing editions that meet the condition and touch some days, in order of time, one row for each group."""
    return (
        select(
            col(UnitPlanEdition.plan_id),
            col(UnitPlanEdition.title),
            col(Syllabus.subject_name),
            col(UnitPlanEdition.start_date),
            col(UnitPlanEdition.end_date),
            col(Group.display_name),
        )
        .join(UnitPlan, standing())
        .join(Syllabus, col(Syllabus.id) == col(UnitPlan.syllabus_id))
        .join(
            EditionGroup,
            (col(EditionGroup.plan_id) == col(UnitPlanEdition.plan_id))
            & (col(EditionGroup.number) == col(UnitPlanEdition.number)),
        )
        .join(Group, col(Group.id) == col(EditionGroup.group_id))
        .where(
            col(UnitPlan.archived).is_(False),
            col(UnitPlanEdition.start_date) <= bindparam("last", type_=Date()),
            col(UnitPlanEdition.end_date) >= bindparam("first", type_=Date()),
            condition,
        )
        .order_by(col(UnitPlanEdition.start_date), col(UnitPlanEdition.plan_id), col(Group.display_name))
        .limit(UNITS_LIMIT)
    )


@cache
def _of_students() -> Executable:
    """Those of some students. Built once: every student's and guardian's start page asks it."""
    return _of(published_for(bindparam("students", type_=UuidKey(), expanding=True)))


def _units(session: Session, question: Executable, **asked_for: Any) -> tuple[UnitSummary, ...]:
    rows = session.connection().execute(question, asked_for)
    groups: defaultdict[tuple[UUID, str, str, date, date], list[str]] = defaultdict(list)
    for *unit, group in rows:
        groups[tuple(unit)].append(group)
    return tuple(
        UnitSummary(id_, title, subject, ", ".join(names), start, end, rules.weeks_shown(start, end))
        for (id_, title, subject, start, end), names in groups.items()
    )


def unit_criteria(session: Session, plan_id: UUID) -> tuple[UUID, ...]:
    """The criteria that the unit assesses, by id."""
    chosen = col(UnitPlanCriterion.criterion_id)
    question = select(chosen).where(col(UnitPlanCriterion.plan_id) == plan_id).order_by(chosen)
    return tuple(session.scalars(question.limit(CRITERIA_LIMIT)))


def units_of_student(
    session: Session, actor: Actor, student_id: UUID, first: date, last: date
) -> tuple[UnitSummary, ...]:
    """The published units of a student that touch these days, in order of time, in two statements.

    Raises:
        NotFound: the actor may not see the student.
    """
    require(actor, READ)
    if not can_see_student(session, actor, student_id, clock.today()):
        raise NotFound
    return _units(session, _of_students(), students=[student_id], first=first, last=last)


def units_of_group(session: Session, actor: Actor, group_id: UUID, first: date, last: date) -> tuple[UnitSummary, ...]:
    """The published units of a group that touch these days and that the actor may read."""
    if not READ.held_by(actor):
        return ()
    read_by_actor = published_to_group(group_id) & published_to(actor, clock.today())
    return _units(session, _of(read_by_actor), first=first, last=last)


def reader_list(session: Session, actor: Actor, student_id: UUID) -> ReaderList:
    """A student's published units of this school year: what goes on, what comes, what is done, latest first.

    Raises:
        NotFound: the actor may not see the student.
    """
    today = clock.today()
    half = rules.half_year(today)
    year = today.year if half.semester == "HT" else today.year - 1
    units = units_of_student(session, actor, student_id, date(year, 7, 1), date(year + 1, 6, 30))
    by_phase = _by_phase(units, today)
    return ReaderList(
        now=tuple(by_phase["now"]),
        next=tuple(by_phase["next"]),
        past=tuple(reversed(by_phase["past"])),
        is_empty=not units,
    )


def _by_phase(units: Iterable[UnitSummary], today: date) -> dict[str, list[UnitLine]]:
    found: dict[str, list[UnitLine]] = {"now": [], "next": [], "past": []}
    for unit in units:
        phase = rules.phase(unit.start, unit.end, today).value
        found[phase].append(UnitLine(str(unit.id), unit.title, unit.subject, unit.weeks, phase))
    return found
